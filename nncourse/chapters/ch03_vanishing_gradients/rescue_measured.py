"""How far each change gets ten sigmoid layers.

python -m nncourse.chapters.ch03_vanishing_gradients.rescue_measured
measures all of them, in two minutes, and stores what every run reads.
"""

from pathlib import Path

from nncourse.chapters.ch03_vanishing_gradients.runs import measure_run
from nncourse.chapters.initialisation import scaled
from nncourse.chapters.stored_runs import store, stored
from nncourse.init import xavier

MEASURED = Path(__file__).parent / "rescue.json"
TIMES = 4, 8, 12  # Xavier's weights
CHANGES = {  # settings of `measure_run`
    f"weights x {times}, {optimizer}": {
        "init": scaled(xavier, times),
        "optimizer": optimizer,
    }
    for times in TIMES
    for optimizer in ("SGD", "Adam")
} | {
    "batch norm": {"batch_norm": True},
    "batch norm, whole": {"batch_norm": True, "short": False},  # no batch of four images
}
RUNS, MORE = 6, {"weights x 4, SGD": 12}  # which come out differently


def rescued():
    """{name in CHANGES: the test digits read in percent, a run each}."""
    return stored(MEASURED)


def measure_change(name, seed):
    """The test digits that ten sigmoid layers with one of CHANGES read, in percent."""
    run = measure_run("sigmoid", seed=seed, **CHANGES[name])
    return round(100 * float(run["accuracy"]), 1)


def main():
    seeds = {name: range(MORE.get(name, RUNS)) for name in CHANGES}
    store(
        MEASURED,
        {name: [measure_change(name, seed) for seed in seeds[name]] for name in CHANGES},
    )


if __name__ == "__main__":
    main()
