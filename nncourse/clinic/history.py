"""What a history must be, before anything is read from it."""

import numpy as np

from nncourse.checks import whole
from nncourse.probes import PROBES

LAYERWISE = tuple(PROBES)
OVER_ALL = "accuracy", "train_accuracy"


def checked(history):
    """The history as arrays of floats, {name: (rows,) or (rows, layers)}; `classes` too."""
    if not hasattr(history, "keys"):
        raise TypeError(f"history must be a dict as train returns, not {history!r}")
    for name in ("step", "loss", *LAYERWISE):
        if name not in history:
            raise ValueError(
                f"history has no {name!r}: record with train(..., record=PROBES)"
            )
    rows = {}
    for name in ("step", "loss", *LAYERWISE, *OVER_ALL):
        if history.get(name) is not None:
            rows[name] = _numbers(history[name], name, 2 if name in LAYERWISE else 1)
    n = len(rows["loss"])
    if n == 0:
        raise ValueError("history['loss'] is empty: nothing was recorded")
    for name, values in rows.items():
        if len(values) != n:
            raise ValueError(
                f"history[{name!r}] has {len(values)} rows, but history['loss'] {n}"
            )
    if not np.isfinite(rows["step"]).all():
        raise ValueError(f"history['step'] must count steps, not {rows['step']}")
    classes = history.get("classes")
    if classes is not None:
        whole(classes, "history['classes']", 2)
    return rows | {"classes": classes}


def _numbers(values, name, ndim):
    try:
        array = np.asarray(values, float)
    except (TypeError, ValueError):
        raise TypeError(f"history[{name!r}] must hold numbers, not {values!r}") from None
    if array.ndim == ndim:
        return array
    axes = "(rows, layers)" if ndim == 2 else "(rows,)"
    raise ValueError(f"history[{name!r}] must be {axes}, not of shape {array.shape}")
