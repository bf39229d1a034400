"""Two prices: of each trick in the core, undone, and of each line that it has for reading.

Both are put in place for these measurements alone. A ratio says how many times as long the
slower way makes a whole step.
"""

from contextlib import ExitStack, contextmanager
from functools import partial
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
    rounds = 2 if tiny else 30 if quick else 200
    for w in TINY if tiny else WORKLOADS:
        for name, ratio in compared(w, UNDONE, rounds).items():
            tricks[name][w.name] = ratio
        for name, ratio in compared(w, FASTER, rounds).items():
            lines[name][w.name] = 1 / ratio
        for table in tricks, lines:
            for name, row in table.items():
                print(f"{w.name} {row[w.name]:.2f} {name}", flush=True)
    return {"tricks": tricks, "lines": lines}


def compared(workload, variants, rounds):
    """{name: time of a step with these patches over one as it is}."""
    variants = {AS_IT_IS: [], **variants}
    with threads(1):
        times = race(
            {name: course(workload, patches).step for name, patches in variants.items()},
            rounds,
            patience=20.0,
            within={name: partial(in_place, patches) for name, patches in variants.items()},
        )
    return {name: median for name, (median, *_) in ratios(times, AS_IT_IS).items()}


def course(workload, patches):
    """The course's contender, with the patch for its loss if there is one."""
    contender = Contender(workload, np.dtype("float32"))
    for owner, name, replacement in patches:
        if owner is losses and contender.loss_fn.__name__ == name:
            contender.learn_by(replacement)
    return contender


@contextmanager
def in_place(patches):
    with ExitStack() as stack:
        for owner, name, replacement in patches:
            stack.enter_context(patch.object(owner, name, replacement))
        yield
