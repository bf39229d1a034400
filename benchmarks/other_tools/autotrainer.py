"""AutoTrainer: five problems of training, and a repair for each.

Zhang, Zhai, Ma and Shen, ICSE 2021; the limits are the defaults of its source. Four of the
five, if no number is lost, are looked for only while the network has not learnt.
"""

import numpy as np

LEARNT = 0.7  # accuracy
NAMED = {
    "exploding gradient": ("weights too large", "rate too high", "unscaled input"),
    "vanishing gradient": ("sigmoid too deep", "weights too small"),
    "dying ReLU": ("dead units", "constant weights"),
    "slow convergence": ("rate too low",),
    "oscillating loss": ("rate too high",),
}


def alarms(run):
    """The first problem that is found, if any."""
    for epoch in range(len(run.epochs["loss"])):
        if problem := _problem(run, epoch):
            return {problem: NAMED[problem]}
    return {}


def _problem(run, epoch):
    so_far = {name: values[: epoch + 1] for name, values in run.epochs.items()}
    gradient = run.at_epochs("gradient norm")[: epoch + 1]
    if not (np.isfinite(so_far["loss"]).all() and np.isfinite(gradient).all()):
        return "exploding gradient"
    judged = epoch + 1 >= 0.3 * len(run.epochs["loss"])
    seen, unseen = so_far["accuracy"], so_far["test accuracy"]
    if judged and (seen.max() < LEARNT or unseen.max() < LEARNT or _slow(seen, unseen)):
        with np.errstate(all="ignore"):
            ratio = gradient[:, 0] / gradient[:, -1]
        zeros = run.at_epochs("zeros").sum(1) / run.at_epochs("entries").sum(1)
        if (zeros[: epoch + 1] >= 0.7).any():
            return "dying ReLU"
        if (ratio > 70).any():
            return "exploding gradient"
        if ((ratio < 1e-3) & (gradient[:, 0] < 1e-4)).any():
            return "vanishing gradient"
        return "slow convergence" if _slow(seen, unseen) else None
    return "oscillating loss" if judged and _oscillates(seen) else None


def _slow(*accuracies):
    """No epoch gains a hundredth."""
    return all(np.diff(some).max(initial=0) < 0.01 for some in accuracies)


def _oscillates(accuracy):
    """One fifth of the epochs are peaks that lie 0.03 above the valley beside them."""
    before, here, after = accuracy[:-2], accuracy[1:-1], accuracy[2:]
    peaks = here[(here >= before) & (here >= after)]
    valleys = here[(here <= before) & (here <= after)]
    pairs = min(len(peaks), len(valleys))
    return np.sum(peaks[:pairs] - valleys[:pairs] >= 0.03) >= 0.2 * len(accuracy)
