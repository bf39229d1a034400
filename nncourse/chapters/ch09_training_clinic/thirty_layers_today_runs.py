"""Thirty ReLU layers as networks are trained today, each of five parts there or not.

The parts: residual connections, layer normalisation, AdamW, a rate that warms up and then
follows a cosine, and clipping. Without any of them it is chapter 3's plain network.
"""

import math

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import deep_relu_net
from nncourse.chapters.ch07_learning_rate.runs import SCHEDULES
from nncourse.chapters.deep_nets import measure_accuracy, standard_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.losses import softmax_cross_entropy
from nncourse.network import backward_to_params
from nncourse.optim import SGD, AdamW, clip_norm

USUAL_RATE = {"SGD": 0.1, "AdamW": 0.003}
TIMES = 0.1, 0.3, 1.0, 3.0, 10.0, 30.0  # the usual rate, tried
LIMIT = 1.0  # of the gradient's norm, where it is clipped
WIDTH, EPOCHS, BATCH = 32, 4, 32


@kept(512)
def measure_today(
    residual="unscaled",
    layer_norm=True,
    optimizer="AdamW",
    schedule="warm-up, cosine",
    clipping=True,
    times=1.0,
    seed=0,
    depth=30,
    width=WIDTH,
    epochs=EPOCHS,
):
    """Test digits read right after training at `times` the optimizer's usual rate, in
    percent; 0 if the run was lost.

    `residual` is None, "unscaled" or "scaled", as in `deep_relu_net`; `schedule` a name in
    SCHEDULES.
    """
    if optimizer not in USUAL_RATE:
        raise ValueError(f"optimizer must be one of {[*USUAL_RATE]}, not {optimizer!r}")
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {[*SCHEDULES]}, not {schedule!r}")
    norm = "layer norm" if layer_norm else None
    net, rng = deep_relu_net(depth, norm, residual, seed, width)
    (x, labels), _ = standard_digits(seed)
    highest = times * USUAL_RATE[optimizer]
    rule = SGD(highest) if optimizer == "SGD" else AdamW(highest)
    n_steps = epochs * math.ceil(len(x) / BATCH)
    with np.errstate(all="ignore"):
        for step, batch in enumerate(batches(x, labels, BATCH, epochs, rng)):
            rule.lr = highest * SCHEDULES[schedule](step / n_steps)
            loss, dlogits = softmax_cross_entropy(net.forward(batch[0], True), batch[1])
            if not np.isfinite(loss):
                return 0.0
            backward_to_params(net, dlogits)
            if clipping:
                clip_norm(net, LIMIT)
            rule.step(net)
    return float(100 * np.nan_to_num(measure_accuracy(net, seed)))


def at_the_best_rate(seed=0, tried=TIMES, **choices):
    """The most test digits read right at any of the rates `tried`, in percent."""
    return max(measure_today(times=times, seed=seed, **choices) for times in tried)
