"""watch reads by hooks what the probes read, and leaves the network as it was.

Here with a stand-in for PyTorch's modules; `make bench` does the same with PyTorch.
"""

import numpy as np
import pytest

from nncourse import SGD, LeakyReLU, ReLU, Sigmoid, Tanh, batches, mlp
from nncourse.clinic import PROBES, diagnose, watch
from nncourse.losses import softmax_cross_entropy
from tests.clinic.hooked import Network

SIGNS = "loss", "gradient", "spread", "dead", "saturation", "update"


def train_watched(net, steps=50):
    """(the network with hooks, its recorder, the probes' own rows)."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((64, 5))
    hooked, optimizer, rows = Network(net), SGD(0.1), []
    record = watch(hooked)
    for part, labels in batches(x, (x[:, 0] > 0) * 1, 16, steps // 4 + 1, rng):
        loss, dy = softmax_cross_entropy(hooked(part), labels)
        net.backward(dy)
        optimizer.step(net)
        record(loss)
        rows.append({"loss": loss} | {name: probe(net) for name, probe in PROBES.items()})
    return hooked, record, {name: np.array([row[name] for row in rows]) for name in SIGNS}


@pytest.mark.parametrize("activation", [ReLU, LeakyReLU, Tanh, Sigmoid])
def test_a_watched_network_reads_as_the_probes_do(activation):
    net = mlp([5, 8, 6, 2], np.random.default_rng(1), activation=activation)
    _, record, probed = train_watched(net)
    history = record.history(classes=2)
    for name in SIGNS:
        np.testing.assert_allclose(history[name], probed[name], rtol=1e-6, atol=1e-9)
    probed |= {"step": history["step"], "classes": 2}
    assert diagnose(history).name == diagnose(probed).name


def small():
    return mlp([5, 4, 2], np.random.default_rng(1))


def test_the_unit_of_a_convolution_is_its_channel():
    net = small()
    hooked = Network(net)
    record = watch(hooked)
    x = np.ones((3, 5))
    net.backward(softmax_cross_entropy(hooked(x), [0, 1, 0])[1])
    images = -np.ones((3, 4, 2, 2))
    images[1, 2, 0, 1] = 1.0  # one channel of four is on, in one place of one example
    hooked.parts[1].after(images)
    record(0.5)
    assert record.history()["dead"].tolist() == [[0.75]]


def test_an_evaluation_between_two_steps_is_not_recorded():
    hooked, record, _ = train_watched(small())
    rows = len(record.rows)
    hooked.train(False)
    hooked(np.zeros((7, 5)))
    with pytest.raises(RuntimeError, match="no forward pass in training"):
        record(0.1)
    assert len(record.rows) == rows


def test_an_evaluation_before_a_row_leaves_the_readings_of_the_step():
    net = small()
    hooked = Network(net)
    record = watch(hooked)
    net.backward(softmax_cross_entropy(hooked(np.ones((3, 5))), [0, 1, 0])[1])
    hooked.train(False)
    hooked(np.zeros((7, 5)))
    record(0.5, accuracy=0.5)
    assert record.history()["spread"].shape == (1, 1)


def test_stop_takes_every_hook_off():
    hooked, record, _ = train_watched(small())
    assert any(module.hooks for module in hooked.modules())
    record.stop()
    assert not any(module.hooks or module.pre_hooks for module in hooked.modules())


def test_a_row_before_backward_names_what_is_missing():
    hooked = Network(small())
    record = watch(hooked)
    hooked(np.zeros((3, 5)))
    with pytest.raises(RuntimeError, match=r"Dense has no gradient.*before zero_grad"):
        record(0.1)
    with pytest.raises(RuntimeError, match="nothing is recorded"):
        record.history()


def test_what_is_no_module_is_refused():
    with pytest.raises(TypeError, match=r"torch\.nn\.Module, not Sequential"):
        watch(small())
