"""Figures for the small book: one of lines over time, one of maps, one of neither."""

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure


@lru_cache
def measure(frequency):
    x = np.linspace(0, 1, 50)
    return x, [np.sin(frequency * x * 6 + t / 3) for t in range(5)]


def wave(frequency=2, shape="sine", grid=True, step=0):
    x, ys = measure(frequency)
    figure = Figure(figsize=(6.4, 3.6))
    ax = figure.subplots()
    ax.plot(x, ys[step] if shape == "sine" else np.sign(ys[step]), lw=2, color="#0072b2")
    ax.set(ylim=(-1.1, 1.1), xlim=(0, 1), title="A <wave> & more")
    ax.text(0.5, 0.8, "quiet", color="0.3")
    ax.grid(grid)
    return figure


def heat(size=8, palette="viridis", falling_by=0.1):
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    place = np.arange(size)
    left.imshow(np.add.outer(place, place) % 3, cmap=palette, interpolation="none")
    right.semilogy(np.arange(10), falling_by ** np.arange(10), "o-")
    right.set(title="Decay", xlabel="layer", ylim=(1e-20, 10))
    return figure


def in_words(size, palette, falling_by):
    return f'A "{size} by {size}" map in {palette}, falling by {falling_by} a layer'


WAVE = {
    "frequency": [1, 2, 5],
    "shape": ["sine", "square"],
    "grid": [False, True],
    "step": range(5),
}
HEAT = {
    "size": [4, 8, 16],
    "palette": ["viridis", "magma", "gray", "cividis", "plasma"],
    "falling_by": [0.5, 0.1],
}
