"""Training by this package and by its contenders, a step and an epoch."""

from itertools import product

import numpy as np

from benchmarks.contenders import ONE_THREAD_ONLY, contenders, disagreement
from benchmarks.timing import race, ratios, threads
from benchmarks.workloads import TINY, WORKLOADS

# The largest disagreement about a loss that passes, and over how many steps. In float32
# rounding sooner or later turns a ReLU unit on, and then thirty layers go their own ways.
TOLERANCE = {"float32": 1e-5, "float64": 1e-8}
STEPS = {"float32": 10, "float64": 20}
ROWS = [  # what is timed, in which precision, on how many threads
    *product(("step",), ("float32", "float64"), (1, 2)),
    *product(("epoch",), ("float32",), (1, 2)),
]
COMPILES_FOR_MINUTES = "pytorch_compiled"


def run(quick=False, tiny=False):
    classes = contenders()
    if tiny and classes.pop(COMPILES_FOR_MINUTES, None):
        print(f"{COMPILES_FOR_MINUTES} left out of the tiny size")
    workloads = TINY if tiny else WORKLOADS
    rows = [row for row in ROWS if row[1] == "float32"] if quick else ROWS
    rows = [row for row in rows if row[1:] == ("float32", 1)] if tiny else rows
    return {
        "workloads": {w.name: w.about for w in workloads},
        "agreement": {
            f"{w.name} {dtype}": agreement(classes, w, dtype)
            for w in workloads
            for dtype in dict.fromkeys(dtype for _, dtype, _ in rows)
        },
        "speed": [
            measured(classes, w, *row, quick, tiny) for w in workloads for row in rows
        ],
    }


def agreement(classes, workload, dtype):
    """{contender: how far its losses are from ours}; too far ends the program."""
    worst = {}
    for name, kind in classes.items():
        if name in ("course", "floor"):
            continue
        try:
            with threads(1):
                worst[name] = disagreement(
                    workload, np.dtype(dtype), classes["course"], kind, STEPS[dtype]
                )
        except NotImplementedError:
            continue
        print(f"{workload.name} {dtype}: losses within {worst[name]:.0e} of {name}'s")
        if not worst[name] < TOLERANCE[dtype]:
            raise SystemExit(f"{workload.name}: {name} and course differ in {dtype}")
    return worst


def measured(classes, workload, what, dtype, count, quick=False, tiny=False):
    """One row: who takes how long for a step or an epoch."""
    racers = {}
    with threads(count):
        for name, kind in classes.items():
            if count > 1 and name in ONE_THREAD_ONLY:
                continue
            try:
                racers[name] = getattr(kind(workload, np.dtype(dtype)), what)
            except (NotImplementedError, AttributeError):
                continue  # this one has no such thing
        times = race(racers, 2 if tiny else 100 if quick else 500)
    row = {"workload": workload.name, "what": what, "dtype": dtype, "threads": count}
    times_ours = ratios(times, "course")
    print(f"{workload.name} {what:5} {dtype} {count} threads:", end=" ")
    print(f"{1e6 * np.median(times['course']):.0f} us;", end=" ")
    print(", ".join(f"{name} {r[0]:.2f}" for name, r in times_ours.items()), flush=True)
    return row | {
        "microseconds": {name: 1e6 * float(np.median(t)) for name, t in times.items()},
        "times_ours": {name: list(r) for name, r in times_ours.items()},
    }
