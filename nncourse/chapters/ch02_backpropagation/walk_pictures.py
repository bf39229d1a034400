"""Why slopes are walked backwards: how many of them one walk through the small network
answers, forward from one weight and backward from the loss.
"""

from matplotlib.patches import FancyBboxPatch

from nncourse.chapters.ch02_backpropagation.walks import SLOPES, walk_back, walk_forward
from nncourse.chapters.sentences import signed
from nncourse.plots import COLOURS, GREY, panels

BACK = "backward from the loss"
FROM = ("W1[0, 0]", "W1[0, 1]", "W2[0, 0]", "b2[0]")
WALKS = [*(f"forward from {key}" for key in FROM), BACK]
ACROSS = {"x": 0, "a": 1.5, "h": 3.0, "z": 4.65, "L": 6.1}
UP, BIAS_UP = 0.75, 1.65  # of either row, from the middle
WIDE, HIGH, APART = 1.6, 0.72, 0.12  # of a slope's box, and between two
BOXES_AT, A_ROW = -2.75, 4
WALKED = COLOURS["sick"]
NUMBERS = [f"{name}[{i}]" for name in "xahz" for i in (0, 1)] + ["L"]


def walks(walk=BACK):
    """The small network, coloured where a walk comes by, with the slope that it finds at
    each number on its way; below, the twelve slopes, of which it answers some.
    """
    found, answered = _found(walk)
    figure, ax = panels(height=4.5)
    boxes = {key: _draw_number(ax, key, found.get(key)) for key in NUMBERS}
    for one, other, weight in _edges():
        on_way = weight in answered or {one, other} <= set(found)
        colour = WALKED if on_way else GREY
        shape = {"arrowstyle": "<|-" if walk == BACK else "-|>", "color": colour}
        shape |= {"linewidth": 1.8 if on_way else 0.7, "shrinkA": 1, "shrinkB": 1}
        shape |= {"patchA": boxes.get(one), "patchB": boxes[other]}
        if one == weight:  # a bias has no box
            ax.text(*_at(one), one, color=colour, ha="center", va="center", fontsize=10)
            shape |= {"shrinkA": 8}
        ax.annotate("", _at(other), _at(one), arrowprops=shape)
    for k, key in enumerate(SLOPES):
        _draw_slope(ax, key, k, answered.get(key))
    what = "backward" if walk == BACK else "forward from one weight"
    ax.set_title(f"{what}: 1 walk, {len(answered)} of {len(SLOPES)} slopes")
    ax.set(xlim=(-0.5, 6.75), ylim=(-4.5, 1.9))
    ax.set_axis_off()
    return figure


def _found(walk):
    """What the walk finds on its way, and which of the twelve slopes it answers."""
    if walk == BACK:
        found = walk_back()
        return found, {key: found[key] for key in SLOPES}
    start = walk.removeprefix("forward from ")
    found = walk_forward(start)
    return found, {start: found["L"]}


def _edges():
    """(from, to, the weight that stands there or None) of every arrow."""
    for i in (0, 1):
        yield f"a[{i}]", f"h[{i}]", None
        yield f"z[{i}]", "L", None
        for layer, (below, above) in (("1", "xa"), ("2", "hz")):
            yield f"b{layer}[{i}]", f"{above}[{i}]", f"b{layer}[{i}]"
            for j in (0, 1):
                yield f"{below}[{i}]", f"{above}[{j}]", f"W{layer}[{i}, {j}]"


def _at(key):
    name, row = key.split("[")[0], key.endswith("[1]")
    if name == "L":
        return ACROSS["L"], 0
    column = {"b1": "a", "b2": "z"}.get(name, name)
    return ACROSS[column], (BIAS_UP if name[0] == "b" else UP) * (-1 if row else 1)


def _draw_number(ax, key, slope):
    colour = GREY if slope is None else WALKED
    said = key if slope is None else f"{key}\n{written(slope)}"
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour}
    middle = {"ha": "center", "va": "center", "fontsize": 10, "zorder": 1}
    return ax.text(*_at(key), said, color=colour, bbox=box, **middle).get_bbox_patch()


def _draw_slope(ax, key, k, slope):
    row, column = divmod(k, A_ROW)
    left, low = -0.3 + column * (WIDE + APART), BOXES_AT - row * (HIGH + APART)
    colour = GREY if slope is None else WALKED
    box = FancyBboxPatch(
        (left, low), WIDE, HIGH, boxstyle="round,pad=0,rounding_size=0.1",
        facecolor="none", edgecolor=colour, linewidth=0.7 if slope is None else 1.8,
    )  # fmt: skip
    ax.add_patch(box)
    middle = {"ha": "center", "va": "center", "fontsize": 9, "color": colour}
    ax.text(left + WIDE / 2, low + 0.72 * HIGH, f"d{key}", **middle)
    said = "?" if slope is None else written(slope)
    ax.text(left + WIDE / 2, low + 0.26 * HIGH, said, **middle)


def written(slope):
    """As the graph above writes it: three digits, or none where they would be zeros."""
    return signed(slope, 0 if slope == round(slope) else 3)


def describe_walks(walk):
    found, answered = _found(walk)
    known = ", ".join(f"d{key} {written(slope)}" for key, slope in answered.items())
    on_way = ", ".join(
        f"{key} {written(d)}" for key, d in found.items() if key not in SLOPES
    )
    end = "loss in it" if walk == BACK else "number in this weight"
    return (
        f"One walk {walk} through the small network. The numbers on its way, each with the "
        f"slope of the {end}: {on_way}. It answers {len(answered)} of {len(SLOPES)} slopes "
        f"of the loss: {known}."
    )
