"""Units that are off shorten the steps; what leaks forward takes that away."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.brake import brake, describe_brake
from nncourse.chapters.ch05_dead_relu_units.brake_runs import (
    SLOPE,
    UNITS,
    TwoSlopes,
    measure_brake,
)
from nncourse.chapters.ch05_dead_relu_units.runs import measure_training
from nncourse.layers import LeakyReLU, ReLU


@pytest.mark.parametrize(("slope", "same"), [(0.0, ReLU()), (0.3, LeakyReLU(0.3))])
def test_equal_slopes_are_a_relu_or_a_leaky_one(slope, same):
    rng = np.random.default_rng(7)
    x, dy = rng.standard_normal((2, 5, 3))
    layer = TwoSlopes(slope, slope)
    assert layer.forward(x) == pytest.approx(same.forward(x))
    assert layer.backward(dy) == pytest.approx(same.backward(dy))


def test_each_slope_acts_in_its_own_pass():
    x = dy = np.array([[-2.0, 3.0]])
    forward, backward = TwoSlopes(SLOPE, 0.0), TwoSlopes(0.0, SLOPE)
    assert forward.forward(x).tolist() == [[-2 * SLOPE, 3]]
    assert backward.forward(x).tolist() == [[0, 3]]
    assert forward.backward(dy).tolist() == [[0, 3]]
    assert backward.backward(dy).tolist() == [[-2 * SLOPE, 3]]


@pytest.mark.parametrize(("units", "slope"), [("ReLU", 0.0), ("LeakyReLU", SLOPE)])
def test_it_is_the_training_of_the_chapter(units, slope):
    here = measure_brake(units, 0.1, seed=7, n_steps=10)["loss"]
    there = measure_training(0.1, slope=slope, seed=7, n_steps=10)["loss"]
    assert here == pytest.approx(there)


def test_what_leaks_forward_makes_the_loss_explode_and_what_leaks_back_does_not():
    late = {
        units: np.median(measure_brake(units, 0.3, seed=7, n_steps=50)["loss"][30:])
        for units in UNITS
    }
    assert max(late["ReLU"], late["leaks only backward"]) < 10
    assert min(late["LeakyReLU"], late["leaks only forward"]) > 1e4


def test_units_that_go_off_shorten_the_steps():
    run = measure_brake("ReLU", 0.1, seed=7)
    assert run["on"][10] < run["on"][0] / 8 and run["move"][9] < run["move"].max() / 20
    assert not run["below"].any()
    assert measure_brake("LeakyReLU", 0.1, seed=7)["below"][10] > 1


def test_the_figure_shows_its_runs_and_says_their_ends(assert_numbers):
    figure = brake("leaks only forward", 0.1)
    numbers = []
    for k, name in enumerate(("ReLU", "leaks only forward")):
        run = measure_brake(name, 0.1)
        for ax, key in zip(figure.axes, ("loss", "on", "move"), strict=True):
            assert np.array_equal(ax.lines[k].get_ydata(), run[key])
        loss = [float(f"{run['loss'][0]:.3g}"), float(f"{run['loss'].max():.2g}")]
        move = [float(f"{run['move'][i]:.2g}") for i in (0, -1)]
        on = [round(run["on"][i]) for i in (0, -1)]
        numbers += [*loss, float(f"{run['loss'][-1]:.2g}"), *on, *move]
    assert_numbers(describe_brake("leaks only forward", 0.1), 20, 0.1, SLOPE, *numbers)
