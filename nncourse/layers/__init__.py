"""The differentiable steps that a network is made of.

Batches are rows: x is (n, d_in), y = layer.forward(x) is (n, d_out). Where L is the loss,
dv stands for dL/dv and has the shape of v; dx = layer.backward(dy) takes the gradient from
the layer's output to its input and assigns those of its parameters (dW, db) on the way.
What forward leaves for backward is public (`relu.on`, `bn.xhat`, `dropout.mask`).
The precision is that of x: parameters follow it.
"""

from nncourse.layers.activations import GELU, LeakyReLU, ReLU, Sigmoid, Tanh
from nncourse.layers.dense import Dense
from nncourse.layers.dropout import Dropout
from nncourse.layers.layer import Layer, NotYet
from nncourse.layers.norms import BatchNorm, LayerNorm

__all__ = [
    "GELU",
    "BatchNorm",
    "Dense",
    "Dropout",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "NotYet",
    "ReLU",
    "Sigmoid",
    "Tanh",
]
