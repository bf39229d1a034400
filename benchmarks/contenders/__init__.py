"""The same workload by several hands, a file each.

Each file has a class `Contender`, made from a workload, a precision and a seed; the same
seed gives the same first weights. `step()` learns from the first batch, `epoch()` from all
examples in a new order, and both return the last loss.
"""

from importlib import import_module
from importlib.util import find_spec
from shutil import which

import numpy as np

REQUIRES = {  # contender: the package that it is written in
    "course": "nncourse",
    "floor": "numpy",
    "textbook": "numpy",
    "pytorch": "torch",
    "pytorch_compiled": "torch",
    "jax_jit": "jax",
    "scikit_learn": "sklearn",
}
ONE_THREAD_ONLY = {"jax_jit"}  # its number of threads is fixed when it is imported


def contenders():
    """{name: class} of all that can run here, ours first."""
    classes = {}
    for name in REQUIRES:
        if reason := why_not(name):
            print(f"{name} left out: {reason}")
        else:
            classes[name] = import_module(f"benchmarks.contenders.{name}").Contender
    return classes


def why_not(name):
    """What this contender lacks to run here; nothing if it can run."""
    if find_spec(REQUIRES[name]) is None:
        return f"{REQUIRES[name]} is not installed"
    if name == "pytorch_compiled" and not which("g++"):
        return "torch.compile needs g++"


def disagreement(workload, dtype, ours, theirs, steps):
    """The largest relative difference of their losses from ours, over `steps` steps from
    the same weights, on the same batch and with the same units dropped.
    """
    ours = ours(workload, dtype)
    theirs = theirs(workload, dtype, masks=ours.last_masks)
    losses = np.array([(ours.step(), theirs.step()) for _ in range(steps)], float)
    return float(np.abs(losses[:, 1] / losses[:, 0] - 1).max())
