"""What a cell prints stands on the page as it was printed.

A busy kernel sends a line in pieces, and MyST-NB ends a line after each piece.
"""

from copy import deepcopy

from myst_nb.core import render
from myst_nb.core.utils import coalesce_streams


def as_printed(outputs):
    """The outputs, what went to one stream joined, with what else MyST-NB does to them."""
    whole, streams = [], {}
    for output in deepcopy(outputs):
        name = output.get("name") if output["output_type"] == "stream" else None
        if name in streams:
            streams[name]["text"] += output["text"]
            continue
        whole.append(output)
        if name:
            streams[name] = output
    return coalesce_streams(whole)


def setup(app):
    render.coalesce_streams = as_printed
