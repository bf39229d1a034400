"""Descent on a bowl whose gradient is noisy, as a batch's is, at the rates of a schedule.

The bowl is w**2 / 2, and every gradient has noise of variance 1 of its own.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.runs import SCHEDULES

START = 10.0
STEPS = 60


def measure_noisy_bowl(lr=0.6, schedule="constant", momentum=0.0, n_steps=STEPS, seed=0):
    """Arrays with an entry for the start and for each step after: "lr", the rate that the
    next step takes; "w" of one run; and the "loss", the mean over all the runs that there
    can be, which follows from the means and covariances of w and its velocity.
    """
    rng = np.random.default_rng(seed)
    w, v = START, 0.0
    moments = np.outer([START, 0.0], [START, 0.0])  # means of w w, w v and v v
    rates, path, losses = [], [], []
    for step in range(n_steps + 1):
        rate = lr * SCHEDULES[schedule](step / n_steps)
        rates.append(rate)
        path.append(w)
        losses.append(moments[0, 0] / 2)
        v = momentum * v + w + rng.standard_normal()
        w -= rate * v
        move = np.array([[1 - rate, -rate * momentum], [1, momentum]])
        noise = np.array([-rate, 1])
        moments = move @ moments @ move.T + np.outer(noise, noise)
    return {"lr": np.array(rates), "w": np.array(path), "loss": np.array(losses)}


def floor(lr, momentum=0.0):
    """The mean loss at which a constant rate stays: half the variance of w."""
    room = (1 - momentum) * (2 * (1 + momentum) - lr)
    return lr * (1 + momentum) / room / 2
