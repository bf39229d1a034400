"""Vanishing gradients at the first step: what each layer multiplies the signal by."""

from functools import lru_cache

import numpy as np

from nncourse.chapters.deep_nets import deep_net, pass_once
from nncourse.layers import Dense
from nncourse.plots import COLOURS, look, panels
from nncourse.probes import activation_stds, gradient_norms


@lru_cache(maxsize=256)
def measure_flow(depth=10, activation="sigmoid", init="xavier", seed=0):
    """Of an untrained network, layer by layer: gradient norm, its ratio to the last
    layer's, and the spread of the activations.
    """
    net, _ = deep_net(depth, activation, init, seed)
    pass_once(net, seed)
    gradient = gradient_norms(net)
    return {
        "gradient": gradient,
        "ratio": gradient / gradient[-1],
        "spread": activation_stds(net),
    }


FLOOR = 1e-24  # where the picture ends


def gradient_flow(depth=10, activation="sigmoid", init="xavier"):
    """The gradient of each layer's weights before the first step."""
    flow = measure_flow(depth, activation, init)
    figure, axes = panels(1, 2, height=3.4, sharex=True, sharey=True)
    layer = np.arange(1, depth + 1)
    for ax, sign in zip(axes, ("gradient", "ratio"), strict=True):
        shown = np.maximum(flow[sign], FLOOR)
        ax.plot(layer, shown, marker="o", ms=4, clip_on=False, **look(activation))
        ax.set(yscale="log", ylim=(FLOOR, 1e2), xlim=(0.4, 20.6), xlabel="layer")
        ax.set_xticks([1, 5, 10, 15, 20])
        if flow[sign][0] < FLOOR:
            ax.annotate("smaller still", (1, FLOOR), (8, 8), textcoords="offset points")
    axes[0].set(title="gradient norm (log)")
    axes[1].set(title="divided by the last layer's (log)")
    return figure


def describe_flow(depth, activation, init):
    flow = measure_flow(depth, activation, init)
    return (
        f"{depth} layers of {activation}, {init} weights: the first layer's gradient norm "
        f"is {flow['gradient'][0]:.0e}, {flow['ratio'][0]:.0e} times the last layer's"
    )


def slope(activation, x):
    """The derivative of an activation function at x."""
    if activation == "sigmoid":
        y = 1 / (1 + np.exp(-x))
        return y * (1 - y)
    if activation == "tanh":
        return 1 - np.tanh(x) ** 2
    if activation == "relu":
        return (x > 0) * 1.0
    raise ValueError(f"activation must be sigmoid, tanh or relu, not {activation!r}")


def measure_slopes(activation="sigmoid", spread=1.0):
    """How much of a signal's size an activation function lets back, on inputs of the given
    spread: the root mean square of its slope over a normal distribution, and the most.
    """
    x = spread * np.linspace(-6, 6, 4001)
    weight = np.exp(-0.5 * (x / spread) ** 2)
    slopes = slope(activation, x)
    rms = np.sqrt(np.average(slopes**2, weights=weight))
    return {"rms": rms, "largest": slopes.max()}


def slopes_multiply(activation="sigmoid", spread=1.0):
    """An activation function's slope, and what is left after many of them in a row."""
    found = measure_slopes(activation, spread)
    figure, (left, right) = panels(1, 2, height=3.4)
    x = np.linspace(-8, 8, 81)
    density = np.exp(-0.5 * (x / spread) ** 2)
    left.fill_between(x, 0, density, color="#808080", alpha=0.25, linewidth=0)
    left.plot(x, slope(activation, x), **look(activation))
    left.set(title="slope; grey: inputs", xlabel="input of the unit", ylim=(0, 1.05))
    layer = np.arange(1, 31)
    right.plot(layer, found["rms"] ** layer, **look(activation))  # may leave the panel
    right.set(title="slopes multiplied (log)", xlabel="layers")
    right.set(yscale="log", ylim=(1e-24, 3))
    return figure


def describe_slopes(activation, spread):
    rms = measure_slopes(activation, spread)["rms"]
    return (
        f"On inputs of spread {spread:g} the slope of {activation} has a root mean square "
        f"of {rms:.2f}; thirty of them multiply to {rms**30:.0e}"
    )


@lru_cache(maxsize=64)
def measure_factors(hidden=4, init="xavier", seeds=200, first_seed=0):
    """Nielsen's learning speeds, the norm of each hidden layer's bias gradient, of sigmoid
    networks with `hidden` layers of 30: speeds (seeds, hidden), and each network's factor
    per layer, towards the input.
    """
    if hidden < 2:
        raise ValueError(f"a factor per layer takes 2 hidden layers at least, not {hidden}")
    speeds = np.empty((seeds, hidden))
    for i in range(seeds):
        net, _ = deep_net(hidden + 1, "sigmoid", init, first_seed + i, width=30)
        pass_once(net)
        dense = [layer for layer in net.layers if isinstance(layer, Dense)]
        speeds[i] = [np.linalg.norm(layer.db) for layer in dense[:-1]]
    factor = (speeds[:, 0] / speeds[:, -1]) ** (1 / (hidden - 1))
    return {"speed": speeds, "factor": factor}


def factor_per_layer(hidden=4, init="xavier"):
    """How fast each hidden layer of 200 networks would learn, and the factor per layer."""
    found = measure_factors(hidden, init)
    figure, (left, right) = panels(1, 2, height=3.4)
    layer = np.arange(1, hidden + 1)
    low, median, high = np.quantile(found["speed"], (0.05, 0.5, 0.95), axis=0)
    left.fill_between(layer, low, high, color=COLOURS["sigmoid"], alpha=0.25, linewidth=0)
    left.plot(layer, median, marker="o", **look("sigmoid"))
    left.set(yscale="log", ylim=(1e-5, 2), xlim=(0.8, 6.2), xlabel="hidden layer")
    left.set(title="speed of learning (log)", xticks=range(1, 7))
    bins = np.linspace(0, 1, 41)
    right.hist(found["factor"], bins, color=COLOURS["sigmoid"])
    right.set(title="factor per layer", xlabel="one layer towards the input", xlim=(0, 1))
    right.set(ylabel="networks of 200", ylim=(0, 120))
    return figure


def describe_factors(hidden, init):
    factor = measure_factors(hidden, init)["factor"]
    low, median, high = np.quantile(factor, (0.05, 0.5, 0.95))
    return (
        f"{hidden} hidden layers, {init} weights: each layer towards the input learns "
        f"slower by a factor of {median:.2f} ({low:.2f} to {high:.2f} in nine of ten)"
    )


@lru_cache(maxsize=64)
def measure_signal(depth=10, activation="tanh", init="xavier", seed=0, width=100):
    """Layer by layer, of an untrained network: the size of the activations (root mean
    square), and the mean singular value of the Jacobian between neighbours.
    """
    net, _ = deep_net(depth, activation, init, seed, width)
    pass_once(net, seed)
    size = [np.sqrt(np.mean(y * y)) for y in net.activations[2:-1:2]]
    jacobian = []
    for i in range(
        2, len(net.layers) - 1, 2
    ):  # layers[i] is Dense, the next its activation
        inputs = net.activations[i + 1][:10]
        slopes = slope(activation, inputs)
        J = net.layers[i].W[None] * slopes[:, None, :]  # one Jacobian an example
        jacobian.append(np.linalg.svd(J, compute_uv=False).mean())
    return {"size": np.array(size), "jacobian": np.array(jacobian)}


def signal_by_layer(activation="tanh", depth=10):
    """What three initialisations do to the signal on its way up, and to the gradient."""
    figure, (left, right) = panels(1, 2, height=3.8)
    styles = {
        "uniform": look("sick"),
        "xavier": look("train"),
        "he": look("healthy") | {"linestyle": "-."},
    }
    layer = np.arange(1, depth)
    for init, style in styles.items():
        found = measure_signal(depth, activation, init)
        left.plot(layer, found["size"], label=init, **style)
        right.plot(layer[1:], found["jacobian"], **style)
    left.set(yscale="log", title="size of activations (log)", ylim=(1e-8, 3))
    right.set(title="mean stretch of a Jacobian", ylim=(0, 1.1))
    for ax in (left, right):
        ax.set(xlabel="hidden layer", xlim=(0, 20), xticks=[1, 5, 10, 15, 19])
    left.legend(loc="lower left")
    return figure


def describe_signal(activation, depth):
    said = []
    for init in ("uniform", "xavier", "he"):
        found = measure_signal(depth, activation, init)
        said.append(
            f"{init}: size {found['size'][-1]:.1g} in the last hidden layer, "
            f"stretch {found['jacobian'].mean():.2f}"
        )
    return f"{depth} layers of {activation}; " + "; ".join(said)
