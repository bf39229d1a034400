"""The graph for a notebook and for the page: step through the passes of a small network.

All of it runs in the browser. Each graph carries its network and its examples with it, so
a page with several loads one script (`graph_script`).
"""

import json
import os
import sys
from html import escape
from pathlib import Path

import numpy as np

from nncourse.layers import Dense, ReLU
from nncourse.live.bundle import bundle
from nncourse.live.graph_messages import GRAPH
from nncourse.live.graph_picture import graph_picture
from nncourse.live.show_reader import PAGE
from nncourse.live.spec import spec

HERE = Path(__file__).parent
RATE = 0.1  # of the step
MOUNT = """
for (const root of document.querySelectorAll(".live-graph:not([data-live])")) {
  root.dataset.live = "";
  const data = JSON.parse(root.querySelector("script").textContent);
  const model = { get: (name) => ({ data })[name] };
  const el = document.createElement("div");
  root.append(el);
  live.render({ model, el });
}
"""


def graph(net, x, labels):
    """Show a network with ReLU at work: 2-2-2 on one example x with its label, or one that
    reads images of 8 x 8 pixels, rows of x, of which the reader chooses one.

    Raises ValueError for a network of another shape.
    """
    data = graph_data(net, x, labels)
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        print(GRAPH["without_page"])
        return
    html = placeholder(data)
    if not os.environ.get(PAGE):
        html += f"<style>{graph_style()}</style><script>{graph_script()}</script>"
    shell.display_pub.publish({"text/html": html})


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


def placeholder(data):
    """What the script fills, with what stands there without one and in print."""
    sentence = escape(GRAPH["without_script"], quote=False)
    written = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    return (
        '<div class="live-graph tex2jax_ignore mathjax_ignore">'
        f'<script type="application/json">{written}</script>'
        f'<div class="live-still">{graph_picture(data)}<p>{sentence}</p></div></div>'
    )


def graph_script():
    """One script for `<script>` in a page or a notebook; it fills all graphs."""
    text = f"{bundle(HERE / 'graph.js', 'live')}{MOUNT}"
    return f'(() => {{\n"use strict";\n{text}}})();\n'


def graph_style():
    return (HERE / "graph.css").read_text(encoding="utf-8")
