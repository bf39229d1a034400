"""How far each change gets ten sigmoid layers, and residual connections ten and thirty.

python -m nncourse.chapters.ch03_vanishing_gradients.rescue_measured
measures all of them, in two minutes, and stores what every run reads.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import BATCH, EPOCHS, measure_run
from nncourse.chapters.deep_nets import measure_accuracy, standard_digits
from nncourse.chapters.initialisation import scaled
from nncourse.chapters.stored_runs import store, stored
from nncourse.data import batches
from nncourse.init import xavier
from nncourse.layers import Dense, Sigmoid
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Residual, Sequential
from nncourse.optim import SGD
from nncourse.training import train

MEASURED = Path(__file__).parent / "rescue.json"
TIMES = 4, 8, 12  # Xavier's weights
CHANGES = (
    {  # settings of `measure_run`
        f"weights x {times}, {optimizer}": {
            "init": scaled(xavier, times),
            "optimizer": optimizer,
        }
        for times in TIMES
        for optimizer in ("SGD", "Adam")
    }
    | {
        f"weights x 4, centred, {optimizer}": {
            "init": "xavier x 4, centred",
            "optimizer": optimizer,
        }
        for optimizer in ("SGD", "Adam")
    }
    | {
        "batch norm": {"batch_norm": True},
        "batch norm, whole": {
            "batch_norm": True,
            "short": False,
        },  # no batch of four images
    }
)
SUMS = {"residual, 10 layers": 10, "residual, 30 layers": 30}
RUNS, MORE = 6, {"weights x 4, SGD": 12}  # which come out differently


def rescued():
    """{name in CHANGES and in SUMS: the test digits read in percent, a run each}."""
    return stored(MEASURED)


def measure_change(name, seed):
    """The test digits that sigmoid layers with one of CHANGES or SUMS read, in percent."""
    if name in SUMS:
        share = measure_sums(SUMS[name], seed)
    else:
        share = measure_run("sigmoid", seed=seed, **CHANGES[name])["accuracy"]
    return round(100 * float(share), 1)


def sigmoid_sums(depth, seed=0):
    """(net, rng): `depth` Dense layers with Xavier's weights, a sigmoid between any two;
    all but the first and the last are blocks, sigmoid and Dense, added to what they read.
    """
    rng = np.random.default_rng(seed)
    first = Dense(64, 64, rng, init=xavier)
    blocks = [
        Residual(Sigmoid(), Dense(64, 64, rng, init=xavier)) for _ in range(depth - 2)
    ]
    return Sequential(first, *blocks, Sigmoid(), Dense(64, 10, rng, init=xavier)), rng


def measure_sums(depth, seed):
    """The share of test digits that `sigmoid_sums` reads, trained as in `measure_run`."""
    net, rng = sigmoid_sums(depth, seed)
    (x, labels), _ = standard_digits(seed)
    train(net, softmax_cross_entropy, SGD(0.1), batches(x, labels, BATCH, EPOCHS, rng))
    return measure_accuracy(net, seed)


def main():
    seeds = {name: range(MORE.get(name, RUNS)) for name in (*CHANGES, *SUMS)}
    store(
        MEASURED,
        {
            name: [measure_change(name, seed) for seed in seeds[name]]
            for name in (*CHANGES, *SUMS)
        },
    )


if __name__ == "__main__":
    main()
