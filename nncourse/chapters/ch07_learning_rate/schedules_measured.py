"""What a schedule makes of a run on digits, the mean of five, as stored.

python -m nncourse.chapters.ch07_learning_rate.schedules_measured
measures all of it, in some ten seconds, and stores it.
"""

from itertools import product
from pathlib import Path

import numpy as np

from nncourse.chapters.ch07_learning_rate.runs import SCHEDULES, SEEDS, measure_decay
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "schedules.json"
RATES = 0.03, 0.1, 0.3, 0.6
KEPT = "train_loss", "test_accuracy"


def schedule_run(lr=0.6, schedule="cosine"):
    """`measure_decay`, the mean over SEEDS: "train_loss" and "test_accuracy" after each
    epoch. A rate that is not among RATES is measured at once.
    """
    rows = stored(MEASURED).get(_name(lr, schedule)) or measure_mean(lr, schedule)
    return dict(zip(KEPT, np.array(rows), strict=True))


def measure_mean(lr, schedule):
    runs = [measure_decay(lr, schedule, seed) for seed in SEEDS]
    means = [np.mean([run[name] for run in runs], axis=0) for name in KEPT]
    return [[float(f"{value:.4g}") for value in mean] for mean in means]


def _name(lr, schedule):
    return f"{lr:g}, {schedule}"


def main():
    asked = product(RATES, SCHEDULES)
    store(MEASURED, {_name(*setting): measure_mean(*setting) for setting in asked})


if __name__ == "__main__":
    main()
