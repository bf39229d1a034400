"""A figure's panels, side by side where there is room and one below another where not.

matplotlib draws them side by side. Each panel's group in the SVG carries the move that
puts it in its place of a stack, and the page's style sheet makes that move on a phone, so
that letters stay large. A figure of one panel, or a grid of small images, is left whole.
"""

from dataclasses import dataclass
from itertools import pairwise

from matplotlib.layout_engine import ConstrainedLayoutEngine

from nncourse.explore.phone_labels import move_labels, number_room

NARROWEST = 100  # printer's points; a grid with a narrower column is one of small images
STACK_WIDTH = 270  # points across a phone's page, so that letters of 10 are large enough
PHONE = 330  # CSS pixels across a figure on a phone
LETTERS = 12.2  # CSS pixels, the least on a phone

_measured = {}  # boxes of figures by size, places and titles


@dataclass
class Region:
    """A rectangle of a figure, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def name_title(figure):
    """Give the figure's title the id by which it is cut out; its axes have theirs."""
    if figure._suptitle:
        figure._suptitle.set_gid("title")


def panel_regions(figure):
    """{id: Region} of what stacks, from the top down; empty if the figure stays whole.

    The figure must have been drawn: it is cut midway between what two panels drew.
    """
    specs = [ax.get_subplotspec() for ax in figure.axes]
    if len(specs) < 2 or None in specs:
        return {}
    width, height = (72 * inches for inches in figure.get_size_inches())
    boxes = _boxes_in_points(figure, height)
    columns = [(spec.colspan.start, spec.colspan.stop) for spec in specs]
    rows = [(spec.rowspan.start, spec.rowspan.stop) for spec in specs]
    x = [0, *_cuts(columns, [(left, right) for left, right, _, _ in boxes]), width]
    y = [0, *_cuts(rows, [(top, bottom) for _, _, top, bottom in boxes]), height]
    shared = len(set(zip(columns, rows, strict=True))) < len(specs)
    if shared or len(x) == 2 or min(b - a for a, b in pairwise(x)) < NARROWEST:
        return {}
    regions = {}
    if figure._suptitle:
        bottom = _box_in_points(figure._suptitle, figure, height)[3] + 3
        regions["title"] = Region((width - STACK_WIDTH) / 2, 0, STACK_WIDTH, bottom)
        y[0] = bottom
    for ax, (j, k), (m, n) in zip(figure.axes, columns, rows, strict=True):
        regions[ax.get_gid()] = Region(x[j], y[m], x[k] - x[j], y[n] - y[m])
    return regions


def _boxes_in_points(figure, height):
    """What each axes drew, measured once for all frames whose axes stand alike.

    Constrained layout places axes by what they drew, but for the length of their titles. To
    measure takes a quarter of a frame's time.
    """
    if not isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine):
        return [_box_in_points(ax, figure, height) for ax in figure.axes]
    places = [round(v, 4) for ax in figure.axes for v in ax.get_position().bounds]
    titles = [len(ax.get_title(loc)) for ax in figure.axes for loc in ("left", "center")]
    key = (*figure.get_size_inches(), *places, *titles)
    if key not in _measured:
        _measured[key] = [_box_in_points(ax, figure, height) for ax in figure.axes]
    return _measured[key]


def _box_in_points(artist, figure, height):
    """(left, right, top, bottom) of what an artist drew, in points from the corner."""
    box = artist.get_tightbbox().transformed(figure.dpi_scale_trans.inverted())
    return 72 * box.x0, 72 * box.x1, height - 72 * box.y1, height - 72 * box.y0


def _cuts(spans, extents):
    """Where to part the columns (or rows) that axes span: midway in each gap."""
    pairs = list(zip(spans, extents, strict=True))
    for place in range(1, max(stop for _, stop in spans)):
        before = max(end for (_, stop), (_, end) in pairs if stop == place)
        after = min(begin for (start, _), (begin, _) in pairs if start == place)
        yield (before + after) / 2


def stack(figure):
    """({id: its attributes in a stack}, the CSS variables of the whole).

    The stack is as wide as the figure and as long as it must be.
    """
    regions, width = panel_regions(figure), 72 * figure.get_figwidth()
    if not regions:
        labels, room = move_labels(figure, least_letters(width))
        return labels, _variables(width, room)
    across = max(STACK_WIDTH, *(region.width for region in regions.values()))
    scale, down, moves, starts = width / across, 0, {}, {}
    for gid, region in regions.items():
        middle = region.left + region.width / 2
        right = width / 2 - scale * middle
        shift = f"translate({right:.0f}px,{down - scale * region.top:.0f}px)"
        moves[gid] = f' class="explore-panel" style="--move:{shift} scale({scale:.3f})"'
        starts[gid] = middle - across / 2
        down += scale * region.height
    room = number_room(
        {ax: starts[ax.get_gid()] for ax in figure.axes}, least_letters(across)
    )
    return moves, f"--shape:{width:.0f}/{down:.0f};{_variables(across, room)}"


def _variables(across, room):
    """The CSS variables of a figure that shows `across` points on a phone."""
    letters = f"--narrow-font:{least_letters(across):.1f}px"
    return f"{letters};--room:{room:.0f}px" if room else letters


def least_letters(across):
    """The least size of letters when `across` points fill a phone."""
    return LETTERS * across / PHONE
