"""Small pictures of what the chapter defines: one unit at work, the network at work, and a
weight's way down a valley.
"""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import measure_learning
from nncourse.chapters.ch02_backpropagation.runs import measure_steps
from nncourse.chapters.softmax import softmax
from nncourse.data import digits
from nncourse.plots import (
    ABOVE_ZERO,
    BELOW_ZERO,
    COLOURS,
    GREY,
    SIGNED,
    label_above,
    panels,
    pixels,
)

HIDDEN_AT, OUTPUT_AT, TOP = 14.0, 22.0, 16.0  # where the columns of units stand
LOGITS_AT, PROBABILITIES_AT = 28.0, 32.2  # the right edges of two columns of numbers
PAGE = "white"  # becomes the page's own colour
# Not black and white, which become the page's own: an image stays white on a dark page.
ON_PALE, ON_STRONG = "#000010", "#fffff0"
STEEPNESS, STEPS = 4.0, 8  # of the valley and the way down it


def measure_one_unit(digit=0, seed=0):
    """The first image of a digit and the trained network's hidden unit that votes most for
    0: its "weights", the "products" of pixel and weight, its "bias", its number "h".
    """
    run, image = measure_learning(seed=seed), first_image(digit)
    unit = run["votes"][-1][:, 0].argmax()
    weights, bias = run["W"][-1][:, unit], run["b"][-1][unit]
    products = image * weights
    h = max(0, products.sum() + bias)
    return {"weights": weights, "products": products, "bias": bias, "h": h}


def one_unit(digit=0, seed=0):
    """An image with its numbers, and what one hidden unit makes of them.

    The colour of a square is the unit's weight, and where there is ink, the number on it is
    pixel times weight.
    """
    run, sixteenths = measure_one_unit(digit, seed), np.round(16 * first_image(digit))
    figure, (left, right) = panels(1, 2, height=3.9)
    pixels(left, sixteenths)
    _write(left, [f"{value:.0f}" for value in sixteenths], sixteenths > 7)
    left.set_title(f"labelled {digit}, in sixteenths")
    pale = 1.7 * np.abs(run["weights"]).max()  # not so strong that no word could be read
    pixels(right, run["weights"], vmin=-pale, vmax=pale, cmap=SIGNED)
    words = [
        signed(product).replace("0.", ".", 1) if product else ""  # eight to a row
        for product in run["products"]
    ]
    _write(right, words, 64 * [False], fontsize=9)
    total, bias = run["products"].sum(), run["bias"]
    whole = f"sum {signed(total)} + bias {signed(bias)}"
    says = f" = {run['h']:.2f}" if run["h"] > 0 else " < 0: says 0"
    right.set_title(whole + says)
    return figure


def signed(value, digits=2):
    return f"{value:z.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _write(ax, words, strong, fontsize=11):
    """A word on each of 64 squares, legible where the square's colour is `strong`."""
    style = {"ha": "center", "va": "center", "fontsize": fontsize}
    for k, word in enumerate(words):
        row, column = divmod(k, 8)
        ax.text(column, row, word, color=ON_STRONG if strong[k] else ON_PALE, **style)


def describe_one_unit(digit, seed=0):
    run, sixteenths = measure_one_unit(digit, seed), np.round(16 * first_image(digit))
    rows = [" ".join(f"{value:.0f}" for value in row) for row in sixteenths.reshape(8, 8)]
    sums = run["products"].reshape(8, 8).sum(axis=1)
    return (
        f"An image labelled {digit}, {(sixteenths > 0).sum()} of its 64 pixels with ink, "
        f"in sixteenths of black, row by row: {'; '.join(rows)}. Times the weights of one "
        f"hidden unit the rows add up to {', '.join(f'{total:.2f}' for total in sums)}; "
        f"with the bias of {run['bias']:.2f} the unit's number is {run['h']:.2f}."
    )


def first_image(digit):
    """The pixels of the first of the images labelled so."""
    x, labels = digits()
    return x[np.flatnonzero(labels == digit)[0]]


def measure_units(digit=3, seed=0):
    """(pixels, h, logits, p) of the first image of a digit in the network trained."""
    run, image = measure_learning(seed=seed), first_image(digit)
    h = np.maximum(0, image @ run["W"][-1] + run["b"][-1])
    logits = h @ run["votes"][-1] + run["c"][-1]
    return image, h, logits, softmax(logits[None])[0]


def network_at_work(digit=3, seed=0):
    """The network 64-16-10 with one digit in it.

    The fuller a unit, the larger its number. Of the lines those are drawn that stand for
    the ten largest terms of the answer's sum, and of the sum of the hidden unit that counts
    most in it, which has a ring.
    """
    image, h, logits, p = measure_units(digit, seed)
    run = measure_learning(seed=seed)
    figure, ax = panels(height=3.5)
    ax.imshow(image.reshape(8, 8), extent=(0, 8, 4, 12), interpolation="nearest")
    hidden_y, output_y = (TOP * (np.arange(n) + 0.5) / n for n in (len(h), len(p)))
    answer = p.argmax()
    terms = h * run["votes"][-1][:, answer]
    unit = np.abs(terms).argmax()
    rows, columns = np.divmod(np.arange(64), 8)
    middles = np.transpose([columns + 0.5, rows + 4.5])
    _lines(ax, middles, (HIDDEN_AT, hidden_y[unit]), image * run["W"][-1][:, unit])
    units = [(HIDDEN_AT, y) for y in hidden_y]
    _lines(ax, units, (OUTPUT_AT, output_y[answer]), terms)
    for x, ys, values in ((HIDDEN_AT, hidden_y, h / h.max()), (OUTPUT_AT, output_y, p)):
        ax.scatter(np.full(len(ys), x), ys, s=110, color=PAGE, zorder=2)  # over the lines
        fills = [("black", value) for value in values]  # or the page's own, if it is dark
        ax.scatter(np.full(len(ys), x), ys, s=110, c=fills, edgecolors=GREY, zorder=3)
    ring = {"facecolors": "none", "edgecolors": "black", "linewidths": 2}
    ax.scatter([HIDDEN_AT], [hidden_y[unit]], s=230, zorder=4, **ring)
    for j, y in enumerate(output_y):
        ax.text(OUTPUT_AT + 1, y, f"{j}:", va="center", fontsize=10)
        of_both = {"ha": "right", "va": "center", "fontsize": 10}
        ax.text(LOGITS_AT, y, signed(logits[j], 1), **of_both)
        ax.text(PROBABILITIES_AT, y, f"{p[j]:.2f}", **of_both)
    heads = (
        (4, "64 pixels"),
        (HIDDEN_AT, "16 hidden units"),
        (LOGITS_AT - 1, "logits"),
        (PROBABILITIES_AT - 1, "p"),
    )
    for x, text in heads:
        ax.text(x, -0.6, text, ha="center", fontsize=10)
    ax.set(xlim=(-0.5, 32.5), ylim=(TOP + 0.3, -1.6))
    ax.set_axis_off()
    ax.set_title(f"a {digit}, read as {answer} with a probability of {p[answer]:.2f}")
    return figure


def _lines(ax, starts, end, terms):
    """Lines to `end` for the ten largest terms of its sum, red for it, blue against."""
    for k in np.abs(terms).argsort()[-10:]:
        line = {"color": ABOVE_ZERO if terms[k] > 0 else BELOW_ZERO}
        line |= {"linewidth": 0.5 + 3 * abs(terms[k]) / np.abs(terms).max(), "zorder": 1}
        ax.plot(*np.transpose([starts[k], end]), **line)


def describe_network_at_work(digit, seed=0):
    _, h, logits, p = measure_units(digit, seed)
    second, first = p.argsort()[-2:]
    return (
        f"An image labelled {digit} goes into the trained network. {np.sum(h > 0)} of its "
        f"{len(h)} hidden units are above 0, the largest being unit {h.argmax()} with "
        f"{h.max():.2f}. Of the ten digits {first} has the logit {logits[first]:.1f} and "
        f"so the probability {p[first]:.2f}; next comes {second} with the logit "
        f"{logits[second]:.1f} and the probability {p[second]:.2f}."
    )


def valley(rate=0.1):
    """One weight on its way down a valley, each step the rate times the slope."""
    w = measure_steps(STEEPNESS, rate, n_steps=STEPS)
    figure, ax = panels(height=3.2)
    x = np.linspace(-2.6, 2.6, 53)
    ax.plot(x, STEEPNESS * x**2 / 2, color=GREY)
    loss = STEEPNESS * w**2 / 2
    ax.plot(w, loss, "-o", color=COLOURS["train"], linewidth=1.2, ms=7)
    for step in (0, 1, 2):
        label_above(ax, w[step], loss[step], f"{step}")
    ax.set_title(f"rate {rate:g}: after {STEPS} steps the loss is {loss[-1]:.3g}")
    ax.set(xlabel="one weight w", ylabel="loss", xlim=(-2.6, 2.6), ylim=(-0.5, 14))
    return figure


def describe_valley(rate):
    w = measure_steps(STEEPNESS, rate, n_steps=STEPS)
    loss = STEEPNESS * w**2 / 2
    return (
        f"A valley with its bottom at 0; the weight starts at {w[0]:g}. With rate {rate:g} "
        f"its first three steps lead to {w[1]:.2f}, {w[2]:.2f} and {w[3]:.2f}; after "
        f"{STEPS} of them the loss has gone from {loss[0]:g} to {loss[-1]:.3g}."
    )
