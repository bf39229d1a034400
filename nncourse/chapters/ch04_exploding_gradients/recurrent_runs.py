"""One matrix thirty times over: the gradient's way back through a recurrent network."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import MATRICES
from nncourse.chapters.kept_runs import kept

ONE_WAY = "one-way"


def one_way(n, rng):
    """A matrix by which each unit listens only to those before it: all its eigenvalues are
    0, and its entries' mean square is a Gaussian matrix's.
    """
    return np.triu(rng.standard_normal((n, n)), k=1) * np.sqrt(2 / (n - 1))


KINDS = MATRICES | {ONE_WAY: one_way}


@kept(64)
def measure_recurrent(g=1.0, kind="gaussian", words=30, width=50, seed=0):
    """A gradient of length 1 that arrives after the last word of 20 texts, on its way back
    through h = tanh(h W + word), where W is g times a matrix of one kind in KINDS.

    "tanh" (20, words + 1) is its length, word by word towards the first, and "alone" the
    same where the step is h = h W + word; "singular" and "eigenvalue" are W's largest, the
    latter in size. A word is 0.3 times normal numbers.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {list(KINDS)}, not {kind!r}")
    rng = np.random.default_rng(seed)
    W = g * KINDS[kind](width, rng)
    h, states = np.zeros((20, width)), []
    for word in 0.3 * rng.standard_normal((words, 20, width)):
        h = np.tanh(h @ W + word)
        states.append(h)
    dh = rng.standard_normal((20, width))
    dh /= np.linalg.norm(dh, axis=1, keepdims=True)
    alone, slopes = np.ones((words, 20, width)), 1 - np.array(states) ** 2
    return {
        "alone": _lengths(dh, W, alone),
        "tanh": _lengths(dh, W, slopes[::-1]),
        "singular": np.linalg.norm(W, 2),
        "eigenvalue": np.abs(np.linalg.eigvals(W)).max(),
    }


def _lengths(dh, W, slopes):
    """The length of dh, and after each word that it goes back: times slope, times W."""
    lengths = [np.linalg.norm(dh, axis=1)]
    for slope in slopes:
        dh = (dh * slope) @ W.T
        lengths.append(np.linalg.norm(dh, axis=1))
    return np.array(lengths).T
