"""What lets a script read values off a figure's SVG: where its axes lie, and its curves.

A curve's points are in its path already, in the picture's coordinates; with the place and
the limits of the axes around it they become values again. The axes' attributes are alike in
all frames whose limits stand still, so frames share them.
"""

import json
import re
from html import escape

from matplotlib.ticker import FixedFormatter, FuncFormatter

REMARK = re.compile(r"\s+\((?!%)[^()]*\)$")
READABLE = {"linear", "log"}  # the scales that the script can undo


def name_parts(figure):
    """Name the axes and their curves, before they are drawn, by ids in the SVG."""
    for k, axes in enumerate(figure.axes):
        axes.set_gid(f"axes-{k}")
        for n, line in enumerate(curves(axes)):
            line.set_gid(f"curve-{k}-{n}")


def curves(axes):
    """The lines drawn in the axes' own coordinates: no line across the whole panel."""
    own = axes.transData
    return [line for line in axes.lines if line.get_transform().contains_branch(own)]


def readings(figure):
    """The attributes that take the ids' place, once drawn: {id: attributes}."""
    attributes, size = {}, figure.get_size_inches() * 72
    for k, axes in enumerate(figure.axes):
        scales = axes.get_xscale(), axes.get_yscale()
        lines = curves(axes)
        if not lines or not READABLE.issuperset(scales) or not len(axes.get_yticks()):
            continue  # without ticks it is a drawing
        place = axes.get_position()
        left, right = place.x0 * size[0], place.x1 * size[0]
        bottom, top = (1 - place.y0) * size[1], (1 - place.y1) * size[1]
        numbers = [f"{v:.5g}" for v in (left, right, bottom, top)]
        numbers += [f"{v:.7g}" for v in (*axes.get_xlim(), *axes.get_ylim())]
        attributes[f"axes-{k}"] = (
            f' data-axes="{" ".join([*numbers, *scales])}"'
            f' data-labels="{escape(x_label(axes))}|{escape(y_label(axes))}"'
        )
        words = [tick_words(axis) for axis in (axes.xaxis, axes.yaxis)]
        if any(words):
            attributes[f"axes-{k}"] += f' data-words="{escape(json.dumps(words))}"'
        for n, line in enumerate(lines):
            label = str(line.get_label())
            name = "" if label.startswith("_") else escape(plain(label))
            attributes[f"curve-{k}-{n}"] = f' data-curve="{name}"'
    return attributes


def tick_words(axis):
    """What stands at an axis's places instead of their numbers: [[place, words], ...]."""
    formatter, places = axis.get_major_formatter(), axis.get_ticklocs()
    if not isinstance(formatter, FixedFormatter | FuncFormatter):
        return []
    words = (plain(str(word)) for word in formatter.format_ticks(places))
    return [[float(p), w] for p, w in zip(places, words, strict=True) if w != f"{p:g}"]


def x_label(axes):
    """The label below, or that of a panel below which shares the axis."""
    sharing = axes.get_shared_x_axes().get_siblings(axes)
    labels = [axes.get_xlabel(), *(other.get_xlabel() for other in sharing)]
    return quantity(next(filter(None, labels), "x"))


def y_label(axes):
    """The label beside the axis, or else the title, which then says what is drawn; none if
    words stand at the ticks.
    """
    if not axes.get_ylabel() and tick_words(axes.yaxis):
        return ""
    titles = (axes.get_title(loc=loc) for loc in ("left", "center", "right"))
    label = next(filter(None, [axes.get_ylabel(), *titles]), "y")
    return quantity(label)


def quantity(label):
    """A label without its remark in brackets, "(log)" or "(dots: unseen digits)".

    A unit such as "(%)" stays.
    """
    return plain(REMARK.sub("", label))


def plain(label):
    """A label without the signs of a formula or the attribute's own separator."""
    text = label.replace(r"\mathdefault", "").translate(str.maketrans("", "", "${}\\|"))
    return " ".join(text.split())
