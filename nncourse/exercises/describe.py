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


def show(value, indent=4, beside=None):
    """A value with its shape, in a few lines; what differs from `beside` is marked."""
    if isinstance(value, np.ndarray) and value.ndim:
        # Of an axis with at most 4 entries numpy leaves none out, and there may be 64 axes.
        entries = value if value.ndim <= 3 else value.ravel()
        entries = entries + 0.0 if entries.dtype.kind == "f" else entries  # no -0.
        marks = _marks(value, beside)
        text = np.array2string(
            entries if marks is None else marks,
            precision=4,
            threshold=24,
            edgeitems=2,
            suppress_small=True,
            formatter=None if marks is None else {"str_kind": str},
        )
        inner = text.replace("\n", "\n" + " " * indent)
        kind = "" if value.dtype == np.float64 else f" {value.dtype}"
        joint = "\n" + " " * indent if "\n" in text else " "
        return f"array of shape {value.shape}{kind}{joint}{inner}"
    if isinstance(value, (float, np.floating)) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ):
        return f"{float(value):.6g}"
    if isinstance(value, np.ndarray) and not value.ndim:
        return str(value.item())
    if isinstance(value, (tuple, list)) and _holds_array(value):
        lines = "".join(f"\n    {show(inner, 6)}" for inner in value[:MOST_PARTS])
        left = len(value) - MOST_PARTS
        return f"{lines}\n    and {left} more" if left > 0 else lines
    if hasattr(value, "maker"):
        return f"{value.maker}({', '.join(show(inner) for inner in value.args)})"
    return short(value)


def _marks(value, beside):
    """A small array's entries as text of one width, with * where another's differ."""
    if not isinstance(beside, np.ndarray) or beside.shape != value.shape:
        return None
    if not 1 < value.size <= 24 or value.dtype.kind not in "iuf":
        return None
    differs = ~np.isclose(value, beside, 1e-4, 1e-9, equal_nan=True)
    if differs.all() or not differs.any():
        return None
    texts = [f"{v:.4f}".rstrip("0") if v % 1 else f"{v:.0f}." for v in value.ravel() + 0.0]
    wide = max(map(len, texts))
    marked = [
        f"{text:>{wide}}{'*' if off else ' '}"
        for text, off in zip(texts, differs.ravel(), strict=True)
    ]
    return np.array(marked).reshape(value.shape)


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
