"""What a history says in single numbers, which the rules then compare.

Sizes are relative, so that they mean the same in any network: gradients by layer against
each other, losses against that of guessing, ln C. A reading that a history cannot give (one
layer, no rectifier, no accuracy recorded) is nan, and no rule speaks on nan.
"""

import numpy as np

EARLY = 5  # rows
LATE = 0.2  # the last part of the rows


def readings(history):
    """{name: number} of a history that `checked` has let through."""
    with np.errstate(all="ignore"):
        return {
            **_of_loss(history),
            **_of_gradient(history),
            **_of_spread(history),
            **_of_units(history),
            **_of_updates(history),
            **_of_accuracy(history),
        }


def _of_loss(history):
    loss = history["loss"]
    known = loss[np.isfinite(loss)]
    if not len(known):
        known = np.array([np.nan])
    classes = history.get("classes")
    chance = np.log(classes) if classes else np.nan
    first, late = loss[0], np.median(late_rows(known))
    least = np.fmin(first, chance)
    return {
        "lost": float(np.mean(~np.isfinite(loss))),
        "start": first / chance,
        "peak": _medians(known).max() / np.fmax(first, chance),
        "left": late / least,
        "best": known.min() / least,
        "lead": np.median(known[:EARLY]) / first,
        "wobble": np.median(np.abs(np.diff(late_rows(known)))) / late,
    }


def _of_gradient(history):
    gradient = history["gradient"]
    if gradient.shape[1] == 0:
        return dict.fromkeys(("vanishing", "ungraded", "pull"), np.nan)
    early = np.median(gradient[:EARLY], axis=0)
    last = late_rows(gradient)
    return {
        "vanishing": early[0] / early[-1] if len(early) > 1 else np.nan,
        "least flow": early.min() / early.max() if len(early) > 1 else np.nan,
        "ungraded": np.mean(early == 0),
        "pull": np.median(last.max(axis=1)),
    }


def _of_spread(history):
    spread = history["spread"][0]
    if len(spread) == 0:
        return dict.fromkeys(("spread", "growth", "output"), np.nan)
    steps = len(spread) - 1
    classes = history.get("classes")
    return {
        "spread": spread[0],
        "growth": (spread[-1] / spread[0]) ** (1 / steps) if steps else np.nan,
        "output": history["loss"][0] / spread[-1],
    }


def _of_units(history):
    dead, saturation = history["dead"], history["saturation"]
    return {
        "born dead": _highest(dead[:1]),
        "dead": _highest(late_rows(dead)),
        "rectifiers": dead.shape[1],
        "squashers": saturation.shape[1],
        "saturated": np.mean(saturation[0]) if saturation.shape[1] else np.nan,
        "saturated first": saturation[0, 0] if saturation.shape[1] else np.nan,
        "saturated last": saturation[0, -1] if saturation.shape[1] else np.nan,
    }


def _of_updates(history):
    update = history["update"]
    if update.shape[1] == 0:
        return dict.fromkeys(("first step", "step", "longest step"), np.nan)
    typical = np.median(update, axis=0)
    return {
        "first step": update[0].max(),
        "step": np.exp(np.mean(np.log(typical))),
        "longest step": np.median(update[:EARLY], axis=0).max(),
        "widest step": typical.max(),
    }


def _of_accuracy(history):
    seen = _late_median(history.get("train_accuracy"))
    unseen = _late_median(history.get("accuracy"))
    return {"seen": seen, "unseen": unseen, "gap": seen - unseen}


def _medians(values):
    """Every row as the median of five around it: one noisy batch says nothing."""
    if len(values) < EARLY:
        return values
    return np.median(np.lib.stride_tricks.sliding_window_view(values, EARLY), axis=1)


def late_rows(values):
    """The last fifth of the rows, and at least three where there are as many."""
    return values[-max(3, int(LATE * len(values))) :]


def _highest(shares):
    """The highest layer's median; nan without layers."""
    return float(np.median(shares, axis=0).max()) if shares.shape[1] else np.nan


def _late_median(values):
    return np.nan if values is None else float(np.median(late_rows(values)))
