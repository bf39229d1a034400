"""What happens in a kernel that executes a notebook for the book: all pictures of a
figure are drawn, packed and put out as HTML, and the build hears how far it is.
"""

import json
import os
import time
from collections import Counter

from nncourse.explore.choices import ExploreError
from nncourse.explore.frames import bake
from nncourse.explore.pack import pack
from nncourse.explore.page import page_of

MODE = "NNCOURSE_EXPLORE"  # "static" while a book is built
NOTEBOOK = "NNCOURSE_EXPLORE_NOTEBOOK"  # the page whose notebook is being executed
LOG = "NNCOURSE_EXPLORE_LOG"  # a file whose lines the build shows

PAGE_BUDGET = 600_000  # bytes, of all the packed frames of a page as transferred
shown, sizes = Counter(), {}  # of this kernel's notebook


def static():
    return os.environ.get(MODE) == "static"


def html_of(study):
    """The figure as HTML with all of its frames."""
    ident = identity(study)
    began = time.perf_counter()

    def progress(done):
        tell(figure=ident, done=done, of=study.size, seconds=time.perf_counter() - began)

    frames = bake(study, ident, progress)
    packed = pack(frames, study.number(study.start))
    sizes[ident] = len(packed) * 3 // 4  # base64 costs a third, and gzip takes it back
    tell(
        figure=ident,
        done=study.size,
        of=study.size,
        seconds=time.perf_counter() - began,
        packed=sizes[ident],
        raw=sum(map(len, frames)),
    )
    if sum(sizes.values()) > PAGE_BUDGET:
        listed = ", ".join(f"{name} {size // 1000} kB" for name, size in sizes.items())
        raise ExploreError(
            f"explore({study.name}): the page's frames come to more than "
            f"{PAGE_BUDGET // 1000} kB: {listed}. Draw curves of fewer points, "
            "heat maps as images, or offer fewer choices"
        )
    return page_of(study, ident, frames[study.number(study.start)], packed)


def identity(study):
    """The figure's name in the page's address: of its function, numbered if repeated."""
    name = "".join(c if c.isalnum() else "-" for c in study.name).strip("-") or "figure"
    shown[name] += 1
    return name if shown[name] == 1 else f"{name}-{shown[name]}"


def tell(**what):
    """A line for the build, where there is one listening."""
    if os.environ.get(LOG):
        with open(os.environ[LOG], "a", encoding="utf-8") as log:
            log.write(json.dumps({"notebook": os.environ.get(NOTEBOOK, ""), **what}) + "\n")


def placed(error, cell):
    """The error with the notebook and the cell in front, when a book is being built."""
    notebook = os.environ.get(NOTEBOOK)
    return f"{notebook}, code cell {cell}: {error}" if notebook and cell else str(error)
