"""Training by this package, PyTorch, scikit-learn and the bare matrix products."""

from itertools import product

import numpy as np

from benchmarks.contenders import agreement, contenders
from benchmarks.timing import race, ratios, threads
from benchmarks.workloads import TINY, WORKLOADS

# Disagreement with PyTorch, and over how many steps. In float32 rounding sooner or later
# turns a ReLU unit on, and from then on thirty layers go ways of their own.
MOST = {"float32": 1e-5, "float64": 1e-8}
TURNS = {"float32": 10, "float64": 20}


def run(quick=False, only=None, tiny=False):
    known = contenders()
    workloads = [w for w in (TINY if tiny else WORKLOADS) if only in (None, w.name)]
    agree = {}
    if "torch" in known:
        for w in workloads:
            for dtype, most in MOST.items():
                with threads(1):
                    worst = agreement(w, dtype, known["torch"], TURNS[dtype])
                print(
                    f"{w.name} {dtype}: losses within {worst:.0e} of PyTorch's", flush=True
                )
                if not worst < most:
                    raise SystemExit(f"{w.name} and PyTorch do not learn alike in {dtype}")
                agree[f"{w.name} {dtype}"] = worst
    return {
        "workloads": {w.name: w.about for w in workloads},
        "agreement": agree,
        "speed": [
            measured(known, w, dtype, count, what, quick, tiny)
            for w in workloads
            for what, dtype, count in product(("step", "epoch"), MOST, (1, 2))
            if not (tiny and count == 2) and not (quick and dtype == "float64")
        ],
    }


def measured(known, w, dtype, count, what, quick=False, tiny=False):
    """One line of the table: who takes how long for a step or an epoch."""
    racers = {}
    with threads(count):
        for name, kind in known.items():
            try:
                racers[name] = getattr(kind(w, np.dtype(dtype)), what)
            except (NotImplementedError, AttributeError):
                continue  # this one has no such thing
        took = race(
            racers, *((2, 0) if tiny else (60, 0.002, 3.0) if quick else (300, 0.003))
        )
    found = ratios(took, "nncourse")
    line = {"workload": w.name, "what": what, "dtype": dtype, "threads": count}
    print(f"{w.name} {what:5} {dtype} {count} threads:", end=" ")
    print(f"{1e6 * np.median(took['nncourse']):.0f} us;", end=" ")
    print(", ".join(f"{name} {r[0]:.2f}" for name, r in found.items()), flush=True)
    return line | {
        "microseconds": {name: 1e6 * float(np.median(rows)) for name, rows in took.items()},
        "times_ours": {name: list(r) for name, r in found.items()},
    }
