"""What the doctor can prescribe: each treatment changes a setting, whatever ails it.

A rate is not lowered or raised by one factor but tried at several, each for the run's first
steps, as one does it: the one with the lowest loss is taken.
"""

from dataclasses import replace

import numpy as np

from nncourse.clinic.setting import learnt

TRIED_FOR = 60  # steps
CURED = 0.02  # at most so much less accurate than the healthy twin is cured


def lower_the_rate(setting):
    return _best_rate(setting, (1 / 3, 1 / 10, 1 / 30, 1 / 100, 1 / 300))


def raise_the_rate(setting):
    return _best_rate(setting, (3, 10, 30, 100, 300, 1000))


def _best_rate(setting, factors):
    """The setting at the best of its rate times these factors."""

    def loss_at(rate):
        short = replace(setting, lr=rate, steps=min(setting.steps, TRIED_FOR))
        late = np.median(learnt(short)[1][-10:])
        return late if np.isfinite(late) else np.inf

    return replace(setting, lr=min([setting.lr * f for f in factors], key=loss_at))


def _with(**values):
    return lambda setting: replace(setting, **values)


TREATMENTS = {
    "use rectifiers": _with(activation="relu"),
    "draw the usual first weights": _with(weight_scale=1.0, constant=None),
    "lower the rate": lower_the_rate,
    "raise the rate": raise_the_rate,
    "use Adam at its usual rate": _with(optimizer="Adam", lr=0.003),
    "standardise the input": _with(input_scale=1.0),
    "draw the dead units anew": _with(silenced=0.0),
    "gather more examples": _with(examples=1000),
    "drop out less": _with(dropout=0.0),
    "mend the labels": _with(shuffled=0.0),
    "mend the backward pass": _with(backward="right"),
    "evaluate without dropout": _with(drops_in_evaluation=False),
    "take larger batches": _with(batch=32),
    "add batch normalisation": _with(batch_norm=True),
    "add dropout": _with(dropout=0.3),
}
