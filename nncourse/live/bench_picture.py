"""The bench as a still picture: two spirals, and how a trained network divides the plane.

It stands where nothing runs: without JavaScript, in a PDF, in a viewer of notebooks.
"""

from functools import lru_cache
from itertools import groupby

import numpy as np

from nncourse.data import batches, spirals
from nncourse.live.messages import BENCH
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import Adam
from nncourse.training import train

SIDE, CELL = 40, 6  # cells in a row, units of the picture in a cell
REACH = 1.3  # of the plane, from the middle
POINTS = 120
CLASSES = "#92c5de", "#f4a582"
DOTS = "#053061", "#67001f"


@lru_cache(maxsize=1)
def bench_picture():
    """An SVG with words for who does not see it."""
    side = SIDE * CELL
    x, labels, given = learnt()
    rows = "".join(
        f'<rect x="{CELL * start}" y="{CELL * y}" width="{CELL * length}" '
        f'height="{CELL}" fill="{CLASSES[kind]}"/>'
        for y, row in enumerate(given)
        for kind, start, length in runs_of(row)
    )
    each = len(x) // POINTS
    places = (x[::each] * (1, -1) + REACH) / (2 * REACH) * side
    dots = "".join(
        f'<circle cx="{u:.0f}" cy="{v:.0f}" r="3" fill="{DOTS[kind]}"/>'
        if kind == 0
        else f'<rect x="{u - 3:.0f}" y="{v - 3:.0f}" width="6" height="6" '
        f'fill="{DOTS[kind]}"/>'
        for (u, v), kind in zip(places, labels[::each], strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side}" height="{side}" role="img" aria-label="{BENCH["still"]}" '
        f'shape-rendering="crispEdges">{rows}{dots}</svg>'
    )


def learnt():
    """Points, their classes, and the class that each cell is given by a trained network."""
    rng = np.random.default_rng(0)
    x, labels = spirals(400, rng)
    net = mlp([2, 24, 24, 2], rng)
    train(net, softmax_cross_entropy, Adam(0.01), batches(x, labels, 40, 120, rng))
    across = (np.arange(SIDE) + 0.5) / SIDE * 2 * REACH - REACH
    plane = np.array([(u, -v) for v in across for u in across])
    return x, labels, net.forward(plane).argmax(axis=1).reshape(SIDE, SIDE)


def runs_of(row):
    """(class, first cell, cells) of each stretch of one class in a row of cells."""
    start = 0
    for kind, cells in groupby(row):
        length = len(list(cells))
        yield kind, start, length
        start += length
