"""Which highest rates are good under which schedule, as stored.

python -m nncourse.chapters.ch07_learning_rate.rate_schedule_measured
measures all of it, in some minutes, and stores what each run ends with.
"""

from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from nncourse.chapters.ch07_learning_rate.batch_rate_measured import rates_between
from nncourse.chapters.ch07_learning_rate.runs import OPTIMIZERS, SCHEDULES, WARM, at_rates
from nncourse.chapters.stored_runs import store, stored
from nncourse.data import batches, digits, split
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import AdamW
from nncourse.training import evaluate, steps

MEASURED = Path(__file__).parent / "rate_schedules.json"
MAKERS = {"AdamW": AdamW, "momentum": OPTIMIZERS["momentum"]}
RATES = {
    "AdamW": (0.0003, 0.001, 0.003, 0.006, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.3),
    "momentum": (0.001, 0.003, 0.006, 0.01, 0.02, 0.03, 0.06, 0.1, 0.2, 0.3),
}
SHAPES = {
    "constant": SCHEDULES["constant"],
    "warm-up": lambda done: min(1.0, done / WARM),
    "cosine": SCHEDULES["cosine"],
    "warm-up, cosine": SCHEDULES["warm-up, cosine"],
}
SEEDS = range(10)
EPOCHS, BATCH = 8, 16  # some 630 noisy steps
NEAR = 0.5  # percent of the test digits


@cache
def mean_misread(optimizer, shape):
    """Percent of the test digits misread at the end at each of RATES, means over SEEDS."""
    return np.array(stored(MEASURED)[f"{optimizer}, {shape}"]).mean(axis=1)


def good_rates(optimizer, shape, near=NEAR):
    """The rates between which at most `near` more are misread than at the best constant."""
    allowed = mean_misread(optimizer, "constant").min() + near
    right = 100 - mean_misread(optimizer, shape)
    return rates_between(np.array(RATES[optimizer]), right, 100 - allowed)


def span(optimizer, shape, near=NEAR):
    """The highest of the good rates over the lowest."""
    lowest, highest = good_rates(optimizer, shape, near)
    return highest / lowest


def measure_misread(optimizer, shape, rate, seed):
    """64-64-64-10 on digits, with so high a rate at its highest: percent misread."""
    rng = np.random.default_rng(seed)
    train, test = split(*digits(), 0.3, rng)
    net, made = mlp([64, 64, 64, 10], rng), MAKERS[optimizer](rate)
    n_steps = EPOCHS * -(-len(train[0]) // BATCH)
    stream = batches(*train, BATCH, EPOCHS, rng)
    stream = at_rates(stream, made, rate, SHAPES[shape], n_steps)
    for _ in steps(net, softmax_cross_entropy, made, stream):
        pass
    return round(100 * (1 - float(evaluate(net, *test)[1])), 1)


def main():
    rows = {}
    with np.errstate(all="ignore"):
        for optimizer, shape in product(MAKERS, SHAPES):
            rows[f"{optimizer}, {shape}"] = [
                [measure_misread(optimizer, shape, rate, seed) for seed in SEEDS]
                for rate in RATES[optimizer]
            ]
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
