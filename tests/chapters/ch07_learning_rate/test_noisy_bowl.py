"""With noise in its gradient a constant rate falls to a floor, a lower one to a lower."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import figures
from nncourse.chapters.ch07_learning_rate.noisy_bowl_runs import floor, measure_noisy_bowl

SEEDS = range(2000)


@pytest.mark.parametrize(("schedule", "momentum"), [("cosine", 0.0), ("constant", 0.9)])
def test_the_mean_loss_is_that_of_many_runs(schedule, momentum):
    runs = [measure_noisy_bowl(0.3, schedule, momentum, 20, seed) for seed in SEEDS]
    measured = np.mean([run["w"] ** 2 / 2 for run in runs], axis=0)
    assert measured == pytest.approx(runs[0]["loss"], rel=0.15)


@pytest.mark.parametrize("lr", [0.1, 0.6])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_a_constant_rate_comes_to_its_floor_and_stays(lr, momentum):
    loss = measure_noisy_bowl(lr, "constant", momentum, 600)["loss"]
    assert loss[[500, 600]] == pytest.approx(floor(lr, momentum), rel=1e-3)


def test_half_the_rate_is_half_the_floor_and_momentum_raises_it_tenfold():
    for lr in (0.2, 0.1, 0.03):
        assert 0.4 < floor(lr / 2) / floor(lr) < 0.5
        assert 9.5 < floor(lr, 0.9) / floor(lr) < 10


@pytest.mark.parametrize(("lr", "gains"), [(0.6, True), (0.3, True), (0.03, False)])
def test_decay_gains_where_noise_holds_and_costs_where_time_does(lr, gains):
    constant, cosine = (
        measure_noisy_bowl(lr, name)["loss"][-1] for name in ("constant", "cosine")
    )
    assert (cosine < constant / 2) == gains and (cosine > constant) != gains


def test_the_figure_shows_the_bowl_and_says_it(assert_numbers):
    runs = [measure_noisy_bowl(0.3, name) for name in ("constant", "step")]
    rate, w, loss = figures.schedules(0.3, "step", figures.NOISY_BOWL).axes
    for axis, name in ((w, "w"), (loss, "loss")):
        for line, run in zip(axis.lines, runs, strict=False):
            assert np.array_equal(line.get_ydata(), run[name])
            low, high = axis.get_ylim()
            assert low < run[name].min() and run[name].max() < high
    assert np.array_equal(rate.lines[1].get_ydata(), runs[1]["lr"] / 0.3)
    ends = [run["loss"][-1] for run in runs]
    assert_numbers(loss.get_title("left"), *ends)
    sentence = figures.describe_schedules(0.3, "step", figures.NOISY_BOWL)
    assert_numbers(sentence, 0.3, 60, ends[0], floor(0.3), ends[1])
