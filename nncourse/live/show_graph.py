"""The graph for a notebook and for the page: step through the passes of a small network.

All of it runs in the browser. Each graph carries its network and its examples with it.
"""

import numpy as np

from nncourse.layers import Dense, ReLU
from nncourse.live.graph_messages import GRAPH
from nncourse.live.graph_picture import graph_picture
from nncourse.live.show import Piece
from nncourse.live.spec import spec

RATE = 0.1  # of the step
PIECE = Piece("graph", GRAPH)


def graph(net, x, labels):
    """Show a network with ReLU at work: 2-2-2 on one example x with its label, or one that
    reads images of 8 x 8 pixels, rows of x, of which the reader chooses one.

    Raises ValueError for a network of another shape.
    """
    data = graph_data(net, x, labels)
    PIECE.show(graph_picture(data), data)


def graph_data(net, x, labels):
    """What the graph is drawn from."""
    x, labels = np.atleast_2d(x), np.atleast_1d(labels)
    dense = [layer.W.shape for layer in net.layers if type(layer) is Dense]
    kinds = [type(layer) for layer in net.layers]
    if kinds != [Dense, ReLU, Dense] or not drawn(x.shape[1], *dense):
        raise ValueError(f"the graph draws 2-2-2 or 64-n-10 with ReLU, not {net!r}")
    examples = [
        {"x": row.tolist(), "label": int(label)}
        for row, label in zip(x, labels, strict=True)
    ]
    return {"network": spec(net), "examples": examples, "rate": RATE, "messages": GRAPH}


def drawn(n_in, first, last):
    """Whether there is a picture for layers with weights of these shapes."""
    return (n_in, *first, *last) == (2, 2, 2, 2, 2) or (n_in, last[1]) == (64, 10)
