"""Chapter 3's deep networks: what a way past the layers does to signal and gradient."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.chapters.ch03_vanishing_gradients import thirty_layers_runs as runs
from nncourse.chapters.ch03_vanishing_gradients.runs import likeness
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
    three, eight = run["units"][8]
    lengths = np.linalg.norm(three) * np.linalg.norm(eight)
    pair = three @ eight / lengths
    numbers = gradient[0], gradient[9], likeness, beside, 3, 8, pair, run["accuracy"]
    assert_numbers(sentence, 10, *numbers)
    figure = deeper_networks(10, way)
    figure.draw_without_rendering()
    digits, first, alike, loss = figure.axes  # in this order on a phone
    assert np.array_equal(first.lines[0].get_ydata(), gradient)
    dashed, solid = alike.lines
    assert np.array_equal(dashed.get_ydata(), grey)
    assert np.array_equal(solid.get_ydata(), run["likeness"])
    rows = [label.get_text() for label in digits.get_yticklabels()]
    assert rows[-1] == f"layer 9\n{pair:.2f}" and len(rows) == 4
    assert digits.get_title("left").endswith(f"to {pair:.2f}")
    short = run["step"] == 300  # the seventh epoch's last batch, of 4 images
    assert short.sum() == 1 and np.array_equal(
        loss.lines[0].get_ydata(), run["loss"][~short]
    )


def test_two_digits_at_one_length_and_their_difference_are_drawn_unit_by_unit():
    run = runs.measure_start(10, "plain", SEED)
    ax = Figure().subplots()
    draw_digits(ax, run)
    picture = ax.images[0].get_array()
    three, eight, apart = (picture[30:38, left : left + 8] for left in (0, 10, 20))
    for drawn, units in zip((three, eight), run["units"][8], strict=True):
        units = units.reshape(8, 8)
        assert np.allclose(drawn / np.abs(drawn).max(), units / np.abs(units).max())
        assert np.sqrt(np.mean(drawn**2)) == pytest.approx(1)
    assert np.allclose(apart, three - eight)
    (x, labels), _ = standard_digits(SEED)
    net, _ = runs.deep_relu_net(10, seed=SEED)
    net.forward(x[labels == 8][:1])
    assert np.allclose(run["units"][8, 1], net.activations[-3])  # before the last ReLU


@pytest.mark.parametrize("way", ["mirrored", "mirrored, he"])
def test_mirrored_weights_begin_as_a_linear_network_of_the_same_mean_square(way):
    mirrored, plain, turned = (
        runs.deep_relu_net(30, seed=SEED, weights=weights)[0]
        for weights in (way, "he", "orthogonal")
    )
    (x, _), _ = standard_digits(SEED)
    mirrored.forward(x[:1] + x[1:2])
    both = mirrored.activations[-3].copy()
    mirrored.forward(x[:2])
    assert np.allclose(both, mirrored.activations[-3].sum(axis=0))
    assert np.allclose(both[:, :32], -both[:, 32:])
    squares = [np.mean(net.layers[10].W ** 2) for net in (mirrored, plain, turned)]
    assert squares == pytest.approx(3 * [2 / 64], rel=0.1)


def test_likeness_is_that_of_what_enters_a_relu_not_of_what_leaves_it():
    net, _ = runs.deep_relu_net(30, seed=SEED, weights="mirrored")
    (x, _), _ = standard_digits(SEED)
    net.forward(x[:200])
    entering, leaving = net.activations[-3], net.activations[-2]
    assert np.array_equal(leaving, np.maximum(0, entering))
    last = runs.measure_start(30, "mirrored", SEED)["likeness"][-1]
    assert last == pytest.approx(likeness(entering)) and abs(last) < 0.01
    assert likeness(leaving) == pytest.approx(1 / np.pi, abs=0.04)


def test_beside_mirrored_weights_stand_hes_and_no_formula():
    figure = deeper_networks(10, "mirrored, rate 0.03")
    alike, loss = figure.axes[2:]
    assert len(alike.lines) == 1
    assert [text.get_text() for text in alike.texts] == ["grey: He's weights"]
    assert not loss.texts  # nothing came back
    said = [text.get_text() for text in deeper_networks(30).axes[3].texts]
    assert said == ["▼ it fell, and came back"]
    alone = runs.measure_start(10, "plain")["likeness"][-1]
    assert f"(with He's weights {alone:.2f})" in describe_deeper_networks(
        10, "mirrored, rate 0.03"
    )


def test_digits_stay_unlike_under_mirrored_weights_alone():
    alike, turned = (
        runs.measure_start(30, way, SEED)["likeness"] for way in ("mirrored", "orthogonal")
    )
    assert np.abs(alike).max() < 0.01 < 0.85 < turned[-1]


def test_a_way_brings_its_own_rate():
    slow = runs.measure_deep_run(10, "plain, rate 0.03", SEED, epochs=1)
    asked = runs.measure_deep_run(10, "plain", SEED, lr=0.03, epochs=1)
    usual = runs.measure_deep_run(10, "plain", SEED, epochs=1)
    assert np.array_equal(slow["loss"], asked["loss"])
    assert slow["loss"][-1] != usual["loss"][-1]


def test_the_plain_network_takes_its_step_for_all_digits_alike():
    plain, past = (
        runs.measure_common_share(way, seed=SEED) for way in ("plain", "residual, scaled")
    )
    assert past < 0.85 < 0.9 < plain <= 1
