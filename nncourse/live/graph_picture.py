"""The graph as a still picture: the network with the numbers of its forward pass.

It stands where nothing runs: without JavaScript, in a PDF, in a viewer of notebooks.
"""

import numpy as np

from nncourse.live.graph_messages import GRAPH
from nncourse.live.picture import reader_picture

WIDTH, HEIGHT = 600, 250
ALONG = {"x": 60, "a": 250, "z": 440}
ACROSS = 70, 180
BOX = 56, 32  # half the width and half the height of a unit


def graph_picture(data):
    """An SVG of the network of `graph_data` at work on its first example."""
    first, _, last = data["network"]["layers"]
    x, label = np.array(data["examples"][0]["x"]), data["examples"][0]["label"]
    a = x @ first["W"] + first["b"]
    h = np.maximum(0, a)
    z = h @ last["W"] + last["b"]
    p = np.exp(z) / np.exp(z).sum()
    if len(x) == 64:
        words = GRAPH["still_digit"].format(digit=label, p=f"p = {text(p[label])}")
        return reader_picture(x, p, words)
    values = {"x": x, "a": a, "h": h, "z": z, "p": p, "loss": -np.log(p[label])}
    return network_picture(values, first["W"], last["W"])


def network_picture(values, W1, W2):
    """The two inputs, hidden units and classes, with `values` by the chapter's letters."""
    x, a, h, z, p, loss = values.values()
    said = {name: ", ".join(map(text, np.atleast_1d(v))) for name, v in values.items()}
    drawn = [
        *edges("x", "a", W1),
        *edges("a", "z", W2),
        *(unit("x", i, f"x = {text(x[i])}") for i in (0, 1)),
        *(unit("a", i, f"a = {text(a[i])}", f"h = {text(h[i])}") for i in (0, 1)),
        *(unit("z", i, f"z = {text(z[i])}", f"p = {text(p[i])}") for i in (0, 1)),
        f'<text x="545" y="{sum(ACROSS) / 2}">L = {text(loss)}</text>',
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{GRAPH["still"].format(**said)}" fill="currentColor" '
        'font-family="sans-serif" font-size="14" text-anchor="middle">'
        f"{''.join(drawn)}</svg>"
    )


def text(value):
    return f"{value:.3f}".replace("-", "\N{MINUS SIGN}")


def edges(start, end, W):
    """The lines between two layers, each with its weight nearer to where it begins."""
    for i, row in enumerate(W):
        for j, weight in enumerate(row):
            x1, x2 = ALONG[start] + BOX[0], ALONG[end] - BOX[0]
            y1, y2 = ACROSS[i], ACROSS[j]
            share = 0.5 if i == j else 0.3
            x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1) - 4
            yield (
                f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor"/>'
                f'<text x="{x:.0f}" y="{y:.0f}">{text(weight)}</text>'
            )


def unit(layer, i, *lines):
    x, y = ALONG[layer] - BOX[0], ACROSS[i] - BOX[1]
    words = "".join(
        f'<text x="{ALONG[layer]}" y="{ACROSS[i] + 15 - 10 * len(lines) + 20 * k}">'
        f"{line}</text>"
        for k, line in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{2 * BOX[0]}" height="{2 * BOX[1]}" rx="6" '
        f'fill="none" stroke="currentColor"/>{words}'
    )
