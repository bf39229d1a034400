"""Runs layers in order, and records every activation and every gradient between them.

The signal runs up through the layers and the gradient back down. What passed between the
layers in either direction stays with the network; every probe is a function of that.
"""

from contextvars import ContextVar
from itertools import pairwise

from nncourse.checks import as_data, finite, fits, share
from nncourse.init import he
from nncourse.layers import BatchNorm, Dense, Dropout, Layer, ReLU

inside_a_network = ContextVar("inside_a_network", default=False)


class Sequential(Layer):
    """Layers in order, themselves a layer. gradients[i] is dL / d activations[i].

    activations[0] is x and activations[i] the output of layers[i - 1]. Parameters and
    gradients go by the layer's place and their name there: "0.W", "0.b", "2.gamma".
    """

    remembers = ("activations",)
    remembers_backward = ("gradients",)
    cached = None  # what `slots` was made of, and what it gave

    def __init__(self, *layers):
        self.layers = layers
        self.link_parameters()

    @property
    def layers(self):
        """The layers in order, a tuple; assign another one to change the network."""
        return self.__dict__["layers"]

    @layers.setter
    def layers(self, layers):
        layers = tuple(layers)
        if not layers:
            raise ValueError("a network needs at least one layer")
        for i, layer in enumerate(layers):
            if not isinstance(layer, Layer):
                raise TypeError(f"layer {i} must be a layer such as ReLU(), not {layer!r}")
        _check_used_once(layers)
        self.__dict__["layers"] = layers

    def walk(self):
        """This network, and all that is in it: networks and layers, from the first on."""
        yield self
        for layer in self.layers:
            yield from layer.walk()

    @property
    def slots(self):
        """Where each parameter is: [(its key in `params`, the layer, its name there)]."""
        of_layers = [layer.slots for layer in self.layers]
        if self.cached is None or self.cached[0] != of_layers:
            slots = [
                (f"{i}.{key}", layer, name)
                for i, slots_of_layer in enumerate(of_layers)
                for key, layer, name in slots_of_layer
            ]
            self.cached = of_layers, slots
        return self.cached[1]

    def astype(self, dtype):
        """Turn every parameter into `dtype`."""
        for layer in self.layers:
            layer.astype(dtype)

    def forward(self, x, training=False):
        """The output of the last layer; keeps what each layer put out in `activations`."""
        outermost = not inside_a_network.get()
        x = as_data(x) if outermost else x  # further in, a run that diverges may bring nan
        before = inside_a_network.set(True)
        try:
            self.activations = [x]
            for layer in self.layers:
                x = layer.forward(x, training)
                self.activations.append(x)
        finally:
            inside_a_network.reset(before)
        return x

    def backward(self, dy):
        """The gradient on x; keeps the one on every activation in `gradients`."""
        dy = self._backward_to_first(dy)
        self.gradients[0] = self.layers[0].backward(dy)
        return self.gradients[0]

    def backward_to_params(self, dy):
        """`backward` without the gradient on the data: gradients[0] is None.

        Learning needs no more, and it saves a tenth to a fifth of a step.
        """
        backward_to_params(self.layers[0], self._backward_to_first(dy))

    def _backward_to_first(self, dy):
        """The gradient on the first layer's output; those above it are kept."""
        fits(dy, self.activations[-1].shape)
        self.gradients = [None] * (len(self.layers) + 1)
        for i in range(len(self.layers), 1, -1):
            self.gradients[i] = dy
            dy = self.layers[i - 1].backward(dy)
        self.gradients[1] = dy
        return dy

    def __setstate__(self, state):
        super().__setstate__(state)
        self.link_parameters()

    def __len__(self):
        return len(self.layers)

    def __getitem__(self, i):
        return self.layers[i]

    def __repr__(self):
        title = Layer.__repr__(self).replace("()", "")
        rows = [f"{title}, {sum(p.size for p in self.params.values()):,} parameters"]
        for i, layer in enumerate(self.layers):
            first, *more = repr(layer).split("\n")
            count = sum(p.size for p in layer.params.values())
            if count and not isinstance(layer, Sequential):
                first = f"{first:40} {count:8,}"
            rows += [f"  {i:2}  {first}", *(f"      {line}" for line in more)]
        return "\n".join(rows)


class Residual(Sequential):
    """y = x + scale * f(x), where f is the layers in order: they learn what to add to x.

    The gradient has a way past the layers: dx = dy + (the layers' share of it).
    Source: He et al. (2016), equation 1; `scale` as in De & Smith (2020).
    """

    settings = ("scale",)

    def __init__(self, *layers, scale=1.0):
        super().__init__(*layers)
        self.scale = finite(scale, "scale")

    def forward(self, x, training=False):
        """x + scale * f(x), which must have the shape of x."""
        f = super().forward(x, training)
        x = self.activations[0]
        if f.shape != x.shape:
            raise ValueError(
                f"Residual adds x, of shape {x.shape}, and what its layers make of it, "
                f"of shape {f.shape}: give the last layer as many outputs as x has features"
            )
        return x + self.scale * f

    def backward(self, dy):
        """dy, and what comes back through the layers from scale * dy."""
        self.gradients[0] = dy + super().backward(self.scale * dy)
        return self.gradients[0]


def backward_to_params(layer, dy):
    """What learning needs of layer.backward(dy): every gradient but dx, which costs time.

    If `backward` was replaced on this one object, the replacement is used.
    """
    if "backward" in vars(layer):
        layer.backward(dy)
    else:
        layer.backward_to_params(dy)


def mlp(sizes, rng, activation=ReLU, init=he, batch_norm=False, dropout=0.0):
    """Dense layers from sizes[0] features to sizes[-1] outputs, `activation` between them.

    Between two Dense layers stand, in this order, BatchNorm (if `batch_norm`), an
    `activation()`, and Dropout (if `dropout` is above 0).
    """
    sizes = list(sizes)
    if len(sizes) < 2:
        raise ValueError(
            f"sizes needs at least those of the input and the output, not {sizes}"
        )
    share(dropout, "dropout")
    layers = []
    for n_in, n_out in pairwise(sizes[:-1]):
        layers.append(Dense(n_in, n_out, rng, init))
        if batch_norm:
            layers.append(BatchNorm(n_out))
        layers.append(activation())
        if dropout:
            layers.append(Dropout(dropout, rng))
    return Sequential(*layers, Dense(sizes[-2], sizes[-1], rng, init))


def _check_used_once(layers):
    seen = {}
    for i, layer in enumerate(layers):
        for part in layer.walk():
            if id(part) in seen:
                raise ValueError(
                    f"layer {i} is the same {type(part).__name__} object as layer "
                    f"{seen[id(part)]}: make a new one, since each remembers one pass"
                )
            seen[id(part)] = i
