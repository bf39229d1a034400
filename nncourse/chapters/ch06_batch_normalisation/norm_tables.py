"""A drawing of what each normalisation looks at, in tables of examples x features."""

from matplotlib.patches import Rectangle

from nncourse.chapters.sentences import quantity
from nncourse.plots import COLOURS, GREY

ROWS, COLUMNS, GROUP = 8, 6, 3  # examples at most, features, features in a group
COLUMN = 4  # of the value that is normalised; it is the first example's
ACROSS, DOWN = COLUMNS + 2, ROWS + 2.6  # from one table to the next
TABLES = {  # name: the first of the columns looked at, how many, and of the first example?
    "batch": (COLUMN, 1, False),
    "layer": (0, COLUMNS, True),
    "RMS": (0, COLUMNS, True),
    "group": (GROUP, GROUP, True),
}


def draw_norm_tables(ax, size):
    """Four tables; in each a value, and shaded the values with which it is normalised.

    Every table has room for the largest batch; examples beyond this one's are pale.
    """
    for i, name in enumerate(TABLES):
        _draw_table(ax, i % 2 * ACROSS, i // 2 * DOWN, name, size)
    ax.set(xlim=(-1.2, ACROSS + COLUMNS + 0.2), ylim=(DOWN + ROWS + 0.3, -1.4))
    ax.set_axis_off()


def looked_at(name, size):
    """How many values a normalisation takes its statistics from."""
    _, width, alone = TABLES[name]
    return width if alone else size


def describe_norm_tables(size):
    said = ", ".join(f"{name} with {looked_at(name, size)}" for name in TABLES)
    return (
        f"Four tables of {size} by {COLUMNS}, examples by features, show with how many "
        f"values one is normalised: {said}."
    )


def _draw_table(ax, left, top, name, size):
    column, width, alone = TABLES[name]
    colour = {"color": COLOURS["healthy"], "linewidth": 0}
    height = 1 if alone else size
    ax.add_patch(Rectangle((left + column, top), width, height, alpha=0.4, **colour))
    ax.add_patch(Rectangle((left + COLUMN, top), 1, 1, **colour))
    for rows, depth in ((ROWS, 0.25), (size, 1.0)):  # rows that the batch lacks are pale
        rules = {"colors": GREY, "linewidth": 0.8, "alpha": depth}
        ax.vlines([left + k for k in range(COLUMNS + 1)], top, top + rows, **rules)
        ax.hlines([top + k for k in range(rows + 1)], left, left + COLUMNS, **rules)
    counted = quantity(looked_at(name, size), "value")
    ax.text(left, top - 0.35, f"{name}: {counted}", fontsize=10)
    if name == "batch":
        sideways = {"rotation": 90, "ha": "right", "va": "top", "fontsize": 10}
        ax.text(left - 0.25, top, "← examples", **sideways)
