"""Two prices: of each trick in the core, undone, and of each line that it has for reading.

Both are put in place for these measurements alone. A ratio says how many times as long the
slower way makes a whole step.
"""

from contextlib import ExitStack
from unittest.mock import patch

import numpy as np

from benchmarks.contenders.course import Contender
from benchmarks.faster_lines import FASTER
from benchmarks.timing import race, ratios, threads
from benchmarks.tricks import UNDONE
from benchmarks.workloads import TINY, WORKLOADS
from nncourse import losses

AS_IT_IS = "as it is"


def run(quick=False, tiny=False):
    """{"tricks": {name: {workload: ratio}}, "lines": the same}."""
    tricks, lines = {name: {} for name in UNDONE}, {name: {} for name in FASTER}
    for w in TINY if tiny else WORKLOADS:
        steps = 1 if tiny or w.name == "W5" else 20
        rounds = 2 if tiny else 7 if quick else 41
        for name, ratio in compared(w, UNDONE, steps, rounds).items():
            tricks[name][w.name] = ratio
        for name, ratio in compared(w, FASTER, steps, rounds).items():
            lines[name][w.name] = 1 / ratio
        for table in tricks, lines:
            for name, row in table.items():
                print(f"{w.name} {row[w.name]:.2f} {name}", flush=True)
    return {"tricks": tricks, "lines": lines}


def compared(workload, variants, steps, rounds):
    """{name: time of a step with these patches over one as it is}."""
    with threads(1):
        racers = {
            name: patched(workload, patches, steps)
            for name, patches in {AS_IT_IS: [], **variants}.items()
        }
        times = race(racers, rounds, seconds=0)
    return {name: median for name, (median, *_) in ratios(times, AS_IT_IS).items()}


def patched(workload, patches, steps):
    """A function: take `steps` steps with the patches in place, return the last loss."""
    course = Contender(workload, np.dtype("float32"))
    for owner, name, replacement in patches:
        if owner is losses and course.loss_fn.__name__ == name:
            course.learn_by(replacement)

    def take_steps():
        with ExitStack() as stack:
            for owner, name, replacement in patches:
                stack.enter_context(patch.object(owner, name, replacement))
            for _ in range(steps):
                loss = course.step()
        return loss

    return take_steps
