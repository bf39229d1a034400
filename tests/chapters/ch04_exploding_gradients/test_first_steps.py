"""The first steps of runs that fail and that learn, and the chapter's picture of them."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients.runs import (
    measure_border,
    measure_first_steps,
    measure_training,
)

CHAPTER = Path(__file__).parents[3] / "book/chapters/04-exploding-gradients.ipynb"
ROWS = (2.0, None, 0.03), (2.0, 0.0, 0.03), (1.0, None, 0.1), (1.0, None, 0.03)


def dots():
    """{(row, run): (place in the left panel, in the right)} and the rows' fills."""
    cells = nbformat.read(CHAPTER, as_version=4).cells
    (picture,) = (cell.source for cell in cells if cell.id == "first-steps")
    groups = re.findall(r'<g (fill="\S+") stroke.*?</g>', picture)
    rows = re.findall(r'<g fill="[^"]+" stroke.*?</g>', picture)
    places = [np.array(re.findall(r'cx="(\d+)"', row), float).reshape(5, 2) for row in rows]
    return places, groups


def test_the_first_steps_are_those_that_training_takes():
    run, steps = measure_training(1.0, lr=0.1, seed=3), measure_first_steps(1.0, 0.1, 3)
    assert steps["step"][:10] == pytest.approx(run["update"][:10].max(axis=1))
    assert steps["loss"] == run["loss"][0]
    assert steps["norm"].shape == (30,)


def test_the_picture_has_every_run_where_it_is_measured():
    places, fills = dots()
    assert ["none" in fill for fill in fills] == [False, False, False, True]
    for (m, last, rate), drawn in zip(ROWS, places, strict=True):
        runs = [measure_first_steps(m, rate, seed, last) for seed in range(5)]
        for run, (first, longest) in zip(runs, drawn, strict=True):
            ten, most = 10 * run["step"][0], run["step"].max()
            at = 10 if ten == 0 else 10 + (np.log10(ten) + 1.6) / 3.7 * 184
            assert first == pytest.approx(at, abs=1)
            at = 388 if np.isinf(most) else 222 + (np.log10(most) + 2) / 1.5 * 140
            assert longest == pytest.approx(at, abs=1)


@pytest.mark.parametrize("seed", [7, 8])
def test_thirty_steps_part_other_runs_as_well(seed):
    fails, learns = (measure_first_steps(1.0, rate, seed) for rate in (0.1, 0.03))
    assert fails["step"].max() > 0.04 > learns["step"].max()
    assert np.nan_to_num(measure_training(1.0, lr=0.1, seed=seed)["accuracy"]) < 0.2


def test_below_the_border_a_step_lowers_the_loss_and_far_above_it_raises_it():
    assert 5e-5 < measure_border(2.0, seed=11) < 1e-3 < 0.01 < measure_border(1.0, seed=11)
    for rate, lower in ((measure_border(2.0) / 2, True), (0.03, False)):
        run = measure_training(2.0, lr=rate, epochs=1)
        assert (run["loss"][1] < run["loss"][0]) == lower
