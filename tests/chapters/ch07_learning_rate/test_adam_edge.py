"""Adam on all examples settles at its own limit, and its first steps are far beyond it."""

from functools import partial

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import adam_edge_figures as figures
from nncourse.chapters.ch07_learning_rate.adam_edge_runs import (
    LIMIT,
    last_losses,
    measure_adam_edge,
)
from nncourse.claims.typeset import set_powers
from nncourse.optim import Adam

SEED = 7


@pytest.mark.parametrize("lr", [0.01, 0.03, 0.1])
def test_the_sharpness_in_adams_scales_settles_at_its_limit(lr):
    run = measure_adam_edge(lr, seed=SEED)
    assert run["share"][-10:].mean() == pytest.approx(1, abs=0.05)
    assert run["step"][:10].tolist() == list(range(10)) and run["step"][-1] == 799


def test_the_limit_is_that_of_a_bowl_while_v_stands_still():
    ends = []
    for share in (0.99, 1.01):
        w, m, adam = 1.0, 0.0, Adam()
        for _ in range(2000):
            m = adam.beta1 * m + (1 - adam.beta1) * w
            w -= LIMIT * share * m
        ends.append(abs(w))
    assert ends[0] < 1e-3 and ends[1] > 1e3


@pytest.mark.parametrize("weights", ["as usual", "doubled"])
def test_the_first_step_is_beyond_the_limit_and_v_brings_the_fourth_below_it(weights):
    plain, warmed = (measure_adam_edge(0.1, weights, n, SEED) for n in (0, 100))
    assert plain["share"][0] > 3 and plain["share"][3] < 0.7
    assert warmed["share"][:10].max() < 0.5
    assert np.isfinite(plain["loss"]).all()


def test_warm_up_helps_adam_from_doubled_weights_at_a_high_rate_alone():
    seeds = 5  # those of the chapter
    ends = partial(last_losses, seeds=seeds)
    gains = {
        how: ends(*how, warmup=0) / ends(*how, warmup=100)
        for how in ((0.3, "doubled"), (0.03, "doubled"), (0.3, "as usual"))
    }
    assert gains[0.3, "doubled"].min() > 4 and gains[0.03, "doubled"].max() < 0.7
    assert 0.5 < np.median(gains[0.3, "as usual"]) < 2


def test_the_figure_shows_both_runs_and_says_them(assert_numbers):
    runs = [measure_adam_edge(0.1, "doubled", n, SEED) for n in (0, 100)]
    loss, share = figures.adam_edge(0.1, "doubled", SEED).axes
    for line, run in zip(share.lines, runs, strict=False):
        assert np.array_equal(line.get_ydata(), run["share"])
        assert np.array_equal(line.get_xdata(), run["step"] + 1)
    assert loss.get_ylim()[0] < min(line.get_ydata().min() for line in loss.lines)
    ends = [set_powers(f"{np.median(run['loss'][-100:]):.2g}") for run in runs]
    assert all(end in loss.get_title("left") for end in ends)
    sentence = figures.describe_adam_edge(0.1, "doubled", SEED)
    assert all(f"{run['share'][0]:.2g} times the limit" in sentence for run in runs)
