"""How a step's time grows with width, depth and batch, beside PyTorch and bare products."""

import numpy as np

from benchmarks.contenders import contenders
from benchmarks.timing import race, threads
from benchmarks.workloads import Workload

SWEEPS = {  # one of width, depth and batch at a time, the others as in USUAL
    "width": [16, 32, 64, 128, 256, 512, 1024],
    "depth": [1, 2, 4, 8, 16, 32],
    "batch": [1, 4, 16, 64, 256, 1024],
}
USUAL = {"width": 128, "depth": 3, "batch": 64}
CURVES = "course", "pytorch", "floor"


def run(quick=False, tiny=False):
    """{knob: {"values": [...], "microseconds": {contender: [...]}}}."""
    classes = {name: kind for name, kind in contenders().items() if name in CURVES}
    sweeps = {}
    for knob, values in SWEEPS.items():
        values = values[:2] if tiny else values[::2] if quick else values
        curves = {name: [] for name in classes}
        for value in values:
            workload = _workload(**USUAL | {knob: value})
            for name, time in _times(classes, workload, quick, tiny).items():
                curves[name].append(time)
        sweeps[knob] = {"values": values, "microseconds": curves}
        print(f"growth with {knob} measured", flush=True)
    return sweeps


def _workload(width, depth, batch):
    rng = np.random.default_rng(0)
    x, labels = rng.random((batch, width)), rng.integers(0, 10, batch)
    return Workload("growth", "", [width] * depth + [10], batch, data=lambda: (x, labels))


def _times(classes, workload, quick, tiny):
    """{contender: microseconds of its fastest round}."""
    with threads(1):
        racers = {
            name: kind(workload, np.dtype("float32")).step for name, kind in classes.items()
        }
        times = race(racers, 2 if tiny else 20 if quick else 100, patience=3.0)
    return {name: 1e6 * min(seconds) for name, seconds in times.items()}
