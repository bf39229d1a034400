"""What is lost over sixty tasks when this or that is drawn anew, ten runs each, as stored.

python -m nncourse.chapters.ch05_dead_relu_units.plasticity_measured
measures all of it, in three minutes, and stores each run's points of accuracy lost.
"""

import json

from nncourse.chapters.ch05_dead_relu_units.claims import points_lost
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    DRAWN_ANEW,
    LEAKY_DRAWN_ANEW,
    MEASURED,
    OTHERS,
    measure_plasticity,
)

COMPARED = "none", "LeakyReLU", DRAWN_ANEW, LEAKY_DRAWN_ANEW, *OTHERS
SEEDS = range(10)


def measure_lost(cure, seed):
    return round(float(points_lost(measure_plasticity(cure, seed=seed))), 1) + 0.0


def main():
    rows = {cure: [measure_lost(cure, seed) for seed in SEEDS] for cure in COMPARED}
    lines = [f"{json.dumps(cure)}: {json.dumps(row)}" for cure, row in rows.items()]
    MEASURED.write_text("{" + ",\n ".join(lines) + "}\n")


if __name__ == "__main__":
    main()
