"""Many arrays end to end in one flat vector, and the way back."""

import numpy as np


def flatten(arrays):
    """A new vector of all entries, array after array, row after row."""
    return np.concatenate([a.ravel() for a in arrays])


def views(flat, like):
    """The parts of `flat` that belong to the arrays `like`, in their shapes, as views."""
    start = 0
    for a in like:
        yield flat[start : start + a.size].reshape(a.shape)
        start += a.size
