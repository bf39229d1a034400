"""Values as a learner reads them: in a few words, or in a few lines."""

import numpy as np

MOST_PARTS = 12  # of a list, as lines


def describe(value):
    """A value by its kind and shape: what a learner would call it."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, (np.ndarray, np.generic, int, float)):
        return "a number"
    if isinstance(value, (tuple, list)):
        name = "a list" if isinstance(value, list) else "a tuple"
        return f"{name} of {len(value)}"
    if isinstance(value, str):
        return "a text"
    if value is None:
        return "None"
    return f"a {type(value).__name__[:40]}"


def show(value, indent=4):
    """A value with its shape, in a few lines."""
    if isinstance(value, np.ndarray) and value.ndim:
        # Of an axis with at most 4 entries numpy leaves none out, and there may be 64 axes.
        entries = value if value.ndim <= 3 else value.ravel()
        text = np.array2string(
            entries, precision=4, threshold=24, edgeitems=2, suppress_small=True
        )
        inner = text.replace("\n", "\n" + " " * indent)
        kind = "" if value.dtype == np.float64 else f" {value.dtype}"
        joint = "\n" + " " * indent if "\n" in text else " "
        return f"array of shape {value.shape}{kind}{joint}{inner}"
    if isinstance(value, (float, np.floating)) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ):
        return f"{float(value):.6g}"
    if isinstance(value, (tuple, list)) and _holds_array(value):
        lines = "".join(f"\n    {show(inner, 6)}" for inner in value[:MOST_PARTS])
        left = len(value) - MOST_PARTS
        return f"{lines}\n    and {left} more" if left > 0 else lines
    if hasattr(value, "maker"):
        return f"{value.maker}({', '.join(show(inner) for inner in value.args)})"
    return short(value)


def short(value):
    """Python's own spelling of a value, cut to 60 characters; arrays by their shape."""
    single = isinstance(value, np.ndarray) and not value.ndim
    text = describe(value) if _holds_array(value) and not single else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def size(value):
    """How many numbers a case's arguments hold in arrays, by which cases are ordered."""
    if isinstance(value, np.ndarray):
        return value.size
    if hasattr(value, "maker"):
        return size(value.args)
    return sum(map(size, value)) if isinstance(value, (list, tuple)) else 0


def _holds_array(value):
    if isinstance(value, (tuple, list)):
        return any(map(_holds_array, value))
    if isinstance(value, dict):
        return any(map(_holds_array, value.values()))
    return isinstance(value, np.ndarray)
