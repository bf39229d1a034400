"""What a batch asks of one hidden unit: each image a little more or less of itself."""

import numpy as np
from matplotlib.figure import Figure

from nncourse.chapters.ch02_backpropagation.runs import measure_requests
from nncourse.chapters.sentences import quantity
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO, GREY, SIGNED_LIGHT, WIDTH, pixels

SHOWN = 5  # images; of more only the mean tells
LARGEST = 0.5  # the slope of an image's weights that is drawn full red, or with minus blue


def requests(unit=5, images=2, epochs=1, seed=0):
    """The first images of a batch, below each its da and the slopes of the unit's weights
    that it asks for, da times the image; at the right their mean, the unit's part of dW.
    """
    run = measure_requests(images, epochs, seed=seed)
    da, on = run["da"][:, unit], run["on"][:, unit]
    figure = Figure(figsize=(WIDTH, 3.7), layout="constrained")
    ratios = {"height_ratios": [1, 0.8, 1], "width_ratios": [*SHOWN * [1], 2]}
    grid = figure.add_gridspec(3, SHOWN + 1, **ratios)
    bars = figure.add_subplot(grid[1, :SHOWN])
    signed = {"vmin": -LARGEST, "vmax": LARGEST, "cmap": SIGNED_LIGHT}
    for k in range(SHOWN):
        image, slopes = (figure.add_subplot(grid[row, k]) for row in (0, 2))
        if k >= images:  # its place stays empty
            image.set_axis_off()
            slopes.set_axis_off()
            continue
        pixels(image, run["images"][k])
        image.set_title(f"a {run['labels'][k]}", loc="center")
        pixels(slopes, da[k] * run["images"][k], **signed)
        if k == 0:
            slopes.set_title("da · image")
        said = signed_number(da[k]) if on[k] else "off"
        side, rise = ("bottom", 2) if da[k] >= 0 else ("top", -7)  # room to grow up into
        above = {"textcoords": "offset points", "ha": "center", "va": side}
        bars.annotate(said, (k, da[k]), (0, rise), fontsize=10, **above)
    colours = np.where(da[:SHOWN] > 0, ABOVE_ZERO, BELOW_ZERO)
    bars.bar(range(len(colours)), da[:SHOWN], width=0.5, color=colours)
    bars.axhline(0, color=GREY, linewidth=0.8)
    bars.set(xlim=(-0.5, SHOWN - 0.5), ylim=(-1.1, 1.6), title="da of each image")
    bars.set_axis_off()
    mean = np.mean(da[:, None] * run["images"], axis=0)
    largest = max(np.abs(mean).max(), 1e-3)
    whole = figure.add_subplot(grid[:, SHOWN])
    pixels(whole, mean, vmin=-largest, vmax=largest, cmap=SIGNED_LIGHT)
    told = f"mean of {images}:\ndW1[:, {unit}]\nup to {largest:.3f}"
    whole.set_title(told, loc="center", linespacing=1.6)  # letters are larger on a phone
    return figure


def signed_number(value):
    """+0.63, or +0.001 where that would be 0.00; the minus is as wide as the plus."""
    digits = 2 if abs(value) >= 0.005 else 3
    return f"{value:+z.{digits}f}".replace("-", "\N{MINUS SIGN}")


def describe_requests(unit, images, epochs, seed=0):
    run = measure_requests(images, epochs, seed=seed)
    da, on = run["da"][:, unit], run["on"][:, unit]
    asks = [
        f"a {label} {f'{one:+z.2f}' if awake else 'nothing, the unit is off'}"
        for label, one, awake in list(zip(run["labels"], da, on, strict=True))[:SHOWN]
    ]
    mean = np.abs(np.mean(da[:, None] * run["images"], axis=0)).max()
    return (
        f"Hidden unit {unit} after {quantity(epochs, 'epoch')}, the first "
        f"{quantity(images, 'image')}. The slope da of each: {'; '.join(asks)}. Below each "
        f"the slopes of the unit's weights, da times the image. Their mean over all, the "
        f"unit's column of dW1, is up to {mean:.3f} in size."
    )
