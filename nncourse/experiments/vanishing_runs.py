"""Vanishing gradients in training: deep networks that stand still, and ones that learn."""

from functools import lru_cache

import numpy as np

from nncourse.data import batches
from nncourse.experiments.deep import deep_net, pass_once, standard_digits, tested
from nncourse.experiments.telemetry import PROBES, telemetry
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD, Adam
from nncourse.plots import curves, log_scale, look, panels
from nncourse.training import train

OPTIMIZERS = {"SGD": lambda: SGD(0.1), "Adam": lambda: Adam(0.001)}
EPOCHS, BATCH, EVERY = 10, 32, 10
USUAL_INIT = {"sigmoid": "xavier", "tanh": "xavier", "relu": "he"}


@lru_cache(maxsize=64)
def measure_run(activation="sigmoid", init=None, optimizer="SGD", depth=10, seed=0):
    """A training run with telemetry, ten epochs of digits: the history of `train`, and
    under "accuracy" how many test digits it reads right at the end.

    init=None takes the usual one for the activation, Xavier or He.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, not {optimizer!r}")
    net, rng = deep_net(depth, activation, init or USUAL_INIT[activation], seed)
    before = net.layers[0].W.copy()
    (x, labels), _ = standard_digits(seed)
    turns = batches(x, labels, BATCH, EPOCHS, rng)
    optimizer = OPTIMIZERS[optimizer]()
    history = train(net, softmax_cross_entropy, optimizer, turns, every=EVERY, **PROBES)
    moved = np.linalg.norm(net.layers[0].W - before) / np.linalg.norm(before)
    return history | {"accuracy": tested(net, seed), "moved": moved}


def stands_still(cure="relu", step=210):
    """Ten layers of sigmoid in training, and the same network with another activation."""
    return telemetry({"sigmoid": measure_run("sigmoid"), cure: measure_run(cure)}, step)


def describe_runs(cure, step):
    sick, cured = measure_run("sigmoid"), measure_run(cure)
    row = np.abs(sick["step"] - step).argmin()
    return (
        f"Step {step}: the loss is {sick['loss'][row]:.2f} with sigmoid and "
        f"{cured['loss'][row]:.2f} with {cure}; the first layer's gradient norm "
        f"{sick['gradient'][row][0]:.0e} and {cured['gradient'][row][0]:.0e}. At the end "
        f"{sick['accuracy']:.0%} and {cured['accuracy']:.0%} of the test digits are read "
        f"right"
    )


def try_a_cure(activation="sigmoid", init="xavier", optimizer="SGD"):
    """Ten layers in training: the loss, and the first and last layer's gradient."""
    run = measure_run(activation, init, optimizer)
    figure, (left, right) = panels(1, 2, height=3.4)
    left.plot(run["step"], np.minimum(run["loss"], 10), **look(activation))
    left.axhline(np.log(10), color="#808080", linewidth=1, linestyle=":")
    left.annotate("chance", (0, np.log(10)), (2, 4), textcoords="offset points", fontsize=9)
    left.set(title=f"loss; test accuracy {run['accuracy']:.0%}", xlabel="step", ylim=(0, 3))
    for layer, style in ((0, "-"), (-1, ":")):
        name = "first" if layer == 0 else "last"
        colour = {"color": look(activation)["color"], "linestyle": style, "label": name}
        right.plot(run["step"], run["gradient"][:, layer], **colour)
    log_scale(right, title="gradient norm (log)", xlabel="step", ylim=(1e-18, 1e3))
    right.legend(title="layer", loc="lower right", ncols=2)
    return figure


def describe_cure(activation, init, optimizer):
    run = measure_run(activation, init, optimizer)
    return (
        f"Ten layers of {activation}, {init} weights, {optimizer}: "
        f"{run['accuracy']:.0%} of the test digits are read right after ten epochs"
    )


@lru_cache(maxsize=64)
def measure_likeness(depth=10, activation="relu", seed=0):
    """Layer by layer, how alike an untrained network makes different digits: the mean
    cosine between the activations of two examples. 1 is one direction for all.
    """
    net, _ = deep_net(depth, activation, USUAL_INIT[activation], seed)
    pass_once(net, seed)
    likeness = []
    for y in [net.activations[0], *net.activations[2:-1:2]]:
        y = y / np.maximum(np.linalg.norm(y, axis=1, keepdims=True), 1e-300)
        n = len(y)
        likeness.append((np.sum(y.sum(axis=0) ** 2) - n) / (n * (n - 1)))
    return np.array(likeness)


def deeper_still(depth=30):
    """ReLU with He's weights, deeper and deeper: gradient, likeness of digits, and loss."""
    run, likeness = measure_run("relu", depth=depth), measure_likeness(depth)
    figure, (left, middle, right) = panels(1, 3, height=3.4)
    left.plot(np.arange(1, depth + 1), run["gradient"][0], **look("relu"))
    log_scale(left, title="gradient (log)", xlabel="layer", ylim=(1e-3, 1e3))
    middle.plot(np.arange(depth), likeness, **look("relu"))
    middle.set(title="likeness of digits", xlabel="layer", ylim=(-0.05, 1.05))
    curves(right, run["step"], {"": np.minimum(run["loss"], 10)}, {"": "relu"})
    right.set(title=f"loss; accuracy {run['accuracy']:.0%}", xlabel="step", ylim=(0, 3))
    return figure


def describe_depth(depth):
    run, likeness = measure_run("relu", depth=depth), measure_likeness(depth)
    return (
        f"{depth} layers of ReLU: two digits have a mean cosine of {likeness[-1]:.2f} in "
        f"the last hidden layer; after ten epochs {run['accuracy']:.0%} are read right"
    )
