"""What a batch asks of one hidden unit: each image a little more or less of itself."""

import numpy as np
from matplotlib.figure import Figure

from nncourse.chapters.ch02_backpropagation.runs import measure_requests
from nncourse.chapters.sentences import quantity, signed
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO, ONE_PANEL, SIGNED_LIGHT, pixels

SHOWN = 5  # images; of more only the mean tells


def requests(unit=5, images=2, epochs=1, seed=0):
    """The first images, with the digit as which one is misread, below each the slopes of
    the unit's weights that it asks for, da times the image, and the unit's sum on it before
    and after a step; at the right the mean of the slopes, the unit's part of dW.

    The requests have one scale, on which the loudest of them has full colour.
    """
    run = measure_requests(images, epochs, seed=seed)
    da, shown = run["da"][:, unit], min(images, SHOWN)
    figure = Figure(figsize=(ONE_PANEL, 3.7), layout="constrained")
    grid = figure.add_gridspec(2, shown + 1, width_ratios=[*shown * [1], 2])
    loudest = max(np.abs(da[:shown]).max(), 1e-3)
    for k in range(shown):
        image, slopes = (figure.add_subplot(grid[row, k]) for row in (0, 1))
        pixels(image, run["images"][k])
        image.set_anchor("S")  # the two close together, however small
        slopes.set_anchor("N")
        read = misread(run, k, "\nread\nas {}")
        image.set_title(f"a {run['labels'][k]}{read}", loc="center")
        one = da[k] * run["images"][k]
        pixels(slopes, one, vmin=-loudest, vmax=loudest, cmap=SIGNED_LIGHT)
        colour = ABOVE_ZERO if da[k] > 0 else BELOW_ZERO if da[k] < 0 else "black"
        said = signed_number(da[k]) if is_on(run, k, unit) else "off"
        da_is = "da " if shown < 3 else ""  # of more there is no room
        sum_is = "sum " if shown < 3 or k == 0 else ""
        slopes.set_title(f"{da_is}{said}", loc="center", color=colour)
        sums = [signed(run[when][k, unit]) for when in ("before", "after")]
        told = sum_is + "\n→ ".join(sums)
        below = {"transform": slopes.transAxes, "ha": "center", "va": "top", "fontsize": 10}
        slopes.text(0.5, -0.08, told, linespacing=1.4, **below)
    mean = np.mean(da[:, None] * run["images"], axis=0)
    largest = max(np.abs(mean).max(), 1e-3)
    whole = figure.add_subplot(grid[:, shown])
    pixels(whole, mean, vmin=-largest, vmax=largest, cmap=SIGNED_LIGHT)
    told = f"mean of {images}:\ndW1[:, {unit}]\nup to {largest:.3f}"
    whole.set_title(told, loc="center", linespacing=1.6)  # letters are larger on a phone
    return figure


def misread(run, image, words):
    """`words` with the digit as which this one is read, nothing if that is right."""
    read = run["read"][image]
    return "" if read == run["labels"][image] else words.format(read)


def is_on(run, image, unit):
    return run["before"][image, unit] > 0


def signed_number(value):
    """+0.63, or +0.001 where that would be 0.00; the minus is as wide as the plus."""
    digits = 2 if abs(value) >= 0.005 else 3
    return f"{value:+z.{digits}f}".replace("-", "\N{MINUS SIGN}")


def describe_requests(unit, images, epochs, seed=0):
    run = measure_requests(images, epochs, seed=seed)
    da = run["da"][:, unit]
    asks = [
        f"a {run['labels'][k]}{misread(run, k, ', read as {},')} "
        + (f"{da[k]:+z.2f}" if is_on(run, k, unit) else "nothing, the unit is off")
        + f", the sum from {run['before'][k, unit]:.2f} to {run['after'][k, unit]:.2f}"
        for k in range(min(images, SHOWN))
    ]
    mean = np.abs(np.mean(da[:, None] * run["images"], axis=0)).max()
    return (
        f"Hidden unit {unit} after {quantity(epochs, 'epoch')}, "
        f"{quantity(images, 'image')}. The slope da of each, and the unit's sum before and "
        f"after a step: {'; '.join(asks)}. Below each the slopes of the unit's weights, da "
        f"times the image. Their mean over all, the unit's column of dW1, is up to "
        f"{mean:.3f} in size."
    )
