"""On a phone the letters of a figure grow by more than half, and the numbers of a y axis
would reach under its label: there the label moves out of their way. The figure leaves room
for it, and for numbers without a label, which would be cut off.
"""

LETTER = 0.58  # the width of a digit, as a share of its size
SPARE = 3  # points between numbers and label that may be used up


def name_labels(figure):
    """Name the labels that may have to move, before they are drawn, by ids in the SVG."""
    for k, axes in enumerate(figure.axes):
        axes.yaxis.label.set_gid(f"y-label-{k}")


def move_labels(figure, letters):
    """({id: its attributes}, the room in points) when the letters of a whole figure grow.

    They grow to `letters` points. The figure must have been drawn.
    """
    moves = {
        f"y-label-{k}": _growth(_numbers(axes), letters) - SPARE
        for k, axes in enumerate(figure.axes)
        if _has_label(axes)
    }
    moves = {name: way for name, way in moves.items() if way > 0}
    attributes = {
        name: f' class="explore-y-label" style="--out:{-way:.0f}px"'
        for name, way in moves.items()
    }
    starts = dict.fromkeys(figure.axes, 0)
    return attributes, max([*moves.values(), number_room(starts, letters)])


def number_room(starts, letters):
    """The room in points that numbers without a label need to the left when they grow.

    `starts` are {axes: where its part of the figure begins, in points from the left}.
    """
    room = [0]
    for axes, start in starts.items():
        numbers = [] if _has_label(axes) else _numbers(axes)
        for number in numbers:
            left = 72 / axes.figure.dpi * number.get_window_extent().x0
            room.append(_growth([number], letters) - (left - start))
    return max(room)


def _has_label(axes):
    axis = axes.yaxis
    return bool(axis.get_label_text()) and axis.get_label_position() == "left"


def _numbers(axes):
    """The labels of the y axis's ticks, if they are drawn."""
    labels = axes.yaxis.get_majorticklabels() if axes.axison else []
    return [label for label in labels if label.get_text() and label.get_visible()]


def _growth(numbers, letters):
    """How much wider the widest of an axis's numbers becomes, in points."""
    lengths = [max(map(len, number.get_text().split("\n"))) for number in numbers]
    sizes = [number.get_fontsize() for number in numbers]
    grown = [n * max(letters - size, 0) for n, size in zip(lengths, sizes, strict=True)]
    return LETTER * max(grown, default=0)
