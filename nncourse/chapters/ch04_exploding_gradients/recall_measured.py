"""Recalling the first of twenty words, at three rates and three limits, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.recall_measured
measures all of it, in two minutes, and stores of each run of five what the figure draws.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recall_runs import RATE, measure_recall
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "recall.json"
RATES = RATE, 0.03, 0.01
LIMITS = {"none": np.inf, "10": 10.0, "1": 1.0}
SEEDS = range(5)
BLOCK = 20  # steps, to a point of a curve
LEARNT = 0.95  # answered right in the last hundred steps


def curves(limit):
    """At RATE, block by block of steps: the largest "norm" and the mean "loss", (5, 50)."""
    return {
        sign: np.array(rows) for sign, rows in stored(MEASURED)["curves"][limit].items()
    }


def learnt(rate, limit):
    """How many of five runs have learnt it in a thousand steps."""
    answers = stored(MEASURED)["right"][f"rate {rate:g}, {limit}"]
    return sum(right > LEARNT for right in answers)


def in_blocks(run):
    """The two curves of a run, as they are stored."""
    norm, loss = (run[sign].reshape(-1, BLOCK) for sign in ("norm", "loss"))
    drawn = {"norm": norm.max(axis=1), "loss": loss.mean(axis=1)}
    return {sign: [float(f"{v:.3g}") for v in values] for sign, values in drawn.items()}


def answered(run):
    return round(float(run["right"][-100:].mean()), 3)


def main():
    right, drawn = {}, {}
    for rate in RATES:
        for name, limit in LIMITS.items():
            runs = [measure_recall(limit, rate, seed) for seed in SEEDS]
            right[f"rate {rate:g}, {name}"] = [answered(run) for run in runs]
            if rate == RATE:
                blocks = [in_blocks(run) for run in runs]
                drawn[name] = {s: [block[s] for block in blocks] for s in ("norm", "loss")}
    store(MEASURED, {"right": right, "curves": drawn})


if __name__ == "__main__":
    main()
