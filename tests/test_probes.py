"""What the probes promise: one number a layer, in order, of the last pass, and nothing
changed."""

import numpy as np
import pytest

from nncourse import (
    SGD,
    BatchNorm,
    Dense,
    LeakyReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    activation_stds,
    dead_units,
    gradient_norms,
    mlp,
    saturation,
    softmax_cross_entropy,
    steps,
    update_ratios,
)

PROBES = [activation_stds, dead_units, gradient_norms, saturation, update_ratios]


def rng(seed=0):
    return np.random.default_rng(seed)


def stepped(*layers, lr=0.1, nested=False, n=2):
    net = (
        Sequential(*layers[:2], Sequential(*layers[2:])) if nested else Sequential(*layers)
    )
    x, labels = rng(1).standard_normal((8, 3)), np.array([0, 1] * 4)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), [(x, labels)] * n):
        pass
    return net


def three(seed=0):
    g = rng(seed)
    return Dense(3, 5, g), Tanh(), Dense(5, 4, g), ReLU(), Dense(4, 2, g)


def test_gradient_norms_by_hand():
    net = Sequential(Dense(1, 2, rng()), BatchNorm(2), Dense(2, 1, rng()))
    net.forward(np.ones((2, 1)), training=True)
    net.backward(np.ones((2, 1)))
    net.layers[0].dW = np.array([[3.0, 4.0]])
    net.layers[2].dW = np.array([[-5.0], [12.0]])
    assert gradient_norms(net).tolist() == [5.0, 13.0]


def test_activation_stds_are_those_of_what_each_activation_gave():
    net = stepped(*three())
    assert activation_stds(net) == pytest.approx(
        [np.std(net.activations[i]) for i in (2, 4)]
    )


def test_dead_units_by_hand():
    dense = Dense(1, 4, rng())
    dense.W[...], dense.b[...] = [[1, -1, 0, 0]], [0, 0, -1, 1]
    x = np.array([[1.0], [2.0]])
    for activation, dead in [(ReLU(), 0.5), (LeakyReLU(0.0), 0.5), (LeakyReLU(0.1), 0.0)]:
        net = Sequential(dense, activation)
        net.forward(x)
        assert dead_units(net).tolist() == [dead]
    net = Sequential(dense, ReLU())
    net.forward(-x)  # only the last pass counts
    assert net.layers[1].on.any(axis=0).tolist() == [False, True, False, True]


def test_a_dead_unit_gets_no_gradient():
    net = stepped(Dense(3, 40, rng(2)), ReLU(), Dense(40, 2, rng(3)), lr=30.0)
    share = dead_units(net)[0]
    assert 0 < share < 1
    assert (np.abs(net.layers[0].dW).sum(axis=0) == 0).mean() >= share


@pytest.mark.parametrize(
    ("activation", "values", "share"),
    [
        (Sigmoid, [-50, -2.9, 0, 2.9, 50], 0.4),  # 0.05 lies at -2.94
        (Sigmoid, [-3.0, 3.0], 1.0),
        (Tanh, [-50, -1.4, 0, 1.4, 50], 0.4),  # 0.9 lies at 1.47
        (Tanh, [-1.5, 1.5], 1.0),
    ],
)
def test_saturation_is_the_outer_tenth(activation, values, share):
    net = Sequential(activation())
    net.forward(np.array([values], float))
    assert saturation(net) == pytest.approx([share])


@pytest.mark.parametrize("lr", [1e-3, 0.1, 1e6])
def test_update_ratios_are_the_step_over_the_weights_before_it(lr):
    layers = three()
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    before = [np.linalg.norm(d.W) for d in dense]
    net = stepped(*layers, lr=lr, n=1)
    assert update_ratios(net) == pytest.approx(
        [lr * np.linalg.norm(d.dW) / norm for d, norm in zip(dense, before, strict=True)]
    )


@pytest.mark.filterwarnings("error")
def test_a_step_that_leaves_no_digit_of_the_weights_has_a_huge_ratio():
    ratios = update_ratios(stepped(*three(), lr=1e100, n=1))
    assert (ratios > 1e15).all()


@pytest.mark.parametrize("probe", PROBES)
def test_layers_of_a_network_inside_count_too(probe):
    flat, nested = stepped(*three()), stepped(*three(), nested=True)
    np.testing.assert_allclose(probe(nested), probe(flat), rtol=1e-12)


@pytest.mark.parametrize("probe", PROBES)
def test_one_number_a_layer_and_nothing_changed(probe):
    net = mlp([3, 6, 5, 2], rng(), activation=Tanh if probe is saturation else ReLU)
    list(steps(net, softmax_cross_entropy, SGD(0.1), [(np.ones((4, 3)), [0, 1, 0, 1])]))
    arrays = [*net.activations, *net.gradients[1:], *net.params.values(), net.update]
    copies = [v.copy() for v in arrays]
    row = probe(net)
    assert row.shape == ((3,) if probe in (gradient_norms, update_ratios) else (2,))
    assert row.dtype.kind == "f"
    assert (probe(net) == row).all()
    assert all((v == copy).all() for v, copy in zip(arrays, copies, strict=True))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("probe", PROBES)
def test_a_diverged_run_is_probed_without_warnings(probe):
    net = stepped(*three(), lr=1e200)
    probe(net)


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_before_its_pass_is_refused(probe):
    net = mlp([3, 4, 2], rng(), activation=Tanh if probe is saturation else ReLU)
    with pytest.raises(RuntimeError, match=r"has no '\w+' yet: .* before"):
        probe(net)


@pytest.mark.filterwarnings("error")
def test_weights_of_zero_have_no_ratio_and_give_no_warning():
    dense = Dense(3, 2, rng(), init=lambda n_in, n_out, rng: np.zeros((n_in, n_out)))
    assert np.isnan(update_ratios(stepped(dense, lr=0.0))).all()
