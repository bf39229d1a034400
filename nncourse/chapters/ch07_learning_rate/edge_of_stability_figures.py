"""The figures of chapter 7 on sharpness: the edge of stability, and warm-up.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    BOUNCES_AT,
    measure_bounces,
    measure_edge,
    measure_first_steps,
    measure_warm_up,
    warmed_up,
)
from nncourse.chapters.ch07_learning_rate.throw_figures import (
    describe_step_by_step,
    step_by_step,
)
from nncourse.chapters.vital_signs import nearest_row
from nncourse.plots import COLOURS, GREY, line_style, panels, thin

LEAST_SHOWN = 50  # steps, of a short warm-up
LEARNT = 0.09  # a loss that no untrained network here starts below
DOTS = 121  # of a curve of every step's sharpness
SHARPEST = 2.4  # of the axis
EACH_STEP = "plain, each step"
DESCENTS = {  # name: loss, momentum
    "plain": ("squared error", 0.0),
    EACH_STEP: ("squared error", 0.0),
    "momentum 0.5": ("squared error", 0.5),
    "cross-entropy": ("cross-entropy", 0.0),
}
FLOATING = "off the curve: they jump\nin other directions"
NONE = "no jumps\nfrom wall to wall"
SHORT = "jumps too short\nto be seen here"
LEAST_HEIGHT = 5e-4  # of the slice's axis: a flatter one is drawn flat
LOSS_AXIS = {"squared error": (1e-3, 0.2), "cross-entropy": (3e-4, 4)}


def edge_of_stability(lr=2.0, descent="plain", step=330, seed=0):
    """The loss falls, unevenly, while the sharpness climbs to its limit and stays there;
    and ten steps seen along the sharpest direction, or thirty steps one by one.
    """
    if descent == EACH_STEP:
        return step_by_step(lr, step, seed)
    loss, momentum = DESCENTS[descent]
    run = measure_edge(lr, loss=loss, momentum=momentum, seed=seed)
    figure, (top, middle, bottom) = panels(3, height=5.7)
    _draw_bounce(top, _bounce(lr, descent, step, seed))
    if step - 10 in BOUNCES_AT:
        _draw_earlier(top, _bounce(lr, descent, step - 10, seed))
    top.set_title(f"Sharpest direction, steps {step} to {step + 9}")
    _draw_until(step, middle, run, "loss", color=COLOURS["train"])
    middle.set(ylim=LOSS_AXIS[loss], yscale="log", ylabel="loss (log)", xlim=(-10, 800))
    middle.set_title(_rises(run["all_losses"][: step + 1]))
    _draw_until(step, bottom, run, "sharpness", color=COLOURS["sigmoid"], marker=".")
    limit = largest_stable_sharpness(lr, momentum)
    _draw_limit(bottom, limit, "2 (1 + μ) / η" if momentum else "2 / η")
    bottom.set(xlim=(-10, 800), ylim=(0, SHARPEST), xlabel="step", ylabel="sharpness")
    row = nearest_row(run, step)
    found = f"sharpness {run['sharpness'][row]:.2f}"
    bottom.set_title(f"At the diamond: {found},\nlimit {limit:.2f}")
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_edge_of_stability(lr, descent, step, seed=0):
    if descent == EACH_STEP:
        return describe_step_by_step(lr, step, seed)
    loss, momentum = DESCENTS[descent]
    run = measure_edge(lr, loss=loss, momentum=momentum, seed=seed)
    bounce = _bounce(lr, descent, step, seed)
    limit = largest_stable_sharpness(lr, momentum)
    row = nearest_row(run, step)
    turned = turns(bounce)
    how_often = "once" if turned == 1 else f"{turned} times"
    return (
        f"At step {step} the loss is {run['loss'][row]:.3f} and the sharpness "
        f"{run['sharpness'][row]:.2f}, against a limit of {limit:.2f}. The next ten steps "
        f"turn round {how_often} along the sharpest direction. "
        f"{_rises(run['all_losses'][: step + 1])}."
    )


def _rises(losses):
    """At how many of the last hundred steps the loss rose, if any have been taken."""
    latest = losses[-101:]
    if len(latest) == 1:
        return "Loss"
    return f"Loss: up at {(np.diff(latest) > 0).sum()} of the last {len(latest) - 1} steps"


def _bounce(lr, descent, step, seed):
    """The ten steps from one of BOUNCES_AT on, or from any other step."""
    loss, momentum = DESCENTS[descent]
    at = BOUNCES_AT if step in BOUNCES_AT else (step,)
    return measure_bounces(lr, at, seed, momentum=momentum, loss=loss)[step]


def largest_stable_sharpness(lr, momentum):
    """The curvature above which a bowl makes descent diverge."""
    return 2 * (1 + momentum) / lr


def turns(bounce):
    """How often the iterates change their direction along the slice."""
    moves = np.sign(np.diff(bounce["along"]))
    return int((moves[1:] != moves[:-1]).sum())


def warm_up(lr=3.0, warmup=100, seed=0):
    """The first steps with and without a slow start: the loss, and the sharpness beside the
    limit 2 / rate, which comes down as the rate goes up.
    """
    warmed, plain = (
        measure_warm_up(lr, warmup, seed=seed),
        measure_warm_up(lr, 0, seed=seed),
    )
    taken = len(plain["all_losses"])
    shown = min(max(LEAST_SHOWN, round(1.2 * warmup)), taken)
    figure, (top, bottom) = panels(2, height=4.8, sharex=True)
    for run, label, meaning in (
        (plain, "no warm-up", "sick"),
        (warmed, "warm-up", "healthy"),
    ):
        style = line_style(meaning)
        losses = run["all_losses"][: shown + 1]
        losses = np.minimum(losses[np.isfinite(losses)], 1e3)
        top.plot(*thin(np.arange(len(losses)), losses, points=120), label=label, **style)
        taken_slowly = 0 if run is plain else warmup
        sharpness = _below_hundred(measure_first_steps(lr, taken_slowly, seed, shown + 1))
        sound = np.logical_and.accumulate(sharpness > 0)  # not yet diverged
        drawn = thin(np.arange(sound.sum()), sharpness[sound], points=DOTS)
        bottom.plot(*drawn, **style)
    top.set(ylim=(5e-3, 100), yscale="log", ylabel="loss (log)")
    top.set_title(
        f"Rate {lr:g}, warm-up {warmup}: {outcome(warmed)},\nno warm-up: {outcome(plain)}"
    )
    top.legend(loc="upper right")
    step = np.arange(shown + 1)
    limit = [2 / warmed_up(lr, warmup, k) for k in step]
    bottom.plot(*thin(step, np.array(limit)), color=GREY, linestyle=":")
    words = {"transform": bottom.transAxes, "ha": "right", "va": "top", "fontsize": 10}
    bottom.text(0.98, 0.95, "dotted: the limit, 2 / rate of that step", **words)
    bottom.set(xlim=(-0.01 * shown, shown), ylim=(0.1, 30), yscale="log")
    bottom.set(ylabel="sharpness (log)", xlabel=f"step, the first {shown} of {taken}")
    bottom.yaxis.labelpad = 8
    return figure


def describe_warm_up(lr, warmup, seed=0):
    plain, warmed = (outcome(measure_warm_up(lr, n, seed=seed)) for n in (0, warmup))
    return (
        f"Rate {lr:g} without warm-up: {plain}; with {warmup} steps of warm-up: {warmed}."
    )


def outcome(run):
    """How a run ended: with which loss, or "it diverges"."""
    last = run["all_losses"][-1]
    return f"loss at the end {last:.3f}" if last < LEARNT else "it diverges"


def _draw_bounce(ax, bounce):
    """The loss along the sharpest direction, and the iterates on it in their order.

    Drawn from the lowest loss that is seen, with room for the slices ten steps before and
    after, if they are measured.
    """
    lowest = min(bounce["slice"].min(), bounce["loss"].min())
    line, loss = bounce["slice"] - lowest, bounce["loss"] - lowest
    ax.plot(bounce["places"], line, color=GREY, linewidth=1)
    style = {"color": COLOURS["sick"], "linewidth": 1, "marker": "o", "ms": 5}
    ax.plot(bounce["along"], loss, **style)
    ax.plot(bounce["along"][0], loss[0], "D", color=COLOURS["sick"], ms=9)
    highest = max(bounce["highest"], LEAST_HEIGHT)
    ax.set(xlim=bounce["places"][[0, -1]], ylim=(-0.1 * highest, 1.4 * highest))
    ax.set(xlabel="along it, from the ten steps' mean", ylabel="loss - lowest")
    if note := _what_it_does(bounce):
        words = {"ha": "center", "va": "center", "fontsize": 10, "transform": ax.transAxes}
        ax.text(0.5, 0.64 if note == NONE else 0.5, note, **words)
    ax.yaxis.set_major_locator(MaxNLocator(3))
    ax.yaxis.set_major_formatter("{x:g}")


def _what_it_does(bounce):
    """A word on steps that the slice does not show: some jump elsewhere, others nowhere."""
    on_line = np.interp(bounce["along"], bounce["places"], bounce["slice"])
    if (bounce["loss"] - on_line).min() > 2 * np.ptp(on_line):
        return FLOATING
    if turns(bounce) < 2:
        return NONE
    return SHORT if np.ptp(bounce["along"]) < bounce["places"][-1] / 15 else ""


def _draw_earlier(ax, bounce):
    """The valley of ten steps before, in the panel of the one that is there."""
    valley = bounce["slice"] - bounce["slice"].min()
    ax.plot(bounce["places"], valley, color=GREY, linestyle=":", linewidth=1.5)
    words = {"ha": "center", "va": "top", "fontsize": 10, "transform": ax.transAxes}
    ax.text(0.5, 0.99, "dotted: ten steps before", **words)


def _draw_until(step, ax, run, name, **style):
    seen = run["step"] <= step
    x, y = run["step"][seen], _below_hundred(run[name][seen])
    ax.plot(*thin(x, y, points=80), **style)


def _draw_limit(ax, height, text):
    ax.axhline(height, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    where = f"dashed: {text}" if height < SHARPEST else f"{text}: above"
    style = {"ha": "right", "va": "top", "color": COLOURS["sick"], "fontsize": 10}
    ax.text(0.99, 0.99, where, transform=ax.transAxes, **style)


def _below_hundred(values):
    """The values, and nan for those that no axis here could show."""
    with np.errstate(all="ignore"):
        return np.where(np.abs(values) < 100, values, np.nan)
