"""Probabilities from logits, for the experiments that read them.

Training needs none of this: its loss, `softmax_cross_entropy`, starts from the logits.
"""

import numpy as np


def softmax(logits):
    """exp(logits) / sum(exp(logits)), row by row, for logits of shape (n, classes)."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)
