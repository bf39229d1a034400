"""The two products of the way back, entry by entry: what meets what, and is added up."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.chapters.ch02_backpropagation.runs import measure_matrix_step
from nncourse.chapters.ch02_backpropagation.walks import place
from nncourse.chapters.sentences import signed
from nncourse.plots import COLOURS, GREY, panels

ENTRIES = [f"dW2[{i}, {j}]" for i in (0, 1) for j in (0, 1)]
ENTRIES += [f"dh[{r}, {i}]" for r in (0, 1, 2) for i in (0, 1)]
WIDE, HIGH = 54, 23  # printer's points of a cell
PLACES = {"h": (34, 0), "dz": (196, 0), "dh": (34, 4.6), "W2": (196, 4.6), "dW2": (196, 8)}
TITLES = {"dW2": "dW2 = h.T @ dz", "dh": "dh = dz @ W2.T"}
DECIMALS = {"h": 1, "dz": 2, "W2": 1, "dW2": 3, "dh": 3}
IMAGE = 21  # points across
RESULT = COLOURS["relu"]


def matrix_step(entry="dW2[1, 0]", seed=0):
    """The arrays of a batch of three images, the entry chosen, what it is made of, and the
    products written out.
    """
    run = measure_matrix_step(seed)
    name, lit = _parts(entry)
    figure, ax = panels(height=4.3)
    for array in PLACES:
        _draw(ax, array, run[array], lit.get(array, False), array == name)
    for k, image in enumerate(run["images"]):
        for array in ("h", "dh"):
            left, top = PLACES[array]
            middle = -(top + k + 0.5) * HIGH
            extent = (left - 27, left - 27 + IMAGE, middle - IMAGE / 2, middle + IMAGE / 2)
            ax.imshow(image.reshape(8, 8), extent=extent, interpolation="nearest")
    for k in (0, 1):
        for array, says in (("h", "unit"), ("dz", "class")):
            _say(ax, PLACES[array][0] + (k + 0.5) * WIDE, 0.5 * HIGH, f"{says} {k}", GREY)
        for array in ("W2", "dW2"):
            left, top = PLACES[array]
            _say(ax, left - 26, -(top + k + 0.5) * HIGH, f"unit {k}", GREY)
    products, total = written_out(entry, run)
    over = "images" if name == "dW2" else "classes"
    ax.set_title(f"{entry} adds up over the {over}")
    said = {"ha": "left", "va": "center", "fontsize": 11}
    ax.text(4, -10.9 * HIGH, products, color=COLOURS["train"], **said)
    ax.text(4, -11.8 * HIGH, f"= {total}", color=RESULT, fontweight="bold", **said)
    ax.set(xlim=(0, 308), ylim=(-12.4 * HIGH, 1.9 * HIGH), aspect="equal")
    ax.set_axis_off()
    return figure


def _parts(entry):
    """The result's name, and {array: the cells that are lit} as index expressions."""
    name, (i, j) = place(entry)
    every = slice(None)
    if name == "dW2":
        return name, {"h": (every, i), "dz": (every, j), name: (i, j)}
    return name, {"dz": (i, every), "W2": (j, every), name: (i, j)}


def _draw(ax, name, values, lit, is_result):
    left, top = PLACES[name]
    light = np.zeros(values.shape, bool)
    light[lit] = True
    colour = RESULT if is_result else COLOURS["train"]
    title = TITLES.get(name, name)
    rise = 0.4 if top else 1.25  # over the names of the columns
    ax.text(left, (rise - top) * HIGH, title, fontsize=11, fontweight="bold")
    for (row, column), value in np.ndenumerate(values):
        at = left + column * WIDE, -(top + row + 1) * HIGH
        shine = light[row, column]
        face = {"facecolor": colour, "alpha": 0.35} if shine else {"facecolor": "none"}
        ax.add_patch(Rectangle(at, WIDE, HIGH, edgecolor="none", **face))
        frame = {"edgecolor": colour if shine else GREY, "linewidth": 2 if shine else 0.5}
        ax.add_patch(Rectangle(at, WIDE, HIGH, facecolor="none", zorder=2 + shine, **frame))
        said = number(value, DECIMALS[name])
        _say(ax, at[0] + WIDE / 2, at[1] + HIGH / 2, said, "black")


def _say(ax, x, y, text, colour):
    ax.text(x, y, text, color=colour, ha="center", va="center", fontsize=10)


def number(value, decimals):
    """With its sign where it is negative; what is exactly nothing is 0."""
    if abs(value) < 1e-12:
        return "0"
    return signed(value, decimals)


def written_out(entry, run):
    """(the products that an entry adds up, their sum), as one writes them."""
    name, lit = _parts(entry)
    pair = ("h", "dz") if name == "dW2" else ("dz", "W2")
    first, second = (
        [_factor(value, DECIMALS[one]) for value in run[one][lit[one]]] for one in pair
    )
    products = [f"{a} · {b}" for a, b in zip(first, second, strict=True)]
    return " + ".join(products), number(run[name][lit[name]], DECIMALS[name])


def _factor(value, decimals):
    said = number(value, decimals)
    return f"({said})" if value < 0 else said


def describe_matrix_step(entry, seed=0):
    run = measure_matrix_step(seed)
    name, lit = _parts(entry)
    products, total = written_out(entry, run)
    i, j = lit[name]
    what = (
        f"column {i} of h and column {j} of dz, a product for each image"
        if name == "dW2"
        else f"row {i} of dz and row {j} of W2, a product for each class"
    )
    digits = ", ".join(f"a {label}" for label in run["labels"])
    return f"Three images, {digits}. {entry} is made of {what}: {products} = {total}."
