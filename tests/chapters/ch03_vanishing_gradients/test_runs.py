"""Chapter 3's runs keep their promises, on seeds of their own."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients import runs
from nncourse.chapters.deep_nets import ACTIVATIONS, deep_net, standard_digits
from nncourse.data import batches

SEED = 11


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"optimizer must be one of.*'sgd'"):
        runs.measure_run(optimizer="sgd")
    with pytest.raises(ValueError, match="2 hidden layers at least, not 1"):
        runs.measure_factors(hidden=1)
    with pytest.raises(ValueError, match=r"activation must be .*'gelu'"):
        runs.slope("gelu", 0.0)
    with pytest.raises(ValueError, match=r"remedy must be one of.*'adam'"):
        runs.measure_remedy("adam")


def test_a_number_a_layer():
    flow = runs.measure_flow(depth=7, seed=SEED)
    assert len(flow["gradient"]) == len(flow["ratio"]) == 7
    assert flow["ratio"][-1] == 1


def test_deeper_sigmoid_means_less_gradient_below():
    firsts = [runs.measure_flow(d, seed=SEED)["gradient"][0] for d in (3, 6, 9, 12)]
    assert all(np.diff(firsts) < 0)


def test_small_tanh_has_a_healthy_ratio_and_no_gradient():
    flow = runs.measure_flow(10, "tanh", "small", SEED)
    assert flow["ratio"][0] > 0.2
    assert flow["gradient"].max() < 1e-8


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_slope_is_the_derivative(activation):
    x, h = np.array([-2.0, -0.3, 0.4, 3.0]), 1e-5
    layer = ACTIVATIONS[activation]()
    differences = (layer.forward(x + h) - layer.forward(x - h)) / (2 * h)
    assert np.allclose(runs.slope(activation, x), differences, atol=1e-9)


def test_slopes_of_small_inputs_are_those_at_zero():
    assert runs.measure_slopes("sigmoid", 0.01)["rms"] == pytest.approx(0.25, abs=1e-4)
    assert runs.measure_slopes("tanh", 0.01)["rms"] == pytest.approx(1, abs=1e-3)
    assert runs.measure_slopes("relu", 3)["rms"] == pytest.approx(0.5**0.5, abs=1e-3)


def test_a_factor_for_each_network():
    run = runs.measure_factors(hidden=3, seeds=5, first_seed=300)
    assert run["speed"].shape == (5, 3) and run["factor"].shape == (5,)
    assert np.allclose(run["speed"][:, 0], run["speed"][:, 2] * run["factor"] ** 2)


def test_tanh_stretches_at_most_as_its_matrix_does():
    net, _ = deep_net(4, "tanh", "xavier", SEED, width=40)
    gaussian = np.linalg.svd(net.layers[2].W, compute_uv=False).mean()
    assert gaussian == pytest.approx(8 / (3 * np.pi), rel=0.1)
    signal = runs.measure_signal(4, "tanh", "xavier", SEED, width=40)
    assert (signal["jacobian"] < gaussian * 1.1).all() and len(signal["jacobian"]) == 2


def test_a_run_keeps_its_history_and_learns():
    run = runs.measure_run("relu", depth=4, seed=SEED)
    assert len(run["step"]) == len(run["loss"]) == len(run["gradient"])
    assert run["gradient"].shape[1] == 4 and run["accuracy"] > 0.9


def test_a_sigmoid_network_stands_still():
    still = runs.measure_run("sigmoid", seed=SEED)
    moving = runs.measure_run("relu", seed=SEED)
    assert still["moved"] < 1e-3 < 0.05 < moving["moved"]
    assert still["accuracy"] < 0.3 < 0.8 < moving["accuracy"]


def test_digits_grow_alike_with_depth():
    layers = runs.measure_activations("relu", "he", 20, SEED, width=64)
    likeness = [runs.likeness(y) for y in layers]
    assert len(likeness) == 19 and likeness[0] < 0.4 < 0.7 < likeness[-1] <= 1


def test_likeness_is_the_mean_cosine_of_two_digits():
    y = runs.measure_activations("relu", "he", 3, SEED)[1]
    unit = y / np.linalg.norm(y, axis=1, keepdims=True)
    cosines = (unit @ unit.T)[~np.eye(200, dtype=bool)]
    assert runs.likeness(y) == pytest.approx(cosines.mean())


def test_under_sigmoid_differences_go_up_by_the_factor_of_the_gradient_coming_down():
    """Both pass the same slopes and weights; the gradient's factor is Nielsen's, 0.23."""
    values = runs.measure_activations("sigmoid", "xavier", seed=SEED)
    between = runs.spread_between(values)
    assert len(between) == 9
    assert between[4] == pytest.approx(np.sqrt(np.mean(np.var(values[4], axis=0))))
    up = (between[-1] / between[0]) ** (1 / 8)
    down = np.median(runs.measure_factors(4, seeds=20, first_seed=300)["factor"])
    assert up == pytest.approx(down, rel=0.1)


def test_the_spread_between_images_is_recorded_of_every_hidden_layer():
    run = runs.measure_run("sigmoid", depth=4, seed=SEED, batch_norm=True, epochs=1)
    net, rng = deep_net(4, "sigmoid", "xavier", SEED, batch_norm=True)
    (x, labels), _ = standard_digits(SEED)
    bx, _ = next(iter(batches(x, labels, 32, 1, rng)))
    net.forward(bx, training=True)
    spreads = [np.sqrt(np.var(net.activations[i], axis=0).mean()) for i in (3, 6, 9)]
    assert np.allclose(run["between"][0], spreads)


def test_short_batches_are_left_out_on_demand():
    (_, labels), _ = standard_digits(SEED)
    assert len(labels) // 32 == 42 and len(labels) % 32 == 4
    whole, every = (
        runs.measure_run("relu", depth=3, seed=SEED, epochs=2, short=short)["loss"]
        for short in (False, True)
    )
    assert np.array_equal(whole[:5], every[:5])  # to step 40; step 42 is the short one's
    assert (whole[5:] != every[5:]).all()
