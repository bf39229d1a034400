"""Layers end to end, both flows kept.

The signal runs up through the layers and the gradient back down. A network keeps what
passed between its layers in both directions; every probe is a function of that.
"""

import operator
from itertools import pairwise

from nncourse.checks import as_data, fits, share
from nncourse.flat import flatten, views
from nncourse.init import he
from nncourse.layers import BatchNorm, Dense, Dropout, Layer, ReLU


class Sequential(Layer):
    """Layers end to end, itself a layer. gradients[i] is dL / d activations[i].

    activations[0] is x and activations[i] the output of layers[i - 1]. Parameters and
    gradients go by the layer's place and their name there: "0.W", "0.b", "2.gamma".
    """

    takes_data = True  # False for a network inside another: its x may have diverged

    def __init__(self, *layers):
        if not layers:
            raise ValueError("a network needs at least one layer")
        self.slots = []  # of every parameter: (its name here, the layer, its name there)
        for i, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise TypeError(f"layer {i} must be a layer such as ReLU(), not {layer!r}")
            if isinstance(layer, Sequential):
                layer.takes_data = False
                self.slots += [(f"{i}.{key}", *slot) for key, *slot in layer.slots]
            else:
                self.slots += [(f"{i}.{name}", layer, name) for name in layer.names]
        _check_used_once(layers)
        self.layers = layers

    @property
    def parts(self):
        return [part for layer in self.layers for part in layer.parts]

    @property
    def params(self):
        return {key: getattr(layer, name) for key, layer, name in self.slots}

    @property
    def grads(self):
        return {key: getattr(layer, "d" + name) for key, layer, name in self.slots}

    def astype(self, dtype):
        for layer in self.layers:
            layer.astype(dtype)
        if self.flat is not None:
            self.flatten_params()

    def flatten_params(self):
        """Make every parameter a view of one vector, `flat`: one addition moves them all.

        Optimizers notice when one has been replaced since, and then move each by itself.
        """
        params = self.params.values()
        self.flat = flatten(params)
        self.views = list(views(self.flat, params))
        for (_, layer, name), view in zip(self.slots, self.views, strict=True):
            setattr(layer, name, view)

    def is_flat(self):
        if self.flat is None or self.views[0].base is not self.flat:  # or it is a copy
            return False
        now = [getattr(layer, name) for _, layer, name in self.slots]
        return all(map(operator.is_, now, self.views))

    def forward(self, x, training=False):
        x = as_data(x) if self.takes_data else x
        if self.flat is not None and self.flat.dtype != x.dtype:
            self.astype(x.dtype)
        self.activations = [x]
        for layer in self.layers:
            x = layer.forward(x, training)
            self.activations.append(x)
        return x

    def backward(self, dy):
        dy = self.backward_to_first(dy)
        self.gradients[0] = self.layers[0].backward(dy)
        return self.gradients[0]

    def backward_to_params(self, dy):
        """`backward` without the gradient on the data: gradients[0] is None.

        Learning needs no more, and it saves a tenth to a fifth of a step.
        """
        dy = self.backward_to_first(dy)
        first = self.layers[0]
        if getattr(first.backward, "__func__", None) is Dense.backward:
            first.backward_to_params(dy)
        else:  # another kind of layer, or a Dense whose backward somebody replaced
            first.backward(dy)

    def backward_to_first(self, dy):
        """The gradient on the first layer's output, and all those above it kept."""
        fits(dy, self.activations[-1].shape)
        self.gradients = [None] * (len(self.layers) + 1)
        for i in range(len(self.layers), 1, -1):
            self.gradients[i] = dy
            dy = self.layers[i - 1].backward(dy)
        self.gradients[1] = dy
        return dy


def mlp(sizes, rng, activation=ReLU, init=he, batch_norm=False, dropout=0.0):
    """Dense layers from sizes[0] features to sizes[-1] outputs, `activation` between them.

    Between two Dense layers stand, in this order, BatchNorm (if `batch_norm`), an
    `activation()`, and Dropout (if `dropout` is above 0).
    """
    sizes = list(sizes)
    if len(sizes) < 2:
        raise ValueError(f"sizes needs the input's and the output's at least, not {sizes}")
    share(dropout, "dropout")
    layers = []
    for n_in, n_out in pairwise(sizes[:-1]):
        layers.append(Dense(n_in, n_out, rng, init))
        if batch_norm:
            layers.append(BatchNorm(n_out))
        layers.append(activation())
        if dropout:
            layers.append(Dropout(dropout, rng))
    net = Sequential(*layers, Dense(sizes[-2], sizes[-1], rng, init))
    net.flatten_params()
    return net


def _check_used_once(layers):
    seen = {}
    for i, layer in enumerate(layers):
        for part in layer.parts:
            if id(part) in seen:
                raise ValueError(
                    f"layer {i} is the same {type(part).__name__} object as layer "
                    f"{seen[id(part)]}: make a new one, since each remembers one pass"
                )
            seen[id(part)] = i
