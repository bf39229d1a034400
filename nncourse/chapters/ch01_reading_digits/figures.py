"""Figures of chapter 1, and what each says in a sentence with the measured numbers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import (
    EXAMPLES,
    epoch_means,
    example_rows,
    measure_learning,
    measure_mistakes,
    moved_by_a_pixel,
)
from nncourse.chapters.digit_sets import train_and_test
from nncourse.chapters.sentences import quantity
from nncourse.plots import (
    COLOURS,
    GREY,
    SIGNED,
    line_style,
    mark_overflow,
    panels,
    pixels,
)

TILE = 12.5  # squares from one hidden unit's picture to the next


def learning(width=16, rate=0.1, examples=EXAMPLES, seed=0):
    """The loss and the accuracy, on digits seen and unseen, while a network learns."""
    run = measure_learning(width, rate, seed=seed, examples=examples)
    figure, (left, right) = panels(1, 2, height=4.1)
    loss, means = run["loss"], epoch_means(run)
    each = run["step"][1]
    after = "after each epoch" if run["epoch"][1] == 1 else f"every {each} steps"
    middles = run["step"][:-1] + each / 2
    left.plot(loss, color=COLOURS["train"], alpha=0.7, linewidth=0.9, label="each batch")
    left.plot(middles, means, **line_style("train"), label=f"mean of {each} batches")
    left.plot(
        run["step"],
        run["unseen"],
        **line_style("test"),
        label=f"unseen digits, {after}",
    )
    chance = {"color": GREY, "linewidth": 1, "linestyle": ":"}
    left.axhline(np.log(10), label="guessing: ln 10", **chance)
    left.set(title="loss", xlabel="step", ylim=(0, 4))
    mark_overflow(left, np.arange(len(loss)), loss)
    for name, label in (("train", "seen"), ("test", "unseen")):
        at_the_end = f"{label}: {run[name][-1]:.0%} at the end"
        right.plot(run["epoch"], 100 * run[name], label=at_the_end, **line_style(name))
    right.set(title="digits classified correctly, %", xlabel="epoch", ylim=(0, 103))
    right.set_xticks(run["epoch"][::5])
    for ax in (left, right):
        ax.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.2), borderaxespad=0)
    return figure


def describe_learning(width, rate, examples, seed=0):
    run = measure_learning(width, rate, seed=seed, examples=examples)
    means, unseen = epoch_means(run), run["unseen"]
    return (
        f"With {quantity(width, 'hidden unit')}, rate {rate:g} and {examples} digits to "
        f"learn from, the mean loss of {run['step'][1]} batches goes from {means[0]:.2f} "
        f"for the first to {means[-1]:.2f} for the last, the lowest being "
        f"{means.min():.2f}. The loss on unseen digits goes from {unseen[0]:.2f} to "
        f"{unseen[-1]:.2f}, the lowest being {unseen.min():.2f}. At the end "
        f"{run['train'][-1]:.0%} of the digits seen and {run['test'][-1]:.0%} of the "
        f"unseen ones are classified correctly; the most at any time was "
        f"{run['test'].max():.0%} of the unseen."
    )


def hidden_units(epoch=20, seed=0):
    """The weights of each of sixteen hidden units: 64 from the pixels, ten to the digits.

    Red is positive: ink there raises the unit's output, and the unit speaks for the digit.
    """
    run = measure_learning(seed=seed)
    W, votes = run["W"][epoch], run["votes"][epoch]
    figure, ax = panels(height=5.4)
    limits = [np.abs(run[name]).max() * np.array([-1, 1]) for name in ("W", "votes")]
    for unit in range(W.shape[1]):
        x, y = TILE * (unit % 4), TILE * (unit // 4)
        image = W[:, unit].reshape(8, 8)
        _tile(ax, image, limits[0], (x + 1, x + 9, y + 9.6, y + 1.6))
        _tile(ax, votes[unit][None], limits[1], (x, x + 10, y + 11.2, y + 10.1))
        ax.text(x, y + 1.2, f"most for {votes[unit].argmax()}", fontsize=10)
    ax.set(xlim=(-0.2, 4 * TILE - 2.3), ylim=(4 * TILE, -0.2))
    ax.set_axis_off()
    ax.set_title(f"epoch {epoch}: {run['test'][epoch]:.0%} of unseen digits correct")
    return figure


def _tile(ax, values, limits, place):
    """Weights as squares from blue, negative, to red, at (left, right, bottom, top)."""
    style = {"cmap": SIGNED, "interpolation": "nearest", "aspect": "equal"}
    ax.imshow(values, vmin=limits[0], vmax=limits[1], extent=place, **style)


def describe_hidden_units(epoch, seed=0):
    run = measure_learning(seed=seed)
    first, W, votes = run["W"][0], run["W"][epoch], run["votes"][epoch]
    unit, digit = np.unravel_index(votes.argmax(), votes.shape)
    moved = np.linalg.norm(W - first, axis=0)
    return (
        f"After {quantity(epoch, 'epoch')} {run['test'][epoch]:.0%} of the unseen digits "
        f"are classified correctly. A weight has a mean size of {np.abs(W).mean():.2f}; "
        f"before training it was {np.abs(first).mean():.2f}. The 64 weights of the unit "
        f"that changed most have moved by {moved.max():.1f} in all, those of the one that "
        f"changed least by {moved.min():.1f}. The strongest vote is that of unit {unit} "
        f"for the digit {digit}."
    )


def ten_probabilities(example=0, epoch=0, seed=0):
    """One unseen digit, the ten probabilities that the network gives it, and the loss."""
    x, label, p = _answer(example, epoch, seed=seed)
    shape = {"height": 2.6, "width_ratios": [1.25, 2, 1.5]}  # wide enough to stack
    figure, (left, right, price) = panels(1, 3, **shape)
    pixels(left, x)
    left.set_title(f"labelled {label}")
    sure = np.geomspace(0.001, 1, 50)
    price.plot(sure, -np.log(sure), color=COLOURS["sick"])
    price.plot(p[label], -np.log(p[label]), "o", color=COLOURS["healthy"], ms=8)
    price.set(title="loss: −ln p", xlabel="p of the label", xlim=(-0.05, 1.2))
    price.set(ylim=(-0.2, 7), xticks=[0, 1])
    bars = right.bar(range(10), p, color=GREY)
    bars[label].set(color=COLOURS["healthy"])
    above = {"xytext": (0, 3), "textcoords": "offset points", "ha": "center"}
    right.annotate("label", (label, p[label]), color=COLOURS["healthy"], **above)
    right.set(xticks=range(10), ylim=(0, 1.08), xlabel="digit")
    right.set_title(f"read as {p.argmax()}, loss {-np.log(p[label]):.2f}")
    return figure


def describe_ten_probabilities(example, epoch, seed=0):
    _, label, p = _answer(example, epoch, seed=seed)
    return (
        f"A digit labelled {label}, after {quantity(epoch, 'epoch')}: read as "
        f"{p.argmax()} with probability {p.max():.2f}; its label has {p[label]:.2f}, a "
        f"loss of {-np.log(p[label]):.2f}."
    )


def _answer(example, epoch, seed=0):
    """The pixels, the label and the ten probabilities of one of the six examples."""
    row = example_rows(seed=seed)[example]
    x, labels = train_and_test(seed=seed)[1]
    return x[row], labels[row], measure_learning(seed=seed)["p"][epoch][row]


def mistakes(width=16, moved="not moved", seed=0):
    """The first ten unseen digits that a network misreads at its best epoch, after each
    has been `moved` by one pixel.
    """
    epoch, wrong, answers = measure_mistakes(width, moved, seed=seed)
    x, labels = train_and_test(seed=seed)[1]
    x = moved_by_a_pixel(x, moved)
    figure, axes = panels(2, 5, height=3.8)
    # A phone's letters are larger, and white images may not run into each other.
    figure.get_layout_engine().set(h_pad=0.12, w_pad=0.1)
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, row in zip(axes.flat, wrong, strict=False):
        pixels(ax, x[row])
        ax.set_title(f"{labels[row]} as {answers[row]}", fontsize=10)
    title = f"{width} units, epoch {epoch}: {len(wrong)} of {len(labels)} misread"
    figure.suptitle(title)
    return figure


def describe_mistakes(width, moved, seed=0):
    epoch, wrong, answers = measure_mistakes(width, moved, seed=seed)
    labels = train_and_test(seed=seed)[1][1]
    first = ", ".join(f"{labels[row]} as {answers[row]}" for row in wrong[:10])
    if moved == "not moved":
        images = "unseen digits"
    else:
        images = f"unseen digits that were moved {moved} by a pixel"
    return (
        f"{width} hidden units at their best epoch, {epoch}, misread {len(wrong)} of "
        f"{len(labels)} {images}. The first of them: {first}."
    )
