"""What batch normalisation does to a network, and what it costs.

Unless it says otherwise a network reads standardised digits, so that what differs is the
work of the layer and not of the data's scale, and learns from whole batches: 1348 images in
batches of 64 leave four over, and a batch of four harms it (`short_batch_runs.py`).
"""

import copy
from itertools import islice, pairwise

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.other_norms import Jitter, RMSNorm
from nncourse.chapters.initialisation import scaled
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.data import batches, digits
from nncourse.init import he, xavier
from nncourse.layers import BatchNorm, Dense, LayerNorm, ReLU, Sigmoid
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps, train

NORMS = {"none": None, "batch": BatchNorm, "layer": LayerNorm, "RMS": RMSNorm}
FINDABLE = tuple(0.05 * 2.0**k for k in range(-3, 9))  # among which the largest is sought
RANKS = 25, 128, 230  # by their input, of three digits that are in every batch of COMPANY
COMPANY = {  # who shares the batch with them
    "253 others": slice(None),
    "five others": slice(0, 5),
    "another five": slice(5, 10),
}
ENOUGH = 0.6  # the accuracy at which a rate counts as usable
SEEN = 0, 36, 100, 220  # steps at which one may look at the sigmoids' inputs
TESTED = 150, 600  # steps after which `measure_run` reads the test set


@kept(128)
def measure_run(
    batch_norm=False,
    factor=1.0,
    lr=0.1,
    depth=8,
    seed=0,
    width=50,
    batch=64,
    n_steps=150,
):
    """150 steps of `depth` ReLU layers of 50, He weights times `factor`, batches of 64.

    The "loss" at every 5th "step", until it overflows; "inputs", a row a layer: what goes
    into its ReLU for the first batch; "accuracy" on the test set at the end, and "tested",
    that after each of TESTED's steps, or at the end if that comes sooner.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    sizes = [64] + [width] * depth + [10]
    net = mlp(sizes, rng, init=scaled(he, factor), batch_norm=batch_norm)
    first = list(whole_batches(x, labels, batch, n_steps, rng))
    twin = copy.deepcopy(net)  # looking must not move the running statistics
    twin.forward(first[0][0], training=True)
    into = [i for i, layer in enumerate(net.layers) if isinstance(layer, ReLU)]
    inputs = np.array([twin.activations[i].ravel() for i in into])
    tested = []

    def stream():
        for taken, some in enumerate(first):
            if taken in TESTED:
                tested.append(evaluate(net, *test)[1])
            yield some

    history = train(net, softmax_cross_entropy, SGD(lr), stream(), every=5, stop=overflowed)
    accuracy = evaluate(net, *test)[1]
    tested += [accuracy] * (len(TESTED) - len(tested))
    return history | {"inputs": inputs, "accuracy": accuracy, "tested": tested}


def largest_rate(batch_norm, depth=8, seed=0, width=50, n_steps=150, rates=FINDABLE):
    """The largest of `rates` at which `measure_run` reads ENOUGH test digits.

    Raises ValueError if there is none, or if it is the last of them and there may be more.
    """
    for lr in sorted(rates, reverse=True):
        run = measure_run(batch_norm, 1.0, lr, depth, seed, width, n_steps=n_steps)
        if run["accuracy"] >= ENOUGH:
            if lr == max(rates):
                raise ValueError(f"rate {lr} still learns: rates must go further up")
            return lr
    raise ValueError(f"no rate from {min(rates)} on reads {ENOUGH:.0%}")


@kept(128)
def measure_drift(
    batch_norm=True, lr=0.1, depth=8, seed=0, width=50, n_steps=150, factor=1.0
):
    """How the inputs of the last of `depth` ReLUs move while its network learns.

    The network and its batches are those of `measure_run`; looked at are always the same
    256 training images. "mean" and "spread", a row every 5 steps, a column a unit.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = standardised_digits(rng)
    sizes = [64] + [width] * depth + [10]
    net = mlp(sizes, rng, init=scaled(he, factor), batch_norm=batch_norm)
    stream = whole_batches(x, labels, 64, n_steps, rng)
    mean, spread = [], []
    for _ in range(0, n_steps, 5):
        twin = copy.deepcopy(net)  # looking must not move the running statistics
        twin.forward(x[:256], training=True)
        inputs = twin.activations[-3]
        mean.append(inputs.mean(axis=0))
        spread.append(inputs.std(axis=0))
        for _ in steps(net, softmax_cross_entropy, SGD(lr), islice(stream, 5)):
            pass
    return {"mean": np.array(mean), "spread": np.array(spread)}


@kept(128)
def measure_race(
    batch_norm=False,
    lr=1.0,
    n_steps=300,
    seed=0,
    depth=3,
    width=100,
    batch=60,
    factor=1.0,
):
    """The `race` of 64-100-100-100-10 of sigmoids, batches of 60, with batch norm or not.

    Its weights are Xavier's times `factor`.
    """
    net, first, _, test = sigmoids(batch_norm, factor, seed, depth, width, batch, n_steps)
    return race(net, first, test, lr)


def race(net, stream, test, lr):
    """Test accuracy every 4 steps, until it is 0.9 or the stream ends.

    "step", "accuracy", and "reached": the first step with an accuracy of 0.9, or nan.
    """
    step, score = [0], [evaluate(net, *test)[1]]
    for i, _ in enumerate(steps(net, softmax_cross_entropy, SGD(lr), stream), 1):
        if i % 4 == 0:
            step.append(i)
            score.append(evaluate(net, *test)[1])
            if score[-1] >= 0.9:
                break
    step, score = np.array(step), np.array(score)
    reached = step[score >= 0.9][0] if (score >= 0.9).any() else np.nan
    return {"step": step, "accuracy": score, "reached": float(reached)}


@kept(128)
def measure_sigmoid_inputs(batch_norm=False, factor=1.0, lr=1.0, seed=0):
    """What goes into the sigmoids of `measure_race`'s network, and what it reads.

    At each of SEEN's steps, "inputs": an array (layers, examples, units) of 256 training
    images in one batch; "accuracy" on the test set.
    """
    net, first, x, test = sigmoids(batch_norm, factor, seed, n_steps=SEEN[-1])
    into = [i for i, layer in enumerate(net.layers) if isinstance(layer, Sigmoid)]
    inputs, score = [], []
    for before, after in pairwise((0, *SEEN)):
        for _ in steps(net, softmax_cross_entropy, SGD(lr), islice(first, after - before)):
            pass
        twin = copy.deepcopy(net)  # looking must not move the running statistics
        twin.forward(x[:256], training=True)
        inputs.append(np.array([twin.activations[i] for i in into]))
        score.append(evaluate(net, *test)[1])
    return {"inputs": np.array(inputs), "accuracy": np.array(score)}


def sigmoids(batch_norm, factor, seed, depth=3, width=100, batch=60, n_steps=300):
    """`measure_race`'s network, its batches, all training images, and the test set."""
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    sizes = [64] + [width] * depth + [10]
    net = mlp(sizes, rng, Sigmoid, scaled(xavier, factor), batch_norm)
    return net, whole_batches(x, labels, batch, n_steps, rng), x, test


def normed_net(sizes, rng, norm="batch", jitter=0.0):
    """ReLU layers with one of NORMS before each ReLU, and Jitter behind it if above 0."""
    if norm not in NORMS:
        raise ValueError(f"norm must be one of {list(NORMS)}, not {norm!r}")
    layers = []
    for n_in, n_out in pairwise(sizes[:-1]):
        layers.append(Dense(n_in, n_out, rng, he))
        if NORMS[norm]:
            layers.append(NORMS[norm](n_out))
        if jitter:
            layers.append(Jitter(jitter, np.random.default_rng(len(layers))))
        layers.append(ReLU())
    return Sequential(*layers, Dense(sizes[-2], sizes[-1], rng, he))


@kept(128)
def measure_decayed(
    weight_decay=0.01,
    factor=1.0,
    lr=0.1,
    seed=0,
    n_steps=1500,
    width=50,
    batch=32,
    batch_norm=True,
):
    """64-50-50-10 with weight decay, its hidden weights He's times `factor`.

    "size", the length of the first W, and "ratio", that of its step without the decay over
    it, at every step; "settled", the root mean square of the last third of "ratio";
    "accuracy" on the test set, of every 50th step.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    net = stretched_net([64, width, width, 10], rng, factor, batch_norm=batch_norm)
    first, optimizer = net.layers[0], SGD(lr, weight_decay=weight_decay)
    stream = whole_batches(x, labels, batch, n_steps, rng)
    size, ratio, score = [], [], []
    for step, _ in enumerate(steps(net, softmax_cross_entropy, optimizer, stream)):
        size.append(np.linalg.norm(first.W))
        ratio.append(lr * np.linalg.norm(first.dW) / size[-1])
        if step % 50 == 49:
            score.append(evaluate(net, *test)[1])
    ratio = np.array(ratio)
    return {
        "size": np.array(size),
        "ratio": ratio,
        "settled": np.sqrt(np.mean(ratio[-(n_steps // 3) :] ** 2)),
        "accuracy": np.array(score),
    }


def stretched_net(sizes, rng, hidden, last=1.0, batch_norm=True):
    """ReLU layers, He's weights times `hidden`, or times `last` in the last layer."""
    net = mlp(sizes, rng, batch_norm=batch_norm)
    *inner, outer = (layer for layer in net if isinstance(layer, Dense))
    for layer in inner:
        layer.W *= hidden
    outer.W *= last
    return net


@kept(128)
def measure_sizes(size=2, norm="batch", lr=0.03, seed=0, width=32, images=2400):
    """Test accuracy of 64-32-32-32-10 after 2400 images in batches of `size`."""
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    net = normed_net([64, width, width, width, 10], rng, norm)
    first = whole_batches(x, labels, size, images // size, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), first):
        pass
    return evaluate(net, *test)[1]


@kept(128)
def measure_statistics(momentum=0.1, size=64, n_steps=100, seed=0, lr=0.1, width=50):
    """Loss on all digits by the statistics of this set, and by the running ones.

    64-50-50-10 learns from pixels of 0 to 16, far from the running statistics' first values
    of 0 and 1; each step moves them a share `momentum` of the way to the batch's.
    "step", and after it "batch", the loss as in training, all digits being the batch, and
    "running", the loss in evaluation.
    """
    rng = np.random.default_rng(seed)
    x, labels = digits()
    x = 16 * x
    net = mlp([64, width, width, 10], rng, batch_norm=True)
    norms = [layer for layer in net.layers if isinstance(layer, BatchNorm)]
    for norm in norms:
        norm.momentum = momentum
    first = whole_batches(x, labels, size, n_steps, rng)
    batch, running = [], []
    for _ in steps(net, softmax_cross_entropy, SGD(lr), first):
        running.append(softmax_cross_entropy(net.forward(x), labels)[0])
        statistics = [(norm.mean, norm.var) for norm in norms]
        batch.append(softmax_cross_entropy(net.forward(x, training=True), labels)[0])
        for norm, (mean, var) in zip(norms, statistics, strict=True):
            norm.mean, norm.var = mean, var  # measuring must not move them
    step = np.arange(1, n_steps + 1)
    return {"step": step, "batch": np.array(batch), "running": np.array(running)}


@kept(128)
def measure_feature(factor=1.0, shift=0.0, company="253 others", seed=0):
    """One unit's input over a batch of digits, "x", and what batch norm makes of it, "y".

    The batch is 256 digits, or three of them, low, middle and high, and five more. "x" and
    "y" begin with the three.
    """
    rng = np.random.default_rng(seed)
    images = standardised_digits(rng)[0][0][:256]
    x = factor * Dense(64, 1, rng, xavier).forward(images) + shift
    three = x[:, 0].argsort()[list(RANKS)]
    x = np.concatenate([x[three], np.delete(x, three, axis=0)[COMPANY[company]]])
    return {"x": x[:, 0], "y": BatchNorm(1).forward(x, training=True)[:, 0]}


@kept(128)
def measure_invariance(factor=10.0, batch_norm=True, seed=0, width=50, examples=128):
    """What multiplying the first W by `factor` does to 64-50-50-10 in training.

    "output", the largest change of a logit as a share of the largest logit; "gradient", the
    norm of the first dW divided by what it was; "bias", the largest entry of the first db
    before, as a share of the last layer's after.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = standardised_digits(rng)
    net = mlp([64, width, width, 10], rng, batch_norm=batch_norm)
    first, last = net.layers[0], net.layers[-1]

    def logits_and_gradient():
        logits = net.forward(x[:examples], training=True)
        net.backward_to_params(softmax_cross_entropy(logits, labels[:examples])[1])
        return logits, np.linalg.norm(first.dW)

    y, gradient = logits_and_gradient()
    bias = abs(first.db).max()
    first.W *= factor
    y_after, gradient_after = logits_and_gradient()
    return {
        "output": abs(y_after - y).max() / abs(y).max(),
        "gradient": gradient_after / gradient,
        "bias": bias / abs(last.db).max(),
    }


def whole_batches(x, labels, size, n, rng):
    """`n` of `batches`, without the smaller one that may end an epoch."""
    epochs = 1 + n // (len(x) // size)
    return islice(batches(x, labels, size, epochs, rng, drop_last=True), n)


def overflowed(loss):
    return not np.isfinite(loss)
