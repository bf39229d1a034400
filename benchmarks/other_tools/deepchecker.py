"""TheDeepChecker: checks before training, of one batch learnt by heart, and of both modes.

Ben Braiek and Khomh, TOSEM 2023; limits, and which checks are on, as in the settings that
come with its source: the gradient check is off. Left out: those of augmentation.
"""

from itertools import repeat

import numpy as np

from benchmarks.other_tools.run import recorded
from nncourse.clinic.examinations import MANY
from nncourse.clinic.setting import OPTIMIZERS, data_of, network
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.training import evaluate, steps

CRITICAL = 2.70554  # of the F test with which two variances are compared
FITTED, FIT_STEPS = 16, 1000  # examples of one batch, and steps to learn it
HEART, HEART_STEPS, PERIOD = 50, 200, 10  # the same with a look inside, each PERIOD steps
TOO = "weights too small", "weights too large"


def alarms(run):
    with np.errstate(all="ignore"):
        return before_training(run) | one_batch(run) | both_modes(run)


def before_training(run):
    """The data, the first weights and the first loss."""
    x, chance = run.x, np.log(run.classes)
    weights, biases = zip(*run.first, strict=True)
    found = {
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
    return _ringing(found)


def one_batch(run):
    """Learn one batch by heart, and look at every layer meanwhile."""
    (x, labels), *_ = data_of(run.setting)
    net = network(run.setting, x.shape[1], run.classes)
    optimizer = OPTIMIZERS[run.setting.optimizer](run.setting.lr)
    few = repeat((x[:FITTED], labels[:FITTED]), FIT_STEPS)
    losses = np.array(list(steps(net, softmax_cross_entropy, optimizer, few)))
    logits = net.forward(x[:FITTED], training=True)
    found = {
        "one batch not fitted": (
            not np.isfinite(losses).all() or accuracy(logits, labels[:FITTED]) < 0.95,
            (),
        ),
        "loss falls to zero": (
            losses.min() <= 1e-8 or (losses.min() <= 1e-5 and _smooth(losses) > 0.95),
            ("over-fitting",),
        ),
    }
    return _ringing(found) | _inside(run, x[:HEART], labels[:HEART])


def _inside(run, x, labels):
    net, right = network(run.setting, x.shape[1], run.classes), []

    def look(step):
        right.append(accuracy(net.activations[-1], labels))

    loss, signs = recorded(net, run.setting, repeat((x, labels), HEART_STEPS), look)
    by_heart = _first_run_of(np.array(right) == 1.0, 5) or HEART_STEPS  # there it stops
    signs = {name: rows[:by_heart] for name, rows in signs.items()}
    loss, looks = loss[:by_heart], slice(PERIOD, by_heart, PERIOD)
    spread, size = signs["output spread"][looks], signs["gradient size"]
    update = _by_period(np.log10(signs["mean update"]))
    mean_loss = _by_period(loss)
    squashed = run.setting.activation in ("tanh", "sigmoid")
    found = {
        "not a number": (
            not np.isfinite(loss).all() or not np.isfinite(size).all(),
            ("rate too high", "weights too large", "unscaled input"),
        ),
        "dead layer": (
            not squashed and (signs["off for 95 %"][looks] > 0.5).any(),
            ("dead units",),
        ),
        "saturated layer": (
            (signs["saturated units"][looks] > 0.5).any(),
            ("weights too large", "unscaled input", "sigmoid too deep"),
        ),
        "unstable activations": (
            ((spread < 0.5 / CRITICAL**0.5) | (spread > 2 * CRITICAL**0.5)).any(),
            (*TOO, "unscaled input"),
        ),
        "dead weights": (
            (signs["tiny weights"][looks] > 0.95).any(),
            ("weights too small", "constant weights"),
        ),
        "vanishing gradient": (
            (size[looks] < 1e-6).any() or _steadily(size < 0.5 * _shifted(size)),
            ("sigmoid too deep", "weights too small"),
        ),
        "exploding gradient": (
            (size[looks] > 1e6).any() or _steadily(size > 2 * _shifted(size)),
            ("weights too large", "rate too high"),
        ),
        "fast updates": ((update > -1).any(), ("rate too high",)),
        "slow updates": ((update < -4).any(), ("rate too low",)),
        "stagnating loss": (
            _steadily(mean_loss > 0.95 * _shifted(mean_loss)),
            ("rate too low", "rate too high"),
        ),
        "fluctuating loss": (_smooth(mean_loss) < 0.5, ("rate too high",)),
    }
    return _ringing(found)


def both_modes(run):
    """The trained network's loss in training mode and in evaluation."""
    _, (x, labels), _ = data_of(run.setting)
    x, labels = x[:MANY], labels[:MANY]
    evaluated = evaluate(run.net, x, labels)[0]
    learning = softmax_cross_entropy(run.net.forward(x, training=True), labels)[0]
    found = {
        "modes differ": (
            abs(learning - evaluated) > 0.5 * evaluated,
            ("dropout too strong", "dropout on in evaluation", "batch of one"),
        )
    }
    return _ringing(found)


def _ringing(found):
    return {alarm: named for alarm, (rings, named) in found.items() if rings}


def _is_unusual(W):
    """By the tool's F test its variance is neither He's nor Xavier's nor LeCun's."""
    n_in, n_out = W.shape
    ratios = [W.var() / usual for usual in (2 / n_in, 2 / (n_in + n_out), 1 / n_in)]
    return not any(1 / CRITICAL <= ratio <= CRITICAL for ratio in ratios)


def _smooth(losses):
    """The share of losses at which the curve does not turn."""
    rising = losses[1:] > losses[:-1]
    return 1 - np.sum(rising[1:] != rising[:-1]) / len(losses)


def _by_period(values):
    """The mean of every PERIOD steps in turn."""
    whole = len(values) // PERIOD * PERIOD
    return values[:whole].reshape(-1, PERIOD, *values.shape[1:]).mean(axis=1)


def _shifted(values):
    """Each value's predecessor; the first has none."""
    return np.concatenate([np.full_like(values[:1], np.nan), values[:-1]])


def _steadily(holds, times=4):
    """Whether something holds so many times in a row, in any column."""
    if len(holds) < times:
        return False
    rows = np.asarray(holds).reshape(len(holds), -1)
    return any(rows[i : i + times].all(axis=0).any() for i in range(len(rows) - times + 1))


def _first_run_of(holds, times):
    """The number of steps after which it has held so many times in a row, or None."""
    return next(
        (i + times for i in range(len(holds) - times + 1) if holds[i : i + times].all()),
        None,
    )
