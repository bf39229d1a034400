"""The built-in rules of Amazon SageMaker Debugger, with their default parameters.

Its developer guide, "List of Debugger built-in rules". Left out: the rules for trees, for
sequences, for classes out of balance, and those for which a user has to choose tensors.
"""

import numpy as np

STEPS = 10  # over which the loss has to fall
FALL, RISE = 0.1, 0.1  # per cent that it has to fall, and share that unseen loss may exceed


def alarms(run):
    signs, epochs, x = run.signs, run.epochs, run.x
    with np.errstate(all="ignore"):
        found = {
            "exploding tensor": (
                not np.isfinite(run.loss).all() or not np.isfinite(_all(signs)).all(),
                ("rate too high", "weights too large", "unscaled input"),
            ),
            "vanishing gradient": (
                (signs["gradient size"] < 1e-7).any(),
                ("sigmoid too deep", "weights too small"),
            ),
            "weight update ratio": (
                (signs["update"] > 10).any() or (signs["update"] < 1e-8).any(),
                ("rate too high", "rate too low"),
            ),
            "dead ReLU": (
                run.has_rectifiers and (signs["off for 99 %"] > 0.5).any(),
                ("dead units",),
            ),
            "saturated activation": (
                (signs["far out"] > 0.5).any(),
                ("weights too large", "unscaled input", "sigmoid too deep"),
            ),
            "poor weight initialization": (
                _poorly_begun(signs),
                ("weights too small", "weights too large", "constant weights"),
            ),
            "loss not decreasing": (
                _not_falling(run.loss),
                ("rate too low", "rate too high"),
            ),
            "overfit": (
                (epochs["test loss"] > (1 + RISE) * epochs["loss"]).any(),
                ("over-fitting",),
            ),
            "input not standardised": (
                abs(x.mean()) > 0.2 or abs(x.std() - 1) > 0.5,
                ("unscaled input",),
            ),
        }
    return {alarm: named for alarm, (rings, named) in found.items() if rings}


def _all(signs):
    return np.concatenate([signs["gradient size"], signs["weight size"]], axis=1)


def _poorly_begun(signs):
    """In the first ten steps the layers' weights differ tenfold in variance, or a layer's
    gradients hardly differ.
    """
    variance, spread = (signs[s][:10] for s in ("weight variance", "gradient range"))
    tenfold = variance.max(axis=1) / variance.min(axis=1) > 10
    return tenfold.any() or (spread < 0.001).any()


def _not_falling(loss):
    """Some loss is not a tenth of a per cent below the one ten steps before."""
    before, after = loss[:-STEPS:STEPS], loss[STEPS::STEPS]
    return (100 * (before - after) / before < FALL).any()
