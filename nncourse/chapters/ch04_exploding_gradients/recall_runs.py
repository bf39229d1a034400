"""A recurrent network that learns to recall the first word of a text, cut and uncut."""

import numpy as np

from nncourse.losses import accuracy, softmax_cross_entropy

UNITS, WORDS, BATCH, STEPS = 50, 20, 32, 1000
FIRST, FILLERS = 4, 2  # words that may come first, and that fill the rest of a text
RATE, MOMENTUM = 0.1, 0.9


def new_network(rng):
    """U for words, W for what is remembered, V for the answer, and two biases."""
    words = FIRST + FILLERS
    return {
        "U": rng.standard_normal((words, UNITS)) / np.sqrt(words),
        "W": rng.standard_normal((UNITS, UNITS)) / np.sqrt(UNITS),
        "V": rng.standard_normal((UNITS, FIRST)) / np.sqrt(UNITS),
        "b": np.zeros(UNITS),
        "c": np.zeros(FIRST),
    }


def texts(rng, count=BATCH, words=WORDS):
    """(one-hot words (words, count, 6), the first word of each): what follows is filler."""
    first = rng.integers(0, FIRST, count)
    fill = rng.integers(FIRST, FIRST + FILLERS, (words - 1, count))
    return np.eye(FIRST + FILLERS)[np.vstack([first, fill])], first


def read(p, x):
    """h before the first word, which is 0, and after each: (count, UNITS) each."""
    states = [np.zeros((x.shape[1], UNITS))]
    for word in x:
        states.append(np.tanh(states[-1] @ p["W"] + word @ p["U"] + p["b"]))
    return states


def loss_and_gradients(p, x, first):
    """Through time and back: h = tanh(h W + x U + b) at each word, logits h V + c after the
    last. (mean loss, share answered right, the gradient of each parameter).
    """
    states = read(p, x)
    logits = states[-1] @ p["V"] + p["c"]
    loss, dlogits = softmax_cross_entropy(logits, first)
    grads = {name: np.zeros_like(value) for name, value in p.items()}
    grads["V"], grads["c"] = states[-1].T @ dlogits, dlogits.sum(axis=0)
    dh = dlogits @ p["V"].T
    for word, before, h in zip(x[::-1], states[-2::-1], states[:0:-1], strict=True):
        da = dh * (1 - h**2)
        grads["W"] += before.T @ da  # one matrix, one share a word
        grads["U"] += word.T @ da
        grads["b"] += da.sum(axis=0)
        dh = da @ p["W"].T
    return loss, accuracy(logits, first), grads


def look_inside(p, words=WORDS, count=100):
    """What a chart of norms does not show, on `count` texts of their own: W's largest
    "eigenvalue" in size; the length of the gradient at h after the "first" word, and three
    words before the last ("near"), over that after the last; and the share of all h that
    are "flat", beyond 0.95 in size, where tanh's slope is below 0.1.
    """
    x, first = texts(np.random.default_rng(1), count, words)
    _, *states = read(p, x)
    dh = softmax_cross_entropy(states[-1] @ p["V"] + p["c"], first)[1] @ p["V"].T
    lengths = [np.linalg.norm(dh)]
    for h in states[:0:-1]:
        dh = (dh * (1 - h**2)) @ p["W"].T
        lengths.append(np.linalg.norm(dh))
    return {
        "eigenvalue": np.abs(np.linalg.eigvals(p["W"])).max(),
        "first": lengths[-1] / lengths[0],
        "near": lengths[3] / lengths[0],
        "flat": np.mean(np.abs(states) > 0.95),
    }


def measure_recall(limit=1.0, rate=RATE, seed=0, n_steps=STEPS, words=WORDS, looks=()):
    """Training on new texts at each step, gradients cut to `limit`: the "loss", the share
    of texts answered "right" and the uncut gradient's "norm", step by step; and "inside",
    what `look_inside` sees after so many steps as `looks` says.
    """
    rng = np.random.default_rng(seed)
    p = new_network(rng)
    velocity = {name: np.zeros_like(value) for name, value in p.items()}
    rows, inside = [], []
    for step in range(n_steps):
        loss, right, grads = loss_and_gradients(p, *texts(rng, words=words))
        norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
        for name, g in grads.items():
            velocity[name] = MOMENTUM * velocity[name] + min(1, limit / norm) * g
            p[name] -= rate * velocity[name]
        rows.append((loss, right, norm))
        if step + 1 in looks:
            inside.append(look_inside(p, words))
    loss, right, norm = np.array(rows).T
    return {"loss": loss, "right": right, "norm": norm, "inside": inside}
