"""A spec says all that the engine needs, and refuses what the engine would do otherwise."""

import json

import numpy as np
import pytest

from nncourse import BatchNorm, Dense, Dropout, ReLU, Residual, Sequential, mlp
from nncourse.live import spec


def rng():
    return np.random.default_rng(0)


def test_a_spec_survives_json_to_the_last_digit():
    net = mlp([3, 4, 2], rng(), batch_norm=True, dropout=0.5)
    net.forward(rng().standard_normal((5, 3)), training=True)  # moves the running mean
    written = json.loads(json.dumps(spec(net), allow_nan=False))
    kinds = [layer["kind"] for layer in written["layers"]]
    assert kinds == ["Dense", "BatchNorm", "ReLU", "Dropout", "Dense"]
    dense, norm, _, dropout, _ = written["layers"]
    assert dense["W"] == net.params["0.W"].tolist()
    assert norm["mean"] == net.layers[1].mean.tolist() and any(norm["mean"])
    assert norm["momentum"] == 0.1 and norm["eps"] == 1e-5
    assert dropout["rate"] == 0.5


def test_a_spec_does_not_follow_the_network():
    net = mlp([3, 2], rng())
    written = spec(net)
    before = json.dumps(written)
    net.params["0.W"][...] = 7
    assert json.dumps(written) == before


class Doubled(ReLU):
    def forward(self, x, training=False):
        return 2 * super().forward(x, training)


class Renamed(Dense):
    pass


@pytest.mark.parametrize("layer", [Doubled(), Renamed(2, 2, rng())])
def test_a_layer_that_the_engine_does_not_know_is_refused(layer):
    name = type(layer).__name__
    with pytest.raises(TypeError, match=f"^layer 1 is of type {name}"):
        spec(Sequential(ReLU(), layer))
    with pytest.raises(TypeError, match=rf"layer 1\.0 is of type {name}"):
        spec(Sequential(ReLU(), Residual(layer)))


class Reversed(Sequential):
    def forward(self, x, training=False):
        return super().forward(x[::-1], training)


def test_a_network_with_a_forward_of_its_own_is_refused():
    with pytest.raises(TypeError, match="the network is of type Reversed"):
        spec(Reversed(ReLU()))


@pytest.mark.parametrize("method", ["forward", "backward"])
def test_a_method_replaced_on_one_object_is_refused(method):
    net = Sequential(ReLU(), ReLU())
    setattr(net.layers[1], method, getattr(net.layers[0], method))
    with pytest.raises(TypeError, match=f"layer 1, ReLU, has a {method} of its own"):
        spec(net)


def test_what_is_no_network_is_refused():
    with pytest.raises(TypeError, match=r"not Dense\(W"):
        spec(Dense(2, 2, rng()))


def test_parameters_that_the_engine_would_change_are_refused():
    net = Sequential(Dense(2, 2, rng()), BatchNorm(2), Dropout(0.5, rng()))
    net.layers[0].W[1, 0] = np.inf
    with pytest.raises(ValueError, match="W of layer 0 holds inf"):
        spec(net)
    net.layers[0].W[1, 0] = 1
    net.layers[1].gamma.flags.writeable = False
    with pytest.raises(ValueError, match="gamma of layer 1 is frozen"):
        spec(net)
    net.layers[1].gamma.flags.writeable = True
    net.astype(np.float32)
    with pytest.raises(ValueError, match="W of layer 0 is float32"):
        spec(net)
