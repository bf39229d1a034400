"""A picture of one residual block: the way past it, and the way through it."""

from nncourse.plots import COLOURS, GREY, panels

SIGNAL, GRADIENT = "the signal, up", "the gradient, down"
LEFT, RIGHT, TOP, BOTTOM = 1.6, 8.4, 2.0, 0.6  # where the two ways part and meet
PAGE = "white"  # becomes the page's own colour
WORDS = {  # what comes in, what is carried past, what comes out
    SIGNAL: ("x", "x, as it is", "y"),
    GRADIENT: ("dy", "dy, as it is", "dx"),
}


def residual_block(of=SIGNAL):
    """One block y = x + s f(x): what goes past f and what goes through it are added up."""
    comes, past, leaves = WORDS[of]
    figure, ax = panels(height=2.3)
    up = of == SIGNAL
    through = [LEFT, LEFT, RIGHT, RIGHT], [TOP, BOTTOM, BOTTOM, TOP]
    ax.plot(*through, color=GREY, linewidth=1.5, zorder=1)
    ax.plot([0, 10], [TOP, TOP], color=COLOURS["healthy"], linewidth=3, zorder=1)
    heads = {"linestyle": "", "ms": 11}
    along, beside = [LEFT / 2, 5, (RIGHT + 10) / 2], (TOP + BOTTOM) / 2
    ax.plot(along, 3 * [TOP], ">" if up else "<", color=COLOURS["healthy"], **heads)
    ax.plot(LEFT, beside, "v" if up else "^", color=GREY, **heads)
    ax.plot(RIGHT, beside, "^" if up else "v", color=GREY, **heads)
    box = {"boxstyle": "round,pad=0.6", "facecolor": PAGE, "edgecolor": GREY}
    ax.text(3.9, BOTTOM, "f", ha="center", va="center", bbox=box)
    ax.text(7.0, BOTTOM, "times s", ha="center", va="center", bbox=box)
    ax.plot(RIGHT if up else LEFT, TOP, "o", ms=18, mfc=PAGE, mec=GREY)
    ax.text(RIGHT if up else LEFT, TOP, "+", ha="center", va="center_baseline")
    ax.text(5, TOP + 0.3, past, ha="center")
    for text, at_left in ((comes, up), (leaves, not up)):
        ax.text(0 if at_left else 10, TOP + 0.3, text, ha="left" if at_left else "right")
    ax.set(xlim=(-0.2, 10.2), ylim=(0, 2.8))
    ax.set_axis_off()
    return figure


def describe_residual_block(of):
    comes, past, leaves = WORDS[of]
    through = "through f and times s" if of == SIGNAL else "times s and back through f"
    return (
        f"A block: {comes} comes in and parts. One share goes past f ({past}), the other "
        f"goes {through}. Their sum is {leaves}."
    )
