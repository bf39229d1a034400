"""A drawing of what each normalisation looks at, in tables of examples x features."""

from matplotlib.patches import Rectangle

from nncourse.plots import COLOURS, GREY, panels

ROWS, COLUMNS, GROUP = 6, 8, 4  # examples, features, features in a group
ROW, COLUMN = 2, 5  # of the value that is normalised
ACROSS, DOWN = COLUMNS + 3, ROWS + 3.6  # from one table to the next
TABLES = {  # name: (first column, first row, columns, rows) of the set, and its words
    "batch": ((COLUMN, 0, 1, ROWS), "one feature, all examples"),
    "layer": ((0, ROW, COLUMNS, 1), "one example, all features"),
    "RMS": ((0, ROW, COLUMNS, 1), "the same, mean left in"),
    "group": ((GROUP, ROW, GROUP, 1), "one example, one group"),
}


def norm_tables():
    """Four tables; in each a value, and shaded the values with which it is normalised."""
    figure, ax = panels(height=4.0)
    for i, (name, (place, words)) in enumerate(TABLES.items()):
        _draw_table(ax, i % 2 * ACROSS, i // 2 * DOWN, name, place, words)
    ax.set(xlim=(-1.2, ACROSS + COLUMNS + 0.6), ylim=(DOWN + ROWS + 1.3, -1.3))
    ax.set_axis_off()
    return figure


def describe_norm_tables():
    said = [f"{name}, {words}" for name, (_, words) in TABLES.items()]
    return (
        f"Four tables of {ROWS} examples by {COLUMNS} features. The values with which one "
        f"value is normalised are shaded: {'; '.join(said)}."
    )


def _draw_table(ax, left, top, name, place, words):
    column, row, width, height = place
    shaded = {"color": COLOURS["healthy"], "linewidth": 0}
    ax.add_patch(Rectangle((left + column, top + row), width, height, alpha=0.4, **shaded))
    ax.add_patch(Rectangle((left + COLUMN, top + ROW), 1, 1, **shaded))
    rules = {"colors": GREY, "linewidth": 0.8}
    ax.vlines([left + k for k in range(COLUMNS + 1)], top, top + ROWS, **rules)
    ax.hlines([top + k for k in range(ROWS + 1)], left, left + COLUMNS, **rules)
    ax.text(left, top - 0.35, name, fontsize=12)
    ax.text(left + COLUMNS, top - 0.35, "features →", ha="right", fontsize=10)
    sideways = {"rotation": 90, "ha": "right", "va": "top", "fontsize": 10}
    ax.text(left - 0.25, top, "← examples", **sideways)
    ax.text(left, top + ROWS + 0.35, words, va="top", fontsize=10)
