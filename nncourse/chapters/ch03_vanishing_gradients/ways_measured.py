"""Ways to begin thirty layers: what is read before the first step, and what comes of it.

python -m nncourse.chapters.ch03_vanishing_gradients.ways_measured
measures all of them, in some five minutes, and stores every run.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import likeness, measure_run
from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import (
    measure_deep_run,
    measure_start,
)
from nncourse.chapters.deep_nets import deep_net, forward_and_backward
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "ways.json"
DEPTH, RATES, RUNS = 30, (0.1, 0.03), 6
STEPS = {  # with small steps and momentum: (batch norm, each epoch's short batch as well)
    "plain": (False, True),
    "batch norm": (True, True),
    "batch norm, whole": (True, False),
}
CLIPPED = "plain", "orthogonal", "mirrored, he", "mirrored"  # ways, also with cut steps
LIMIT = 2.0  # of the gradient's norm, for those
MORE = {"mirrored, he": 18}  # runs, where they come out differently
PLAIN = {  # ways without sums and norms, that differ in activation and weights alone
    "sigmoid": ("sigmoid", "xavier"),
    "tanh": ("tanh", "xavier"),
    "xavier": ("relu", "xavier"),
}
WAYS = (
    *PLAIN,
    "plain",
    "orthogonal",
    "mirrored, he",
    "mirrored",
    "layer norm",
    "batch norm",
    "residual",
    "residual, scaled",
    "residual, layer norm",
)


def ways():
    """{way: {what: an array, a run each}}: before the first step "ratio", the gradient norm
    of the first layer over the last one's on the first batch, "largest", the largest norm,
    and "likeness" of digits; and the test digits read after ten epochs, in percent, under
    each of RATES as text. A run that ends in nan reads none.
    """
    rows = stored(MEASURED)
    return {way: {what: np.array(row) for what, row in rows[way].items()} for way in WAYS}


def other_steps():
    """{name in STEPS: the test digits read in percent, a run each}."""
    return stored(MEASURED)["small steps"]


def clipped():
    """{way in CLIPPED: the test digits read in percent, a run each}, at RATES[0] with every
    gradient cut to a norm of LIMIT."""
    return stored(MEASURED)["clipped"]


def measure_clipped(way, seed):
    """Test digits read in percent after ten epochs of cut steps."""
    run = measure_deep_run(DEPTH, way, seed, lr=RATES[0], limit=LIMIT)
    return round(100 * float(np.nan_to_num(run["accuracy"])), 1)


def measure_way(way, lr, seed):
    """One of WAYS, trained: ratio, largest, likeness and percent of `ways`."""
    if way in PLAIN:
        activation, init = PLAIN[way]
        run = measure_run(activation, init, depth=DEPTH, seed=seed, lr=lr)
        net, _ = deep_net(DEPTH, activation, init, seed)
        forward_and_backward(net, seed)
        alike = likeness(net.activations[-3])  # what enters the last units
    else:
        run = measure_deep_run(DEPTH, way, seed, lr=lr)
        alike = measure_start(DEPTH, way, seed)["likeness"][-1]
    norms = run["gradient"][0]
    percent = 100 * np.nan_to_num(run["accuracy"])
    return norms[0] / norms[-1], norms.max(), alike, percent


def measure_row(way):
    """What is stored of one of WAYS."""
    ends = [
        [measure_way(way, lr, seed) for seed in range(MORE.get(way, RUNS))] for lr in RATES
    ]
    ratio, largest, alike, _ = zip(*ends[0], strict=True)
    row = {
        "ratio": [float(f"{x:.3g}") for x in ratio],
        "largest": [float(f"{x:.3g}") for x in largest],
        "likeness": [round(float(x), 3) for x in alike],
    }
    percent = ([round(float(run[-1]), 1) for run in runs] for runs in ends)
    return row | {f"{lr}": read for lr, read in zip(RATES, percent, strict=True)}


def measure_small_steps(norm, short, seed):
    """Test digits read in percent by thirty ReLU layers that take small steps."""
    settings = {"batch_norm": norm, "short": short, "seed": seed}
    run = measure_run("relu", None, "small steps", DEPTH, **settings)
    return round(100 * float(run["accuracy"]), 1)


def main():
    rows = {}
    for way in WAYS:
        rows[way] = measure_row(way)
        print(way, rows[way], flush=True)
    rows["small steps"] = {
        name: [measure_small_steps(*setting, seed) for seed in range(RUNS)]
        for name, setting in STEPS.items()
    }
    rows["clipped"] = {
        way: [measure_clipped(way, seed) for seed in range(RUNS)] for way in CLIPPED
    }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
