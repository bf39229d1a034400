"""Two pixels, and the question whether exactly one of them has ink: networks without and
with the bend learn the four answers.
"""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import hidden_or_none
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD
from nncourse.training import steps

CORNERS = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=float)  # ink on a, on b
EXACTLY_ONE = np.array([0, 1, 1, 0])
NETWORKS = {  # the hidden units, and whether they have the bend
    "no hidden layer": (0, False),
    "4 units without the bend": (4, False),
    "2 units with the bend": (2, True),
    "4 units with the bend": (4, True),
}
STARTS = 10
AS_LEARNT = {"the best": 0, "the sixth": 5}  # of the starts, by loss
TAKEN = [0, 10, 20, 30, 50, 100, 300]  # steps, each on all four images
LEARNT = 0.1  # or a lower loss
AROUND = np.linspace(-0.4, 1.4, 19)  # the square, and a little beyond


def measure_corners(units=2, bend=True, seed=0, start="the best"):
    """Ten random starts of a 2-`units`-2 network, and one of them step by step.

    "learnt": how many of the starts learn all four answers; for the `start` and each of
    TAKEN "corners", the probability of "exactly one" for the four images, "map",
    the same all over the square, and "W", "b" of the hidden layer, if there is one; "loss",
    that at the end.
    """
    runs = _starts(units, bend, seed)
    learnt = sum(run["loss"] < LEARNT for run in runs)
    return {"learnt": int(learnt), **runs[AS_LEARNT[start]]}


def most_by_one_sum(reach=2):
    """To how many of the four images a sum of the two pixels and a bias, with whole and
    half numbers for weights, gives the right answer at most.
    """
    numbers = np.arange(-reach, reach + 0.5, 0.5)
    a, b, bias = np.meshgrid(numbers, numbers, numbers)
    says = np.multiply.outer(CORNERS[:, 0], a) + np.multiply.outer(CORNERS[:, 1], b) + bias
    right = (says > 0) == EXACTLY_ONE[:, None, None, None]
    return int(right.sum(axis=0).max())


@kept(16)
def _starts(units, bend, seed):
    """The runs of all STARTS, that of the lowest loss first."""
    rng = np.random.default_rng(seed)
    runs = [_learn(units, bend, rng) for _ in range(STARTS)]
    return sorted(runs, key=lambda run: run["loss"])


def _learn(units, bend, rng):
    net = hidden_or_none(2, units, 2, rng, bend)
    square = np.stack(np.meshgrid(AROUND, AROUND), axis=-1).reshape(-1, 2)
    turns = ((CORNERS, EXACTLY_ONE) for _ in range(TAKEN[-1]))
    run = {"corners": [], "map": [], "W": [], "b": []}
    training = steps(net, softmax_cross_entropy, SGD(0.5), turns)
    for taken in range(TAKEN[-1] + 1):
        if taken > 0:
            next(training)
        if taken in TAKEN:
            run["corners"].append(softmax(net.forward(CORNERS))[:, 1])
            over = softmax(net.forward(square))[:, 1]
            run["map"].append(over.reshape(len(AROUND), -1))
            run["W"].append(net.layers[0].W.copy())
            run["b"].append(net.layers[0].b.copy())
    run = {name: np.array(rows) for name, rows in run.items()}
    run["loss"] = softmax_cross_entropy(net.forward(CORNERS), EXACTLY_ONE)[0]
    return run
