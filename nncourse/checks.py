"""Input checks; each error names the bad value."""

import numpy as np


def as_floats(x, name="x"):
    """x as an array of floats of 32 bits or more; itself if it is one."""
    x = np.asarray(x)
    if x.dtype.kind in "biu":
        return x.astype(float)
    if x.dtype.kind != "f":
        raise TypeError(f"{name} must hold real numbers, not {x.dtype}")
    if x.dtype.itemsize < 4:
        raise TypeError(f"{name} must be float32 or float64, not {x.dtype}: too coarse")
    return x


def as_batch(x, name="x"):
    """x as floats in rows, (examples, features); itself if it is so already."""
    x = as_floats(x, name)
    if x.ndim != 2:
        raise ValueError(f"{name} must be (examples, features), not of shape {x.shape}")
    if len(x) == 0:
        raise ValueError(f"the batch is empty: {name} has shape {x.shape}")
    return x


def as_data(x):
    """x as a batch that one can learn from: no NaN or inf in it."""
    x = as_batch(x)
    if not np.isfinite(x).all():
        i, j = np.argwhere(~np.isfinite(x))[0]
        raise ValueError(f"x[{i}, {j}] is {x[i, j]}: clean the data first")
    return x


def as_labels(labels, n, classes):
    """n whole numbers from 0 to classes - 1."""
    flat_places(labels, n, classes)
    return np.asarray(labels)


def flat_places(labels, n, classes):
    """The flat index of each example's label in a table (classes, n)."""
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, not {labels.dtype}")
    if labels.shape != (n,):
        raise ValueError(f"{n} examples need labels of shape ({n},), not {labels.shape}")
    try:
        rows = labels.astype(np.intp, copy=False)
        return np.ravel_multi_index((rows, np.arange(n)), (classes, n))
    except ValueError:
        worst = labels.min() if labels.min() < 0 else labels.max()
        raise ValueError(f"label {worst} is outside 0..{classes - 1}") from None


def same_length(x, labels):
    if len(x) != len(labels):
        raise ValueError(f"{len(x)} examples but {len(labels)} labels")


def fits(dy, shape):
    """dy is the gradient on an output of this shape."""
    if dy.shape != shape:
        raise ValueError(f"dy has shape {dy.shape}, the output had {shape}")


def whole(value, name, least):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(
            f"{name} must be a whole number of at least {least}, not {value!r}"
        )
    return int(value)


def number(value, name):
    """value as Python's own float: a numpy float64 would turn float32 arrays to float64."""
    if not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} must be a number, not {value!r}")
    return float(value)


def finite(value, name):
    if not np.isfinite(number(value, name)):
        raise ValueError(f"{name} must be finite, not {value}")
    return float(value)


def share(value, name):
    if not 0 <= number(value, name) <= 1:
        raise ValueError(f"{name} must be between 0 and 1, not {value}")
    return float(value)


def share_below_one(value, name):
    if not 0 <= number(value, name) < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, not {value}")
    return float(value)


def at_least_zero(value, name):
    if not 0 <= number(value, name) < np.inf:
        raise ValueError(f"{name} must be a finite number of at least 0, not {value}")
    return float(value)


def above_zero(value, name):
    if not number(value, name) > 0:
        raise ValueError(f"{name} must be above 0, not {value}")
    return float(value)
