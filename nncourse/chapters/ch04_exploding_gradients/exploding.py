"""Exploding gradients at the first step: large factors, multiplied."""

from functools import lru_cache

import numpy as np

from nncourse.chapters.deep_nets import deep_net, pass_once, scaled
from nncourse.init import he, normal, orthogonal
from nncourse.plots import COLOURS, look, panels
from nncourse.probes import activation_stds, gradient_norms

FACTORS = {
    "gaussian": lambda n, rng: normal(n, n, rng, std=1 / np.sqrt(n)),
    "orthogonal": lambda n, rng: orthogonal(n, n, rng),
}


@lru_cache(maxsize=64)
def measure_products(g=1.5, kind="gaussian", factors=30, width=50, seed=0):
    """Products of `factors` random matrices, each g times an orthogonal one or one with
    normal entries of variance 1 / width, on 20 random directions.

    "length" (20, factors + 1) is what becomes of a vector of length 1, factor by factor;
    "stretch" the singular values of the whole product, largest first.
    """
    if kind not in FACTORS:
        raise ValueError(f"kind must be one of {list(FACTORS)}, not {kind!r}")
    rng = np.random.default_rng(seed)
    v = rng.standard_normal((20, width))
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    product, lengths = np.eye(width), [np.ones(20)]
    for _ in range(factors):
        W = g * FACTORS[kind](width, rng)
        v, product = v @ W, product @ W
        lengths.append(np.linalg.norm(v, axis=1))
    stretch = np.linalg.svd(product, compute_uv=False)
    return {"length": np.array(lengths).T, "stretch": stretch}


def products(g=1.5, kind="gaussian"):
    """Twenty vectors through thirty random matrices, and the directions stretched most."""
    found = measure_products(g, kind)
    figure, (left, right) = panels(1, 2, height=3.4)
    factor = np.arange(found["length"].shape[1])
    left.plot(factor, found["length"].T, color=COLOURS["train"], alpha=0.35, linewidth=1)
    left.plot(factor, float(g) ** factor, color="#808080", linestyle=":")
    left.annotate("g^L", (30, float(g) ** 30), (-14, 6), textcoords="offset points")
    left.set(title="length of vectors (log)", xlabel="matrices multiplied")
    right.plot(np.arange(1, len(found["stretch"]) + 1), found["stretch"], **look("train"))
    right.set(title="stretch of 30 together (log)", xlabel="direction, most first")
    for ax in (left, right):
        ax.set(yscale="log", ylim=(1e-22, 1e12))
    return figure


def describe_products(g, kind):
    found = measure_products(g, kind)
    low, high = found["length"][:, -1].min(), found["length"][:, -1].max()
    return (
        f"Thirty {kind} matrices times {g:g}: vectors of length 1 end between {low:.1e} "
        f"and {high:.1e}; g^30 is {g**30:.1e}"
    )


@lru_cache(maxsize=256)
def measure_start(m=2.0, depth=10, batch_norm=False, activation="relu", seed=0, width=50):
    """Of an untrained network whose weights are m times He's, layer by layer: gradient
    norm, its ratio to the last layer's, spread of the activations; and the loss.
    """
    net, _ = deep_net(depth, activation, scaled(he, m), seed, width, batch_norm)
    loss = pass_once(net, seed)
    gradient = gradient_norms(net)
    spread = activation_stds(net)
    ratio = gradient / gradient[-1]
    return {"gradient": gradient, "ratio": ratio, "spread": spread, "loss": loss}


def too_large(m=2.0, depth=10, batch_norm=False):
    """Weights m times He's before the first step: activations and gradients by layer."""
    start = measure_start(m, depth, batch_norm)
    figure, axes = panels(1, 3, height=3.4, sharey=True)
    titles = {
        "spread": "activation spread",
        "gradient": "gradient norm",
        "ratio": "divided by last's",
    }
    style = look("healthy" if start["loss"] < 10 else "sick")
    for ax, (sign, title) in zip(axes, titles.items(), strict=True):
        layer = np.arange(1, len(start[sign]) + 1)
        ax.plot(layer, start[sign], marker="o", ms=4, **style)
        ax.set(yscale="log", title=title, xlabel="layer", ylim=(1e-2, 1e10))
        ax.set_xlim(0.4, 20.6)
        ax.set_xticks([1, 5, 10, 15, 20])
    axes[0].set_ylabel("log scale", labelpad=8)
    return figure


def describe_start(m, depth, batch_norm):
    start = measure_start(m, depth, batch_norm)
    return (
        f"{depth} ReLU layers{' with batch norm' if batch_norm else ''}, weights {m:g} "
        f"times He's: the loss starts at {start['loss']:.3g}, the first gradient norm "
        f"at {start['gradient'][0]:.2g}, {start['ratio'][0]:.2g} times the last layer's"
    )


@lru_cache(maxsize=64)
def measure_growth(depth=30, batch_norm=True, activation="relu", seed=0, width=100):
    """Gradient norms of an untrained network by layer, and their factor per layer towards
    the input, fitted over all layers between the first and the last two.
    """
    net, _ = deep_net(depth, activation, he, seed, width, batch_norm)
    pass_once(net, seed, examples=500)
    gradient = gradient_norms(net)
    inner = gradient[1:-2]
    factor = np.exp(-np.polyfit(np.arange(len(inner)), np.log(inner), 1)[0])
    return {"gradient": gradient, "factor": factor}


def growth(depth=30, activation="relu"):
    """The gradient by layer before the first step, with batch normalisation and without."""
    figure, axes = panels(1, 1, height=3.6)
    for name, batch_norm in (("batch norm", True), ("plain", False)):
        found = measure_growth(depth, batch_norm, activation)
        layer = np.arange(1, depth + 1)
        style = look("healthy" if batch_norm else activation)
        axes.plot(layer, found["gradient"], marker="o", ms=4, **style)
        axes.annotate(
            f"{name}: x {found['factor']:.2f} a layer",
            (1, found["gradient"][1]),
            (12, 8 if batch_norm else -34),
            textcoords="offset points",
            color=style["color"],
        )
    axes.set(title="gradient norm at the first step (log)", xlabel="layer, input to output")
    axes.set(yscale="log", ylim=(1e-3, 1e5), xlim=(0, 51))
    return figure


def describe_growth(depth, activation):
    with_norm = measure_growth(depth, True, activation)
    without = measure_growth(depth, False, activation)
    return (
        f"{depth} layers of {activation}: with batch normalisation the gradient grows by "
        f"{with_norm['factor']:.2f} a layer towards the input, "
        f"to {with_norm['gradient'][0]:.0f}; without it by {without['factor']:.2f}"
    )
