"""Chapter 2: where gradients come from, what they cost, and how a wrong one hides."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import softmax, train_and_test
from nncourse.data import batches
from nncourse.gradcheck import TOLERANCE, check_gradients
from nncourse.layers import BatchNorm, Dense, Dropout, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, look, panels, pixels
from nncourse.training import evaluate, steps

TANGENT_BATCH = 128
WEIGHTS = {  # name: (parameter, place in it)
    "first layer, pixel 28": ("0.W", (28, 3)),
    "first layer, pixel 0": ("0.W", (0, 3)),
    "first layer, bias": ("0.b", (5,)),
    "last layer, unit 5": ("2.W", (5, 8)),
    "last layer, bias": ("2.b", (1,)),
}
DISTANCES = np.linspace(-2, 2, 41)
PIXEL_LIMIT = 0.5  # a gradient on a pixel that is drawn black, or with minus white


@lru_cache(maxsize=16)
def trained(epochs=0, seed=0):
    """A 64-16-10 ReLU network after some epochs on the digits, SGD of rate 0.1."""
    rng = np.random.default_rng(seed)
    net = mlp([64, 16, 10], rng)
    for _ in steps(
        net,
        softmax_cross_entropy,
        SGD(0.1),
        batches(*train_and_test(seed)[0], 64, epochs, rng),
    ):
        pass
    return net


@lru_cache(maxsize=64)
def measure_tangent(weight="first layer, pixel 28", epochs=0, seed=0):
    """Loss on a batch as one weight moves by DISTANCES, and the slope at 0 by backward."""
    name, place = WEIGHTS[weight]
    x, labels = (part[:TANGENT_BATCH] for part in train_and_test(seed)[0])
    net = trained(epochs, seed)
    loss, dlogits = softmax_cross_entropy(net.forward(x), labels)
    net.backward(dlogits)
    p, slope = net.params[name], net.grads[name][place]
    kept = p[place]
    moved = []
    for distance in DISTANCES:
        p[place] = kept + distance
        moved.append(softmax_cross_entropy(net.forward(x), labels)[0])
    p[place] = kept
    return {"loss": loss, "slope": slope, "moved": np.array(moved)}


@lru_cache(maxsize=16)
def measure_slope_size(epochs=0, seed=0):
    """The mean size of a slope, over all of the network's weights, on the same batch."""
    x, labels = (part[:TANGENT_BATCH] for part in train_and_test(seed)[0])
    net = trained(epochs, seed)
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    return np.abs(np.concatenate([g.ravel() for g in net.grads.values()])).mean()


def tangent(weight="first layer, pixel 28", epochs=0):
    """The loss as one weight moves, and the straight line that backward predicts.

    The vertical axis always holds 1.2, so that a slope looks as steep as it is.
    """
    found = measure_tangent(weight, epochs)
    figure, ax = panels(height=3.7)
    ax.plot(
        DISTANCES,
        found["moved"],
        label="loss, measured by moving the weight",
        color="C0",
    )
    line = found["loss"] + found["slope"] * DISTANCES
    ax.plot(
        DISTANCES,
        line,
        "--",
        color="C1",
        label="line with the slope that backward gives",
    )
    ax.plot([0], [found["loss"]], "o", color="C0")
    ax.set_ylim(found["loss"] - 0.2, found["loss"] + 1)
    ax.ticklabel_format(axis="y", useOffset=False)
    ax.set(xlabel=f"change of one weight ({weight})", ylabel="loss")
    ax.set_title(f"slope here: {found['slope']:+.4f}")
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.2), borderaxespad=0)
    return figure


def describe_tangent(weight, epochs):
    """What `tangent` shows, in a sentence with the measured numbers."""
    found = measure_tangent(weight, epochs)
    left, right = found["moved"][[0, -1]]
    return (
        f"{weight}, after {epochs} epochs: the loss is {found['loss']:.2f} and backward's "
        f"slope {found['slope']:+.4f}. With the weight moved by {DISTANCES[0]:g} the loss "
        f"is {left:.2f}, by {DISTANCES[-1]:+g} it is {right:.2f}; the straight line says "
        f"{found['loss'] + DISTANCES[0] * found['slope']:.2f} and "
        f"{found['loss'] + DISTANCES[-1] * found['slope']:.2f}."
    )


@lru_cache(maxsize=64)
def measure_blame(digit=3, epochs=1, seed=0):
    """What each layer is told of one image: gradients on logits, hidden units, pixels."""
    x, labels = train_and_test(seed)[1]
    row = np.flatnonzero(labels == digit)[0]
    net = trained(epochs, seed)
    logits = net.forward(x[[row]])
    loss, dlogits = softmax_cross_entropy(logits, labels[[row]])
    net.backward(dlogits)
    return {
        "image": x[row],
        "loss": loss,
        "p": softmax(logits)[0],
        "logits": net.gradients[3][0],
        "hidden": net.gradients[2][0],
        "on": net.activations[2][0] > 0,
        "pixels": net.gradients[0][0],
    }


def blame(digit=3, epochs=1):
    """One image, and the gradient going back to logits, hidden units and pixels.

    All limits are the same for every digit and epoch: what is small is drawn small. A unit
    that is off is hollow: its bar is what it was told, and it passes nothing on.
    """
    found = measure_blame(digit, epochs)
    figure, axes = panels(1, 4, height=2.8, width_ratios=[1, 1.6, 1.6, 1])
    pixels(axes[0], found["image"])
    axes[0].set_title(f"a {digit}")
    for ax, name, reach in ((axes[1], "logits", (-1, 0.5)), (axes[2], "hidden", (-1, 1))):
        d = found[name]
        colours = np.where(d > 0, COLOURS["sick"], COLOURS["healthy"])
        full = found["on"] if name == "hidden" else np.full(len(d), True)
        faces = np.where(full, colours, "none")
        ax.bar(range(len(d)), d, color=faces, edgecolor=colours, linewidth=0.8)
        ax.axhline(0, color="#808080", linewidth=0.8)
        ax.set(title=f"on {name}", ylim=reach, yticks=np.arange(-1, reach[1] + 0.1, 0.5))
        ax.set_xlabel("digit" if name == "logits" else "unit")
    pixels(axes[3], found["pixels"], vmin=-PIXEL_LIMIT, vmax=PIXEL_LIMIT)
    axes[3].set_title("on pixels")
    figure.suptitle(
        f"epochs {epochs}: loss {found['loss']:.2f}, p[{digit}] = {found['p'][digit]:.2f}"
    )
    return figure


def describe_blame(digit, epochs):
    """What `blame` shows, in a sentence with the measured numbers."""
    found = measure_blame(digit, epochs)
    others = np.delete(found["logits"], digit)
    hidden = np.abs(found["hidden"])
    return (
        f"One image of the digit {digit}, after {epochs} epochs, read as "
        f"{found['p'].argmax()}; the loss is {found['loss']:.2f}. The gradient on the "
        f"label's logit is {found['logits'][digit]:+.2f}, on the others "
        f"{others.min():.2f} to {others.max():.2f}. On hidden units it is up to "
        f"{hidden.max():.2f}, and "
        f"{(~found['on']).sum()} of {len(hidden)} are off and pass nothing on; on pixels "
        f"up to {np.abs(found['pixels']).max():.2f}."
    )


def count_products(sizes):
    """Multiplications for one example: forward, backward, and differences of every weight.

    Each Dense layer multiplies n_in * n_out times forward, and as often again for each of
    dW and dx; the first layer needs no dx. Differences run two forwards a parameter.
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


def cost(width=64, hidden_layers=4):
    """How many multiplications one gradient takes, by backward and by differences."""
    counts = count_products([64, *[width] * hidden_layers, 10])
    figure, ax = panels(height=2.5)
    names = ["forward", "backward", "differences"]
    ax.barh(
        names[::-1],
        [counts[name] for name in names[::-1]],
        color=["C1", "C0", "#808080"],
        height=0.6,
    )
    for place, name in enumerate(names[::-1]):
        ax.annotate(
            forwards(counts, name),
            (counts[name], place),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set_xscale("log")
    ax.set_xlim(100, 1e16)
    ax.set_xticks([1e3, 1e6, 1e9, 1e12, 1e15])
    ax.tick_params(axis="y", labelsize=12)  # a phone would enlarge it beyond the edge
    ax.set_xlabel("multiplications an example (log)")
    ax.set_title(f"{counts['parameters']:,} parameters")
    return figure


def forwards(counts, name):
    """A cost in forward passes, as text: 1.8 forwards, 34,580 forwards."""
    times = counts[name] / counts["forward"]
    if name == "forward":
        return "1 forward"
    return f"{times:.1f} forwards" if times < 10 else f"{times:,.0f} forwards"


def describe_cost(width, hidden_layers):
    """What `cost` shows, in a sentence with the counted numbers."""
    counts = count_products([64, *[width] * hidden_layers, 10])
    return (
        f"Hidden layers: {hidden_layers}, of {width} units, {counts['parameters']:,} "
        f"parameters. A forward pass takes {counts['forward']:,} multiplications an "
        f"example; the gradient costs {forwards(counts, 'backward')} by backward and "
        f"{forwards(counts, 'differences')} by differences."
    )


class SlopeOfOutput(ReLU):
    """Takes the slope from the rectified value with >=, which is true of every number."""

    def forward(self, x, training=False):
        self.y = super().forward(x, training)
        return self.y

    def backward(self, dy):
        return dy * (self.y >= 0)


class FactorLost(Dropout):
    """Sends the gradient back through the kept units, but not their factor."""

    def backward(self, dy):
        return dy * (self.mask > 0) if self.mask is not None else dy


class TooLarge(Dense):
    """Multiplies its gradients by 1.001."""

    def backward(self, dy):
        return super().backward(1.001 * dy)


class MeanBias(Dense):
    """Averages the bias gradient over the batch, which the loss has done already."""

    def backward(self, dy):
        dx = super().backward(dy)
        self.db = dy.mean(axis=0)
        return dx


class SpreadForgotten(BatchNorm):
    """Leaves out that every example also moves the batch's spread."""

    def backward(self, dy):
        super().backward(dy)
        return (dy - self.dbeta / len(dy)) * (self.gamma / self.std)


FAULTS = {
    "none": {},
    "ReLU slope from its output": {"relu": SlopeOfOutput},
    "dropout factor lost": {"dropout": FactorLost},
    "bias averaged twice": {"dense": MeanBias},
    "batch norm forgets spread": {"norm": SpreadForgotten},
    "1.001 times too large": {"dense": TooLarge},
}


def planted_network(fault, sizes, seed, norm=True):
    """Dense, BatchNorm, ReLU, Dropout, Dense, one kind of layer with a planted fault."""
    kinds = {
        "dense": Dense,
        "norm": BatchNorm,
        "relu": ReLU,
        "dropout": Dropout,
    } | FAULTS[fault]
    rng = np.random.default_rng(seed)
    n_in, width, n_out = sizes
    return Sequential(
        kinds["dense"](n_in, width, rng),
        *([kinds["norm"](width)] if norm else []),
        kinds["relu"](),
        kinds["dropout"](0.5, np.random.default_rng(seed + 1)),
        kinds["dense"](width, n_out, rng),
    )


BIN = 11  # steps whose losses are drawn as one mean: half an epoch


@lru_cache(maxsize=64)
def measure_planted(fault="none", epochs=15, seed=0):
    """Training with a wrong gradient: "loss", "test" accuracy, the check's "errors"."""
    train_set, test_set = train_and_test(seed)
    net = planted_network(fault, (64, 32, 10), seed)
    turn = batches(*train_set, 64, epochs, np.random.default_rng(seed + 2))
    loss = np.array(list(steps(net, softmax_cross_entropy, SGD(0.1), turn)))
    small = planted_network(fault, (6, 5, 4), seed)
    report = check_gradients(small, np.random.default_rng(seed + 3).standard_normal((7, 6)))
    errors = {row.name: row.error for row in report.rows}
    return {"loss": loss, "test": evaluate(net, *test_set)[1], "errors": errors}


def planted(fault="dropout factor lost"):
    """Training with a planted wrong gradient, with the right one, and the check's word."""
    right, found = measure_planted(), measure_planted(fault)
    figure, (left, right_ax) = panels(1, 2, height=3.4)
    for run, meaning, name in ((right, "healthy", "right"), (found, "sick", "planted")):
        smooth = run["loss"].reshape(-1, BIN).mean(axis=1)
        left.plot(
            BIN * (np.arange(len(smooth)) + 0.5),
            smooth,
            label=f"{name}: test {run['test']:.1%}",
            **look(meaning),
        )
    left.set(title=f"training loss, mean of {BIN}", xlabel="step", ylim=(0, 3))
    left.legend(loc="upper right")
    names = list(found["errors"])
    errors = np.maximum([found["errors"][name] for name in names], 1e-12)
    wrong = errors >= TOLERANCE
    right_ax.barh(
        names[::-1],
        errors[::-1],
        left=1e-13,
        color=np.where(wrong, COLOURS["sick"], COLOURS["healthy"])[::-1],
    )
    for place, is_wrong in enumerate(wrong[::-1]):
        if is_wrong:
            right_ax.annotate(
                "wrong",
                (1e-13, place),
                (3, 0),
                textcoords="offset points",
                va="center",
                color="white",
                fontsize=9,
            )
    right_ax.axvline(TOLERANCE, color="#808080", linestyle=":")
    right_ax.set(xscale="log", xlim=(1e-13, 10), title="check: relative error (log)")
    return figure


def describe_planted(fault):
    """What `planted` shows, in a sentence with the measured numbers."""
    right, found = measure_planted(), measure_planted(fault)
    wrong = [name for name, error in found["errors"].items() if error >= TOLERANCE]
    losses = [run["loss"].reshape(-1, BIN).mean(axis=1) for run in (right, found)]
    (r0, r1), (f0, f1) = (mean[[0, -1]] for mean in losses)
    return (
        f"Fault {fault}: the training loss goes from {f0:.2f} to {f1:.2f}, with the right "
        f"gradient from {r0:.2f} to {r1:.2f}; test accuracy {found['test']:.1%} against "
        f"{right['test']:.1%}. The check finds wrong: {', '.join(wrong) or 'nothing'}."
    )
