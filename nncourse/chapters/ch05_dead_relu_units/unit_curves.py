"""The units that may stand in ReLU's place, drawn: what they put out, and their slope."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.silu import SiLU
from nncourse.layers import GELU, LeakyReLU, ReLU
from nncourse.plots import line_style, panels

UNITS = {  # name: what makes one
    "LeakyReLU": lambda: LeakyReLU(0.1),
    "GELU": GELU,
    "SiLU": SiLU,
}


def unit_curves(unit="GELU"):
    """One kind of unit and ReLU: output and slope by input."""
    figure, (left, right) = panels(1, 2, height=2.7)
    x = np.linspace(-5, 3, 161)
    for name, make, meaning in (("ReLU", ReLU, "relu"), (unit, UNITS[unit], "healthy")):
        y, slope = output_and_slope(make(), x)
        left.plot(x, y, label=name, **line_style(meaning))
        right.plot(x, slope, **line_style(meaning))
    left.set(title="output", xlabel="input", ylim=(-0.6, 3.1))
    left.legend(loc="upper left")
    right.set(title="slope", xlabel="input", ylim=(-0.2, 1.2))
    return figure


def describe_unit_curves(unit):
    said = []
    for x in (-2.0, -0.5):
        y, slope = output_and_slope(UNITS[unit](), np.array([x]))
        said.append(f"at {x:g} it puts out {y[0]:.2f}, with a slope of {slope[0]:.2f}")
    return f"{unit}: {'; '.join(said)}. ReLU's output and slope are 0 there."


def output_and_slope(layer, x):
    """What a layer makes of each x, and its derivative there."""
    y = layer.forward(x[:, None])
    return y[:, 0], layer.backward(np.ones_like(y))[:, 0]
