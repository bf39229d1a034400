"""Full-batch descent at every step: what its jumps across the valley do to the sharpness.

The floor below an iterate is taken as the mean of it and of the middle of its two
neighbours, in which the jumps cancel. There the sharpness, its direction and its gradient
are measured.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    EXAMPLES,
    WIDTH,
    gradient_of,
    start,
)
from nncourse.chapters.ch07_learning_rate.sharpest_directions import sharpest_directions
from nncourse.chapters.kept_runs import kept
from nncourse.losses import mean_squared_error
from nncourse.optim import SGD
from nncourse.training import steps


@kept(64)
def measure_throw(lr=2.0, first=320, n_steps=31, seed=0):
    """`n_steps` steps of `measure_edge`'s run at `lr`, from step `first`, 1 or later, on.

    A dict of arrays: "step", "loss", "x", the distance from the floor along the sharpest
    direction, "sharpness" on the floor, and what by the Taylor series one step adds to it:
    "jump", -lr x**2 |dS|**2 / 2, dS the sharpness's gradient across u, and "climb", -lr dS
    times the gradient on the floor.
    """
    net, x, target, gradient, parameters = _at(lr, first - 1, seed)
    path, losses = [], []
    with np.errstate(all="ignore"):
        for _ in range(n_steps + 2):
            path.append(parameters.copy())
            losses += steps(net, mean_squared_error, SGD(lr), [(x, target)])
    if not np.isfinite(losses).all():
        raise ValueError(f"lr must be lower than {lr:g}, at which the run diverges")
    u = np.random.default_rng(seed).standard_normal(parameters.size)
    rows = []
    for at in range(1, n_steps + 1):
        floor = path[at] / 2 + (path[at - 1] + path[at + 1]) / 4
        parameters[:] = floor
        rounds = 15 if rows else 30
        (sharpness,), (found,) = (
            part.T for part in sharpest_directions(gradient, parameters, u, rounds=rounds)
        )
        u = found if found @ u > 0 else -found  # to one side all the way
        pull = gradient()
        across = _sharpness_gradient(gradient, parameters, u)
        x_now = (path[at] - floor) @ u
        jump, climb = -lr * x_now**2 / 2 * across @ across, -lr * across @ pull
        rows.append((first + at - 1, losses[at], x_now, sharpness, jump, climb))
    names = "step", "loss", "x", "sharpness", "jump", "climb"
    return dict(zip(names, np.array(rows).T, strict=True))


def measure_directions(lr=3.0, first=790, seed=0, most=4, n_steps=10):
    """The `most` sharpest directions at step `first`, and the next steps seen in them.

    "sharpness" of each, largest first; "jumps", the steps' root mean square distance from
    their mean in each; "explained", the part of the height of their losses above that of
    their mean which these distances make.
    """
    net, x, target, gradient, parameters = _at(lr, first, seed)
    u = np.random.default_rng(seed).standard_normal(parameters.size)
    sharpness, directions = sharpest_directions(gradient, parameters, u, most, rounds=60)
    path, losses = [], []
    for _ in range(n_steps):
        path.append(parameters.copy())
        losses += steps(net, mean_squared_error, SGD(lr), [(x, target)])
    middle = np.mean(path, axis=0)
    along = (np.array(path) - middle) @ directions

    def loss_at(place):
        parameters[:] = place
        return mean_squared_error(net.forward(x), target)[0]

    lowest = loss_at(middle)
    seen = np.mean([loss_at(middle + directions @ a) for a in along]) - lowest
    return {
        "sharpness": sharpness,
        "jumps": np.sqrt((along**2).mean(axis=0)),
        "explained": seen / (np.mean(losses) - lowest),
    }


def _at(lr, taken, seed):
    """The network of `measure_edge` after so many steps, with what its steps need."""
    net, x, target, _ = start(0.7, "squared error", seed, WIDTH, EXAMPLES)
    gradient, parameters = gradient_of(net, mean_squared_error, x, target)
    with np.errstate(all="ignore"):  # a run may diverge
        for _ in steps(net, mean_squared_error, SGD(lr), [(x, target)] * taken):
            pass
    return net, x, target, gradient, parameters


def _sharpness_gradient(gradient, parameters, u, h=1e-2):
    """The sharpness's gradient, H's change along u times u, without its part along u."""
    here = gradient()
    parameters += h * u
    above = gradient()
    parameters -= 2 * h * u
    below = gradient()
    parameters += h * u
    change = (above - 2 * here + below) / h**2
    return change - (change @ u) * u
