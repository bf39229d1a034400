"""The telemetry that a question of chapter 5 shows is that of a run."""

from itertools import islice

import numpy as np

from nncourse import SGD, ReLU, batches, digits, he, mlp, softmax_cross_entropy, steps
from nncourse.exercises.course import questions


def test_the_telemetry_to_read_was_measured():
    rng = np.random.default_rng(2)
    x, labels = digits()
    x = 16 * x
    net = mlp([64, 32, 32, 32, 10], rng, ReLU, he)
    stream = islice(batches(x, labels, 32, 20, rng), 300)
    losses = list(steps(net, softmax_cross_entropy, SGD(0.1), stream))
    h, off = x, []
    for layer in net.layers:
        h = layer.forward(h)
        if isinstance(layer, ReLU):
            off.append(int((h <= 0).all(axis=0).sum()))
    norms = [np.linalg.norm(layer.dW) for layer in net.layers if hasattr(layer, "W")]
    prompt = questions()["telemetry_reading"][1].prompt
    assert f"from {losses[0]:.1f} to {np.mean(losses[-30:]):.2f} within" in prompt
    assert max(losses[30:]) < 3
    assert "32, 26 and 32 of the 32 units" in prompt
    assert off[0] == off[2] == 32 and abs(off[1] - 26) <= 3  # rounding differs elsewhere
    assert norms == [0, 0, 0, 0]
