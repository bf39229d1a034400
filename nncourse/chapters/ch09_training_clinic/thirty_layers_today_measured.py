"""Thirty layers with every choice of the five parts, at six rates, as committed.

python -m nncourse.chapters.ch09_training_clinic.thirty_layers_today_measured
    measures what is not stored yet, some ten minutes in all: the percentages of
    `measure_today`, a row a seed, a column a rate of TIMES.
"""

from itertools import product
from pathlib import Path

from nncourse.chapters.ch09_training_clinic.thirty_layers_today_runs import (
    TIMES,
    measure_today,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "thirty_layers_today.json"
SEEDS = range(3)
RESIDUALS = "none", "scaled", "unscaled"
CHOICES = [*product(RESIDUALS, *4 * [(False, True)])]


def measured():
    """{name of the choices: rows of percentages}; see `name_of`."""
    return stored(MEASURED)


def name_of(residual, layer_norm, adamw, schedule, clipping):
    """What one choice of the parts is stored under: "scaled, AdamW, clipping"."""
    parts = {
        "layer norm": layer_norm,
        "AdamW": adamw,
        "schedule": schedule,
        "clipping": clipping,
    }
    return ", ".join([residual, *(part for part, there in parts.items() if there)])


def settings(residual, layer_norm, adamw, schedule, clipping):
    """The same choice as `measure_today` takes it."""
    return {
        "residual": None if residual == "none" else residual,
        "layer_norm": layer_norm,
        "optimizer": "AdamW" if adamw else "SGD",
        "schedule": "warm-up, cosine" if schedule else "constant",
        "clipping": clipping,
    }


def main():
    """Measure row by row, storing each, so that one may stop and go on."""
    known = dict(measured()) if MEASURED.exists() else {}
    for seed, choice in product(SEEDS, CHOICES):
        rows = known.setdefault(name_of(*choice), [])
        if len(rows) > seed:
            continue
        some = (measure_today(times=t, seed=seed, **settings(*choice)) for t in TIMES)
        rows.append([round(percent, 1) for percent in some])
        store(MEASURED, known)
        print(seed, name_of(*choice), rows[-1], flush=True)


if __name__ == "__main__":
    main()
