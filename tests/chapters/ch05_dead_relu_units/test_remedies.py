"""The chapter's table of remedies says what a run ends with."""

import re
from itertools import islice
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import SGD, batches, dead_units, mlp, softmax_cross_entropy, steps
from nncourse.chapters.ch05_dead_relu_units.runs import measure_training, scaled_digits

CHAPTER = Path(__file__).parents[3] / "book/chapters/05-dead-relu-units.ipynb"
REMEDIES = {  # how its row begins: its choices in measure_training
    "none": {},
    "pixels centred": {"scale": "0 to 16, centred"},
    "pixels standardised": {"scale": "standardised"},
    "clipping": {"clip": 1.0},
    "warm-up": {"warmup": 50},
    "`GELU()`": {"smooth": "GELU"},
    "`SiLU()`": {"smooth": "SiLU"},
    "`LeakyReLU(0.01)`": {"slope": 0.01},
}
STARTS = {"batch norm": {"batch_norm": True}, "a bias": {"bias": 0.1}}


def row_of(name):
    """(fewest dead, most dead, percent read) at 0.1 and at 0.3, as the table has it."""
    text = "\n".join(cell.source for cell in nbformat.read(CHAPTER, as_version=4).cells)
    table = text[text.index("| remedy | dead at 0.1") :].replace("&shy;", "")
    cells = re.search(rf"^\| {re.escape(name)}.*", table, re.MULTILINE)[0].split("|")[2:6]
    numbers = [[int(n) for n in re.findall(r"\d+", cell)] for cell in cells]
    return [(min(dead), max(dead), *read) for dead, read in (numbers[:2], numbers[2:])]


def otherwise_begun(lr, bias=0.0, batch_norm=False, seed=0):
    """Dead of 256 and percent read after 200 steps with this start, as measure_training."""
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = scaled_digits("0 to 16", rng)
    net = mlp([64, 256, 10], rng, batch_norm=batch_norm)
    net.layers[0].b[:] = bias
    stream = islice(batches(x, labels, 32, 5, rng), 200)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    read = 100 * (net.forward(x_test).argmax(axis=1) == labels_test).mean()
    net.forward(x)
    return 256 * dead_units(net)[0], read


def says(row, dead, read):
    """Whether a run lies about where the row has five, whose mean it does not have."""
    fewest, most, mean = row
    spread = 0 if not most else 4 if most < 10 or fewest > 239 else 20
    return fewest - spread <= dead <= most + spread and abs(read - mean) < 15


@pytest.mark.parametrize("name", REMEDIES)
@pytest.mark.parametrize("at", [0, 1])
def test_a_row_says_what_a_run_ends_with(name, at):
    run = measure_training((0.1, 0.3)[at], **REMEDIES[name])
    ends = 256 * run["dead"][-1], 100 * run["accuracy"][-1]
    assert says(row_of(name)[at], *ends)


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("at", [0, 1])
def test_a_row_of_another_start_says_what_a_run_ends_with(name, at):
    dead, read = otherwise_begun((0.1, 0.3)[at], **STARTS[name])
    assert says(row_of(name)[at], dead, read)
    if name == "batch norm":
        assert read > 95


def test_a_bias_as_large_as_z_is_no_remedy():
    assert 145 < otherwise_begun(0.1, bias=8.5)[0] < 200
