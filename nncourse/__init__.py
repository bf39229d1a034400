"""A small numpy package for seeing how neural networks train.

Read it in this order: init, losses, optim, data, layers, network, gradcheck, probes,
training. Each file is one idea of the course.
"""

from nncourse.data import batches, digits, moons, spirals, split
from nncourse.gradcheck import check_gradients, numerical_gradient
from nncourse.init import he, normal, orthogonal, xavier
from nncourse.layers import (
    GELU,
    BatchNorm,
    Dense,
    Dropout,
    LayerNorm,
    LeakyReLU,
    ReLU,
    Sigmoid,
    Tanh,
)
from nncourse.losses import accuracy, mean_squared_error, softmax_cross_entropy
from nncourse.network import Residual, Sequential, mlp
from nncourse.optim import SGD, Adam, AdamW, clip_norm
from nncourse.probes import (
    activation_stds,
    dead_units,
    gradient_norms,
    saturation,
    update_ratios,
)
from nncourse.training import evaluate, steps, train

__all__ = [
    "GELU",
    "SGD",
    "Adam",
    "AdamW",
    "BatchNorm",
    "Dense",
    "Dropout",
    "LayerNorm",
    "LeakyReLU",
    "ReLU",
    "Residual",
    "Sequential",
    "Sigmoid",
    "Tanh",
    "accuracy",
    "activation_stds",
    "batches",
    "check_gradients",
    "clip_norm",
    "dead_units",
    "digits",
    "evaluate",
    "gradient_norms",
    "he",
    "mean_squared_error",
    "mlp",
    "moons",
    "normal",
    "numerical_gradient",
    "orthogonal",
    "saturation",
    "softmax_cross_entropy",
    "spirals",
    "split",
    "steps",
    "train",
    "update_ratios",
    "xavier",
]
