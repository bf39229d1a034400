"""UMLAUT: checks of a program and its training, each with an explanation for novices.

Schoop, Huang and Hartmann, CHI 2021; the limits are those of its source. Checks of
pictures' shapes, number types and missing softmax layers have no object here.
"""

import numpy as np

LARGEST_RATE, SMALLEST_RATE = 0.01, 1e-7
IGNORED = 3  # epochs in which validation accuracy is not judged


def alarms(run):
    setting, epochs = run.setting, run.epochs
    seen, unseen = epochs["accuracy"][IGNORED:], epochs["test accuracy"][IGNORED:]
    with np.errstate(all="ignore"):
        better, worse = np.diff(epochs["loss"]) <= 0, np.diff(epochs["test loss"]) > 0
    found = {
        "input exceeds -1 to 1": (np.abs(run.x).max() > 1, ("unscaled input",)),
        "loss is not a number": (
            np.isnan(epochs["loss"]).any(),
            ("rate too high", "weights too large", "unscaled input"),
        ),
        "learning rate high": (setting.lr > LARGEST_RATE, ("rate too high",)),
        "learning rate low": (setting.lr < SMALLEST_RATE, ("rate too low",)),
        "possible over-fitting": ((better & worse).any(), ("over-fitting",)),
        "validation accuracy unusually high": (
            (unseen > 0.95).any() or (unseen - seen > 0.05).any(),
            ("dropout too strong",),
        ),
        "missing activation": (setting.activation == "none" and bool(setting.hidden), ()),
        "high dropout rate": (setting.dropout > 0.5, ("dropout too strong",)),
    }
    return {alarm: named for alarm, (rings, named) in found.items() if rings}
