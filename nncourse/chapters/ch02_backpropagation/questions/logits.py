"""What two questions share: logits, their softmax and the labels as rows."""

import numpy as np

LARGE = "logits as large as 1000"


def _softmax(logits):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def _hot(logits, labels):
    return np.eye(logits.shape[1], dtype=logits.dtype)[labels]
