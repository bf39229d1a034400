"""What a few digits look like to each layer: its units as small pictures, side by side."""

import matplotlib

from nncourse.plots import SIGNED, tiled

SHADES = 17  # few, so that a picture is small to send; odd, so that zero has its own
GREYS = "gray_r"
GAP = 2  # units' widths between two squares


def draw_units(ax, values, limits, first=1, colours=SIGNED):
    """Draw values (layer, digit, n²) as squares of n x n units: a layer a column, the
    first of them at x = `first`, and a digit a row, from y = 0 downwards.
    """
    layers, digits, units = values.shape
    n = round(units**0.5)
    squares = values.swapaxes(0, 1).reshape(digits, layers, n, n)
    half = 0.5 * n / (n + GAP)
    ax.imshow(
        tiled(squares, GAP),
        extent=(first - half, first + layers - 1 + half, digits - 1 + half, -half),
        cmap=matplotlib.colormaps[colours].resampled(SHADES),
        vmin=limits[0],
        vmax=limits[1],
        interpolation="none",
        aspect="auto",
    )
    ax.grid(visible=False)
    ax.tick_params(bottom=False, left=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
