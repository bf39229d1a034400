"""Chapter 3's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients import figures
from nncourse.chapters.ch03_vanishing_gradients.runs import (
    FLAT,
    TIMES,
    likeness,
    measure_activations,
    measure_flow,
    measure_levels,
    measure_remedy,
    measure_run,
    measure_slopes,
)

FLOWS = [(10, "sigmoid", "xavier"), (5, "relu", "he"), (10, "tanh", "small")]
SLOPES = [("sigmoid", 12), ("tanh", 0.5)]
PAIRS = [("relu", 0), ("sigmoid, both", 350), ("sigmoid, he", 70)]


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


def test_the_steps_of_the_flow_are_what_the_gradient_is_multiplied_by():
    gradient = measure_flow(10, "sigmoid", "xavier", seed=3)["gradient"]
    (ax,) = figures.gradient_flow(10, "sigmoid", "xavier", seed=3).axes
    factors = gradient[:-1] / gradient[1:]
    for step, below, above in zip(ax.patches, gradient[:-1], gradient[1:], strict=True):
        ends = step.get_y(), step.get_y() + step.get_height()
        assert sorted(ends) == pytest.approx([below, above])
    assert ax.texts[0].get_text() == f"a step down: × {np.median(factors):.2f}"


@pytest.mark.parametrize(("activation", "weights"), SLOPES)
def test_slopes_and_weights_say_what_is_measured_there(activation, weights, assert_numbers):
    read, at = measure_levels(activation), TIMES.index(weights)
    spread, factor, flat = (read[name][at] for name in ("spread", "factor", "flat"))
    rms = measure_slopes(activation, spread)["rms"]
    sentence = figures.describe_slopes(activation, weights)
    assert f"layers of {activation}" in sentence
    assert_numbers(sentence, weights, spread, rms, factor, FLAT, flat)
    *measured, beside = figures.slopes_and_weights(activation, weights).axes
    assert beside.get_title("left") == f"typical slope {rms:.2f}"
    for ax, row in zip(measured, ("factor", "flat"), strict=True):
        (dot,) = (line for line in ax.lines if line.get_marker() == "o")
        assert (dot.get_xdata(), dot.get_ydata()) == ([weights], [read[row][at]])
        lines = [line.get_ydata() for line in ax.lines if len(line.get_xdata()) > 2]
        names = ("relu", "tanh", "sigmoid")
        assert np.array_equal(lines, [measure_levels(name)[row] for name in names])


def test_a_level_sigmoid_line_is_paid_for_in_flat_units():
    sigmoid, relu = measure_levels("sigmoid"), measure_levels("relu")
    usual, level = TIMES.index(1), TIMES.index(12)
    assert sigmoid["factor"][usual] < 0.25 and sigmoid["flat"][usual] < 0.01
    assert 0.95 < sigmoid["factor"][level] < 1.15 and 0.65 < sigmoid["flat"][level] < 0.8
    assert np.allclose(relu["factor"] / TIMES, np.sqrt(0.5), rtol=0.06)
    assert np.abs(relu["flat"] - 0.5).max() < 0.05


@pytest.mark.parametrize("init", ["uniform", "xavier x 4"])
def test_activations_say_their_size_and_where_the_last_ones_lie(init, assert_numbers):
    values = measure_activations("tanh", init)
    first, *_, last = values
    sizes = np.sqrt(np.mean(first**2)), np.sqrt(np.mean(last**2))
    middle = np.sort(last.ravel())[[last.size // 20, -last.size // 20]]
    sentence = figures.describe_activations("tanh", init).replace("xavier x 4", "")
    spreads = [np.sqrt(y.var(axis=0).mean()) for y in (first, last)]
    assert_numbers(sentence, *sizes, *middle, likeness(first), likeness(last), *spreads)
    (ax,) = figures.activations_by_layer("tanh", init).axes
    assert len(ax.collections) == len(values) == 9
    assert "-0.00" not in ax.get_title("left")


def test_activations_above_the_frame_are_said_to_be_so():
    (ax,) = figures.activations_by_layer("relu", "xavier x 4").axes
    assert [text.get_text() for text in ax.texts] == ["the bar at 4: above it"]
    assert " to 6,900, cosine 0." in ax.get_title("left")
    assert not figures.activations_by_layer("relu", "he").axes[0].texts


def test_a_histogram_is_as_wide_as_its_values_are_frequent():
    """Most of a saturated tanh layer lies at the two ends; the middle is the narrowest."""
    (ax,) = figures.activations_by_layer("tanh", "xavier x 4").axes
    x, y = ax.collections[8].get_paths()[0].vertices.T
    at = {place: np.abs(x[np.isclose(y, place)] - 9).max() for place in (-1, 0, 1)}
    assert at[-1] > 3 * at[0] and at[1] > 3 * at[0]
    assert max(at.values()) == pytest.approx(0.42, abs=0.03)


@pytest.mark.parametrize(("cure", "step"), PAIRS)
def test_sigmoid_and_its_cure_are_compared_at_the_step(cure, step, assert_numbers):
    row = step // 10
    two = [measure_run("sigmoid"), measure_remedy(cure)]
    losses = [run["loss"][row] for run in two]
    steps = [run["update"][row, 0] for run in two]
    spreads = [run["between"][row, -1] for run in two]
    accuracies = [run["accuracy"] for run in two]
    sentence = figures.describe_sigmoid_and_cure(cure, step)
    assert_numbers(sentence, step, *losses, *steps, *spreads, *accuracies)
    assert sentence.index("sigmoid") < sentence.index(cure)
    loss, update, between = figures.sigmoid_and_cure(cure, step).axes
    assert loss.lines[0].get_linewidth() > 2 * loss.lines[1].get_linewidth()  # both seen
    names = [text.get_text() for text in loss.get_legend().get_texts()]
    said = zip(("sigmoid", cure), accuracies, strict=True)
    assert names == [f"{name}: {share:.0%} read" for name, share in said]
    assert between.get_title("left") == "spread between images (log)"
    for ax, sign in ((update, "update"), (between, "between")):
        for line, run in zip(ax.lines, two, strict=False):  # and a dotted one
            assert np.array_equal(line.get_ydata(), run[sign][row])


def test_another_seed_is_that_of_both_runs():
    two = [measure_run("sigmoid", seed=3), measure_run("relu", seed=3)]
    *_, between = figures.sigmoid_and_cure("relu", 420, seed=3).axes
    for line, run in zip(between.lines, two, strict=True):
        assert np.array_equal(line.get_ydata(), run["between"][-1])


def test_the_title_of_the_flow_sets_a_tiny_share_as_a_power_of_ten():
    (ax,) = figures.gradient_flow(20, "sigmoid", "xavier").axes
    assert ax.get_title("left") == "layer 1: 2×10⁻¹² of the last layer's"


@pytest.mark.parametrize(
    ("depth", "activation", "said"),
    [(20, "tanh", "all smaller: 10⁻²¹"), (10, "sigmoid", "← smaller still")],
)
def test_a_flow_below_the_frame_says_how_small_it_is(depth, activation, said):
    (ax,) = figures.gradient_flow(depth, activation, "small").axes
    assert [text.get_text() for text in ax.texts[1:]] == [said]
