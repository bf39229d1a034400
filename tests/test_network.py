"""What a network promises: the layers' own results end to end, both flows kept."""

import copy

import numpy as np
import pytest

from nncourse import (
    SGD,
    BatchNorm,
    Dense,
    Dropout,
    LeakyReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    check_gradients,
    mlp,
    orthogonal,
    softmax_cross_entropy,
    steps,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def deep(seed=0):
    """Every kind of layer, one network inside another."""
    g = rng(seed)
    inner = Sequential(Dense(5, 4, g), BatchNorm(4), Tanh(), Dropout(0.3, g))
    return Sequential(Dense(3, 5, g), LeakyReLU(), inner, Dense(4, 3, g), Sigmoid())


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("make", [deep, lambda: mlp([3, 5, 4, 2], rng(), batch_norm=True)])
def test_backward_agrees_with_differences(make, training):
    report = check_gradients(make(), rng(1).standard_normal((6, 3)), rng(2), training)
    assert report, report


def test_by_hand():
    net = Sequential(Dense(1, 1, rng()), ReLU(), Dense(1, 1, rng()))
    net.layers[0].W[...], net.layers[2].W[...] = 3.0, -2.0
    assert net.forward(np.array([[2.0], [-1.0]])).tolist() == [[-12.0], [0.0]]
    dx = net.backward(np.ones((2, 1)))
    assert dx.tolist() == [[-6.0], [0.0]]  # 3 * -2 where the unit is on
    assert net.grads["0.W"].tolist() == [[-4.0]]  # 2 * -2
    assert net.grads["2.W"].tolist() == [[6.0]]  # 3 * 2


@pytest.mark.parametrize("training", [True, False])
def test_both_flows_are_kept(training):
    net, x, dy = deep(), rng(1).standard_normal((6, 3)), rng(2).standard_normal((6, 3))
    y = net.forward(x, training)
    dx = net.backward(dy)
    assert net.activations[0] is x and net.activations[-1] is y
    assert net.gradients[0] is dx and net.gradients[-1] is dy
    assert len(net.activations) == len(net.gradients) == len(net.layers) + 1
    for v, dv in zip(net.activations, net.gradients, strict=True):
        assert v.shape == dv.shape
    assert net.layers[0].x is x
    for i in 1, 4:  # each layer's own forward gives what comes next
        assert (net.layers[i].forward(net.activations[i]) == net.activations[i + 1]).all()


def test_no_recorded_activation_or_gradient_is_ever_overwritten():
    net = mlp([3, 5, 4, 2], rng(), activation=Sigmoid, batch_norm=True, dropout=0.2)
    x, labels = rng(1).standard_normal((6, 3)), np.array([0, 1, 0, 1, 0, 1])
    kept = []
    for _ in steps(net, softmax_cross_entropy, SGD(0.5, 0.9), [(x, labels)] * 4):
        now = [*net.activations, *net.gradients[1:], *net.grads.values(), net.update]
        kept += [(v, v.copy()) for v in now]
        apart = [*net.activations[1:], *net.gradients[1:]]
        for i, v in enumerate(apart):
            assert not any(np.shares_memory(v, other) for other in apart[:i])
    assert all((v == copy).all() for v, copy in kept)


def learned(net):
    """All parameters after three steps; each array is the one that was there before."""
    held = net.params
    x, labels = rng(1).standard_normal((6, 3)), np.array([0, 1, 0, 1, 0, 1])
    for _ in steps(net, softmax_cross_entropy, SGD(0.5, 0.9), [(x, labels)] * 3):
        pass
    assert all(p is held[name] for name, p in net.params.items())
    return np.concatenate([p.ravel() for p in held.values()])


@pytest.mark.parametrize(
    "change",
    [
        lambda net: net,
        copy.deepcopy,
        lambda net: setattr(net.layers[3], "W", net.layers[3].W.copy()),
        lambda net: setattr(net.layers[0], "b", np.zeros(5)),
        lambda net: setattr(net.layers[3], "W", net.layers[3].W[:, ::-1]),
        lambda net: net.astype(np.float64),
        lambda net: Sequential(*net.layers),
        lambda net: Sequential(Sequential(*net.layers[:2]), *net.layers[2:]),
    ],
    ids=[
        "as made",
        "copied",
        "W replaced",
        "b replaced",
        "W turned",
        "cast",
        "rebuilt",
        "nested",
    ],
)
def test_parameters_move_where_they_are_whether_or_not_they_lie_in_one_vector(change):
    net, other = (mlp([3, 5, 4, 2], rng(), batch_norm=True) for _ in range(2))
    apart = Sequential(*other.layers)
    assert net.is_flat() and not apart.is_flat()
    assert (learned(change(net) or net) == learned(change(apart) or apart)).all()


def test_the_parameters_of_an_mlp_are_views_of_one_vector_in_either_precision():
    net = mlp([3, 5, 2], rng(), batch_norm=True)
    for dtype in np.float64, np.float32:
        net.forward(np.ones((2, 3), dtype))
        assert net.is_flat() and all(p.base is net.flat for p in net.params.values())
        assert net.flat.dtype == dtype
        net.flat[:] = np.arange(net.flat.size)
        assert net.layers[0].W[2, 4] == 14 and net.layers[-1].b[-1] == 41


def test_learning_skips_the_gradient_on_the_data_and_nothing_else():
    net, x, dy = deep(), rng(1).standard_normal((6, 3)), rng(2).standard_normal((6, 3))
    net.forward(x, training=True)
    net.backward(dy)
    grads, gradients = net.grads, net.gradients
    net.backward_to_params(dy)
    assert net.gradients[0] is None
    for name, g in net.grads.items():
        assert (g == grads[name]).all()
    for v, again in zip(gradients[1:], net.gradients[1:], strict=True):
        assert (v == again).all()


def test_learning_uses_a_backward_that_somebody_else_wrote():
    class Halved(Dense):
        def backward(self, dy):
            return super().backward(dy / 2)

    nets = [Sequential(kind(3, 2, rng())) for kind in (Dense, Halved)]
    for net in nets:
        net.forward(np.ones((4, 3)))
        net.backward_to_params(np.ones((4, 2)))
    assert (nets[1].grads["0.W"] == nets[0].grads["0.W"] / 2).all()


def test_parameters_and_gradients_go_by_place_and_name():
    net = deep()
    net.backward(net.forward(np.ones((2, 3))))
    names = ["0.W", "0.b", "2.0.W", "2.0.b", "2.1.gamma", "2.1.beta", "3.W", "3.b"]
    assert list(net.params) == list(net.grads) == names
    assert net.params["0.W"] is net.layers[0].W
    assert net.grads["2.1.gamma"] is net.layers[2].layers[1].dgamma
    for name, p in net.params.items():
        assert net.grads[name].shape == p.shape


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_follows_the_data_throughout(dtype):
    net = mlp([3, 5, 2], rng(), batch_norm=True, dropout=0.5)
    x = rng(1).standard_normal((6, 3)).astype(dtype)
    optimizer = SGD(0.1, momentum=0.9)
    for loss in steps(net, softmax_cross_entropy, optimizer, [(x, np.ones(6, int))] * 3):
        arrays = [*net.activations, *net.gradients[1:], *net.grads.values()]
        arrays += [*net.params.values(), net.update, optimizer.velocity, loss]
        arrays += [net.layers[1].mean, net.layers[1].var]
        assert {v.dtype for v in arrays} == {np.dtype(dtype)}


def test_mlp_stands_as_its_docstring_says():
    net = mlp([7, 6, 5, 3], rng(), activation=Tanh, batch_norm=True, dropout=0.1)
    kinds = [type(layer) for layer in net.layers]
    assert kinds == [Dense, BatchNorm, Tanh, Dropout] * 2 + [Dense]
    assert [p.shape for name, p in net.params.items() if name.endswith("W")] == [
        (7, 6),
        (6, 5),
        (5, 3),
    ]
    assert [type(layer) for layer in mlp([4, 3, 2], rng()).layers] == [Dense, ReLU, Dense]
    square = mlp([4, 4], rng(), init=orthogonal).layers[0].W
    np.testing.assert_allclose(square @ square.T, np.eye(4), atol=1e-14)


def test_the_seed_decides_all_weights():
    first, again, other = (mlp([4, 3, 2], rng(s)).params["2.W"] for s in (1, 1, 2))
    assert (first == again).all() and (first != other).all()


def test_an_inner_network_may_diverge():
    net = Sequential(Dense(1, 1, rng()), Sequential(Dense(1, 1, rng())))
    net.layers[0].W[...] = np.inf
    assert not np.isfinite(net.forward(np.ones((1, 1))))


relu, dense = ReLU(), Dense(2, 2, rng())


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (lambda: Sequential(dense, relu, dense), ValueError, "layer 2 is the same Dense"),
        (
            lambda: Sequential(relu, Sequential(Tanh(), Sequential(relu))),
            ValueError,
            "layer 1 is the same ReLU object as layer 0",
        ),
        (lambda: Sequential(), ValueError, "at least one layer"),
        (lambda: Sequential(Tanh(), ReLU), TypeError, r"layer 1 must be a layer such as"),
        (lambda: mlp([3], rng()), ValueError, r"sizes .* not \[3\]"),
        (lambda: mlp([3, -2], rng()), ValueError, "n_out .* not -2"),
        (lambda: mlp([3, 2, 2], rng(), dropout=-0.5), ValueError, "dropout .* not -0.5"),
        (lambda: mlp([3, 2], rng(), dropout=np.nan), ValueError, "dropout .* not nan"),
    ],
)
def test_networks_that_cannot_be_are_refused(act, error, said):
    with pytest.raises(error, match=said):
        act()


@pytest.mark.parametrize(
    ("x", "error", "said"),
    [
        ([[1.0, np.nan]], ValueError, r"x\[0, 1\] is nan: clean the data first"),
        ([[1.0, 1.0], [-np.inf, 1.0]], ValueError, r"x\[1, 0\] is -inf"),
        (np.ones((0, 2)), ValueError, r"the batch is empty: x has shape \(0, 2\)"),
        (np.ones(2), ValueError, r"x must be .* not of shape \(2,\)"),
        (np.ones((3, 4)), ValueError, r"Dense takes 2 features, got x of shape \(3, 4\)"),
        ([["a", "b"]], TypeError, "x must hold real numbers, not <U1"),
    ],
)
def test_bad_data_is_named(x, error, said):
    with pytest.raises(error, match=said):
        mlp([2, 3, 2], rng()).forward(x)


def test_layers_that_do_not_fit_say_so():
    net = Sequential(Dense(2, 3, rng()), Dense(4, 2, rng()))
    with pytest.raises(ValueError, match=r"takes 4 features, got x of shape \(1, 3\)"):
        net.forward(np.ones((1, 2)))


def test_backward_before_forward_and_wrong_dy_are_refused():
    net = mlp([2, 3, 2], rng())
    with pytest.raises(RuntimeError, match="call forward before backward"):
        net.backward(np.ones((1, 2)))
    net.forward(np.ones((4, 2)))
    with pytest.raises(ValueError, match=r"dy has shape \(1, 2\), the output had \(4, 2\)"):
        net.backward(np.ones((1, 2)))
