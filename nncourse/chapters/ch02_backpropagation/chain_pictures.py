"""The chain rule as a walk: a small graph, its numbers, and the slopes that come back."""

from matplotlib.patches import Rectangle

from nncourse.chapters.ch02_backpropagation.chain import (
    ARROWS,
    NUDGE,
    arrow_slopes,
    backward,
    forward,
    growth,
)
from nncourse.chapters.sentences import signed
from nncourse.plots import COLOURS, GREY, panels

LAST = 7  # the steps: forward, six on the way back, and the check
PLACES = {  # of the boxes' middles, in printer's points
    "t": (36, 196), "q": (126, 196), "r": (214, 196), "m": (302, 196),
    "s": (36, 96), "k": (170, 96), "c": (302, 96),
}  # fmt: skip
NAMES = {
    "t": "t", "q": "q = s · t", "r": "r = max(0, q)", "m": "m = 2 · r",
    "s": "s", "k": "k = 5 · s", "c": "c = m + k",
}  # fmt: skip
WALKED_AT = {"mc": 2, "kc": 2, "sk": 3, "rm": 4, "qr": 5, "tq": 6, "sq": 6}
KNOWN_AT = {"c": 1, "m": 2, "k": 2, "s": 3, "r": 4, "q": 5, "t": 6}
WIDE, HIGH = 58, 40
NUMBER, SLOPE = COLOURS["train"], COLOURS["sick"]
TITLE = "Slopes multiply along a path, add where paths meet"


def chain(step=0, s=3, t=4):
    """The graph of c = 2 max(0, s t) + 5 s with its numbers, the slope of each arrow, and
    c's slope in each number as far as the walk has come; what the step did, in words. The
    last step moves s, and shows instead what each number grew by.
    """
    figure, ax = panels(height=3.7)
    local = arrow_slopes(s, t)
    for arrow in ARROWS:
        _draw_arrow(ax, arrow, local[arrow], WALKED_AT[arrow] == step)
    below, numbers = _below(step, s, t), forward(s + NUDGE * (step == LAST), t)
    for node in PLACES:
        colour = _colour(node, step, s, t)
        _draw_node(ax, node, text(numbers[node]), below[node], colour, step == LAST)
    ax.text(7, 48, words(step, s, t), va="top", fontsize=11, linespacing=1.5)
    ax.set_title(TITLE)
    ax.set(xlim=(0, 338), ylim=(8, 238))
    ax.set_axis_off()
    return figure


def _below(step, s, t):
    """What stands in the lower half of each node's box, or None."""
    if step == LAST:
        return {
            node: "+" * (change > 1e-9) + text(change)
            for node, change in growth(s, t).items()
        }
    slopes, shares = backward(s, t)
    known = {node: f"d{node} = {text(slopes[node])}" for node in PLACES}
    if step < 6:
        known["s"] = f"{text(shares[0])} + …"
    return {node: known[node] if step >= KNOWN_AT[node] else None for node in PLACES}


def _colour(node, step, s, t):
    """Of a box's frame: a slope's where the step found one, a number's where it moved."""
    if step == LAST:
        return NUMBER if abs(growth(s, t)[node]) > 1e-9 else GREY
    return SLOPE if KNOWN_AT[node] == step or (node, step) == ("s", 6) else GREY


def _draw_arrow(ax, arrow, slope, walked):
    (x1, y1), (x2, y2) = (PLACES[node] for node in arrow)
    colour = SLOPE if walked else GREY
    flat, upright = y1 == y2, x1 == x2
    start = (x1, y1 - HIGH / 2) if upright else (x1 + (WIDE / 2 if flat else 12), y1)
    end = (x2, y2 + HIGH / 2) if upright else (x2 - (WIDE / 2 if flat else 18), y2)
    if not flat and not upright:
        start, end = (start[0], y1 + HIGH / 2), (end[0], y2 - HIGH / 2)
    way = {"arrowstyle": "<|-" if walked else "-|>", "color": colour, "shrinkA": 1}
    way |= {"shrinkB": 1, "linewidth": 2 if walked else 1.2}
    ax.annotate("", end, start, arrowprops=way)
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    aside = (0, 9) if flat else (17, 0)
    at = middle[0] + aside[0], middle[1] + aside[1]
    weight = "bold" if walked else "normal"
    said = {"ha": "center", "va": "center", "fontsize": 11, "fontweight": weight}
    ax.text(*at, f"×{text(slope)}", color=colour, **said)


def _draw_node(ax, node, number, below, colour, check):
    x, y = PLACES[node]
    at, fresh = (x - WIDE / 2, y - HIGH / 2), colour != GREY
    frame = {"facecolor": "none", "edgecolor": colour, "linewidth": 2 if fresh else 1}
    ax.add_patch(Rectangle(at, WIDE, HIGH, **frame))
    middle = {"ha": "center", "va": "center"}
    ax.text(x, y + 9, number, color=NUMBER, fontsize=13, fontweight="bold", **middle)
    if below is not None:
        meaning = NUMBER if check else SLOPE
        ax.text(x, y - 9, below, color=meaning, fontsize=11, **middle)
    rise = HIGH / 2 + 9
    ax.text(x, y + (rise if y > 150 else -rise), NAMES[node], fontsize=10, **middle)


def text(number):
    """With one decimal where it has any, and never "−0"."""
    return signed(number, 0 if abs(number - round(number)) < 1e-9 else 1)


def words(step, s, t):
    """What a step of the walk does, in two lines."""
    slopes, (first, second) = backward(s, t)
    on, q, total = arrow_slopes(s, t)["qr"], text(slopes["q"]), text(slopes["s"])
    side = "Above 0 the max moves with q" if on else "Below 0 the max stands still"
    sign = "\N{MINUS SIGN}" if second < 0 else "+"
    joined = f"{first} {sign} {abs(second)}"
    return (
        "Forward is done. Each arrow says how many\n"
        "times as fast its head grows as its tail.",
        "Begin at the end: c grows as fast as itself.\n"
        "So dc = 1; slopes stand below the numbers.",
        "Plus hands its slope on to both:\ndm = 1 · dc = 1, dk = 1 · dc = 1.",
        "Back along ×5: 5 · dk = 5, a first share for s.\n"
        "Another path comes to s, so the sum waits.",
        "Back along ×2: dr = 2 · dm = 2 · 1 = 2.\n"
        "The arrow's slope, times the slope at its head.",
        f"{side}: slope {on}.\ndq = {on} · dr = {on} · 2 = {q}.",
        f"A product swaps its factors: dt = {text(s)} · dq = {text(slopes['t'])},\n"
        f"s gets {text(t)} · dq = {text(second)} more. Shares add: {joined} = {total}.",
        f"Check: s grows by {NUDGE}, and c by {text(growth(s, t)['c'])}.\n"
        f"That is {total} times as much, as ds = {total} says.",
    )[step]


def describe_chain(step, s, t):
    numbers = forward(s + NUDGE * (step == LAST), t)
    said = ", ".join(f"{node} {text(number)}" for node, number in numbers.items())
    did = words(step, s, t).replace("\n", " ")
    return (
        f"The graph of c = m + k, with m = 2 · max(0, s · t) and k = 5 · s: {said}. {did}"
    )
