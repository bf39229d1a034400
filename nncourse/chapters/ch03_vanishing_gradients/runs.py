"""Vanishing gradients in training: deep networks that stand still, and ones that learn."""

from functools import lru_cache

import numpy as np

from nncourse.chapters.deep_nets import (
    ACTIVATIONS,
    deep_net,
    pass_once,
    standard_digits,
    tested,
)
from nncourse.chapters.telemetry import PROBES, telemetry
from nncourse.data import batches
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD, Adam
from nncourse.plots import look, panels
from nncourse.training import train

OPTIMIZERS = {
    "SGD": lambda: SGD(0.1),
    "Adam": lambda: Adam(0.001),
    "small steps": lambda: SGD(0.003, momentum=0.9),
}
EPOCHS, BATCH, EVERY = 10, 32, 10
USUAL_INIT = {"sigmoid": "xavier", "tanh": "xavier", "relu": "he"}
DEEP_CURES = {
    "none": {"activation": "relu"},
    "small steps": {"activation": "relu", "optimizer": "small steps"},
    "Adam": {"activation": "relu", "optimizer": "Adam"},
    "batch norm": {"activation": "relu", "batch_norm": True},
    "orthogonal tanh": {"activation": "tanh", "init": "orthogonal"},
}


@lru_cache(maxsize=64)
def measure_run(
    activation="sigmoid", init=None, optimizer="SGD", depth=10, seed=0, batch_norm=False
):
    """A training run with telemetry, ten epochs of digits: the history of `train`, and
    under "accuracy" how many test digits it reads right at the end.

    init=None takes the usual one for the activation, Xavier or He.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, not {optimizer!r}")
    init = init or USUAL_INIT[activation]
    net, rng = deep_net(depth, activation, init, seed, batch_norm=batch_norm)
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
    known = np.isfinite(run["loss"]) & (run["loss"] > 0)  # what a log axis can show
    loss = np.where(known, run["loss"], np.nan)
    marker = {"marker": "o", "ms": 4} if lost_by(run) else {}  # a point is no line
    left.plot(run["step"], loss, **look(activation), **marker)
    chance = np.log(10)
    left.axhline(chance, color="#808080", linewidth=1, linestyle=":")
    reached = "lost" if lost_by(run) else f"test accuracy {run['accuracy']:.0%}"
    left.set(title=f"loss; {reached}", ylim=(0, 3))
    if np.nanmax(loss) > 10:  # thousands of times chance from the start
        left.set(yscale="log", title=f"loss (log); {reached}", ylim=(1, 1e6))
    else:
        left.set_yticks([0, 1, 2, chance, 3], ["0", "1", "2", "chance", "3"])
    if lost_by(run):
        said = f"nan by step {lost_by(run)}"
        left.text(0.5, 0.5, said, transform=left.transAxes, ha="center")
    for layer, style in ((0, "-"), (-1, ":")):
        name = "first" if layer == 0 else "last"
        colour = {"color": look(activation)["color"], "linestyle": style, "label": name}
        gradient = np.where(known, run["gradient"][:, layer], np.nan)
        right.plot(run["step"], gradient, **colour, **marker)
    right.set(yscale="log", title="gradient norm (log)", ylim=(1e-18, 1e6))
    right.legend(title="layer", loc="lower right", ncols=2)
    for ax in (left, right):
        ax.set(xlabel="step", xlim=(-10, 430))
    return figure


def lost_by(run):
    """The first recorded step without a loss; None for a run that kept one."""
    lost = ~np.isfinite(run["loss"])
    return int(run["step"][lost.argmax()]) if lost.any() else None


def describe_cure(activation, init, optimizer):
    run = measure_run(activation, init, optimizer)
    end = f"{run['accuracy']:.0%} of the test digits are read right after ten epochs"
    if lost_by(run):
        end = f"the loss starts at {run['loss'][0]:.0e} and is nan by step {lost_by(run)}"
    return f"Ten layers of {activation}, {init} weights, {optimizer}: {end}"


@lru_cache(maxsize=64)
def measure_likeness(depth=10, activation="relu", init=None, seed=0, batch_norm=False):
    """Layer by layer, how alike an untrained network makes different digits: the mean
    cosine between the activations of two examples. 1 is one direction for all.
    """
    init = init or USUAL_INIT[activation]
    net, _ = deep_net(depth, activation, init, seed, batch_norm=batch_norm)
    pass_once(net, seed)
    likeness = []
    hidden = [
        i for i, layer in enumerate(net.layers) if type(layer) in ACTIVATIONS.values()
    ]
    for y in [net.activations[0], *(net.activations[i + 1] for i in hidden)]:
        y = y / np.maximum(np.linalg.norm(y, axis=1, keepdims=True), 1e-300)
        n = len(y)
        likeness.append((np.sum(y.sum(axis=0) ** 2) - n) / (n * (n - 1)))
    return np.array(likeness)


def measure_depth(depth=30, cure="none", seed=0):
    """A deep run by the name of what was changed for it, and how alike its untrained
    network makes different digits.
    """
    if cure not in DEEP_CURES:
        raise ValueError(f"cure must be one of {list(DEEP_CURES)}, not {cure!r}")
    choices = DEEP_CURES[cure]
    drawn = {name: choices[name] for name in choices if name != "optimizer"}
    likeness = measure_likeness(depth, **drawn, seed=seed)
    return measure_run(**choices, depth=depth, seed=seed), likeness


def deeper_still(depth=30, cure="none"):
    """Deep networks: gradient and likeness of digits before training, and the loss."""
    run, likeness = measure_depth(depth, cure)
    style = look(DEEP_CURES[cure]["activation"])
    figure, (left, middle, right) = panels(1, 3, height=3.4)
    left.plot(np.arange(1, depth + 1), run["gradient"][0], **style)
    left.set(yscale="log", title="gradient (log)", xlabel="layer", ylim=(1e-3, 1e3))
    middle.plot(np.arange(depth), likeness, **style)
    middle.set(title="likeness of digits", xlabel="layer", ylim=(-0.05, 1.05))
    right.plot(run["step"], run["loss"], **style)
    right.set(title=f"loss; reads {run['accuracy']:.0%}", xlabel="step", ylim=(0, 3))
    for ax in (left, middle):
        ax.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30])
    right.set_xlim(-10, 430)
    return figure


def describe_depth(depth, cure):
    run, likeness = measure_depth(depth, cure)
    return (
        f"{depth} layers of {DEEP_CURES[cure]['activation']}, cure {cure}: two digits have "
        f"a mean cosine of {likeness[-1]:.2f} in the last hidden layer before training; "
        f"after ten epochs {run['accuracy']:.0%} are read right"
    )
