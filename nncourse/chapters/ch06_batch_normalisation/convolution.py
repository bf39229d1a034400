"""A small network of convolutions, with batch normalisation a channel at a time.

Images are (n, rows, columns, channels) here, the channels last.
"""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import whole_batches
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.init import he
from nncourse.layers import BatchNorm, Dense, Layer, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

SIDE = 8  # pixels of a digit


class Reshape(Layer):
    """The same numbers in another shape (n, *shape)."""

    remembers = ("before",)

    def __init__(self, *shape):
        self.shape = shape

    def forward(self, x, training=False):
        self.before = x.shape
        return x.reshape(-1, *self.shape)

    def backward(self, dy):
        return dy.reshape(self.before)


class Convolution(Dense):
    """A Dense layer on each 3 x 3 window of an image, with zeros around its edge."""

    def __init__(self, n_in, n_out, rng):
        super().__init__(9 * n_in, n_out, rng, he)

    def forward(self, x, training=False):
        """y (n, h, w, n_out) from x (n, h, w, n_in)."""
        n, h, w, _ = x.shape
        padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        shifted = [padded[:, i : i + h, j : j + w] for i in range(3) for j in range(3)]
        windows = np.concatenate(shifted, axis=3).reshape(n * h * w, -1)
        return super().forward(windows, training).reshape(n, h, w, -1)

    def backward(self, dy):
        """dx from dy; every pixel lies in nine windows and sums what they send back."""
        n, h, w, n_out = dy.shape
        dwindows = super().backward(dy.reshape(-1, n_out)).reshape(n, h, w, 9, -1)
        dx = np.zeros((n, h + 2, w + 2, dwindows.shape[4]))
        for k in range(9):
            i, j = divmod(k, 3)
            dx[:, i : i + h, j : j + w] += dwindows[..., k, :]
        return dx[:, 1:-1, 1:-1]


def convolutions(rng, channels=8, depth=4, norm=True, places=True):
    """`depth` convolutions with ReLU, and a last Dense; before each ReLU, if `norm`, batch
    normalisation: over examples and places, or with places=False over examples alone.
    """
    layers, image = [Reshape(SIDE, SIDE, 1)], (SIDE, SIDE, channels)
    for k in range(depth):
        layers.append(Convolution(channels if k else 1, channels, rng))
        if norm:
            features = (channels,) if places else (SIDE * SIDE * channels,)
            layers += [Reshape(*features), BatchNorm(*features), Reshape(*image)]
        layers.append(ReLU())
    n = SIDE * SIDE * channels
    return Sequential(*layers, Reshape(n), Dense(n, 10, rng, he))


@kept(128)
def measure_convolutions(
    norm=True, places=True, size=2, lr=0.03, seed=0, channels=8, images=1200
):
    """Test accuracy of four convolutions after `images` images in batches of `size`."""
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    net = convolutions(rng, channels, norm=norm, places=places)
    stream = whole_batches(x, labels, size, images // size, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    return evaluate(net, *test)[1]
