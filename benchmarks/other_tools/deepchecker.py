"""TheDeepChecker: checks before training, of one batch learnt by heart, and of both modes.

Ben Braiek and Khomh, TOSEM 2023; limits, and which checks are on, as in the settings that
come with its source: the gradient check is off. Left out: those of augmentation.
"""

import numpy as np

from benchmarks.other_tools.one_batch import CRITICAL, TOO, one_batch
from nncourse.clinic.examinations import MANY
from nncourse.clinic.setting import data_of
from nncourse.losses import softmax_cross_entropy
from nncourse.training import evaluate


def alarms(run):
    with np.errstate(all="ignore"):
        found = before_training(run) | one_batch(run) | both_modes(run)
    return {alarm: named for alarm, (rings, named) in found.items() if rings}


def before_training(run):
    """The data, the first weights and the first loss."""
    x, chance = run.x, np.log(run.classes)
    weights, biases = zip(*run.first, strict=True)
    return {
        # It allows 0.01. Ours are scaled all together, so their spread is up to 1.2.
        "features not normalised": (
            abs(x.mean()) > 0.1 or abs(x.std() - 1) > 0.5,
            ("unscaled input",),
        ),
        "symmetry of first weights": (
            any(W.var() < 1e-8 for W in weights),
            ("constant weights",),
        ),
        "unusual first weights": (any(map(_is_unusual, weights)), TOO),
        "first biases are not zero": (any(b.any() for b in biases), ("dead units",)),
        "poor first loss": (
            not abs(run.loss[0] - chance) < chance,
            ("weights too large", "unscaled input"),
        ),
    }


def both_modes(run):
    """The trained network's loss in training mode and in evaluation."""
    _, (x, labels), _ = data_of(run.setting)
    x, labels = x[:MANY], labels[:MANY]
    evaluated = evaluate(run.net, x, labels)[0]
    learning = softmax_cross_entropy(run.net.forward(x, training=True), labels)[0]
    return {
        "modes differ": (
            abs(learning - evaluated) > 0.5 * evaluated,
            ("dropout too strong", "dropout on in evaluation", "batch of one"),
        )
    }


def _is_unusual(W):
    """By the tool's F test its variance is neither He's nor Xavier's nor LeCun's."""
    n_in, n_out = W.shape
    ratios = [W.var() / usual for usual in (2 / n_in, 2 / (n_in + n_out), 1 / n_in)]
    return not any(1 / CRITICAL <= ratio <= CRITICAL for ratio in ratios)
