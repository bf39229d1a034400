"""What every layer promises: right values, right gradients, nothing written over."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nncourse import (
    GELU,
    BatchNorm,
    Dense,
    Dropout,
    LayerNorm,
    LeakyReLU,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    Tanh,
    check_gradients,
)

REFERENCE = np.load(Path(__file__).parent / "reference" / "pytorch.npz")
LAYERS = {
    "dense": lambda rng: Dense(4, 3, rng),
    "sigmoid": lambda rng: Sigmoid(),
    "tanh": lambda rng: Tanh(),
    "relu": lambda rng: ReLU(),
    "leaky": lambda rng: LeakyReLU(),
    "leaky_0.3": lambda rng: LeakyReLU(0.3),
    "gelu": lambda rng: GELU(),
    "norm": lambda rng: BatchNorm(4),
    "layer_norm": lambda rng: LayerNorm(4, eps=1e-4),
    "residual": lambda rng: Residual(Dense(4, 4, rng), Tanh(), scale=0.3),
    "dropout": lambda rng: Dropout(0.4, rng),
}

every_layer = pytest.mark.parametrize("make", LAYERS.values(), ids=LAYERS)
both_ways = pytest.mark.parametrize("training", [True, False])
both_precisions = pytest.mark.parametrize("dtype", [np.float32, np.float64])

batches_of_four = hnp.arrays(
    float,
    st.tuples(st.integers(2, 6), st.just(4)),
    elements=st.floats(-8, 8, allow_subnormal=False),
)


def reference(case):
    """{array: value} of one case that PyTorch computed."""
    return {k.split("/")[1]: REFERENCE[k] for k in REFERENCE if k.startswith(case + "/")}


def unsettled(layer, rng):
    """`layer` with parameters and running statistics away from their start at 0 and 1,
    which would hide errors."""
    for p in layer.params.values():
        p += 0.5 * rng.standard_normal(p.shape)
    if isinstance(layer, BatchNorm):
        layer.mean, layer.var = rng.standard_normal(4), rng.uniform(0.5, 2.0, 4)
    return layer


@both_ways
@every_layer
def test_backward_agrees_with_differences(make, training):
    rng = np.random.default_rng(1)
    layer = unsettled(make(rng), rng)
    report = check_gradients(layer, rng.standard_normal((6, 4)), rng, training)
    assert report, report


@pytest.mark.parametrize(
    "case", [name for name in LAYERS if name not in ("norm", "dropout")]
)
def test_pytorch_gives_the_same(case):
    torchs = reference(case)
    layer = LAYERS[case](np.random.default_rng(0))
    for key, p in layer.params.items():
        p[...] = torchs[key.split(".")[-1]]
    close = {"rtol": 1e-11, "atol": 1e-13}
    np.testing.assert_allclose(layer.forward(torchs["x"]), torchs["y"], **close)
    np.testing.assert_allclose(layer.backward(torchs["dy"]), torchs["dx"], **close)
    for key, g in layer.grads.items():
        np.testing.assert_allclose(g, torchs[f"d{key.split('.')[-1]}"], **close)


def test_batch_norm_follows_pytorch_over_batches_and_in_evaluation():
    layer = BatchNorm(4, momentum=0.15, eps=1e-4)
    for case in ["norm_0", "norm_1", "norm_2", "norm_3", "norm_eval"]:
        torchs = reference(case)
        layer.gamma, layer.beta = torchs["gamma"].copy(), torchs["beta"].copy()
        y = layer.forward(torchs["x"], training=case != "norm_eval")
        close = {"rtol": 1e-10, "atol": 1e-10}
        np.testing.assert_allclose(y, torchs["y"], **close)
        np.testing.assert_allclose(layer.backward(torchs["dy"]), torchs["dx"], **close)
        np.testing.assert_allclose(layer.dgamma, torchs["dgamma"], **close)
        np.testing.assert_allclose(layer.dbeta, torchs["dbeta"], **close)
        if "mean" in torchs:
            np.testing.assert_allclose(layer.mean, torchs["mean"], **close)
            np.testing.assert_allclose(layer.var, torchs["var"], **close)


def test_dropout_does_what_pytorch_does_with_the_same_units():
    torchs = reference("dropout")

    class Drawn:
        def random(self, shape, dtype):
            return np.where(torchs["kept"], 0.9, 0.1).astype(dtype)

    layer = Dropout(0.3, Drawn())
    y = layer.forward(torchs["x"], training=True)
    np.testing.assert_allclose(y, torchs["y"], rtol=1e-12)
    np.testing.assert_allclose(layer.backward(torchs["dy"]), torchs["dx"], rtol=1e-12)


def test_dense_by_hand():
    layer = Dense(2, 2, np.random.default_rng(0))
    layer.W[...] = [[1, 2], [3, 4]]
    layer.b[...] = [10, 20]
    y = layer.forward(np.array([[1.0, 0.5]]))
    assert y.tolist() == [[12.5, 24.0]]  # 1*1 + 0.5*3 + 10 and 1*2 + 0.5*4 + 20
    dx = layer.backward(np.array([[1.0, -1.0]]))
    assert dx.tolist() == [[-1.0, -1.0]]  # 1*1 - 1*2 and 1*3 - 1*4
    assert layer.dW.tolist() == [[1.0, -1.0], [0.5, -0.5]]
    assert layer.db.tolist() == [1.0, -1.0]


def test_closed_forms_at_zero():
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    for layer, y, slope in [
        (Sigmoid(), 0.5, 0.25),
        (Tanh(), 0.0, 1.0),
        (ReLU(), 0.0, 0.0),
        (LeakyReLU(0.1), 0.0, 0.1),
    ]:
        assert layer.forward(zero) == y
        assert layer.backward(one) == slope


@pytest.mark.parametrize("activation", [Sigmoid, Tanh])
@pytest.mark.filterwarnings("error")
@both_precisions
def test_squashers_saturate_without_overflow(activation, dtype):
    layer = activation()
    y = layer.forward(np.array([[-1e4, 1e4]], dtype))
    assert y.tolist() == [[0 if activation is Sigmoid else -1, 1]]
    assert layer.backward(np.ones((1, 2), dtype)).tolist() == [[0, 0]]


@given(batches_of_four, st.floats(0, 0.9))
def test_rectifiers_pass_what_is_above_zero_and_scale_the_rest(x, slope):
    y = LeakyReLU(slope).forward(x)
    assert (y[x > 0] == x[x > 0]).all()
    assert (y[x <= 0] == slope * x[x <= 0]).all()
    assert (ReLU().forward(x) == LeakyReLU(0.0).forward(x)).all()


@given(batches_of_four)
def test_squashers_stay_in_range_and_mirror(x):
    y, z = Sigmoid().forward(x), Tanh().forward(x)
    assert ((y > 0) & (y < 1)).all() and (np.abs(z) <= 1).all()
    np.testing.assert_allclose(Sigmoid().forward(-x), 1 - y, atol=1e-15)
    np.testing.assert_allclose(Tanh().forward(x / 2), 2 * y - 1, atol=1e-14)


@given(batches_of_four)
def test_batch_norm_gives_every_feature_mean_0_and_spread_1(x):
    layer = BatchNorm(4)
    y = layer.forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-7)
    var = x.var(axis=0)
    np.testing.assert_allclose(y.var(axis=0), var / (var + layer.eps), atol=1e-7)


def test_batch_norm_ends_at_the_populations_mean_and_variance():
    """The running variance is unbiased, so that small batches do not shrink it."""
    rng = np.random.default_rng(4)
    layer = BatchNorm(1, momentum=0.01)
    for _ in range(3000):
        layer.forward(5 + 3 * rng.standard_normal((4, 1)), training=True)
    assert abs(layer.mean[0] - 5) < 0.4
    assert abs(layer.var[0] - 9) < 1.2  # the biased one would come to 6.75


def test_batch_norm_in_evaluation_treats_each_example_alone_and_learns_nothing():
    rng = np.random.default_rng(5)
    layer = unsettled(BatchNorm(4), rng)
    mean, var = layer.mean.copy(), layer.var.copy()
    x = rng.standard_normal((6, 4))
    together = layer.forward(x)
    np.testing.assert_allclose(layer.forward(x[:1]), together[:1], rtol=1e-14)
    assert (layer.mean == mean).all() and (layer.var == var).all()


def test_batch_norm_forgets_the_scale_of_the_weights_before_it():
    rng = np.random.default_rng(6)
    net = Sequential(Dense(4, 4, rng), BatchNorm(4, eps=1e-12))
    x, dy = rng.standard_normal((8, 4)), rng.standard_normal((8, 4))
    y = net.forward(x, training=True)
    net.backward(dy)
    dW = net.layers[0].dW.copy()
    net.layers[0].W *= 10
    np.testing.assert_allclose(net.forward(x, training=True), y, atol=1e-8)
    net.backward(dy)
    np.testing.assert_allclose(10 * net.layers[0].dW, dW, atol=1e-8)


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.9])
@both_precisions
def test_dropout_drops_its_share_and_keeps_the_mean(rate, dtype):
    layer = Dropout(rate, np.random.default_rng(7))
    y = layer.forward(np.ones((400, 500), dtype), training=True)
    assert abs((y == 0).mean() - rate) < 0.005
    assert abs(y.mean() - 1) < 0.02
    assert np.allclose(y[y != 0], 1 / (1 - rate))
    dx = layer.backward(np.ones((400, 500), dtype))
    assert (dx == y).all()


def test_dropout_of_everything_gives_zeros():
    layer = Dropout(1.0, np.random.default_rng(8))
    x = np.random.default_rng(8).standard_normal((50, 40))
    assert (layer.forward(x, training=True) == 0).all()
    assert (layer.backward(x) == 0).all()
    assert (layer.forward(x) == x).all()


def test_dropout_draws_nothing_in_evaluation():
    rng = np.random.default_rng(9)
    layer, before = Dropout(0.5, rng), rng.bit_generator.state
    x = np.ones((3, 3))
    assert (layer.forward(x) == x).all()
    assert (layer.backward(x) == x).all()
    assert rng.bit_generator.state == before
    layer.forward(x, training=True)
    assert rng.bit_generator.state != before


@both_ways
@every_layer
def test_nothing_is_written_over(make, training):
    """Neither x nor dy, nor what an earlier pass returned."""
    rng = np.random.default_rng(10)
    layer = make(rng)
    x, dy = rng.standard_normal((6, 4)), rng.standard_normal((6, 4))
    dy = dy[:, :3] if isinstance(layer, Dense) else dy
    kept = [(v, v.copy()) for v in (x, dy)]
    for _ in range(2):
        passed = [layer.forward(x, training), layer.backward(dy)]
        kept += [(v, v.copy()) for v in passed]
    layer.backward(layer.forward(x + 1, training) + 1)
    assert all((v == copy).all() for v, copy in kept)


@both_ways
@both_precisions
@every_layer
def test_precision_follows_x(make, training, dtype):
    rng = np.random.default_rng(11)
    layer = make(rng)
    y = layer.forward(rng.standard_normal((6, 4)).astype(dtype), training)
    dx = layer.backward(y + y.dtype.type(1))
    state = [layer.mean, layer.var] if isinstance(layer, BatchNorm) else []
    arrays = [y, dx, *layer.params.values(), *layer.grads.values(), *state]
    assert {v.dtype for v in arrays} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    "make",
    [
        lambda share: BatchNorm(4, momentum=share, eps=share),
        lambda share: Dropout(share, np.random.default_rng(0)),
        LeakyReLU,
    ],
)
def test_a_rate_that_numpy_gave_does_not_raise_the_precision(make):
    layer = make(np.float64(0.1))
    x = np.ones((3, 4), np.float32) * np.arange(-1, 2, dtype=np.float32)[:, None]
    for training in True, False:
        y = layer.forward(x, training)
        assert y.dtype == layer.backward(x).dtype == np.float32
    assert getattr(layer, "var", x).dtype == np.float32


def test_parameters_turn_to_the_precision_of_x_and_whole_numbers_to_float64():
    layer = Dense(2, 1, np.random.default_rng(0))
    assert layer.forward(np.ones((1, 2), np.float32)).dtype == np.float32
    assert layer.forward(np.ones((1, 2), int)).dtype == np.float64
    assert layer.W.dtype == layer.b.dtype == np.float64


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_shapes_are_those_of_what_they_belong_to(n, n_in, n_out):
    layer = Dense(n_in, n_out, np.random.default_rng(0))
    x = np.ones((n, n_in))
    y = layer.forward(x)
    assert y.shape == (n, n_out)
    assert layer.backward(y).shape == x.shape
    assert layer.W.shape == layer.dW.shape == (n_in, n_out)
    assert layer.b.shape == layer.db.shape == (n_out,)
    assert layer.params.keys() == layer.grads.keys() == {"W", "b"}


@pytest.mark.parametrize(
    "make", [Sigmoid, Tanh, ReLU, LeakyReLU, lambda: Dropout(0.5, np.random.default_rng(0))]
)
def test_whole_numbers_and_lists_are_taken_as_floats(make):
    expected = make().forward(np.array([[250.0, 2.0]]), training=True)
    for x in np.array([[250, 2]], np.uint8), [[250, 2]]:
        y = make().forward(x, training=True)
        assert y.dtype == np.float64 and (y == expected).all()


@pytest.mark.parametrize(
    ("act", "error", "said"),
    [
        (
            lambda rng: Dropout(1.2, rng),
            ValueError,
            "rate must be between 0 and 1, not 1.2",
        ),
        (lambda rng: Dropout(-0.1, rng), ValueError, "rate .* not -0.1"),
        (lambda rng: Dropout(np.nan, rng), ValueError, "rate .* not nan"),
        (lambda rng: BatchNorm(4, momentum=2), ValueError, "momentum .* not 2"),
        (lambda rng: BatchNorm(4, eps=0), ValueError, "eps must be above 0, not 0"),
        (lambda rng: BatchNorm(0), ValueError, "n must be a whole number .* 1, not 0"),
        (lambda rng: LeakyReLU(1.5), ValueError, "slope .* not 1.5"),
        (lambda rng: LeakyReLU(-0.5), ValueError, "slope .* not -0.5"),
        (lambda rng: Dense(0, 3, rng), ValueError, "n_in .* not 0"),
        (lambda rng: Dense(3, 2.5, rng), ValueError, "n_out .* not 2.5"),
        (
            lambda rng: BatchNorm(4).forward(np.ones((1, 4)), training=True),
            ValueError,
            "BatchNorm needs 2 examples or more in training, got 1",
        ),
        (
            lambda rng: Dense(4, 3, rng).forward(np.ones((2, 5))),
            ValueError,
            r"Dense takes 4 features, got x of shape \(2, 5\)",
        ),
        (
            lambda rng: BatchNorm(4).forward(np.ones((2, 3))),
            ValueError,
            r"BatchNorm takes 4 features, got x of shape \(2, 3\)",
        ),
        (
            lambda rng: Dense(4, 3, rng).forward(np.ones(4)),
            ValueError,
            r"x must be \(examples, features\), not of shape \(4,\)",
        ),
        (
            lambda rng: Dense(4, 3, rng).forward(np.ones((0, 4))),
            ValueError,
            r"the batch is empty: x has shape \(0, 4\)",
        ),
        (
            lambda rng: Dense(1, 1, rng).forward([["one"]]),
            TypeError,
            "x must hold real numbers, not <U3",
        ),
        (
            lambda rng: Dense(1, 1, rng).forward(np.ones((2, 1), np.float16)),
            TypeError,
            "x must be float32 or float64, not float16",
        ),
        (
            lambda rng: ReLU().forward([["one"]]),
            TypeError,
            "x must hold real numbers, not <U3",
        ),
        (
            lambda rng: ReLU().forwards,
            AttributeError,
            "'ReLU' object has no attribute 'forwards'",
        ),
    ],
)
def test_bad_input_is_named(act, error, said):
    with pytest.raises(error, match=said):
        act(np.random.default_rng(0))


@every_layer
def test_a_gradient_of_another_shape_is_refused(make):
    layer = make(np.random.default_rng(0))
    y = layer.forward(np.ones((5, 4)), training=True)
    for dy in np.ones((1, y.shape[1])), np.ones((5, 1)), np.ones(y.shape[1]):
        with pytest.raises(ValueError, match=r"dy has shape .*, the output had"):
            layer.backward(dy)


@every_layer
def test_backward_before_forward_is_refused(make):
    layer = make(np.random.default_rng(0))
    with pytest.raises(RuntimeError, match="call forward before backward"):
        layer.backward(np.ones((5, 4)))
    if layer.params:
        with pytest.raises(RuntimeError, match="backward before reading gradients"):
            layer.grads  # noqa: B018
