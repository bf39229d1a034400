"""Chapter 3's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients import figures
from nncourse.chapters.ch03_vanishing_gradients.runs import (
    measure_deep_run,
    measure_factors,
    measure_flow,
    measure_run,
    measure_signal,
    measure_slopes,
)

FLOWS = [(10, "sigmoid", "xavier"), (5, "relu", "he"), (10, "tanh", "small")]
SLOPES = [("sigmoid", 4.0), ("tanh", 0.5)]
FACTORS = [(2, "xavier"), (3, "xavier x 4")]
SIGNALS = [("tanh", 10), ("relu", 5)]
PAIRS = [("relu", 0), ("relu", 350)]


@pytest.mark.parametrize(("depth", "activation", "init"), FLOWS)
def test_gradient_flow_says_the_first_layers_gradient(
    depth, activation, init, assert_numbers
):
    flow = measure_flow(depth, activation, init)
    first, last = flow["gradient"][0], flow["gradient"][depth - 1]
    sentence = figures.describe_flow(depth, activation, init)
    assert sentence.startswith(f"{depth} layers of {activation}, {init} weights")
    assert_numbers(sentence, depth, first, first / last)
    (ax,) = figures.gradient_flow(depth, activation, init).axes
    assert np.array_equal(ax.lines[0].get_ydata(), flow["gradient"])


@pytest.mark.parametrize(
    ("activation", "init", "ratio"),
    [("relu", "he", "0.82 times"), ("sigmoid", "xavier", "1/300,000 of")],
)
def test_the_title_of_the_flow_says_the_first_layers_share(activation, init, ratio):
    (ax,) = figures.gradient_flow(10, activation, init).axes
    assert ax.get_title("left") == f"layer 1: {ratio} the last layer's"


@pytest.mark.parametrize(("activation", "spread"), SLOPES)
def test_slopes_say_one_and_thirty_of_them(activation, spread, assert_numbers):
    rms = measure_slopes(activation, spread)["rms"]
    sentence = figures.describe_slopes(activation, spread)
    assert f"slope of {activation}" in sentence
    assert_numbers(sentence, spread, rms, rms**30)
    line = figures.slopes_multiply(activation, spread).axes[1].lines[0]
    assert np.allclose(line.get_ydata()[[0, 29]], [rms, rms**30])


@pytest.mark.parametrize(("hidden", "init"), FACTORS)
def test_factors_say_their_median_and_nine_in_ten(hidden, init, assert_numbers):
    factor = np.sort(measure_factors(hidden, init)["factor"])
    nine_in_ten = np.mean(factor[9:11]), np.mean(factor[189:191])  # of 200
    sentence = figures.describe_factors(hidden, init)
    assert f"{init} weights" in sentence
    sentence = sentence.replace(init, "")
    assert_numbers(sentence, hidden, np.median(factor), *nine_in_ten)


def test_the_speeds_of_all_hidden_layers_are_drawn():
    speeds = measure_factors(3, "xavier x 4")["speed"]
    left, right = figures.factor_per_layer(3, "xavier x 4").axes
    assert np.allclose(left.lines[0].get_ydata(), np.median(speeds, axis=0))
    assert sum(bar.get_height() for bar in right.patches) == 200


@pytest.mark.parametrize(("activation", "depth"), SIGNALS)
def test_signal_says_size_and_stretch_of_each_rule(activation, depth, assert_numbers):
    sentence = figures.describe_signal(activation, depth)
    start, *parts = sentence.split(";")
    assert start == f"{depth} layers of {activation}"
    left, right = figures.signal_by_layer(activation, depth).axes
    for i, init in enumerate(("uniform", "xavier", "he")):
        signal = measure_signal(depth, activation, init)
        assert parts[i].startswith(f" {init}: ")
        stretch = np.mean(signal["jacobian"])
        assert_numbers(parts[i], signal["size"][depth - 2], stretch)
        assert np.array_equal(left.lines[i].get_ydata(), signal["size"])
        assert np.array_equal(right.lines[i].get_ydata(), signal["jacobian"])


@pytest.mark.parametrize(("cure", "step"), PAIRS)
def test_sigmoid_and_its_cure_are_compared_at_the_step(cure, step, assert_numbers):
    row = step // 10
    two = [measure_run("sigmoid"), measure_run(cure)]
    losses = [run["loss"][row] for run in two]
    gradients = [run["gradient"][row, 0] for run in two]
    accuracies = [run["accuracy"] for run in two]
    sentence = figures.describe_sigmoid_and_cure(cure, step)
    assert_numbers(sentence, step, *losses, *gradients, *accuracies)
    assert sentence.index("sigmoid") < sentence.index(cure)
    _, gradient, *others = figures.sigmoid_and_cure(cure, step).axes
    assert len(others) == 2
    for line, run in zip(gradient.lines, two, strict=True):
        assert np.array_equal(line.get_ydata(), run["gradient"][row])


def test_ten_layers_say_their_accuracy(assert_numbers):
    for activation, init in (("sigmoid", "xavier"), ("relu", "he")):
        run = measure_run(activation, init, "SGD")
        sentence = figures.describe_ten_layers(activation, init, "SGD")
        assert f"layers of {activation}, {init} weights, SGD" in sentence
        assert_numbers(sentence, run["accuracy"])


def test_ten_layers_that_are_lost_say_when(assert_numbers):
    run = measure_run("relu", "xavier x 4", "SGD")
    lost = run["step"][np.isnan(run["loss"])][0]
    sentence = figures.describe_ten_layers("relu", "xavier x 4", "SGD")
    start = run["loss"][0]
    assert_numbers(sentence.replace("xavier x 4", ""), start, np.nan, lost)
    left = figures.ten_layers("relu", "xavier x 4", "SGD").axes[0]
    assert [text.get_text() for text in left.texts] == [f"nan by step {lost}"]


def test_ten_layers_draw_the_first_and_the_last_gradient():
    run = measure_run("relu", "he", "SGD")
    left, right = figures.ten_layers("relu", "he", "SGD").axes
    assert np.array_equal(left.lines[0].get_ydata(), run["loss"])
    assert np.array_equal(right.lines[0].get_ydata(), run["gradient"][:, 0])
    assert np.array_equal(right.lines[1].get_ydata(), run["gradient"][:, 9])


@pytest.mark.parametrize(("depth", "cure"), [(10, "none"), (10, "orthogonal tanh")])
def test_deeper_networks_say_likeness_and_accuracy(depth, cure, assert_numbers):
    run, likeness = measure_deep_run(depth, cure)
    sentence = figures.describe_deeper_networks(depth, cure)
    assert f"layers of {'tanh' if 'tanh' in cure else 'relu'}, cure {cure}" in sentence
    assert_numbers(sentence, depth, likeness[depth - 1], run["accuracy"])
    left, middle, right = figures.deeper_networks(depth, cure).axes
    assert np.array_equal(left.lines[0].get_ydata(), run["gradient"][0])
    assert np.array_equal(middle.lines[0].get_ydata(), likeness)
    assert np.array_equal(right.lines[0].get_ydata(), run["loss"])


def test_the_title_of_the_flow_sets_a_tiny_share_as_a_power_of_ten():
    (ax,) = figures.gradient_flow(20, "sigmoid", "xavier").axes
    assert ax.get_title("left") == "layer 1: 2×10⁻¹² of the last layer's"


def test_a_loss_above_its_panel_is_marked():
    left = figures.ten_layers("sigmoid", "xavier x 4", "SGD").axes[0]
    highest = np.max(measure_run("sigmoid", "xavier x 4", "SGD")["loss"])
    assert [text.get_text() for text in left.texts] == [f"↑ up to {highest:.0f}"]
