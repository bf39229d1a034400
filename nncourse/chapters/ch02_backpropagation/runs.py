"""Where gradients come from, what they cost, and how a network trains on wrong ones."""

import math
from copy import deepcopy
from itertools import islice, pairwise
from time import perf_counter

import numpy as np

from nncourse.chapters.ch02_backpropagation.planted_faults import network_with_fault
from nncourse.chapters.digit_sets import train_and_test
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.data import batches
from nncourse.gradcheck import check_gradients
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

BATCH = 64
EXAMPLES = 128  # on which slopes are measured
WEIGHTS = {  # name: (parameter, place in it)
    "first layer, pixel 28": ("0.W", (28, 3)),
    "first layer, pixel 0": ("0.W", (0, 3)),
    "first layer, bias": ("0.b", (5,)),
    "last layer, unit 5 to digit 8": ("2.W", (5, 8)),
    "last layer, bias": ("2.b", (1,)),
}
COSINES_AT = [*range(5), *range(5, 61, 5)]  # epochs
DISTANCES = np.linspace(-2, 2, 41)  # by which one weight is moved


def worked_example():
    """The 2-2-2 network that the chapter works by hand, its example x and the label."""
    return mlp([2, 2, 2], np.random.default_rng(8)), np.array([1.0, -2.0]), 1


@kept(16)
def trained_network(epochs=0, seed=0):
    """A 64-16-10 ReLU network after some epochs on the digits, SGD of rate 0.1."""
    rng = np.random.default_rng(seed)
    net = mlp([64, 16, 10], rng)
    turns = batches(*train_and_test(seed)[0], BATCH, epochs, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.1), turns):
        pass
    return net


def network_on_page(epochs=5, seed=0):
    """The same with its parameters to five decimals, which weigh half as much on a page."""
    net = deepcopy(trained_network(epochs, seed))
    for p in net.params.values():
        p[...] = p.round(5)
    return net


@kept(64)
def measure_tangent(weight="first layer, pixel 28", epochs=0, seed=0):
    """ "losses" on one batch as a single weight moves by DISTANCES, and the "slopes" that
    backward gives at each; where the weight stands, "loss" and "slope".
    """
    name, place = WEIGHTS[weight]
    x, labels = (part[:EXAMPLES] for part in train_and_test(seed)[0])
    net = trained_network(epochs, seed)
    p, start = net.params[name], net.params[name][place]
    losses, slopes = [], []
    for distance in [*DISTANCES, 0]:
        p[place] = start + distance
        loss, dlogits = softmax_cross_entropy(net.forward(x), labels)
        net.backward(dlogits)
        losses.append(loss)
        slopes.append(net.grads[name][place])
    p[place] = start
    *losses, loss = losses
    *slopes, slope = slopes
    return {
        "losses": np.array(losses),
        "slopes": np.array(slopes),
        "loss": loss,
        "slope": slope,
    }


@kept(16)
def measure_slope_size(epochs=0, seed=0):
    """The mean absolute gradient over all parameters, on the same batch."""
    x, labels = (part[:EXAMPLES] for part in train_and_test(seed)[0])
    net = trained_network(epochs, seed)
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    return np.abs(net.vectors()[1]).mean()


def first_of_each_digit(seed=0):
    """The images, ten rows, and their labels: of each digit the first in the test set."""
    x, labels = train_and_test(seed)[1]
    rows = [np.flatnonzero(labels == digit)[0] for digit in range(10)]
    return x[rows], labels[rows]


@kept(64)
def measure_image_gradients(digit=3, epochs=1, seed=0):
    """The gradients on "logits", "hidden" units and "pixels" for the first test image of a
    digit, with the "image", its "loss", its probabilities "p", and which units are "on".
    """
    x, labels = (part[[digit]] for part in first_of_each_digit(seed))
    net = trained_network(epochs, seed)
    logits = net.forward(x)
    loss, dlogits = softmax_cross_entropy(logits, labels)
    net.backward(dlogits)
    return {
        "image": x[0],
        "loss": loss,
        "p": softmax(logits)[0],
        "logits": net.gradients[3][0],
        "hidden": net.gradients[2][0],
        "on": net.activations[2][0] > 0,
        "pixels": net.gradients[0][0],
    }


@kept(16)
def measure_requests(images=5, epochs=1, seed=0):
    """What training images ask of the hidden units after some epochs, the first 0 and the
    first 1 before the others: the "images", their "labels" and as what each is "read", for
    each image by itself, not divided by their number, the slope "da" of its loss in each
    unit's sum, and that sum "before" and "after" a step of 0.1 on all of these images.
    """
    x, labels = train_and_test(seed)[0]
    first = [np.flatnonzero(labels == digit)[0] for digit in (0, 1)]
    rows = [*first, *np.delete(np.arange(len(x)), first)][:images]
    x, labels = x[rows], labels[rows]
    net = trained_network(epochs, seed)
    logits = net.forward(x)
    _, dlogits = softmax_cross_entropy(logits, labels)
    net.backward(len(x) * dlogits)
    da, before = net.gradients[1], net.activations[1]
    W, b = (net.params[name] - 0.1 * net.grads[name] / len(x) for name in ("0.W", "0.b"))
    run = {"images": x, "labels": labels, "read": logits.argmax(axis=1), "da": da}
    return run | {"before": before, "after": x @ W + b}


@kept(16)
def measure_matrix_step(seed=0):
    """Three images, a 0 and two 1s, in a 64-2-2 network that has learned for two epochs to
    tell 0 from 1: "images", "labels", "h", "dz" (of the mean loss) and "W2".

    h and W2 are rounded to a tenth and dz to a hundredth before "dW2" and "dh" are made of
    them, so that a reader finds the same products by hand.
    """
    x, labels = train_and_test(seed)[0]
    x, labels = x[labels < 2], labels[labels < 2]
    rng = np.random.default_rng(seed + 26)  # its W2 is not nearly its own transpose
    net = mlp([64, 2, 2], rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.1), batches(x, labels, BATCH, 2, rng)):
        pass
    rows = [np.flatnonzero(labels == digit)[k] for digit, k in ((0, 0), (1, 0), (1, 2))]
    _, dz = softmax_cross_entropy(net.forward(x[rows]), labels[rows])
    h, dz, W2 = net.activations[2].round(1), dz.round(2), net.params["2.W"].round(1)
    run = {"images": x[rows], "labels": labels[rows], "h": h, "dz": dz, "W2": W2}
    return run | {"dW2": h.T @ dz, "dh": dz @ W2.T}


def measure_steps(curvature=4.0, rate=0.4, start=-2.0, n_steps=8):
    """The places of one weight on its way down L = curvature * w**2 / 2, the first one
    being `start`: each step takes off the rate times the slope, curvature * w.
    """
    w = [start]
    for _ in range(n_steps):
        w.append(w[-1] - rate * curvature * w[-1])
    return np.array(w)


def count_products(sizes):
    """Multiplications for one example: forward, backward, and differences of every weight.

    Each Dense layer multiplies n_in * n_out times forward, and as often again for each of
    dW and dx; the first layer needs no dx. Differences take two forwards a parameter.
    """
    products = [n_in * n_out for n_in, n_out in pairwise(sizes)]
    parameters = sum(products) + sum(sizes[1:])
    forward = sum(products)
    return {
        "forward": forward,
        "backward": 2 * forward - products[0],
        "differences": 2 * parameters * forward,
        "parameters": parameters,
    }


@kept(64)
def measure_fault(
    fault="none",
    epochs=15,
    seed=0,
    width=32,
    hidden_layers=1,
    batch_norm=True,
    dropout=0.5,
    lr=0.1,
):
    """Training with a wrong gradient: "loss" of every step, "test" accuracy at the end, and
    the "errors" that the gradient check reports for a smaller such network, by array.
    """
    train_set, test_set = train_and_test(seed)
    sizes = 64, *hidden_layers * [width], 10
    net = network_with_fault(fault, sizes, seed, batch_norm, dropout)
    turns = batches(*train_set, BATCH, epochs, np.random.default_rng(seed + 2))
    loss = np.array(list(steps(net, softmax_cross_entropy, SGD(lr), turns)))
    errors = measure_errors(fault, seed, batch_norm, dropout)
    return {"loss": loss, "test": evaluate(net, *test_set)[1], "errors": errors}


@kept(64)
def measure_course(
    fault="ReLU slope from its output",
    epochs=60,
    seed=0,
    width=32,
    batch_norm=False,
    dropout=0.5,
    masks=20,
):
    """The same training, epoch by epoch: "loss", its mean over the epoch, and "test"
    accuracy. At the epochs "at", before the first among them, "cosine" of the network's
    gradient and the true one at the same weights, "cosine_0" that of layer 0's part alone,
    "longer" how many times as long this part of the wrong one is as the rest of it, and the
    share of "on" units.

    Both gradients are of the loss that is trained: of all training digits, with units
    dropped as in training, and the mean over so many masks.
    """
    masks = masks if dropout > 0 else 1  # each is the same where nothing is dropped
    (x, labels), test_set = train_and_test(seed)
    nets = [
        network_with_fault(name, (64, width, 10), seed, batch_norm, dropout)
        for name in (fault, fault, "none")
    ]
    net, *probes = nets
    turns = batches(x, labels, BATCH, epochs, np.random.default_rng(seed + 2))
    losses = steps(net, softmax_cross_entropy, SGD(0.1), turns)
    n_steps = math.ceil(len(x) / BATCH)
    marks = [epoch for epoch in COSINES_AT if epoch <= epochs]
    names = "loss", "test", "cosine", "cosine_0", "longer", "on"
    run = {name: [] for name in names} | {"at": np.array(marks)}
    lowest = net.params["0.W"].size + net.params["0.b"].size
    for epoch in range(epochs + 1):
        if epoch > 0:
            run["loss"].append(np.mean(list(islice(losses, n_steps))))
        run["test"].append(evaluate(net, *test_set)[1])
        if epoch in marks:
            for probe in probes:
                for name, value in net.params.items():
                    probe.params[name][...] = value
            wrong, true = (_mean_gradient(probe, x, labels, masks) for probe in probes)
            run["cosine"].append(_cosine(wrong, true))
            run["cosine_0"].append(_cosine(wrong[:lowest], true[:lowest]))
            below, rest = np.split(wrong, [lowest])
            run["longer"].append(np.linalg.norm(below) / np.linalg.norm(rest))
            net.forward(x)
            run["on"].append(np.mean(net.activations[-2] > 0))
    return {name: np.array(values) for name, values in run.items()}


def _cosine(u, v):
    """0 where one of them is nothing: a layer's gradient once all its units are off."""
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    return u @ v / lengths if lengths > 0 else 0.0


def _mean_gradient(net, x, labels, masks):
    """Of the loss with units dropped, over so many masks, as one vector."""
    total = 0
    for _ in range(masks):
        net.backward(softmax_cross_entropy(net.forward(x, training=True), labels)[1])
        total = total + net.vectors()[1]
    return total / masks


def measure_errors(fault="none", seed=0, batch_norm=True, dropout=0.5):
    """The relative errors that the check finds in a 6-5-4 net with a fault, by array."""
    net = network_with_fault(fault, (6, 5, 4), seed, batch_norm, dropout)
    report = check_gradients(net, np.random.default_rng(seed + 3).standard_normal((7, 6)))
    return {row.name: row.error for row in report.rows}


def measure_times(width=128, hidden_layers=4, examples=256, seed=0):
    """Seconds, the least of thirty turns each, in a network of random weights: "forward"
    with the loss, "backward", and all the "differences", estimated from one weight's.
    """
    net = mlp([64, *hidden_layers * [width], 10], np.random.default_rng(seed))
    x, labels = (part[:examples] for part in train_and_test(seed)[0])
    weights = net.params["0.W"]
    n = sum(p.size for p in net.params.values())
    turns = []
    for _ in range(30):
        clock = [perf_counter()]
        _, dlogits = softmax_cross_entropy(net.forward(x), labels)
        clock.append(perf_counter())
        net.backward_to_params(dlogits)
        clock.append(perf_counter())
        for h in (1e-5, -1e-5):
            weights[0, 0] += h
            softmax_cross_entropy(net.forward(x), labels)
            weights[0, 0] -= h
        clock.append(perf_counter())
        turns.append(np.diff(clock))
    forward, backward, one_weight = np.min(turns, axis=0)
    return {"forward": forward, "backward": backward, "differences": n * one_weight}
