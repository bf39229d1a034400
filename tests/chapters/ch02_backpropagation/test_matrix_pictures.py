"""The picture of the two matrix products, entry by entry."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_hex

from nncourse import Dense
from nncourse.chapters.ch02_backpropagation import matrix_pictures, runs

SEED = 3


def cells(entry, colour, seed=SEED):
    """How many cells have a frame of this colour, and what is written in them."""
    (ax,) = matrix_pictures.matrix_step(entry, seed).axes
    lit = [p for p in ax.patches if to_hex(p.get_edgecolor()) == colour.lower()]
    return [
        text.get_text() for frame in lit for text in ax.texts
        if np.allclose(text.get_position(), np.mean(frame.get_bbox().get_points(), axis=0))
    ]  # fmt: skip


@pytest.mark.parametrize("seed", [0, SEED])
def test_the_products_are_what_a_layer_finds(seed):
    run = runs.measure_matrix_step(seed)
    layer = Dense(2, 2, np.random.default_rng(0))
    layer.W[...] = run["W2"]
    layer.forward(run["h"])
    assert np.allclose(layer.backward(run["dz"]), run["dh"])
    assert np.allclose(layer.dW, run["dW2"])
    assert list(run["labels"]) == [0, 1, 1]
    assert np.allclose(run["dz"].sum(axis=1), 0)


@pytest.mark.parametrize("entry", matrix_pictures.ENTRIES)
def test_what_is_lit_is_what_is_multiplied(entry):
    run = runs.measure_matrix_step(SEED)
    name, i, j = re.fullmatch(r"(\w+)\[(\d), (\d)\]", entry).groups()
    i, j = int(i), int(j)
    if name == "dW2":
        factors = [*run["h"][:, i], *run["dz"][:, j]]
    else:
        factors = [*run["dz"][i], *run["W2"][j]]

    def values(colour):
        return [float(said.replace("−", "-")) for said in cells(entry, colour)]

    assert sorted(values(matrix_pictures.COLOURS["train"])) == sorted(factors)
    assert values(matrix_pictures.RESULT) == pytest.approx([run[name][i, j]])


def test_the_products_are_written_out():
    run = {
        "h": np.array([[1.2, 0], [0, 0.5], [2, 1]]),
        "dz": np.array([[-0.1, 0.1], [0.2, -0.2], [0, 0]]),
        "W2": np.array([[-0.5, 1], [2, 0.3]]),
    }
    run |= {"dW2": run["h"].T @ run["dz"], "dh": run["dz"] @ run["W2"].T}
    said = matrix_pictures.written_out("dW2[0, 0]", run)
    assert said == ("1.2 · (−0.10) + 0 · 0.20 + 2.0 · 0", "−0.120")
    said = matrix_pictures.written_out("dh[1, 0]", run)
    assert said == ("0.20 · (−0.5) + (−0.20) · 1.0", "−0.300")


def test_the_sum_is_told(assert_numbers):
    run = runs.measure_matrix_step(SEED)
    said = matrix_pictures.describe_matrix_step("dh[0, 1]", SEED).replace("dh[0, 1]", "")
    said = said.replace("−", "-").replace("W2", "W")
    products = run["dz"][0, 0], run["W2"][1, 0], run["dz"][0, 1], run["W2"][1, 1]
    assert_numbers(said, 0, 1, 1, 0, 1, *products, run["dh"][0, 1])
