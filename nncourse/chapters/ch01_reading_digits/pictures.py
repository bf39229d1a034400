"""Pictures of what the chapter defines: one unit at work, and the network at work."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import measure_learning
from nncourse.chapters.sentences import signed
from nncourse.chapters.softmax import softmax
from nncourse.data import digits
from nncourse.plots import (
    ABOVE_ZERO,
    BELOW_ZERO,
    COLOURS,
    GREY,
    SIGNED,
    mosaic,
    pixels,
)

HIDDEN_AT, OUTPUT_AT, TOP = 0.0, 8.0, 16.0  # where the columns of units stand
LOGITS_AT, PROBABILITIES_AT = 13.0, 16.6  # the right edges of two columns of numbers
PAGE = "white"  # becomes the page's own colour
# Not black and white, which become the page's own: an image stays white on a dark page.
ON_PALE, ON_STRONG = "#000010", "#fffff0"
TRAINED = "after training"  # or before
ANSWER, LABEL = "the digit it is read as", "the digit on its label"
RUNNER_UP = "the second likeliest"
FARTHEST = 3.2  # of the sums whose bend is drawn, or farther


def measure_one_unit(digit=0, weights=TRAINED, seed=0):
    """The first image of a digit and the hidden unit that, once trained, votes most for 0:
    its "weights", the "products" of pixel and weight, its "bias", its number "h".
    """
    run, image = measure_learning(seed=seed), first_image(digit)
    unit = run["votes"][-1][:, 0].argmax()
    when = -1 if weights == TRAINED else 0
    of_unit, bias = run["W"][when][:, unit], run["b"][when][unit]
    products = image * of_unit
    h = max(0, products.sum() + bias)
    return {"weights": of_unit, "products": products, "bias": bias, "h": h}


def one_unit(digit=0, weights=TRAINED, seed=0):
    """An image with its numbers, what one hidden unit adds up of them, and the bend.

    The colour of a square is the unit's weight, and where there is ink, the number on it is
    pixel times weight.
    """
    run = measure_one_unit(digit, weights, seed)
    sixteenths = np.round(16 * first_image(digit))
    figure, axes = mosaic([["image", "unit"], ["sum", "bend"]], 5, height_ratios=[5, 2])
    left, right = axes["image"], axes["unit"]
    pixels(left, sixteenths)
    _write(left, [f"{value:.0f}" for value in sixteenths], sixteenths > 7)
    left.set_title(f"labelled {digit}; 16 is black")
    _heat_map(right, run["weights"], _palest(seed))
    words = [
        signed(product).replace("0.", ".", 1) if product else ""  # eight to a row
        for product in run["products"]
    ]
    _write(right, words, 64 * [False], fontsize=9)
    right.set_title("weights; on ink: pixel times weight")
    _sum(axes["sum"], run)
    _bend(axes["bend"], run)
    return figure


def _palest(seed):
    """Beyond the unit's weights, so that no colour is too strong for a word on it."""
    return 1.7 * np.abs(measure_one_unit(seed=seed)["weights"]).max()


def _heat_map(ax, values, limit):
    pixels(ax, values, vmin=-limit, vmax=limit, cmap=SIGNED)


def _sum(ax, run):
    """The unit's sum and its bias, added as on paper."""
    total, bias = run["products"].sum(), run["bias"]
    rows = ("sum", signed(total, 3)), ("bias", signed(bias, 3))
    rows += (("sum with bias", signed(total + bias)),)
    for y, words in zip((0.85, 0.6, 0.3), rows, strict=True):
        for x, word, side in zip((0.12, 0.88), words, ("left", "right"), strict=True):
            ax.text(x, y, word, va="center", ha=side)
    ax.plot([0.12, 0.88], [0.45, 0.45], color=GREY, linewidth=1)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()


def _bend(ax, run):
    """What the unit says for every sum, with a dot at this one."""
    total = run["products"].sum() + run["bias"]
    far = max(FARTHEST, abs(total) + 0.3)  # other seeds have larger sums
    ax.plot([-far, 0, far], [0, 0, far], color=GREY)
    ax.plot(total, run["h"], "o", color=COLOURS["sick"], ms=9)
    ax.set_title(f"it says {run['h']:.2f}")
    ax.set(xlabel="sum with bias", ylabel="it says", yticks=[0, 2])
    ax.set(xlim=(-far, far), ylim=(-0.5, far))


def _write(ax, words, strong, fontsize=11):
    """A word on each of 64 squares, legible where the square's colour is `strong`."""
    style = {"ha": "center", "va": "center", "fontsize": fontsize}
    for k, word in enumerate(words):
        row, column = divmod(k, 8)
        ax.text(column, row, word, color=ON_STRONG if strong[k] else ON_PALE, **style)


def describe_one_unit(digit, weights=TRAINED, seed=0):
    run = measure_one_unit(digit, weights, seed)
    sixteenths = np.round(16 * first_image(digit))
    rows = [" ".join(f"{value:.0f}" for value in row) for row in sixteenths.reshape(8, 8)]
    sums = run["products"].reshape(8, 8).sum(axis=1)
    total = sums.sum() + run["bias"]
    return (
        f"An image labelled {digit}, {(sixteenths > 0).sum()} of its 64 pixels with ink, "
        f"in sixteenths of black, row by row: {'; '.join(rows)}. Times the weights of one "
        f"hidden unit, {weights}, the rows add up to "
        f"{', '.join(f'{total:.2f}' for total in sums)}; with the bias of "
        f"{run['bias']:.2f} this makes {total:.2f}, and the unit says {run['h']:.2f}."
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


def measure_votes(digit=3, lines_to=ANSWER, seed=0):
    """(the output that lines lead to, what each hidden unit's number times its weight adds
    to that logit, the unit that counts most in it).
    """
    _, h, _, p = measure_units(digit, seed)
    *_, second, first = p.argsort()
    output = {ANSWER: first, RUNNER_UP: second, LABEL: digit}[lines_to]
    votes = h * measure_learning(seed=seed)["votes"][-1][:, output]
    return output, votes, np.abs(votes).argmax()


def network_at_work(digit=0, lines_to=ANSWER, seed=0):
    """The network 64-16-10 with one digit in it.

    The fuller a unit, the larger its number. A line is a unit's vote: its number times its
    weight to one output. The unit of the strongest vote has a ring, and beside the network
    stands what it adds up, pixel times weight.
    """
    image, h, logits, p = measure_units(digit, seed)
    output, votes, ringed = measure_votes(digit, lines_to, seed)
    layout, shares = [["image", "net"], ["unit", "net"]], {"width_ratios": [1, 2.1]}
    figure, axes = mosaic(layout, 4.2, last="net", **shares)
    pixels(axes["image"], image, vmin=0, vmax=1)
    axes["image"].set_title(f"labelled {digit}")
    products = image * measure_learning(seed=seed)["W"][-1][:, ringed]
    _heat_map(axes["unit"], products, _palest(seed))
    axes["unit"].set_title("ring: pixel × weight")
    ax = axes["net"]
    hidden_y, output_y = (TOP * (np.arange(n) + 0.5) / n for n in (len(h), len(p)))
    _votes(ax, hidden_y, output_y[output], votes)
    for x, ys, values in ((HIDDEN_AT, hidden_y, h / h.max()), (OUTPUT_AT, output_y, p)):
        ax.scatter(np.full(len(ys), x), ys, s=110, color=PAGE, zorder=2)  # over the lines
        fills = [("black", value) for value in values]  # or the page's own, if it is dark
        ax.scatter(np.full(len(ys), x), ys, s=110, c=fills, edgecolors=GREY, zorder=3)
    ring = {"facecolors": "none", "edgecolors": "black", "linewidths": 2}
    ax.scatter([HIDDEN_AT], [hidden_y[ringed]], s=230, zorder=4, **ring)
    of_both = {"ha": "right", "va": "center", "fontsize": 10}
    for j, y in enumerate(output_y):
        ax.text(OUTPUT_AT + 0.9, y, f"{j}:", va="center", fontsize=10)
        ax.text(LOGITS_AT, y, signed(logits[j], 1), **of_both)
        ax.text(PROBABILITIES_AT, y, f"{p[j]:.2f}", **of_both)
    heads = (HIDDEN_AT - 2.4, "votes"), (LOGITS_AT, "logits"), (PROBABILITIES_AT, "p")
    for x, text in heads:
        ax.text(x, -0.6, text, **{**of_both, "ha": "center" if x < HIDDEN_AT else "right"})
    ax.set(xlim=(-4.4, PROBABILITIES_AT + 0.3), ylim=(TOP + 0.3, -1.4))
    ax.set_axis_off()
    ax.set_title(f"read as {p.argmax()}; lines lead to {output}")
    return figure


def _votes(ax, starts, end, votes):
    """Each hidden unit's vote, and its line to the output: red for it, blue against."""
    for y, vote in zip(starts, votes, strict=True):
        colour = ABOVE_ZERO if vote > 0 else BELOW_ZERO
        if round(vote, 1):
            width = 0.5 + abs(vote)
            ax.plot([HIDDEN_AT, OUTPUT_AT], [y, end], color=colour, linewidth=width)
            style = {"ha": "right", "va": "center", "fontsize": 9}
            ax.text(HIDDEN_AT - 1.2, y, signed(vote, 1), color=colour, **style)


def describe_network_at_work(digit, lines_to=ANSWER, seed=0):
    _, h, logits, p = measure_units(digit, seed)
    output, votes, ringed = measure_votes(digit, lines_to, seed)
    second, first = p.argsort()[-2:]
    return (
        f"An image labelled {digit} goes into the trained network. {np.sum(h > 0)} of its "
        f"{len(h)} hidden units are above 0. Lines lead to the output for {output}, whose "
        f"logit is {logits[output]:.1f}; the strongest vote is {votes[ringed]:.1f}, from "
        f"unit {ringed}, which says {h[ringed]:.2f}. Of the ten digits {first} has the "
        f"logit {logits[first]:.1f} and so the probability {p[first]:.2f}; next comes "
        f"{second} with the logit {logits[second]:.1f} and the probability "
        f"{p[second]:.2f}."
    )
