"""What a network promises: the layers' own results in order, every activation and gradient
recorded, and every parameter moved by a step, whatever was done to the network before."""

import copy
import pickle

import numpy as np
import pytest

from nncourse import (
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Dense,
    Dropout,
    LeakyReLU,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    Tanh,
    check_gradients,
    mlp,
    orthogonal,
    softmax_cross_entropy,
    steps,
)
from nncourse.layers import Layer


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
        now = [*net.activations, *net.gradients[1:], net.update]
        kept += [(v, v.copy()) for v in now]
        apart = [*net.activations[1:], *net.gradients[1:]]
        for i, v in enumerate(apart):
            assert not any(np.shares_memory(v, other) for other in apart[:i])
    assert all((v == copy).all() for v, copy in kept)


def learned(net):
    """All parameters after three steps with momentum."""
    turns = [(rng(1).standard_normal((6, 3)), np.array([0, 1, 0, 1, 1, 0]))] * 3
    list(steps(net, softmax_cross_entropy, SGD(0.1, momentum=0.9), turns))
    return np.concatenate([p.ravel() for p in net.params.values()])


def learned_one_by_one(net):
    """The same by the textbook, parameter by parameter, with no vector in sight."""
    x, labels = rng(1).standard_normal((6, 3)), np.array([0, 1, 0, 1, 1, 0])
    params = {key: p.copy() for key, p in net.params.items()}
    velocity = {key: np.zeros_like(p) for key, p in params.items()}
    for _ in range(3):
        for key, p in net.params.items():
            p[...] = params[key]
        net.backward(softmax_cross_entropy(net.forward(x, training=True), labels)[1])
        for key, g in net.grads.items():
            velocity[key] = 0.9 * velocity[key] + g
            params[key] = params[key] - 0.1 * velocity[key]
    return np.concatenate([p.ravel() for p in params.values()])


def after_a_step(net):
    learned(net)
    return net


CHANGES = {
    "as made": lambda net: net,
    "copied": copy.deepcopy,
    "pickled": lambda net: pickle.loads(pickle.dumps(net)),
    "copied after steps": lambda net: copy.deepcopy(after_a_step(net)),
    "pickled after steps": lambda net: pickle.loads(pickle.dumps(after_a_step(net))),
    "W assigned": lambda net: setattr(net[3], "W", 2 * net[3].W),
    "W turned": lambda net: setattr(net[3], "W", net[3].W[:, ::-1]),
    "b assigned": lambda net: setattr(net[0], "b", np.arange(5)),
    "array swapped": lambda net: vars(net[3]).update(W=net[3].W.copy()),
    "new head": lambda net: setattr(net, "layers", (*net.layers[:-1], Dense(4, 2, rng(9)))),
    "head after steps": lambda net: setattr(
        after_a_step(net), "layers", (*net.layers[:-1], Dense(4, 2, rng(9)))
    ),
    "cast": lambda net: net.astype(np.float64),
    "rebuilt": lambda net: Sequential(*net.layers),
    "nested": lambda net: Sequential(Sequential(*net.layers[:2]), *net.layers[2:]),
    "inner head": lambda net: with_a_new_inner_head(net),
}


def with_a_new_inner_head(net):
    inner = Sequential(*net.layers)
    outer = after_a_step(Sequential(inner))
    inner.layers = (*inner.layers[:-1], Dense(4, 2, rng(9)))
    return outer


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_steps_move_every_parameter_whatever_was_done_to_the_network(change):
    nets = [mlp([3, 5, 4, 2], rng(), batch_norm=True) for _ in range(2)]
    nets = [change(net) or net for net in nets]
    np.testing.assert_allclose(
        learned(nets[0]), learned_one_by_one(nets[1]), rtol=1e-12, atol=1e-14
    )
    p, g = nets[0].vectors()
    assert all(v.base is p for v in nets[0].params.values())
    assert all(v.base is g for v in nets[0].grads.values())


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_parameters_and_gradients_are_views_of_two_vectors_in_either_precision(dtype):
    net = mlp([3, 5, 2], rng(), batch_norm=True)
    net.backward(net.forward(np.ones((2, 3), dtype)))
    p, g = net.vectors()
    assert p.dtype == g.dtype == dtype and p.shape == g.shape == (42,)
    p[:], g[:] = np.arange(42), -np.arange(42)
    assert net[0].W[2, 4] == 14 and net[-1].b[-1] == 41
    assert net[0].dW[2, 4] == -14 and net[-1].db[-1] == -41


def test_a_reference_to_W_stays_good_while_the_network_learns():
    net = mlp([3, 5, 4, 2], rng())
    W = net[0].W
    learned(net)
    assert net[0].W is W


def test_two_networks_that_share_layers_both_move_them():
    body = [Dense(3, 4, rng()), ReLU()]
    first, second = (
        Sequential(*body, Dense(4, 2, rng(1))),
        Sequential(*body, Dense(4, 2, rng(2))),
    )
    for net in first, second, first:
        before = body[0].W.copy()
        learned(net)
        assert (before != body[0].W).all()


@pytest.mark.parametrize("copied", [False, True])
@pytest.mark.parametrize("optimizer", [SGD(0.1), SGD(0.1, 0.9, 0.1), Adam(), AdamW()])
def test_read_only_weights_are_frozen(optimizer, copied):
    net, optimizer = mlp([3, 5, 2], rng()), copy.deepcopy(optimizer)
    net[0].W.flags.writeable = False
    net = copy.deepcopy(net) if copied else net
    before = {key: p.copy() for key, p in net.params.items()}
    turns = [(rng(1).standard_normal((6, 3)), np.array([0, 1, 0, 1, 1, 0]))] * 3
    list(steps(net, softmax_cross_entropy, optimizer, turns))
    moved = {key: bool((p != before[key]).any()) for key, p in net.params.items()}
    assert moved == {"0.W": False, "0.b": True, "2.W": True, "2.b": True}
    assert (net.updates["0.W"] == 0).all() and (net.updates["2.W"] != 0).any()
    with pytest.raises(ValueError, match="read-only"):
        net[0].W = np.zeros((3, 5))


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            lambda net: setattr(net[0], "dW", np.ones((5, 3))),
            r"Dense.dW has shape \(5, 3\), but W has \(3, 5\)",
        ),
        (
            lambda net: setattr(net[0], "db", np.ones(6)),
            r"Dense.db has shape \(6,\), but b has \(5,\)",
        ),
        (
            lambda net: setattr(net[0], "db", np.ones((1, 5))),
            r"Dense.db has shape \(1, 5\), but b has \(5,\)",
        ),
        (
            lambda net: setattr(net[1], "gamma", np.ones(1)),
            r"BatchNorm.gamma has shape \(5,\): it cannot become an array of shape \(1,\)",
        ),
        (
            lambda net: setattr(net[0], "W", np.ones((5, 3))),
            r"Dense.W has shape \(3, 5\): it cannot become an array of shape \(5, 3\)",
        ),
    ],
)
def test_arrays_of_another_shape_are_refused_with_both_shapes(act, message):
    net = mlp([3, 5, 2], rng(), batch_norm=True)
    with pytest.raises(ValueError, match=message):
        act(net)


def test_a_layer_of_ones_own_needs_only_names():
    class Scale(Layer):
        names = ("s",)

        def __init__(self, n):
            self.s = np.ones(n)

        def forward(self, x, training=False):
            self.x = x
            return x * self.s

        def backward(self, dy):
            self.ds = (dy * self.x).sum(axis=0)
            return dy * self.s

    net = Sequential(Dense(3, 2, rng()), Scale(2))
    assert check_gradients(net, rng(1).standard_normal((5, 3)))
    learned(net)
    assert (net[1].s != 1).all()
    with pytest.raises(RuntimeError, match="call backward before reading gradients"):
        Scale(2).ds  # noqa: B018


def test_a_network_shows_its_layers_shapes_and_counts():
    net = Sequential(
        Dense(64, 10, rng()),
        Residual(Dense(10, 10, rng()), LeakyReLU(), scale=0.5),
        Dropout(0.2, rng()),
    )
    assert repr(net) == (
        "Sequential, 760 parameters\n"
        "   0  Dense(W (64, 10), b (10,))                    650\n"
        "   1  Residual(scale=0.5), 110 parameters\n"
        "         0  Dense(W (10, 10), b (10,))                    110\n"
        "         1  LeakyReLU(slope=0.01)\n"
        "   2  Dropout(rate=0.2)"
    )


def test_a_network_can_be_called_counted_and_indexed():
    net, x = mlp([3, 4, 2], rng(), dropout=0.5), np.ones((2, 3))
    assert (net(x) == net.forward(x)).all()
    assert len(net) == 4 and net[0] is net.layers[0] and net[-1] is net.layers[-1]
    net(x, training=True)
    assert net[2].mask is not None


@pytest.mark.parametrize("scale", [1.0, 0.3])
def test_a_residual_adds_what_its_layers_make_of_x(scale):
    x, dy = rng(1).standard_normal((5, 4)), rng(2).standard_normal((5, 4))
    block, plain = (kind(Dense(4, 4, rng()), Tanh()) for kind in (Residual, Sequential))
    block.scale = scale
    np.testing.assert_allclose(block(x), x + scale * plain(x), rtol=1e-14)
    np.testing.assert_allclose(block.backward(dy), dy + scale * plain.backward(dy))
    np.testing.assert_allclose(block[0].dW, scale * plain[0].dW)
    block.backward_to_params(dy)
    np.testing.assert_allclose(block[0].dW, scale * plain[0].dW)
    with pytest.raises(
        ValueError, match=r"adds x, of shape \(5, 4\), .* of shape \(5, 3\)"
    ):
        Residual(Dense(4, 3, rng())).forward(x)
    with pytest.raises(ValueError, match="scale must be finite, not nan"):
        Residual(Tanh(), scale=np.nan)


def test_a_network_that_was_nested_still_refuses_bad_data_by_itself():
    inner = Sequential(Dense(1, 1, rng()))
    Sequential(inner, Dense(1, 1, rng())).forward(np.ones((1, 1)))
    with pytest.raises(ValueError, match=r"x\[0, 0\] is nan"):
        inner.forward(np.array([[np.nan]]))
    with pytest.raises(ValueError, match=r"x\[0, 0\] is nan"):
        Residual(Tanh()).forward(np.array([[np.nan]]))


def test_an_error_within_leaves_the_next_forward_checked():
    net = Sequential(Sequential(Dense(2, 1, rng())), Dense(2, 1, rng()))
    with pytest.raises(ValueError, match="Dense takes 2 features"):
        net.forward(np.ones((1, 2)))
    with pytest.raises(ValueError, match=r"x\[0, 0\] is nan"):
        net.forward(np.array([[np.nan, 0.0]]))


def test_learning_skips_the_gradient_on_the_data_and_nothing_else():
    net, x, dy = deep(), rng(1).standard_normal((6, 3)), rng(2).standard_normal((6, 3))
    net.forward(x, training=True)
    net.backward(dy)
    grads = {name: g.copy() for name, g in net.grads.items()}
    gradients = net.gradients
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
