"""The cliff of a recurrent network, and descent on it, cut and uncut; and what cutting does
to the mean of many gradients.
"""

import copy

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import BAD_STEP, run_until
from nncourse.chapters.deep_nets import standard_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.losses import softmax_cross_entropy

TIMES = 50  # that the unit is applied
CLIFF_RATE = 0.05
BEFORE_THE_WALL = 1.3, 0.0  # w and b at the start: high above the crack


def cliff(w, b, times=TIMES):
    """(loss, its slope in w, its slope in b) of one unit, h = tanh(w h + b) so many times
    from h = 1, that is to end at 0: h^2 / 2.
    """
    h = np.ones(np.broadcast(w, b).shape)
    by_w, by_b = np.zeros_like(h), np.zeros_like(h)  # how h changes with w and b
    for _ in range(times):
        before, h = h, np.tanh(w * h + b)
        slope = 1 - h**2
        by_w, by_b = slope * (before + w * by_w), slope * (1 + w * by_b)
    return h**2 / 2, h * by_w, h * by_b


def measure_cliff(limit=1.0, lr=CLIFF_RATE, start=BEFORE_THE_WALL, n_steps=60):
    """Descent on the `cliff`, each gradient cut to the norm `limit`; np.inf cuts nothing.

    "path" (n_steps + 1, 2) and the "loss" along it; "norm" of each uncut gradient.
    """
    place, path, losses, norms = np.array(start), [np.array(start)], [], []
    for _ in range(n_steps):
        loss, *gradient = cliff(*place)
        norm = np.linalg.norm(gradient)
        place = place - lr * min(1.0, limit / norm) * np.array(gradient)
        path.append(place)
        losses.append(float(loss))
        norms.append(norm)
    losses.append(float(cliff(*place)[0]))
    return {"path": np.array(path), "loss": np.array(losses), "norm": np.array(norms)}


@kept(16)
def measure_starts(limit=1.0, lr=CLIFF_RATE, n_steps=40):
    """Descent on the `cliff` from a grid of "starts" on both sides of the crack: the share
    of them that have "arrived" at a loss below 0.01, and of those that were ever "thrown"
    beyond 2 in w or b.
    """
    w, b = np.meshgrid(np.linspace(1.05, 1.5, 30), np.linspace(-0.3, 0.3, 31))
    thrown = np.zeros(w.shape, bool)
    for _ in range(n_steps):
        _, by_w, by_b = cliff(w, b)
        norm = np.maximum(np.hypot(by_w, by_b), 1e-300)  # far off it may be 0
        share = lr * np.minimum(1, limit / norm)
        w, b = w - share * by_w, b - share * by_b
        thrown |= np.maximum(np.abs(w), np.abs(b)) > 2
    arrived = cliff(w, b)[0] < 0.01
    return {"starts": w.size, "arrived": arrived.mean(), "thrown": thrown.mean()}


@kept(32)
def measure_bias(share=0.5, batch=32, seed=0, at=BAD_STEP):
    """Every batch's gradient of a network that has learnt for `at` steps, cut to the norm
    that the given share of them does not exceed: the "angle" in degrees between the mean of
    the cut gradients and the whole gradient, and their "length" ratio.
    """
    net, _, _ = copy.deepcopy(run_until(at, seed))
    (x, labels), _ = standard_digits(seed)
    gradients = []
    for images, answers in batches(x, labels, batch, 1, np.random.default_rng(seed)):
        _, dlogits = softmax_cross_entropy(net.forward(images, training=True), answers)
        net.backward(dlogits)
        gradients.append(net.vectors()[1].copy())
    gradients = np.array(gradients)
    norms = np.linalg.norm(gradients, axis=1)
    limit = np.quantile(norms, share)
    whole = gradients.mean(axis=0)
    cut = (np.minimum(1, limit / norms)[:, None] * gradients).mean(axis=0)
    lengths = np.linalg.norm(whole), np.linalg.norm(cut)
    angle = np.degrees(np.arccos(whole @ cut / np.prod(lengths)))
    return {"angle": angle, "length": lengths[1] / lengths[0]}
