"""Inside the networks that recall a text's first word: how large W becomes and how much of
the gradient reaches the first word, uncut and at three limits, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.recall_inside_measured
measures all of it, in four minutes.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recall_measured import (
    SEEDS,
    answered,
    count_learnt,
)
from nncourse.chapters.ch04_exploding_gradients.recall_runs import measure_recall
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "recall_inside.json"
LOOKS = 1, 10, 20, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 1000  # steps taken
SEEN = "eigenvalue", "first", "near", "flat"
LENGTHS = 10, 20, 40, 60  # words
LIMITS = {"uncut": np.inf, "cut": 1.0, "cut to 0.3": 0.3, "cut to 0.1": 0.1}


def inside(words, way, sign):
    """What is SEEN after each of LOOKS steps, (seeds, looks)."""
    return np.array(stored(MEASURED)[f"{words} words, {way}"][sign])


def learnt_inside(words, way):
    """How many of these five have learnt texts of so many words."""
    return count_learnt(stored(MEASURED)[f"{words} words, {way}"]["right"])


def failed(words, way):
    """Which of the five have not, as a mask."""
    right = stored(MEASURED)[f"{words} words, {way}"]["right"]
    return np.array([not count_learnt([share]) for share in right])


def measure_inside(words, way, seed, n_steps=1000):
    """{sign: what is SEEN of one run, one a look}, and what it answers "right"."""
    limit = LIMITS[way]
    run = measure_recall(limit, seed=seed, n_steps=n_steps, words=words, looks=LOOKS)
    seen = {sign: [_short(look[sign]) for look in run["inside"]] for sign in SEEN}
    return seen | {"right": answered(run)}


def _short(value):
    return float(f"{value:.3g}")


def main():
    rows = {}
    for words in LENGTHS:
        for way in LIMITS if words == 60 else ("uncut", "cut"):
            runs = [measure_inside(words, way, seed) for seed in SEEDS]
            rows[f"{words} words, {way}"] = {
                sign: [run[sign] for run in runs] for sign in (*SEEN, "right")
            }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
