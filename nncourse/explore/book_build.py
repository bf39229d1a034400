"""The kernel's side of a book build. The Sphinx extension (`sphinx.py`) sets environment
variables; a kernel that sees them draws all frames of a figure, puts them out as HTML and
reports its progress to a file that the extension reads.
"""

import json
import os
import time
from collections import Counter

from nncourse.explore.all_frames import draw_all_frames
from nncourse.explore.choice import ExploreError
from nncourse.explore.compression import compress_frames
from nncourse.explore.figure_html import figure_html

MODE = "NNCOURSE_EXPLORE"  # "static" while a book is built
NOTEBOOK = "NNCOURSE_EXPLORE_NOTEBOOK"  # the page whose notebook is being executed
LOG = "NNCOURSE_EXPLORE_LOG"  # the file that progress is written to

PAGE_BUDGET = 600_000  # bytes of compressed frames on a page, as transferred
id_counts, frame_bytes = Counter(), {}  # of this kernel's notebook, by figure


def is_running():
    return os.environ.get(MODE) == "static"


def static_html(figure, asked=False):
    """An InteractiveFigure as HTML with all its frames; `asked` if a prediction waits."""
    figure_id = new_figure_id(figure.name)
    start_time = time.perf_counter()

    def report(done, **sizes):
        seconds = time.perf_counter() - start_time
        log(figure=figure_id, done=done, of=figure.count, seconds=seconds, **sizes)

    frames = draw_all_frames(figure, figure_id, report)
    start = figure.index(figure.start)
    compressed = compress_frames(frames, start)
    frame_bytes[figure_id] = len(compressed) * 3 // 4  # gzip undoes base64's extra third
    report(figure.count, compressed=frame_bytes[figure_id])
    if sum(frame_bytes.values()) > PAGE_BUDGET:
        sizes = ", ".join(f"{name} {size // 1000} kB" for name, size in frame_bytes.items())
        raise ExploreError(
            f"explore({figure.name}): the page's frames come to more than "
            f"{PAGE_BUDGET // 1000} kB: {sizes}. Draw curves of fewer points, "
            "heat maps as images, or offer fewer choices"
        )
    return figure_html(figure, figure_id, frames[start], compressed, asked)


def new_figure_id(function_name):
    """A figure's name in the page's address: its function's, numbered if repeated."""
    figure_id = next_figure_id(function_name)
    id_counts[address_name(function_name)] += 1
    return figure_id


def next_figure_id(function_name):
    """The name that the next figure of a function will have."""
    name = address_name(function_name)
    return f"{name}-{id_counts[name] + 1}" if id_counts[name] else name


def address_name(function_name):
    name = "".join(c if c.isalnum() else "-" for c in function_name)
    return name.strip("-") or "figure"


def log(**fields):
    """Write a line of progress, if a build is listening."""
    if os.environ.get(LOG):
        with open(os.environ[LOG], "a", encoding="utf-8") as file:
            line = {"notebook": os.environ.get(NOTEBOOK, ""), **fields}
            file.write(json.dumps(line) + "\n")


def with_location(message, cell):
    """An error's message with the notebook and the cell in front, in a book build."""
    notebook = os.environ.get(NOTEBOOK)
    return f"{notebook}, code cell {cell}: {message}" if notebook and cell else message
