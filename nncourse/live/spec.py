"""A network of the package written down for the engine in JavaScript.

A spec is plain lists, numbers and texts, so it goes through JSON and into a page. Whatever
the engine would compute otherwise than the package is refused here.
"""

import numpy as np

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
from nncourse.network import Residual, Sequential

# What the engine asks for beside the parameters. It is exact types that count: a subclass
# may compute something else.
SETTINGS = {
    Dense: (),
    Sigmoid: (),
    Tanh: (),
    ReLU: (),
    LeakyReLU: ("slope",),
    GELU: (),
    BatchNorm: ("mean", "var", "momentum", "eps"),
    LayerNorm: ("eps",),
    Dropout: ("rate",),
    Sequential: (),
    Residual: ("scale",),
}


def spec(net):
    """The network as the engine's `fromSpec` reads it, with its parameters as they are now.

    Raises TypeError for a layer that the engine does not know, and ValueError for a
    parameter that is frozen, not float64, or not finite.
    """
    if not isinstance(net, Sequential):
        raise TypeError(f"a network must be Sequential or Residual, not {net!r}")
    return _spec(net, "the network")


def _spec(layer, where):
    kind = type(layer)
    if kind not in SETTINGS:
        known = ", ".join(known.__name__ for known in SETTINGS)
        raise TypeError(
            f"{where} is of type {kind.__name__}, and the engine knows only {known}"
        )
    for method in ("forward", "backward"):
        if method in vars(layer):
            raise TypeError(f"{where}, {kind.__name__}, has a {method} of its own")
    written = {"kind": kind.__name__}
    if isinstance(layer, Sequential):
        prefix = "layer " if where == "the network" else f"{where}."
        parts = enumerate(layer.layers)
        written["layers"] = [_spec(part, f"{prefix}{i}") for i, part in parts]
    for name in (*layer.names, *SETTINGS[kind]):
        written[name] = _plain(getattr(layer, name), f"{name} of {where}")
    return written


def _plain(value, name):
    """A number as it is, an array as lists."""
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype != np.float64:
        raise ValueError(f"{name} is {value.dtype}, and the engine computes in float64")
    if not value.flags.writeable:
        raise ValueError(f"{name} is frozen, and the engine would move it")
    if not np.isfinite(value).all():
        raise ValueError(f"{name} holds {value[~np.isfinite(value)][0]}")
    return value.tolist()
