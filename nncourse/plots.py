"""Arrays to pictures, in the book's one style.

Importing this module sets matplotlib's style for the session. A colour means the same in
every chapter, and never stands alone: line styles, markers or labels say it again.
"""

import logging

import numpy as np

try:
    import matplotlib
    from matplotlib import colormaps
    from matplotlib.figure import Figure
except ImportError as error:
    raise ImportError(
        'nncourse.plots needs matplotlib: pip install "nncourse[live]"'
    ) from error

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

WIDTH = 6.4  # inches: the page's text column
ONE_PANEL = 4.7  # inches: a phone shows a panel of this width with letters of its size
GREY = "#808080"  # guides, grids, and whatever a figure is not about

COLOURS = {
    "sigmoid": "#0072B2",
    "tanh": "#B45C8E",
    "relu": "#C77C00",
    "leaky": "#7D6E2E",
    "healthy": "#00875F",
    "sick": "#D55E00",
    "train": "#2A93CC",
    "test": GREY,
}
DASHES = {
    "sigmoid": "-",
    "tanh": "--",
    "relu": "-.",
    "leaky": ":",
    "healthy": "-",
    "sick": "--",
    "train": "-",
    "test": "--",
}
SIGNED = "RdBu_r"  # numbers below zero blue, above it red
SIGNED_LIGHT = colormaps[SIGNED].resampled(15)  # noise as an image weighs a third
ABOVE_ZERO, BELOW_ZERO = "#D6604D", "#4393C3"  # the same for lines, on pale and dark pages
CYCLE = [COLOURS[name] for name in ("sigmoid", "sick", "healthy", "tanh", "relu", "leaky")]

STYLE = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.labelsize": 11,
    "axes.prop_cycle": matplotlib.cycler(color=CYCLE),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titley": 1.0,  # to seek each title's place takes a sixth of the drawing's time
    "figure.dpi": 100,
    "figure.titlesize": 12,
    "font.family": "sans-serif",
    "font.size": 11,
    "grid.alpha": 0.25,
    "grid.color": GREY,
    "grid.linewidth": 0.6,
    "image.cmap": "gray_r",
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "savefig.facecolor": "none",
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
}
matplotlib.rcParams.update(STYLE)


def panels(rows=1, cols=1, height=3.2, **subplots):
    """A figure with rows x cols axes, as wide as the page if several: (figure, axes)."""
    width = WIDTH if cols > 1 else ONE_PANEL
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, cols, **subplots)


def mosaic(layout, height, last=None, **subplots):
    """A figure as wide as the page with named axes: (figure, {name: axes}).

    On a phone its panels stand below each other, by rows; the one named `last` comes last.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplot_mosaic(layout, **subplots)
    if last is not None:
        figure.delaxes(axes[last])
        figure.add_axes(axes[last])
    return figure, axes


def line_style(meaning):
    """The colour and dashes of a meaning: `ax.plot(x, y, **line_style("relu"))`."""
    return {"color": COLOURS[meaning], "linestyle": DASHES[meaning]}


def thin(*arrays, points=50):
    """Every array at no more than `points` places, the first and last among them."""
    n = len(arrays[0])
    places = np.unique(np.linspace(0, n - 1, min(n, points)).round().astype(int))
    thinned = [np.asarray(array)[places] for array in arrays]
    return thinned if len(thinned) > 1 else thinned[0]


def label_end(ax, x, y, text, **style):
    """Write `text` beside the last finite point of a curve."""
    finite = np.flatnonzero(np.isfinite(y))
    if len(finite):
        at = finite[-1]
        ax.annotate(
            text,
            (x[at], y[at]),
            (5, 0),
            textcoords="offset points",
            va="center",
            **style,
        )


def curves(ax, x, named, meanings=None):
    """Lines with their names at their ends; what overflowed is left out."""
    for name, y in named.items():
        style = line_style(meanings[name]) if meanings else {}
        (line,) = ax.plot(*thin(x, np.where(np.isfinite(y), y, np.nan)), **style)
        label_end(ax, x, np.asarray(y), name, color=line.get_color(), fontsize=10)
    ax.margins(x=0.02)


def pixels(ax, image, **imshow):
    """One 8x8 image, without axes."""
    ax.imshow(np.reshape(image, (8, 8)), interpolation="nearest", **imshow)
    ax.set_axis_off()


def tiled(images, gap):
    """Images (rows, columns, height, width) as one picture, with so many pixels of nothing
    between neighbours.
    """
    rows, columns, height, width = images.shape
    apart = np.pad(images, ((0, 0), (0, 0), (0, gap), (0, gap)), constant_values=np.nan)
    picture = apart.swapaxes(1, 2).reshape(rows * (height + gap), columns * (width + gap))
    return picture[: len(picture) - gap, : picture.shape[1] - gap]


def label_above(ax, x, y, text, rise=10):
    """Write `text` centred above a point, `rise` printer's points higher."""
    style = {"textcoords": "offset points", "ha": "center", "fontsize": 10}
    ax.annotate(text, (x, y), (0, rise), **style)


def mark_overflow(ax, x, y):
    """Say at the panel's upper edge how high a curve goes where it leaves the panel."""
    top, at = ax.get_ylim()[1], np.nanargmax(y)
    if y[at] > top:
        style = {"textcoords": "offset points", "va": "top", "fontsize": 10}
        ax.annotate(f"↑ up to {y[at]:.0f}", (x[at], top), (4, -4), **style)


def plain_ticks(ax, places):
    """Ticks at these places of the x axis and no others, numbered without powers of ten."""
    ax.set_xticks(places, [f"{place:g}" for place in places])
    ax.minorticks_off()
