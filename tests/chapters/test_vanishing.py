"""Chapter 3's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients import runs as vanishing_runs
from nncourse.chapters.ch03_vanishing_gradients import vanishing
from nncourse.chapters.deep_nets import deep_net, standard_digits

SEED = 11


def test_digits_are_centred_by_the_training_set():
    (x, labels), (x_test, _) = standard_digits(SEED)
    assert np.allclose(x.mean(axis=0), 0) and 0.5 < x.std() < 1
    assert len(x) == len(labels) and len(x) + len(x_test) == 1797


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"activation must be one of.*'relux'"):
        deep_net(3, "relux", "he", 0)
    with pytest.raises(ValueError, match=r"init must be one of.*'hee'"):
        deep_net(3, "relu", "hee", 0)
    with pytest.raises(ValueError, match=r"optimizer must be one of.*'sgd'"):
        vanishing_runs.measure_run(optimizer="sgd")
    with pytest.raises(ValueError, match="2 hidden layers at least, not 1"):
        vanishing.measure_factors(hidden=1)


def test_a_number_a_layer():
    flow = vanishing.measure_flow(depth=7, seed=SEED)
    assert len(flow["gradient"]) == len(flow["ratio"]) == 7
    assert len(flow["spread"]) == 6
    assert flow["ratio"][-1] == 1


def test_deeper_sigmoid_means_less_gradient_below():
    firsts = [vanishing.measure_flow(d, seed=SEED)["gradient"][0] for d in (3, 6, 9, 12)]
    assert all(np.diff(firsts) < 0)


def test_small_tanh_has_a_healthy_ratio_and_no_gradient():
    flow = vanishing.measure_flow(10, "tanh", "small", SEED)
    assert flow["ratio"][0] > 0.2
    assert flow["gradient"].max() < 1e-8


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_slope_is_the_derivative(activation):
    x, h = np.array([-2.0, -0.3, 0.4, 3.0]), 1e-5
    layer = vanishing_runs.deep_net(2, activation, "he", 0)[0].layers[1]
    differences = (layer.forward(x + h) - layer.forward(x - h)) / (2 * h)
    assert np.allclose(vanishing.slope(activation, x), differences, atol=1e-9)


def test_slopes_of_small_inputs_are_those_at_zero():
    assert vanishing.measure_slopes("sigmoid", 0.01)["rms"] == pytest.approx(0.25, abs=1e-4)
    assert vanishing.measure_slopes("tanh", 0.01)["rms"] == pytest.approx(1, abs=1e-3)
    assert vanishing.measure_slopes("relu", 3)["rms"] == pytest.approx(0.5**0.5, abs=1e-3)


def test_a_factor_for_each_network():
    found = vanishing.measure_factors(hidden=3, seeds=5, first_seed=300)
    assert found["speed"].shape == (5, 3) and found["factor"].shape == (5,)
    assert np.allclose(found["speed"][:, 0], found["speed"][:, 2] * found["factor"] ** 2)


def test_a_linear_network_stretches_as_its_matrix_does():
    net, _ = deep_net(4, "tanh", "xavier", SEED, width=40)
    gaussian = np.linalg.svd(net.layers[2].W, compute_uv=False).mean()
    assert gaussian == pytest.approx(8 / (3 * np.pi), rel=0.1)
    found = vanishing.measure_signal(4, "tanh", "xavier", SEED, width=40)
    assert (found["jacobian"] < gaussian * 1.1).all() and len(found["jacobian"]) == 2


def test_a_run_keeps_its_history_and_reaches_what_it_says():
    found = vanishing_runs.measure_run("relu", depth=4, seed=SEED)
    assert len(found["step"]) == len(found["loss"]) == len(found["gradient"])
    assert found["gradient"].shape[1] == 4 and found["accuracy"] > 0.9


def test_standing_still_is_not_moving():
    still = vanishing_runs.measure_run("sigmoid", seed=SEED)
    moving = vanishing_runs.measure_run("relu", seed=SEED)
    assert still["moved"] < 1e-3 < 0.05 < moving["moved"]
    assert still["accuracy"] < 0.3 < 0.8 < moving["accuracy"]


def test_digits_grow_alike_with_depth():
    likeness = vanishing_runs.measure_likeness(20, seed=SEED)
    assert len(likeness) == 20 and abs(likeness[0]) < 0.05 < 0.7 < likeness[-1] <= 1


FIGURES = [
    (vanishing.gradient_flow, vanishing.describe_flow, {"depth": 5, "init": "small"}),
    (vanishing.slopes_multiply, vanishing.describe_slopes, {"spread": 4.0}),
    (vanishing.factor_per_layer, vanishing.describe_factors, {"hidden": 2}),
    (vanishing.signal_by_layer, vanishing.describe_signal, {"depth": 5}),
    (vanishing_runs.stands_still, vanishing_runs.describe_runs, {"step": 50}),
    (vanishing_runs.try_a_cure, vanishing_runs.describe_cure, {"activation": "relu"}),
    (vanishing_runs.deeper_still, vanishing_runs.describe_depth, {"depth": 5}),
]


@pytest.mark.parametrize(("draw", "describe", "choices"), FIGURES)
def test_figures_draw_and_say_what_they_show(draw, describe, choices):
    defaults = dict(zip(draw.__code__.co_varnames, draw.__defaults__, strict=False))
    figure = draw(**choices)
    assert figure.axes
    assert len(describe(**(defaults | choices))) > 40
