"""Adam on all examples at once: its sharpness beside its own limit, early and late.

Adam divides each parameter's step by sqrt(v) + eps, v made up for its start at 0. In units
of which this makes one rate for all, the Hessian is diag(1 / (sqrt(v) + eps)) H. On a bowl,
v standing still, Adam is momentum with steps of 1 - beta1 times the rate, so that it
converges below an eigenvalue of 2 (1 + beta1) / (1 - beta1) / lr: 38 / lr.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    EXAMPLES,
    WIDTH,
    gradient_of,
    start,
    warmed_up,
)
from nncourse.chapters.ch07_learning_rate.sharpest_directions import sharpest_directions
from nncourse.chapters.kept_runs import kept
from nncourse.losses import mean_squared_error
from nncourse.optim import Adam
from nncourse.training import steps

LIMIT = 2 * (1 + 0.9) / (1 - 0.9)  # times 1 / lr
WEIGHTS = {"as usual": 0.7, "doubled": 2.0}  # times Xavier's
N_STEPS = 800


@kept(64)
def measure_adam_edge(lr=0.03, weights="as usual", warmup=0, seed=0, n_steps=N_STEPS):
    """Full-batch Adam on the squared error: "loss", an entry a step, and at "step", each of
    the first ten and ever fewer later, "sharpness", in Adam's scales, and the same as
    "share" of the limit at that step's rate.
    """
    net, x, target, _ = start(WEIGHTS[weights], "squared error", seed, WIDTH, EXAMPLES)
    gradient, parameters = gradient_of(net, mean_squared_error, x, target)
    optimizer, u = Adam(lr), np.random.default_rng(seed).standard_normal(parameters.size)
    at = np.unique(np.geomspace(1, n_steps, 75).round().astype(int)) - 1
    losses, sharpness = [], []
    for step in range(n_steps):
        optimizer.lr = warmed_up(lr, warmup, step)
        if step in at:
            scale = 1 / np.sqrt(_denominator(optimizer, gradient()))
            rounds = 15 if sharpness else 30
            (largest,), u = sharpest_directions(
                gradient, parameters, u, rounds=rounds, scale=scale
            )
            u = u[:, 0]
            sharpness.append(largest)
        losses += steps(net, mean_squared_error, optimizer, [(x, target)])
    rates = np.array([warmed_up(lr, warmup, step) for step in at])
    sharpness = np.array(sharpness)
    share = sharpness * rates / LIMIT
    return {"loss": np.array(losses), "step": at, "sharpness": sharpness, "share": share}


def last_losses(lr, weights, warmup, seeds=10, n_steps=500):
    """The last loss of so many starts, each at its own."""
    ends = []
    for seed in range(seeds):
        net, x, target, _ = start(WEIGHTS[weights], "squared error", seed, WIDTH, EXAMPLES)
        optimizer = Adam(lr)
        for step in range(n_steps):
            optimizer.lr = warmed_up(lr, warmup, step)
            (loss,) = steps(net, mean_squared_error, optimizer, [(x, target)])
        ends.append(loss)
    return np.array(ends)


def hessian_sharpness(lr, weights, taken, seed=0):
    """The Hessian's own largest eigenvalue after so many steps of Adam."""
    net, x, target, _ = start(WEIGHTS[weights], "squared error", seed, WIDTH, EXAMPLES)
    gradient, parameters = gradient_of(net, mean_squared_error, x, target)
    for _ in steps(net, mean_squared_error, Adam(lr), [(x, target)] * taken):
        pass
    u = np.random.default_rng(seed).standard_normal(parameters.size)
    return sharpest_directions(gradient, parameters, u, rounds=40)[0][0]


def _denominator(optimizer, g):
    """sqrt(v) + eps as the step on the gradient `g` will have it."""
    v = optimizer.beta2 * (optimizer.v if optimizer.t else 0) + (1 - optimizer.beta2) * g**2
    return np.sqrt(v / (1 - optimizer.beta2 ** (optimizer.t + 1))) + optimizer.eps
