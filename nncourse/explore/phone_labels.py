"""On a phone the letters of a figure that stays whole grow by more than half, and the
numbers of a y axis would reach under its label: there the label moves out of their way, and
the figure leaves room for it.
"""

LETTER = 0.58  # the width of a digit, as a share of its size
SPARE = 3  # points between numbers and label that may be used up


def name_labels(figure):
    """Name the labels that may have to move, before they are drawn, by ids in the SVG."""
    for k, axes in enumerate(figure.axes):
        axes.yaxis.label.set_gid(f"y-label-{k}")


def move_labels(figure, letters):
    """({id: its attributes}, the variable of the whole) when letters grow to `letters`.

    `letters` are points. The figure must have been drawn.
    """
    moves = {
        f"y-label-{k}": _way(axes.yaxis, letters) for k, axes in enumerate(figure.axes)
    }
    moves = {name: way for name, way in moves.items() if way > 0}
    attributes = {
        name: f' class="explore-y-label" style="--out:{-way:.0f}px"'
        for name, way in moves.items()
    }
    return attributes, f"--room:{max(moves.values()):.0f}px" if moves else ""


def _way(axis, letters):
    """How far the numbers of an axis reach out when they grow, in points."""
    if not axis.get_label_text() or axis.get_label_position() != "left":
        return 0
    numbers = [label for label in axis.get_majorticklabels() if label.get_text()]
    widths = [len(n.get_text()) * max(letters - n.get_fontsize(), 0) for n in numbers]
    return LETTER * max(widths, default=0) - SPARE
