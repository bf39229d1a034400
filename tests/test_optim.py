"""What the optimizers promise: the steps of their formulas, in place, in the parameters'
precision."""

import copy
from pathlib import Path

import numpy as np
import pytest

from nncourse import (
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Dense,
    Sequential,
    Tanh,
    clip_norm,
    mlp,
    softmax_cross_entropy,
    steps,
)

REFERENCE = np.load(Path(__file__).parent / "reference" / "pytorch.npz")


class Clipped:
    """SGD on gradients clipped together, which keeps the norms that it saw."""

    def __init__(self):
        self.inner, self.norms = SGD(0.2, momentum=0.5), []

    def step(self, net):
        self.norms.append(clip_norm(net, 0.4))
        self.inner.step(net)


OPTIMIZERS = {
    "sgd": lambda: SGD(0.1),
    "momentum": lambda: SGD(0.05, momentum=0.9),
    "decay": lambda: SGD(0.05, momentum=0.8, weight_decay=0.02),
    "adam": lambda: Adam(0.02, 0.8, 0.95, eps=1e-6),
    "adamw": lambda: AdamW(0.02, 0.8, 0.95, eps=1e-6, weight_decay=0.3),
    "clipped": Clipped,
}


def layer_with(W, dW):
    """A Dense of one parameter matrix W, its gradient dW already there."""
    layer = Dense(*np.shape(W), np.random.default_rng(0))
    layer.W[...] = W
    layer.dW, layer.db = np.array(dW, float), np.zeros(np.shape(W)[1])
    return layer


def in_line(net):
    return np.concatenate([p.ravel() for p in net.params.values()])


@pytest.mark.parametrize("case", OPTIMIZERS)
def test_pytorch_takes_the_same_20_steps(case):
    rng = np.random.default_rng(0)
    net = mlp([5, 7, 6, 3], rng, activation=Tanh)
    for i in range(3):
        net.layers[2 * i].W[...] = REFERENCE[f"learning/W{i}"]
    turns = [
        (REFERENCE["learning/x"][t % 4], REFERENCE["learning/labels"][t % 4])
        for t in range(20)
    ]
    optimizer = OPTIMIZERS[case]()
    # PyTorch adds 1e-6 to the norm when it clips
    close = {"rtol": 1e-5, "atol": 1e-6} if case == "clipped" else {"rtol": 1e-9}
    rows = iter(REFERENCE[f"{case}/params"])
    for step, loss in enumerate(steps(net, softmax_cross_entropy, optimizer, turns)):
        np.testing.assert_allclose(loss, REFERENCE[f"{case}/losses"][step], **close)
        if step in (0, 1, 4, 19):
            np.testing.assert_allclose(in_line(net), next(rows), **close)
    if case == "clipped":
        np.testing.assert_allclose(optimizer.norms, REFERENCE["clipped/norms"], rtol=1e-5)
        assert min(optimizer.norms) < 0.4 < max(optimizer.norms)  # both sides were tried


def test_momentum_by_hand():
    layer = layer_with([[1.0]], [[2.0]])
    optimizer = SGD(0.1, momentum=0.5)
    optimizer.step(layer)
    assert pytest.approx(0.8) == layer.W  # 1 - 0.1 * 2
    optimizer.step(layer)
    assert pytest.approx(0.5) == layer.W  # 0.8 - 0.1 * (0.5 * 2 + 2)


def test_weight_decay_shrinks_without_any_gradient():
    layer = layer_with([[1.0, -2.0]], [[0.0, 0.0]])
    SGD(0.1, weight_decay=0.5).step(layer)
    np.testing.assert_allclose(layer.W, [[0.95, -1.9]])


def test_adams_first_step_is_lr_whatever_the_gradients_size():
    layer = layer_with([[0.0, 0.0, 0.0]], [[1e-4, -3.0, 1e5]])
    Adam(0.01).step(layer)
    np.testing.assert_allclose(layer.W, [[-0.01, 0.01, -0.01]], rtol=1e-3)


def test_clipping_keeps_the_direction_and_only_ever_shortens():
    layer = layer_with([[0.0, 0.0]], [[3.0, -4.0]])
    assert clip_norm(layer, 10) == 5.0
    assert layer.dW.tolist() == [[3.0, -4.0]]
    assert clip_norm(layer, 1) == 5.0
    np.testing.assert_allclose(layer.dW, [[0.6, -0.8]])


@pytest.mark.parametrize("case", OPTIMIZERS)
def test_parameters_move_in_place_and_the_step_is_kept(case):
    layer = layer_with([[1.0, 2.0]], [[0.3, -0.4]])
    net = Sequential(layer)
    W, before, dW = layer.W, layer.W.copy(), layer.dW.copy()
    OPTIMIZERS[case]().step(net)
    assert layer.W is W
    np.testing.assert_allclose(net.updates["0.W"], W - before)
    assert case == "clipped" or (layer.dW == dW).all()


@pytest.mark.parametrize(
    "make",
    [
        lambda lr: SGD(lr, np.float64(0.9), np.float64(0.01)),
        lambda lr: Adam(lr, np.float64(0.9), np.float64(0.9), np.float64(1e-8)),
        lambda lr: AdamW(lr, weight_decay=np.float64(0.1)),
    ],
)
def test_float32_stays_float32_even_if_numpy_set_the_rate(make):
    net = mlp([3, 4, 2], np.random.default_rng(0))
    optimizer = make(np.float64(0.1))
    x, labels = np.ones((5, 3), np.float32), np.zeros(5, int)
    for i, _ in enumerate(steps(net, softmax_cross_entropy, optimizer, [(x, labels)] * 4)):
        optimizer.lr = np.float64(0.1) / (i + 1)  # a schedule
        assert net.update.dtype == np.float32
        assert {p.dtype for p in net.params.values()} == {np.dtype(np.float32)}
        state = [v for v in vars(optimizer).values() if isinstance(v, np.ndarray)]
        assert state and {v.dtype for v in state} == {np.dtype(np.float32)}


def test_rate_zero_moves_nothing():
    for optimizer in SGD(0, momentum=0.9), Adam(0):
        layer = layer_with([[1.0]], [[5.0]])
        optimizer.step(layer)
        assert layer.W == 1.0


WITH_A_PAST = {"momentum": lambda: SGD(0.1, momentum=0.9), "adam": Adam, "adamw": AdamW}
with_a_past = pytest.mark.parametrize("make", WITH_A_PAST.values(), ids=WITH_A_PAST)


@with_a_past
@pytest.mark.parametrize("width", [1, 2])
def test_one_optimizer_cannot_hold_the_past_of_two_networks(make, width):
    optimizer = make()
    optimizer.step(layer_with([[1.0]], [[1.0]]))
    with pytest.raises(ValueError, match="holds the past of another network"):
        optimizer.step(layer_with(np.ones((1, width)), np.ones((1, width))))


@with_a_past
def test_a_network_that_grew_needs_a_new_optimizer(make):
    net, optimizer = Sequential(layer_with([[1.0]], [[1.0]])), make()
    optimizer.step(net)
    net.layers = (*net.layers, layer_with([[1.0]], [[1.0]]))
    with pytest.raises(ValueError, match=r"followed 2 parameters .* now has 4"):
        optimizer.step(net)


@with_a_past
def test_a_network_and_its_optimizer_copied_together_go_on_alike(make):
    net, optimizer = Sequential(layer_with([[1.0]], [[1.0]])), make()
    optimizer.step(net)
    copied, its_optimizer = copy.deepcopy((net, optimizer))
    optimizer.step(net)
    its_optimizer.step(copied)
    assert net[0].W == copied[0].W != 1
    with pytest.raises(ValueError, match="another network"):
        copy.deepcopy(optimizer).step(copied)


def test_adamws_decay_is_a_share_of_the_weight_whatever_its_gradient():
    layer = layer_with([[1.0, -2.0]], [[1e-9, 1e9]])
    AdamW(0.1, weight_decay=0.5, eps=1e-300).step(layer)
    np.testing.assert_allclose(layer.W, [[1 - 0.1 - 0.05, -2 - 0.1 + 0.1]])


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: SGD(-0.1), "lr must be a finite number of at least 0, not -0.1"),
        (lambda: SGD(np.inf), "lr .* not inf"),
        (lambda: SGD(np.nan), "lr .* not nan"),
        (lambda: Adam(-1), "lr .* not -1"),
        (lambda: Adam(np.inf), "lr .* not inf"),
        (lambda: Adam(np.nan), "lr .* not nan"),
        (lambda: SGD(0.1, momentum=1), "momentum must be at least 0 and below 1, not 1"),
        (lambda: SGD(0.1, momentum=-0.1), "momentum .* not -0.1"),
        (lambda: SGD(0.1, weight_decay=-1), "weight_decay .* not -1"),
        (lambda: Adam(beta1=1.5), "beta1 .* not 1.5"),
        (lambda: Adam(beta2=-1), "beta2 .* not -1"),
        (lambda: Adam(eps=-1), "eps .* not -1"),
        (lambda: clip_norm(layer_with([[1.0]], [[1.0]]), 0), "limit .* not 0"),
        (lambda: clip_norm(layer_with([[1.0]], [[1.0]]), np.nan), "limit .* not nan"),
    ],
)
def test_bad_numbers_are_named(act, said):
    with pytest.raises(ValueError, match=said):
        act()


@pytest.mark.parametrize("case", OPTIMIZERS)
def test_a_step_before_backward_is_refused(case):
    net = mlp([2, 2], np.random.default_rng(0))
    with pytest.raises(RuntimeError, match="call backward before a step"):
        OPTIMIZERS[case]().step(net)


def test_a_gradient_laid_out_by_columns_moves_each_weight_by_its_own():
    layer = layer_with([[1.0, 2.0], [3.0, 4.0]], [[0.1, 0.2], [0.3, 0.4]])
    layer.dW = np.asfortranarray(layer.dW)
    SGD(1.0).step(layer)
    np.testing.assert_allclose(layer.W, [[0.9, 1.8], [2.7, 3.6]])


@pytest.mark.parametrize("dtype, size", [(np.float32, 1e30), (np.float64, 1e200)])
def test_clipping_keeps_the_direction_of_a_gradient_whose_square_overflows(dtype, size):
    layer = layer_with([[0.0, 0.0]], [[3.0, -4.0]])
    layer.dW, layer.db = (layer.dW * size).astype(dtype), np.zeros(2, dtype)
    assert clip_norm(layer, 1.0) == pytest.approx(5 * size)
    np.testing.assert_allclose(layer.dW, [[0.6, -0.8]], rtol=1e-6)


@pytest.mark.parametrize("bad", [0.0, np.inf, np.nan])
def test_clipping_leaves_what_has_no_direction(bad):
    layer = layer_with([[0.0, 0.0]], [[bad, 0.0]])
    assert clip_norm(layer, 1.0) == pytest.approx(bad, nan_ok=True)
    np.testing.assert_array_equal(layer.dW, [[bad, 0.0]])


@pytest.mark.parametrize("optimizer", [SGD(0.1, momentum=0.9), Adam()])
def test_the_state_follows_a_change_of_precision(optimizer):
    net = mlp([3, 4, 2], np.random.default_rng(0))
    for dtype in np.float32, np.float64:
        batch = np.ones((5, 3), dtype), np.zeros(5, int)
        for _ in steps(net, softmax_cross_entropy, optimizer, [batch]):
            assert net.update.dtype == dtype


def test_the_defaults_are_those_of_the_papers_and_pytorch():
    adam, norm = Adam(), BatchNorm(2)
    assert (adam.lr, adam.beta1, adam.beta2, adam.eps) == (1e-3, 0.9, 0.999, 1e-8)
    assert (norm.momentum, norm.eps) == (0.1, 1e-5)


@pytest.mark.parametrize("lr", ["0.1", None, [0.1], np.array([0.1, 0.2])])
def test_a_rate_that_is_no_number_is_named(lr):
    with pytest.raises(TypeError, match="lr must be a number, not "):
        SGD(lr)
