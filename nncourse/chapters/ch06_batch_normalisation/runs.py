"""What batch normalisation does to a network, and what it leaves undone.

All networks here read standardised digits, so that what is seen is the work of the layer
and not of the data's scale.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches, digits, split
from nncourse.init import he, xavier
from nncourse.layers import BatchNorm, Dense, Sigmoid
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps, train


def data(rng):
    """The digits as (x, labels) to train on and to test on, every pixel standardised by
    its mean and spread over those to train on.
    """
    (x, labels), (x_test, labels_test) = split(*digits(), 0.25, rng)
    mean, std = x.mean(axis=0), x.std(axis=0)
    std[std == 0] = 1  # some corner pixels are white in every image
    return ((x - mean) / std, labels), ((x_test - mean) / std, labels_test)


@lru_cache
def measure_run(batch_norm=False, factor=1.0, lr=0.1, depth=8, n_steps=150, seed=0):
    """Telemetry of `depth` ReLU layers of 50, He weights times `factor`, batches of 64.

    Besides the history of `train`, every 5 steps: start, the spread of each layer's
    activations at the first batch; accuracy on the test set in the end.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = data(rng)

    def init(n_in, n_out, rng):
        return factor * he(n_in, n_out, rng)

    net = mlp([64] + [50] * depth + [10], rng, init=init, batch_norm=batch_norm)
    stream = batches(x, labels, 64, 1 + n_steps // 21, rng)
    some = (next(stream) for _ in range(n_steps))
    history = train(net, softmax_cross_entropy, SGD(lr), some, every=5, **PROBES)
    history["start"] = history["spread"][0]
    return history | {"accuracy": evaluate(net, *test)[1]}


@lru_cache
def measure_race(batch_norm=False, lr=1.0, n_steps=300, seed=0):
    """Test accuracy every 4 steps of 64-100-100-100-10 of sigmoids, batches of 60.

    step, accuracy, and reached: the first step with an accuracy of 0.9, or nan.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = data(rng)
    net = mlp([64, 100, 100, 100, 10], rng, Sigmoid, xavier, batch_norm)
    stream = batches(x, labels, 60, 1 + n_steps // 22, rng)
    some = (next(stream) for _ in range(n_steps))
    step, score = [0], [evaluate(net, *test)[1]]
    for i, _ in enumerate(steps(net, softmax_cross_entropy, SGD(lr), some), 1):
        if i % 4 == 0:
            step.append(i)
            score.append(evaluate(net, *test)[1])
    step, score = np.array(step), np.array(score)
    reached = step[score >= 0.9][0] if (score >= 0.9).any() else np.nan
    return {"step": step, "accuracy": score, "reached": float(reached)}


@lru_cache
def measure_sizes(size=2, batch_norm=True, lr=0.03, examples=2400, seed=0):
    """Test accuracy of 64-32-32-32-10 after `examples` images in batches of `size`.

    running: with running statistics, as in evaluation; own: with the statistics of the test
    set itself.
    """
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = data(rng)
    net = mlp([64, 32, 32, 32, 10], rng, batch_norm=batch_norm)
    stream = batches(x, labels, size, 1 + examples // 1300, rng)
    full = (batch for batch in stream if len(batch[0]) == size)
    some = (next(full) for _ in range(examples // size))
    for _ in steps(net, softmax_cross_entropy, SGD(lr), some):
        pass
    running = evaluate(net, x_test, labels_test)[1]
    own = accuracy(net.forward(x_test, training=batch_norm), labels_test)
    return {"running": running, "own": own}


@lru_cache
def measure_statistics(rate=0.1, size=64, n_steps=100, seed=0):
    """Loss on the training set as training sees it, and as evaluation does.

    64-50-50-10 on raw pixels, 0 to 16, whose running statistics start at 0 and 1 and move
    a share `rate` a step.
    step, batch (statistics of the set itself) and running (running statistics).
    """
    rng = np.random.default_rng(seed)
    x, labels = digits()
    x = 16 * x
    net = mlp([64, 50, 50, 10], rng, batch_norm=True)
    norms = [layer for layer in net.layers if isinstance(layer, BatchNorm)]
    for norm in norms:
        norm.rate = rate
    stream = batches(x, labels, size, 1 + n_steps * size // 1700, rng)
    full = (batch for batch in stream if len(batch[0]) == size)
    some = (next(full) for _ in range(n_steps))
    batch, running = [], []
    for _ in steps(net, softmax_cross_entropy, SGD(0.1), some):
        running.append(softmax_cross_entropy(net.forward(x), labels)[0])
        kept = [(norm.mean, norm.var) for norm in norms]
        batch.append(softmax_cross_entropy(net.forward(x, training=True), labels)[0])
        for norm, (mean, var) in zip(norms, kept, strict=True):
            norm.mean, norm.var = mean, var  # looking must not move them
    step = np.arange(1, n_steps + 1)
    return {"step": step, "batch": np.array(batch), "running": np.array(running)}


@lru_cache
def measure_feature(factor=1.0, shift=0.0, seed=0):
    """One unit's input over 256 digits before and after: x and y, both (256,)."""
    rng = np.random.default_rng(seed)
    images = data(rng)[0][0][:256]
    x = factor * Dense(64, 1, rng, xavier).forward(images) + shift
    return {"x": x[:, 0], "y": BatchNorm(1).forward(x, training=True)[:, 0]}


@lru_cache
def measure_invariance(factor=10.0, batch_norm=True, seed=0):
    """What multiplying the first W by `factor` does to 64-50-50-10 in training.

    output, the largest change of a logit as a share of the largest logit; gradient, the
    norm of the first dW divided by what it was; bias, the largest entry of the first db as
    a share of the second layer's.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = data(rng)
    net = mlp([64, 50, 50, 10], rng, batch_norm=batch_norm)
    found = []
    for _ in range(2):
        logits = net.forward(x[:128], training=True)
        net.backward_to_params(softmax_cross_entropy(logits, labels[:128])[1])
        first, last = net.layers[0], net.layers[-1]
        found.append((logits, np.linalg.norm(first.dW), abs(first.db).max()))
        first.W *= factor
    (y, norm, bias), (y_after, norm_after, _) = found
    return {
        "output": abs(y_after - y).max() / abs(y).max(),
        "gradient": norm_after / norm,
        "bias": bias / abs(last.db).max(),
    }


def largest_rate(batch_norm, depth=8, enough=0.6, seed=0):
    """The largest of 0.05, 0.1, 0.2 ... 1.6 at which measure_run reaches `enough`."""
    for lr in (1.6, 0.8, 0.4, 0.2, 0.1, 0.05):
        if measure_run(batch_norm, 1.0, lr, depth, seed=seed)["accuracy"] >= enough:
            return lr
    return np.nan
