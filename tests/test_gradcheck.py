"""The gradient check passes what is right and fails what is a thousandth off."""

import copy

import numpy as np
import pytest

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
    mlp,
    numerical_gradient,
    xavier,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def batch():
    return rng(1).standard_normal((6, 4))


LAYERS = {
    "dense": lambda: Dense(4, 3, rng()),
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "relu": ReLU,
    "leaky": LeakyReLU,
    "gelu": GELU,
    "norm": lambda: BatchNorm(4),
    "layer norm": lambda: LayerNorm(4),
    "residual": lambda: Residual(Dense(4, 4, rng()), Tanh(), scale=0.5),
    "dropout": lambda: Dropout(0.3, rng()),
    "net": lambda: mlp([4, 5, 5, 2], rng(), activation=Tanh, batch_norm=True),
}
every_layer = pytest.mark.parametrize("make", LAYERS.values(), ids=LAYERS)


def test_numerical_gradient_of_known_functions():
    v = rng().standard_normal((2, 3))
    before = v.copy()
    np.testing.assert_allclose(numerical_gradient(lambda v: (v**3).sum(), v), 3 * v**2)
    np.testing.assert_allclose(numerical_gradient(np.sum, v), 1)
    assert (v == before).all()


def a_thousandth_off(layer):
    """The same layer, but for a backward that takes dy for 1.001 dy."""
    kind = type(layer)
    wrong = {"backward": lambda self, dy: kind.backward(self, 1.001 * dy)}
    layer.__class__ = type("Wrong", (kind,), wrong)
    return layer


@pytest.mark.parametrize("training", [True, False])
@every_layer
def test_a_thousandth_off_fails_everywhere(make, training):
    """The negative control: a check that cannot fail proves nothing."""
    assert check_gradients(make(), batch(), training=training)
    report = check_gradients(a_thousandth_off(make()), batch(), training=training)
    assert not report
    passed = {row.name for row in report.rows if row.passed}
    # a bias before a batch norm has no say in training: its gradient is 0, and stays 0
    assert passed <= ({"d0.b", "d3.b"} if training and make is LAYERS["net"] else set())


@pytest.mark.parametrize("name", ["W", "b"])
def test_the_one_wrong_gradient_is_named(name):
    class Wrong(Dense):
        def backward(self, dy):
            dx = super().backward(dy)
            setattr(self, "d" + name, self.grads[name] * 1.001)
            return dx

    report = check_gradients(Wrong(4, 3, rng()), batch())
    assert [row.name for row in report.rows if not row.passed] == ["d" + name]


def test_wrong_batch_norms_fail_with_random_upstream_and_would_pass_with_ones():
    class NoStretch(BatchNorm):  # forgets that each x stretched the spread
        def backward(self, dy):
            super().backward(dy)
            return (dy - dy.mean(axis=0)) * self.gamma / self.std

    class Ones:
        def standard_normal(self, shape):
            return np.ones(shape)

    assert not check_gradients(NoStretch(4), batch())
    assert check_gradients(NoStretch(4), batch(), Ones())


def test_relus_commonest_bug_fails():
    class Rectified(ReLU):  # the slope taken from the output, with >= 0
        def backward(self, dy):
            return dy

    report = check_gradients(Sequential(Dense(4, 5, rng()), Rectified()), batch())
    assert not report
    assert not any(row.passed for row in report.rows)


def test_kinks_do_not_fail_a_right_gradient():
    x = np.array([[0.0, 3e-6, -3e-6, 1.0]])  # at the kink, within h of it on either side
    assert check_gradients(ReLU(), x)
    assert check_gradients(LeakyReLU(0.2), x)


def test_all_dropped_is_still_right():
    assert check_gradients(mlp([4, 5, 5, 2], rng(), dropout=1.0), batch())


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_a_wrong_gradient_fails_however_small_or_large_the_output(scale):
    class Scaled(Tanh):
        wrong = 0.0

        def forward(self, x, training=False):
            return scale * super().forward(x)

        def backward(self, dy):
            return scale * super().backward(dy) * (1 + self.wrong)

    layer = Scaled()
    assert check_gradients(layer, batch())
    layer.wrong = 0.01
    assert not check_gradients(layer, batch())


def test_a_layer_that_gives_nothing_but_zeros_is_right_to_pass_nothing_back():
    class Zero(Tanh):
        def forward(self, x, training=False):
            return 0 * super().forward(x)

        def backward(self, dy):
            return 0 * dy

    assert check_gradients(Zero(), batch())


def test_what_is_nudged_is_put_back_even_if_the_function_fails():
    v = np.array([2.0])
    with pytest.raises(ZeroDivisionError):
        numerical_gradient(lambda v: 1 / 0, v)
    assert v[0] == 2.0


def test_nan_fails():
    class Nan(Tanh):
        def backward(self, dy):
            return super().backward(dy) * np.nan

    report = check_gradients(Nan(), batch())
    assert not report and "nan" in repr(report)


@every_layer
def test_the_layer_and_the_data_stay_as_they_were(make):
    layer, x = make(), batch().astype(np.float32)
    layer.forward(x)
    before, kept = copy.deepcopy(layer), x.copy()
    assert check_gradients(layer, x)
    assert (x == kept).all()
    for name, p in layer.params.items():
        assert p.dtype == np.float32 and (p == before.params[name]).all()
    for part, was in zip(layer.parts, before.parts, strict=True):
        for name in {"x", "y", "on", "xhat", "mean", "var"} & vars(part).keys():
            assert (vars(part)[name] == vars(was)[name]).all()
        if isinstance(part, Dropout):
            assert part.rng.bit_generator.state == was.rng.bit_generator.state


def test_the_report_is_a_table_that_repeats():
    class Off(Dense):
        def backward(self, dy):
            return 1.001 * super().backward(dy)

    report = check_gradients(Off(4, 3, rng()), batch())
    assert repr(report).splitlines() == [
        "gradient  shape           error  verdict",
        "dx        (6, 4)        1.0e-03  WRONG",
        "dW        (4, 3)        < 1e-06  ok",
        "db        (3,)          < 1e-06  ok",
    ]
    assert repr(report) == repr(check_gradients(Off(4, 3, rng()), batch()))


def test_bad_input_is_named():
    with pytest.raises(TypeError, match="v must be float64, not float32"):
        numerical_gradient(np.sum, np.ones(2, np.float32))
    with pytest.raises(ValueError, match=r"x\[0, 0\] is nan"):
        check_gradients(Tanh(), [[np.nan]])
    with pytest.raises(ValueError, match=r"the batch is empty: x has shape \(0, 4\)"):
        check_gradients(Tanh(), np.ones((0, 4)))

    class Flat(Dense):
        def backward(self, dy):
            dx = super().backward(dy)
            self.db = self.db[None]
            return dx

    with pytest.raises(ValueError, match=r"db has shape \(1, 3\), but b has \(3,\)"):
        check_gradients(Flat(4, 3, rng()), batch())


@pytest.mark.parametrize("depth", [15, 20])
def test_a_gradient_that_differences_cannot_see_is_not_called_ok(depth):
    net = mlp([4] * depth + [3], rng(), activation=Sigmoid, init=xavier)
    report = check_gradients(net, batch())
    rows = {row.name: row for row in report.rows}
    assert rows["d0.W"].verdict == "too small to see"
    assert rows[f"d{2 * depth - 2}.W"].verdict == "ok"
    assert "d0.W" in repr(report) and "too small to see" in repr(report)


def test_what_is_called_ok_would_be_called_wrong_if_a_thousandth_off():
    net = mlp([4] * 12 + [3], rng(), activation=Sigmoid, init=xavier)
    right = {row.name: row.verdict for row in check_gradients(net, batch()).rows}
    for i, layer in enumerate(net.parts):
        if isinstance(layer, Dense):
            off = copy.deepcopy(net)
            off.layers = [*off.layers[:i], a_thousandth_off(off[i]), *off.layers[i + 1 :]]
            wrong = {row.name: row.verdict for row in check_gradients(off, batch()).rows}
            if right[f"d{i}.W"] == "ok":
                assert wrong[f"d{i}.W"] == "WRONG"
    assert set(right.values()) == {"ok", "too small to see"}
