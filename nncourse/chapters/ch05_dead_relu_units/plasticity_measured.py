"""What is lost over sixty tasks when this or that is drawn anew, ten runs each, as stored.

python -m nncourse.chapters.ch05_dead_relu_units.plasticity_measured
measures all of it, in three minutes, and stores each run's points of accuracy lost.
"""

from pathlib import Path

from nncourse.chapters.ch05_dead_relu_units.claims import points_lost
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    DRAWN_ANEW,
    LEAKY_DRAWN_ANEW,
    OTHERS,
    measure_plasticity,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "plasticity.json"
COMPARED = "none", "LeakyReLU", DRAWN_ANEW, LEAKY_DRAWN_ANEW, *OTHERS
SEEDS = range(10)


def lost_points():
    """The points of accuracy that each of ten runs loses: by cure, ReLU's and LeakyReLU's
    with nothing done, and with these or those units drawn anew."""
    return stored(MEASURED)


def measure_lost(cure, seed):
    return round(float(points_lost(measure_plasticity(cure, seed=seed))), 1) + 0.0


def main():
    store(MEASURED, {c: [measure_lost(c, seed) for seed in SEEDS] for c in COMPARED})


if __name__ == "__main__":
    main()
