"""The five problems, from a net that fits in a cache to one that is all matrix products."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nncourse import ReLU, Tanh, digits, spirals


@dataclass
class Workload:
    name: str
    about: str
    sizes: list
    batch: int
    data: Callable = digits
    choices: dict = field(default_factory=dict)  # of mlp
    adam: bool = False
    norms: bool = False  # take the gradient norm of every layer after each step

    def examples(self, dtype):
        """x, and labels, or for one output targets of shape (n, 1)."""
        x, labels = self.data()
        y = labels[:, None].astype(dtype) if self.regression else labels
        return x.astype(dtype), y

    @property
    def regression(self):
        return self.sizes[-1] == 1


def _spirals():
    return spirals(400, np.random.default_rng(0))


def _noise(width, examples=2048):
    """Random pictures: W5 is about the size of the products, not about learning."""

    def draw():
        rng = np.random.default_rng(0)
        return rng.random((examples, width)), rng.integers(0, 10, examples)

    return draw


WORKLOADS = [
    Workload(
        "W1",
        "Digits, 64 pixels, through one hidden layer of 100 ReLU units; 64 a batch, SGD",
        [64, 100, 10],
        64,
    ),
    Workload(
        "W2",
        "Digits through 29 hidden layers of 64 ReLU units; 128 a batch, SGD, and after "
        "each step the norm of every layer's gradient",
        [64] * 30 + [10],
        128,
        norms=True,
    ),
    Workload(
        "W3",
        "400 points of two spirals, all at once, through two hidden layers of 32 tanh "
        "units to one number; squared error, SGD",
        [2, 32, 32, 1],
        400,
        data=_spirals,
        choices={"activation": Tanh},
    ),
    Workload(
        "W4",
        "The network of W1 with batch norm, dropout of 0.2, and Adam",
        [64, 100, 10],
        64,
        choices={"batch_norm": True, "dropout": 0.2},
        adam=True,
    ),
    Workload(
        "W5",
        "784 random pixels through two hidden layers of 1,024 ReLU units; 256 a batch, SGD",
        [784, 1024, 1024, 10],
        256,
        data=_noise(784),
    ),
]
TINY = [
    Workload("W1", "tiny", [64, 8, 10], 16),
    Workload("W2", "tiny", [64] * 3 + [10], 16, norms=True),
    Workload("W3", "tiny", [2, 4, 1], 400, data=_spirals, choices={"activation": Tanh}),
    Workload(
        "W4",
        "tiny",
        [64, 8, 10],
        16,
        choices={"batch_norm": True, "dropout": 0.2, "activation": ReLU},
        adam=True,
    ),
]
