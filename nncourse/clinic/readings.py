"""What a history says in single numbers, which the rules then compare.

Sizes are relative, so that they mean the same in any network: gradients by layer against
each other, steps against weights, losses against that of guessing, ln C. A reading that a
history cannot give (one layer, no rectifier, no accuracy recorded) is nan.
"""

import numpy as np

EARLY = 5  # rows


def readings(history):
    """{name: number} of a history that `checked` has let through."""
    with np.errstate(all="ignore"):
        return {
            **_of_loss(history),
            **_of_gradient(history["gradient"]),
            **_of_activations(history),
            **_of_updates(history["update"]),
            **_of_accuracy(history),
        }


def _of_loss(history):
    loss, classes = history["loss"], history["classes"]
    finite = np.isfinite(loss)
    known = loss[finite] if finite.any() else np.array([np.nan])
    chance = np.log(classes) if classes else np.nan
    first = loss[0]
    return {
        "lost": 1 - finite.mean(),
        "start": first / chance,
        "peak": _medians(known).max() / np.fmax(first, chance),
        "left": np.median(late_rows(known)) / np.fmin(first, chance),
    }


def _of_gradient(gradient):
    early = np.median(gradient[:EARLY], axis=0)
    return {"vanishing": early[0] / early[-1] if len(early) > 1 else np.nan}


def _of_activations(history):
    spread, dead, saturation = (history[s][0] for s in ("spread", "dead", "saturation"))
    steps = len(spread) - 1
    return {
        "spread": _or_nan(spread[:1]),
        "growth": (spread[-1] / spread[0]) ** (1 / steps) if steps > 0 else np.nan,
        "output": history["loss"][0] / _or_nan(spread[-1:]),
        "born dead": dead.max() if len(dead) else np.nan,
        "squashers": len(saturation),
        "saturated first": _or_nan(saturation[:1]),
        "saturated last": _or_nan(saturation[-1:]),
    }


def _of_updates(update):
    if update.shape[1] == 0:
        return {"first step": np.nan, "longest step": np.nan}
    early = np.median(update[:EARLY], axis=0)
    return {"first step": update[0].max(), "longest step": early.max()}


def _of_accuracy(history):
    seen, unseen = (
        np.median(late_rows(history[name])) if name in history else np.nan
        for name in ("train_accuracy", "accuracy")
    )
    return {"seen": seen, "gap": seen - unseen}


def late_rows(values):
    """The last fifth of the rows, and at least three where there are as many."""
    return values[-max(3, len(values) // 5) :]


def _medians(values):
    """The median of every five rows in turn: one noisy batch says nothing."""
    if len(values) < EARLY:
        return values
    return np.median(np.lib.stride_tricks.sliding_window_view(values, EARLY), axis=1)


def _or_nan(values):
    """The one number, or nan if there is none."""
    return values[0] if len(values) else np.nan
