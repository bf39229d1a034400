"""Chapter 3's deep networks: what a way past the layers does to signal and gradient."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.chapters.ch03_vanishing_gradients import thirty_layers_runs as runs
from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_figures import (
    deeper_networks,
    describe_deeper_networks,
    draw_digits,
    undone,
)
from nncourse.chapters.deep_nets import standard_digits
from nncourse.layers import Dense
from nncourse.network import Residual

SEED = 11


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"way must be one of.*'adam'"):
        runs.measure_start(way="adam")
    with pytest.raises(ValueError, match=r"residual must be .*, not 'half'"):
        runs.deep_relu_net(residual="half")


@pytest.mark.parametrize("residual", [None, "scaled"])
def test_depth_counts_the_dense_layers(residual):
    net, _ = runs.deep_relu_net(7, "layer norm", residual, SEED)
    assert sum(isinstance(part, Dense) for part in net.parts) == 7
    blocks = [layer for layer in net.layers if isinstance(layer, Residual)]
    assert [block.scale for block in blocks] == (5 * [5**-0.5] if residual else [])


def test_unscaled_sums_double_the_mean_square_and_scaled_ones_stay_in_bounds():
    blocks = 28
    grown, calm, plain = (
        runs.measure_start(blocks + 2, way, SEED)["size"]
        for way in ("residual", "residual, scaled", "plain")
    )
    assert len(grown) == blocks + 1
    per_block = (grown[-1] / grown[0]) ** (1 / blocks)
    assert per_block == pytest.approx(np.sqrt(2), rel=0.05)
    assert 1 < calm[-1] / calm[0] < np.e  # (1 + 1/L)^L at the mean square, and some spread
    assert plain[-1] < 2 * plain[0]


def test_digits_stay_unlike_with_a_way_past_the_layers():
    past, plain = (
        runs.measure_start(30, way, SEED)["likeness"][-1]
        for way in ("residual, scaled", "plain")
    )
    assert past < 0.6 < 0.8 < plain


def test_digits_become_alike_by_what_relu_adds_not_by_growth():
    for way, grows in (("residual", 1000), ("residual, scaled", 1.2)):
        with_relu = runs.measure_start(30, way, SEED)
        linear = runs.measure_start(30, f"{way}, linear", SEED)
        assert linear["size"][-1] > grows * linear["size"][0]
        assert abs(linear["likeness"]).max() < 0.05 < with_relu["likeness"][-1] - 0.05


def test_what_the_formula_foretells_lies_among_many_networks():
    many = runs.measure_likeness(seeds=12)
    assert many.shape == (12, 29)
    assert np.array_equal(many[3], runs.measure_start(30, "plain", 3)["likeness"])
    foretold = runs.foretold_likeness(29)
    assert foretold[1] == pytest.approx(1 / np.pi)
    for layer in (4, 9, 19):
        assert many[:, layer].min() < foretold[layer] < many[:, layer].max()


def test_a_loss_that_comes_back_to_chance_was_undone():
    assert undone(np.array([2.3, 2.0, 2.3, 1.9, 1.0, 1.3, 2.05, 2.1])).tolist() == [1]


def test_an_unscaled_run_that_is_lost_ends_there():
    run = runs.measure_deep_run(60, "residual", SEED)
    assert np.isnan(run["accuracy"]) and not np.isfinite(run["loss"][-1])
    assert run["step"][-1] < 100


@pytest.mark.parametrize("way", ["plain", "residual, scaled"])
def test_deeper_networks_say_gradient_likeness_and_accuracy(way, assert_numbers):
    grey = runs.foretold_likeness(9)
    if way != "plain":
        grey = runs.measure_start(10, f"{way}, linear")["likeness"]
    beside = grey[-1]
    run = runs.measure_deep_run(10, way)
    gradient = run["gradient"][0]
    sentence = describe_deeper_networks(10, way)
    assert f"ReLU layers, {way}:" in sentence
    likeness = run["likeness"][8]
    numbers = gradient[0], gradient[9], likeness, beside, run["accuracy"]
    assert_numbers(sentence, 10, *numbers)
    figure = deeper_networks(10, way)
    figure.draw_without_rendering()
    first, alike, digits, loss = figure.axes  # in this order on a phone
    assert np.array_equal(first.lines[0].get_ydata(), gradient)
    dashed, solid = alike.lines
    assert np.array_equal(dashed.get_ydata(), grey)
    assert np.array_equal(solid.get_ydata(), run["likeness"])
    columns = [label.get_text() for label in digits.get_xticklabels()]
    assert columns[-1] == f"9\n{likeness:.2f}" and len(columns) == 4
    assert -0.005 < run["likeness"][0] < 0 and columns[0] == "1\n0.00"
    short = run["step"] == 300  # the seventh epoch's last batch, of 4 images
    assert short.sum() == 1 and np.array_equal(
        loss.lines[0].get_ydata(), run["loss"][~short]
    )


def test_two_digits_are_drawn_unit_by_unit_each_on_its_own_scale():
    run = runs.measure_start(10, "plain", SEED)
    ax = Figure().subplots()
    draw_digits(ax, run)
    picture = ax.images[0].get_array()
    units = run["units"][8, 1].reshape(8, 8)  # of the last column, the last digit
    drawn = picture[10:18, 30:38]
    assert np.allclose(drawn / np.abs(drawn).max(), units / np.abs(units).max())
    assert np.sqrt(np.mean(drawn**2)) == pytest.approx(0.5)
    (x, labels), _ = standard_digits(SEED)
    net, _ = runs.deep_relu_net(10, seed=SEED)
    net.forward(x[labels == 8][:1])
    assert np.allclose(run["units"][8, 1], net.activations[-3])  # before the last ReLU
