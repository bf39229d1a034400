"""What every training run in the course records: five probes, one value a layer each."""

import numpy as np

from nncourse.probes import (
    activation_stds,
    dead_units,
    gradient_norms,
    saturation,
    update_ratios,
)

PROBES = {
    "gradient": gradient_norms,
    "spread": activation_stds,
    "dead": dead_units,
    "saturation": saturation,
    "update": update_ratios,
}


def signs_by_step(history):
    """{sign: (steps, layers)} of a run recorded with PROBES; all nan where its loss is."""
    known = np.where(np.isfinite(history["loss"]), 1.0, np.nan)[:, None]
    with np.errstate(all="ignore"):
        return {sign: known * history[sign] for sign in PROBES}


def nearest_row(history, step):
    """The row of a history that was recorded nearest to `step`."""
    return np.abs(history["step"] - step).argmin()
