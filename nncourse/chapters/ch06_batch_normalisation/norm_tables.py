"""A drawing of what each normalisation looks at, in tables of examples x features."""

from matplotlib.patches import Rectangle

from nncourse.plots import COLOURS, GREY, panels

ROWS, COLUMNS, GROUP = 6, 8, 4  # examples, features, features in a group
COLUMN = 5  # of the value that is normalised
ACROSS, DOWN = COLUMNS + 3, ROWS + 3.6  # from one table to the next
TABLES = {  # name: the first of the columns looked at, how many, of how many rows; words
    "batch": (COLUMN, 1, ROWS, "one column"),
    "layer": (0, COLUMNS, 1, "one row"),
    "RMS": (0, COLUMNS, 1, "one row, mean left in"),
    "group": (GROUP, GROUP, 1, "a part of one row"),
}


def norm_tables(example=3):
    """Four tables; in each a value, and shaded the values with which it is normalised."""
    figure, ax = panels(height=4.0)
    for i, name in enumerate(TABLES):
        _draw_table(ax, i % 2 * ACROSS, i // 2 * DOWN, name, example - 1)
    ax.set(xlim=(-1.2, ACROSS + COLUMNS + 0.6), ylim=(DOWN + ROWS + 1.3, -1.3))
    ax.set_axis_off()
    return figure


def describe_norm_tables(example):
    said = [f"{name}, {words}" for name, (*_, words) in TABLES.items()]
    return (
        f"Four tables of {ROWS} examples by {COLUMNS} features. Shaded are the values with "
        f"which one of example {example} is normalised: {'; '.join(said)}."
    )


def _draw_table(ax, left, top, name, row):
    column, width, height, words = TABLES[name]
    first = min(row, ROWS - height)  # they end within the table
    colour = {"color": COLOURS["healthy"], "linewidth": 0}
    shaded = Rectangle((left + column, top + first), width, height, alpha=0.4, **colour)
    ax.add_patch(shaded)
    ax.add_patch(Rectangle((left + COLUMN, top + row), 1, 1, **colour))
    rules = {"colors": GREY, "linewidth": 0.8}
    ax.vlines([left + k for k in range(COLUMNS + 1)], top, top + ROWS, **rules)
    ax.hlines([top + k for k in range(ROWS + 1)], left, left + COLUMNS, **rules)
    ax.text(left, top - 0.35, name, fontsize=12)
    ax.text(left + COLUMNS, top - 0.35, "features →", ha="right", fontsize=10)
    sideways = {"rotation": 90, "ha": "right", "va": "top", "fontsize": 10}
    ax.text(left - 0.25, top, "← examples", **sideways)
    ax.text(left, top + ROWS + 0.35, words, va="top", fontsize=10)
