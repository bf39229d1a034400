"""The figure of the two streams shows its run: what goes up, what comes down."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    NUDGE,
    measure_activations,
    measure_nudge,
    measure_streams,
)
from nncourse.chapters.ch03_vanishing_gradients.streams_figures import (
    describe_signal_and_gradient,
    signal_and_gradient,
)
from nncourse.chapters.deep_nets import (
    ACTIVATIONS,
    deep_net,
    forward_and_backward,
    standard_digits,
)

SEED = 11


def test_the_gradient_arrives_at_the_outputs_of_each_dense_layer():
    net, _ = deep_net(10, "relu", "xavier", SEED, width=100)
    forward_and_backward(net, SEED)
    two = measure_streams("relu", "xavier", seed=SEED)
    down = [np.linalg.norm(da) for da in net.gradients[1:-1:2]]
    assert np.allclose(two["da"], down) and len(down) == 9
    assert two["down"] == pytest.approx((down[0] / down[-1]) ** (1 / 8))
    assert np.allclose(two["dW"][0], np.linalg.norm(net.layers[0].dW))


@pytest.mark.parametrize("init", ["xavier", "he", "xavier x 4"])
def test_under_sigmoid_the_two_lines_mirror_each_other_and_the_size_stays(init):
    two = measure_streams("sigmoid", init, seed=SEED)
    assert two["up"] == pytest.approx(two["down"], rel=0.1) and two["up"] < 0.7
    assert two["size"].max() < 1.3 * two["size"].min()


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("init", ["small", "xavier", "he", "xavier x 4"])
def test_a_nudge_goes_up_by_the_factor_of_the_gradient_coming_down(activation, init):
    two = measure_streams(activation, init, seed=SEED)
    assert two["nudge up"] == pytest.approx(two["down"], rel=0.06)


def test_two_digits_are_too_far_apart_to_mirror_the_gradient():
    relu = measure_streams("relu", "he", seed=SEED)
    assert relu["up"] < 0.95 * relu["nudge up"] and 0.9 < relu["down"] < 1.1
    tanh = measure_streams("tanh", "xavier x 4", seed=SEED)
    assert tanh["up"] < 1.1 < 1.4 < tanh["nudge up"]


def test_a_nudge_is_what_it_makes_of_the_activations():
    net, rng = deep_net(10, "tanh", "xavier x 4", SEED, width=100)
    forward_and_backward(net, SEED)
    before = net.activations[2:-1:2]
    x = net.activations[0]
    net.forward(x + 1e-3 * NUDGE * rng.standard_normal(x.shape))
    apart = np.array(net.activations[2:-1:2]) - before
    sizes = 1e3 * np.sqrt(np.mean(apart**2, axis=(1, 2)))
    assert np.allclose(measure_nudge("tanh", "xavier x 4", seed=SEED), sizes, rtol=1e-3)


def test_under_small_tanh_weights_both_vanish_and_the_product_is_level():
    two = measure_streams("tanh", "small", seed=SEED)
    assert two["between"][-1] < 1e-6 * two["between"][0]
    assert two["da"][0] < 1e-6 * two["da"][-1]
    assert two["dW"].max() < 2 * two["dW"].min() < 1e-7


def test_each_line_is_drawn_and_said(assert_numbers):
    two = measure_streams("tanh", "xavier", seed=SEED)
    ax, _ = signal_and_gradient("tanh", "xavier", SEED).axes
    drawn = {line.get_label().split(",")[0]: line.get_ydata() for line in ax.lines}
    for label, name in (
        ("size", "size"),
        ("spread", "between"),
        ("nudge", "nudge"),
        ("da", "da"),
        ("dW", "dW"),
    ):
        assert np.array_equal(drawn[label], two[name])
    labels = [line.get_label() for line in ax.lines]
    assert f"spread, up: × {two['up']:.2f}" in labels
    assert f"nudge, up: × {two['nudge up']:.2f}" in labels
    assert f"da, down: × {two['down']:.2f}" in labels
    ends = [two[name][k] for name in ("size", "between", "da", "dW") for k in (0, -1)]
    ends += [two[name] for name in ("up", "nudge up", "down")]
    assert_numbers(describe_signal_and_gradient("tanh", "xavier", SEED), *ends)


def test_beneath_the_lines_stand_a_three_and_an_eight_unit_by_unit():
    (x, labels), _ = standard_digits()
    three, eight = np.argmax(labels == 3), np.argmax(labels == 8)
    _, below = signal_and_gradient("sigmoid", "xavier").axes
    pixels, units = (image.get_array() for image in below.images)
    assert np.array_equal(pixels[:8, :8], x[three].reshape(8, 8))
    values = measure_activations("sigmoid", "xavier")
    place = 12 * 2, 12 * 5  # 10 x 10 units and a gap
    for digit, top in ((three, 0), (eight, 12)):
        for layer, left in ((2, place[0]), (5, place[1])):
            drawn = units[top : top + 10, left : left + 10]
            assert np.array_equal(drawn, values[layer, digit].reshape(10, 10))
    assert below.get_title("left").endswith("spread between images 0.15 to 10⁻⁶")
