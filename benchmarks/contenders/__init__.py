"""The same workload by several hands, a file each.

Each file has a class `Contender`, made from a workload, a precision and a seed; the same
seed gives the same first weights. `step()` learns from the first batch, `epoch()` from all
examples in a new order, and both return the last loss.
"""

from importlib import import_module
from importlib.util import find_spec

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
    """{name: class} of all whose package is installed, ours first."""
    classes = {}
    for name, package in REQUIRES.items():
        if find_spec(package) is None:
            print(f"{name} left out: {package} is not installed")
        else:
            classes[name] = import_module(f"benchmarks.contenders.{name}").Contender
    return classes


def disagreement(workload, dtype, ours, theirs, steps):
    """The largest relative difference of their losses from ours, over `steps` steps from
    the same weights, on the same batch and with the same units dropped.
    """
    ours = ours(workload, dtype)
    theirs = theirs(workload, dtype, masks=ours.last_masks)
    losses = np.array([(ours.step(), theirs.step()) for _ in range(steps)], float)
    return float(np.abs(losses[:, 1] / losses[:, 0] - 1).max())
