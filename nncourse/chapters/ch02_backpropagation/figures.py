"""Figures of chapter 2, and what each says in a sentence with the measured numbers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.planted_faults import FAULTS
from nncourse.chapters.ch02_backpropagation.runs import (
    DISTANCES,
    measure_course,
    measure_errors,
    measure_image_gradients,
    measure_tangent,
)
from nncourse.chapters.sentences import quantity
from nncourse.gradcheck import TOLERANCE
from nncourse.plots import (
    ABOVE_ZERO,
    BELOW_ZERO,
    COLOURS,
    GREY,
    SIGNED_LIGHT,
    line_style,
    mosaic,
    panels,
    pixels,
    thin,
)

NOTHING_TO_LOSE = "no unit dropped: there is no factor to lose"


def tangent(weight="first layer, pixel 28", epochs=0, moved=2.0, seed=0):
    """The loss as one weight moves, and the line with backward's slope where it stands now.

    The vertical axis always spans 1.2, so that a slope looks as steep as it is.
    """
    run = measure_tangent(weight, epochs, seed=seed)
    loss, slope = _at(run, moved)
    figure, ax = panels(height=3.7)
    measured = {"label": "loss, measured by moving the weight", "color": "C0"}
    predicted = {"label": "line with the slope that backward gives", "color": "C1"}
    ax.plot(DISTANCES, run["losses"], **measured)
    ax.plot(DISTANCES, loss + slope * (DISTANCES - moved), "--", **predicted)
    ax.plot([moved], [loss], "o", color="C0", ms=8)
    ax.set_ylim(run["loss"] - 0.2, run["loss"] + 1)
    ax.ticklabel_format(axis="y", useOffset=False)
    ax.set(xlabel=f"change of one weight ({weight})", ylabel="loss")
    ax.set_xticks(range(-2, 3))  # more of them touch on a phone
    ax.set_title(f"slope at the dot: {slope:+.4f}")
    ax.legend(loc="upper left", bbox_to_anchor=(-0.1, -0.2), borderaxespad=0)
    return figure


def describe_tangent(weight, epochs, moved, seed=0):
    run = measure_tangent(weight, epochs, seed=seed)
    loss, slope = _at(run, moved)
    left, right = run["losses"][[0, -1]]
    return (
        f"{weight}, after {quantity(epochs, 'epoch')}, moved by {moved:g}: the loss is "
        f"{loss:.2f} and backward's slope {slope:+.4f}. With the weight at "
        f"{DISTANCES[0]:g} the loss is {left:.2f}, at {DISTANCES[-1]:+g} it is "
        f"{right:.2f}; the straight line gives {loss + (DISTANCES[0] - moved) * slope:.2f} "
        f"and {loss + (DISTANCES[-1] - moved) * slope:.2f}."
    )


def _at(run, moved):
    """Loss and slope at the distance nearest to `moved`."""
    place = np.abs(DISTANCES - moved).argmin()
    return run["losses"][place], run["slopes"][place]


def image_gradients(digit=3, epochs=1, seed=0):
    """One image, and the gradient going back to logits, hidden units and pixels.

    The bars' limits are the same for every digit and epoch: what is small is drawn small.
    The pixels have their own scale, told in the title, or most would be blank. The bar of a
    unit that is off is hollow: the gradient reaches it and goes no further.
    """
    run = measure_image_gradients(digit, epochs, seed=seed)
    figure, axes = panels(2, 2, height=4.6, height_ratios=[1, 1.3])
    image, pixels_ax, logits, hidden = axes.flat
    pixels(image, run["image"])
    image.set_title(f"a {digit}: loss {run['loss']:.2f}")
    for ax, name, limits in ((logits, "logits", (-1, 0.5)), (hidden, "hidden", (-1, 1))):
        d = run[name]
        colours = np.where(d > 0, ABOVE_ZERO, BELOW_ZERO)
        filled = run["on"] if name == "hidden" else np.full(len(d), True)
        faces = np.where(filled, colours, "none")
        ax.bar(range(len(d)), d, color=faces, edgecolor=colours, linewidth=0.8)
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.set(ylim=limits, yticks=np.arange(-1, limits[1] + 0.1, 0.5))
    logits.set(title="gradient on logits", xlabel="digit", xticks=range(10))
    hidden.set(title="on hidden units", xlabel="unit")
    largest = np.abs(run["pixels"]).max()
    pixels(pixels_ax, run["pixels"], vmin=-largest, vmax=largest, cmap=SIGNED_LIGHT)
    pixels_ax.set_title(f"on pixels: full colour {largest:.2g}")
    return figure


def describe_image_gradients(digit, epochs, seed=0):
    run = measure_image_gradients(digit, epochs, seed=seed)
    others = np.delete(run["logits"], digit)
    return (
        f"One image of the digit {digit}, after {quantity(epochs, 'epoch')}, read as "
        f"{run['p'].argmax()}; the loss is {run['loss']:.2f}. The gradient on the "
        f"label's logit is {run['logits'][digit]:+.2f}, on the others "
        f"{others.min():.2f} to {others.max():.2f}. On hidden units it is up to "
        f"{np.abs(run['hidden']).max():.2f}, and {(~run['on']).sum()} of {len(run['on'])} "
        f"are off and pass nothing on; on pixels it is up to "
        f"{np.abs(run['pixels']).max():.2f}."
    )


def planted_fault(fault="ReLU slope from its output", dropped=True, seed=0):
    """Sixty epochs with a wrong gradient, beside the right one: what is read, the two
    gradients' cosine, for how many digits a unit is on, and what the check reports.
    """
    right, wrong, errors = _right_and_wrong(fault, dropped, seed)
    figure, axes = mosaic([["test", "cosine"], ["on", "check"]], height=4.1)
    for run, meaning, name in ((right, "healthy", "right"), (wrong, "sick", "planted")):
        style = line_style(meaning)
        label = f"{name}: {run['test'][-1]:.1%}"
        axes["test"].plot(*thin(range(len(run["test"])), run["test"]), label=label, **style)
        axes["on"].plot(run["at"], run["on"], **style)
    axes["cosine"].plot(wrong["at"], wrong["cosine"], **line_style("sick"))
    axes["cosine"].axhline(0, color=GREY, linewidth=0.8)
    axes["test"].set(title="test accuracy", ylim=(0, 1.05))
    axes["test"].legend(loc="lower right")
    axes["cosine"].set(title="cosine with the true gradient", ylim=(-0.3, 1.1))
    axes["on"].set(title="share of units that are on", xlabel="epoch")
    axes["on"].set(ylim=(0, 1.05), yticks=[0, 0.5, 1])
    _draw_check(axes["check"], errors)
    if _nothing_to_lose(fault, dropped):
        figure.suptitle(NOTHING_TO_LOSE)
    return figure


def _draw_check(ax, errors):
    """A bar an array, from the bottom up: the walk comes down."""
    names, error = list(errors), np.maximum(list(errors.values()), 1e-12)
    too_large = error >= TOLERANCE
    colours = np.where(too_large, COLOURS["sick"], COLOURS["healthy"])
    ax.barh(names, error, left=1e-13, color=colours)
    inside = {"xytext": (3, 0), "textcoords": "offset points", "va": "center"}
    for place in np.flatnonzero(too_large):
        ax.annotate("wrong", (1e-13, place), color="white", fontsize=9, **inside)
    ax.axvline(TOLERANCE, color=GREY, linestyle=":")
    ax.set(xscale="log", xlim=(1e-13, 10), title="check: relative error (log)")


def _nothing_to_lose(fault, dropped):
    return "dropout" in FAULTS[fault] and not dropped


def describe_planted_fault(fault, dropped, seed=0):
    right, wrong, errors = _right_and_wrong(fault, dropped, seed)
    names = [name for name, error in errors.items() if error >= TOLERANCE]
    units = "half the units dropped" if dropped else "no unit dropped"
    if _nothing_to_lose(fault, dropped):
        units = NOTHING_TO_LOSE
    start, end = wrong["cosine"][[0, -1]]
    first, last = wrong["on"][[0, -1]]
    return (
        f"Fault {fault}, {units}: after {len(wrong['loss'])} epochs the test accuracy is "
        f"{wrong['test'][-1]:.1%}, with the right gradient {right['test'][-1]:.1%}. The "
        f"cosine of the two gradients goes from {start:.2f} to {end:.2f}. The share of "
        f"units that are on goes from {first:.0%} to {last:.0%}, with the right gradient "
        f"to {right['on'][-1]:.0%}. The check finds wrong: "
        f"{', '.join(names) or 'nothing'}."
    )


def _right_and_wrong(fault, dropped, seed):
    """The courses without the fault and with it, in a network with batch normalisation if
    that is where it sits, and what the check finds.
    """
    batch_norm, dropout = "norm" in FAULTS[fault], 0.5 if dropped else 0.0
    right, wrong = (
        measure_course(name, seed=seed, batch_norm=batch_norm, dropout=dropout)
        for name in ("none", fault)
    )
    return right, wrong, measure_errors(fault, seed, batch_norm, dropout)
