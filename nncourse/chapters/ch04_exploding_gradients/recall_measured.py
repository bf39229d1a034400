"""Recalling the first word of a text: twenty words at three rates and three limits, and
texts of seven lengths, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.recall_measured
measures all of it, in six minutes, and stores of each run of five what the figure draws.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recall_runs import RATE, measure_recall
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "recall.json"
RATES = RATE, 0.03, 0.01
LIMITS = {"none": np.inf, "10": 10.0, "1": 1.0}
WAYS = {"uncut": np.inf, "cut": 1.0}  # that are compared at every length
LENGTHS = 5, 10, 15, 20, 30, 40, 60  # words
SEEDS = range(5)
BLOCK = 20  # steps, to a point of a curve
LEARNT = 0.95  # answered right in the last hundred steps


def norms(words, way):
    """The largest gradient norm, before a cut, of each BLOCK of steps at RATE, (5, 50)."""
    return np.array(stored(MEASURED)["norms"][_name(words, way)])


def learnt(rate, limit):
    """How many of five runs have learnt twenty words in a thousand steps."""
    return count_learnt(stored(MEASURED)["right"][f"rate {rate:g}, {limit}"])


def learnt_of(words, way):
    """How many of five have learnt texts of so many words, at RATE."""
    return count_learnt(stored(MEASURED)["by length"][_name(words, way)])


def count_learnt(answers):
    """How many of these runs answer nearly all of their last hundred batches right."""
    return sum(right > LEARNT for right in answers)


def in_blocks(norm):
    """A run's norms, as they are stored."""
    return [float(f"{v:.3g}") for v in norm.reshape(-1, BLOCK).max(axis=1)]


def answered(run):
    return round(float(run["right"][-100:].mean()), 3)


def _name(words, way):
    return f"{words} words, {way}"


def main():
    right = {
        f"rate {rate:g}, {name}": [
            answered(measure_recall(limit, rate, seed)) for seed in SEEDS
        ]
        for rate in RATES
        for name, limit in LIMITS.items()
    }
    by_length, drawn = {}, {}
    for words in LENGTHS:
        for way, limit in WAYS.items():
            runs = [measure_recall(limit, seed=seed, words=words) for seed in SEEDS]
            by_length[_name(words, way)] = [answered(run) for run in runs]
            drawn[_name(words, way)] = [in_blocks(run["norm"]) for run in runs]
    store(MEASURED, {"right": right, "by length": by_length, "norms": drawn})


if __name__ == "__main__":
    main()
