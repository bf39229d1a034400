"""A picture of one residual block: the way past it, and the way through it."""

from nncourse.plots import COLOURS, GREY, panels

SIGNAL, GRADIENT = "the signal, up", "the gradient, down"
LEFT, RIGHT, TOP, BOTTOM = 0.16, 0.84, 0.7, 0.2  # where the two ways part and meet
PAGE = "white"  # becomes the page's own colour
WORDS = {  # what comes in, is carried past, comes out; and what the other share meets
    SIGNAL: ("x", "x, as it is", "y", "f"),
    GRADIENT: ("dy", "dy, as it is", "dx", "back through f"),
}


def residual_block(of=SIGNAL):
    """One block y = x + s f(x): what goes past f and what goes through it are added up."""
    comes, past, leaves, block = WORDS[of]
    figure, ax = panels(height=2.3)
    up = of == SIGNAL
    drawn = {
        "transform": ax.transAxes
    }  # shares of the panel, no curve whose values one reads
    head = drawn | {"linestyle": "", "ms": 11, "zorder": 2}
    stream = {"color": COLOURS["healthy"]}
    through = [LEFT, LEFT, RIGHT, RIGHT], [TOP, BOTTOM, BOTTOM, TOP]
    ax.plot(*through, color=GREY, linewidth=1.5, **drawn)
    ax.plot([0, 1], [TOP, TOP], linewidth=3, **stream, **drawn)
    along, beside = [LEFT / 2, 0.5, (RIGHT + 1) / 2], (TOP + BOTTOM) / 2
    ax.plot(along, 3 * [TOP], ">" if up else "<", **stream, **head)
    ax.plot(LEFT, beside, "v" if up else "^", color=GREY, **head)
    ax.plot(RIGHT, beside, "^" if up else "v", color=GREY, **head)
    box = {"boxstyle": "round,pad=0.6", "facecolor": PAGE, "edgecolor": GREY}
    for x, text in ((0.38, block), (0.7, "times s")):
        ax.text(x, BOTTOM, text, ha="center", va="center", bbox=box, **drawn)
    sum_at, above = RIGHT if up else LEFT, TOP + 0.11
    ax.plot(sum_at, TOP, "o", ms=18, mfc=PAGE, mec=GREY, **drawn)
    ax.text(sum_at, TOP, "+", ha="center", va="center_baseline", **drawn)
    ax.text(0.5, above, past, ha="center", **drawn)
    for text, at_left in ((comes, up), (leaves, not up)):
        ax.text(1 - at_left, above, text, ha="left" if at_left else "right", **drawn)
    ax.set_axis_off()
    return figure


def describe_residual_block(of):
    comes, past, leaves, block = WORDS[of]
    through = "through f and times s" if of == SIGNAL else f"times s and {block}"
    return (
        f"A block: {comes} comes in and parts. One share goes past f ({past}), the other "
        f"goes {through}. Their sum is {leaves}."
    )
