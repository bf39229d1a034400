"""How a step's time grows with width, depth and batch, beside the bare products."""

import numpy as np

from benchmarks.contenders import contenders
from benchmarks.timing import race, threads
from benchmarks.workloads import Workload

SWEEPS = {  # one of width, depth and batch at a time, the others at 128, 3 and 64
    "width": [16, 32, 64, 128, 256, 512, 1024],
    "depth": [1, 2, 4, 8, 16, 32],
    "batch": [1, 4, 16, 64, 256, 1024],
}


def run(quick=False, tiny=False):
    found = {}
    for knob, values in SWEEPS.items():
        values = values[:2] if tiny else values[::2] if quick else values
        curves = {}
        for value in values:
            for name, took in one(knob, value, quick, tiny).items():
                curves.setdefault(name, []).append(took)
        found[knob] = {"values": values, "microseconds": curves}
        print(f"growth with {knob} measured", flush=True)
    return found


def one(knob, value, quick, tiny):
    width, depth, batch = (
        value if knob == name else usual
        for name, usual in [("width", 128), ("depth", 3), ("batch", 64)]
    )
    rng = np.random.default_rng(0)
    w = Workload(
        knob,
        "",
        [width] * depth + [10],
        batch,
        data=lambda: (rng.random((batch, width)), rng.integers(0, 10, batch)),
    )
    with threads(1):
        racers = {
            name: kind(w, np.dtype("float32")).step
            for name, kind in contenders().items()
            if hasattr(kind, "step")
        }
        took = race(racers, *((2, 0) if tiny else (5, 0.01) if quick else (15, 0.02)))
    return {name: 1e6 * min(rows) for name, rows in took.items()}
