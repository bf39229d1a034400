"""What every training run in the course records, PROBES, read step by step."""

import numpy as np

from nncourse.probes import PROBES


def signs_by_step(history, others=()):
    """{sign: (steps, layers)} of a run recorded with PROBES, and with the `others` that are
    named; all nan where its loss is.
    """
    known = np.where(np.isfinite(history["loss"]), 1.0, np.nan)[:, None]
    with np.errstate(all="ignore"):
        return {sign: known * history[sign] for sign in (*PROBES, *others)}


def nearest_row(history, step):
    """The row of a history that was recorded nearest to `step`."""
    return np.abs(history["step"] - step).argmin()
