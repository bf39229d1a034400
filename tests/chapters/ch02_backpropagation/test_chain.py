"""The walk back through a small graph, and the picture that goes through it."""

from itertools import product

import numpy as np
import pytest

from nncourse import numerical_gradient
from nncourse.chapters.ch02_backpropagation import chain, chain_pictures
from nncourse.plots import COLOURS

SETTINGS = list(product((-1, 1, 3), (-4, 4)))


@pytest.mark.parametrize(("s", "t"), [*SETTINGS, (2, 7), (-0.5, 1.5)])
def test_the_walk_back_finds_the_slopes_that_differences_find(s, t):
    slopes, shares = chain.backward(s, t)
    at = np.array([s, t], float)
    true = numerical_gradient(lambda v: chain.forward(*v)["c"], at)
    assert [slopes["s"], slopes["t"]] == pytest.approx(list(true))
    assert sum(shares) == slopes["s"]
    assert len(shares) == 2
    assert chain.growth(s, t)["c"] == pytest.approx(chain.NUDGE * slopes["s"])


def shown(step, s=3, t=4):
    (ax,) = chain_pictures.chain(step, s, t).axes
    return {text.get_text(): text.get_color() for text in ax.texts}


@pytest.mark.parametrize(
    ("step", "found"),
    list(enumerate(["", "dc", "dm dk", "", "dr", "dq", "dt ds"])),
)
def test_a_step_back_shows_the_slopes_that_it_finds(step, found):
    slopes, (first, _) = chain.backward(3, 4)
    new = shown(step).keys() - shown(max(step - 1, 0)).keys()
    for name in found.split():
        assert f"{name} = {slopes[name[1]]}" in new
    waits = f"{first} + …" in shown(step)
    assert waits == (3 <= step < 6)  # for its other share
    assert not {key for key in new if key.startswith("d") and key[:2] not in found.split()}


@pytest.mark.parametrize(("s", "t"), SETTINGS)
def test_the_check_shows_what_each_number_grows_by(s, t):
    texts = shown(chain_pictures.LAST, s, t)
    grown, moved = chain.growth(s, t), chain.forward(s + chain.NUDGE, t)
    for node in "sqrmkc":
        sign = "+" if grown[node] > 1e-9 else ""
        assert texts[sign + chain_pictures.text(grown[node])] == COLOURS["train"]
        assert chain_pictures.text(moved[node]) in texts


@pytest.mark.parametrize(("s", "t"), SETTINGS)
def test_every_step_says_numbers_of_the_walk(s, t):
    slopes, (first, second) = chain.backward(s, t)
    on = int(s * t > 0)
    said = [chain_pictures.words(step, s, t).replace("\n", " ") for step in range(8)]
    assert said[5].endswith(f"slope {on}. dq = {on} · dr = {on} · 2 = {2 * on}.")
    written = chain_pictures.text
    assert f"dt = {written(s)} · dq = {written(slopes['t'])}, s gets" in said[6]
    sum_of_both = f"{first} {'+' if second >= 0 else '−'} {abs(second)}"
    assert said[6].endswith(f"Shares add: {sum_of_both} = {written(slopes['s'])}.")
    assert f"{written(slopes['s'])} times as much" in said[7]


def test_a_screen_reader_hears_the_numbers_and_the_step(assert_numbers):
    sentence = chain_pictures.describe_chain(4, 3, 4)
    assert sentence.endswith(chain_pictures.words(4, 3, 4).replace("\n", " "))
    numbers = sentence.split("k = 5 · s: ")[1].split(". Back")[0]
    assert_numbers(numbers, *chain.forward(3, 4).values())
