"""The figures of chapter 5: who dies, when, at which rate, and who comes back.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.cloud_runs import STEPS, UNITS, measure_cloud
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import measure_plasticity
from nncourse.chapters.ch05_dead_relu_units.runs import (
    RATES,
    measure_lowering,
    measure_training,
)
from nncourse.chapters.sentences import enumeration, quantity
from nncourse.plots import COLOURS, GREY, line_style, panels, plain_ticks, thin

SEEDS = range(3)
TASK_SEEDS = range(2)
UNIT_CHOICES = {  # names of units: their choices in measure_training
    "ReLU": {},
    "slope 0.01": {"slope": 0.01},
    "slope 0.1": {"slope": 0.1},
    "slope 0.3": {"slope": 0.3},
    "GELU": {"smooth": "GELU"},
    "SiLU": {"smooth": "SiLU"},
}
VIEW = {"raw": (-2, 14), "centred": (-8, 8)}  # the axes of the cloud
LOSS_AXIS = 1e-3, 1e12
DIVERGED = 100.0  # a loss that no untrained network here starts from


def dead_share(lr=0.1, scale="0 to 16", seed=0):
    """Dead units during training, at one rate among others, and the accuracy reached."""
    figure, (top, bottom) = panels(2, 1, height=5.2)
    for rate in sorted({*RATES, lr}):
        run = measure_training(rate, scale, seed=seed)
        chosen = rate == lr
        style = line_style("sick") if chosen else {"color": GREY, "linewidth": 0.8}
        top.plot(run["step"], 100 * run["dead"], **style, zorder=3 if chosen else 2)
        if run["dead"][-1] > 0.1:  # the others lie on one another
            end = run["step"][-1], 100 * run["dead"][-1]
            beside = {"textcoords": "offset points", "fontsize": 10}
            beside["va"] = "top" if rate == 0.15 else "baseline"
            top.annotate(f"{rate:g}", end, (5, 0), **beside)
        style = {"color": COLOURS["sick"], "ms": 10} if chosen else {"color": GREY}
        bottom.plot(rate, 100 * run["accuracy"][-1], "o", **style)
    run = measure_training(lr, scale, seed=seed)
    n_dead, units = (run["peak"][-1] <= 0).sum(), run["peak"].shape[1]
    top.set(title=f"{n_dead} of {units} units dead at rate {lr:g}", ylim=(-4, 108))
    top.set(ylabel="dead units (%)", xlabel="step")
    top.set_xscale("symlog", linthresh=1)
    top.set_xlim(0, 700)
    plain_ticks(top, (0, 1, 10, 100))
    right = 100 * run["accuracy"][-1]
    bottom.set(title=f"Test accuracy {right:.0f} % (grey: other rates)", ylim=(0, 104))
    bottom.set(xlabel="learning rate (log)", ylabel="accuracy (%)", xscale="log")
    plain_ticks(bottom, RATES)
    return figure


def describe_dead_share(lr, scale, seed=0):
    run = measure_training(lr, scale, seed=seed)
    return (
        f"Pixels {scale}, rate {lr:g}: after 200 steps {run['dead'][-1]:.0%} of the units "
        f"are dead, and the test accuracy is {run['accuracy'][-1]:.0%}."
    )


def cloud(step=3, lr=0.3, pixels="raw", seed=0):
    """The training images as points, and the lines at which eight units switch on."""
    run, row = measure_cloud(lr, pixels, seed=seed), STEPS.index(step)
    x, dead = run["x"], run["dead"][row]
    figure, ax = panels(height=4.4)
    ax.plot(*x[::9].T, ".", color=GREY, ms=4, zorder=1)
    for w, offset, off in zip(run["W"][row].T, run["b"][row], dead, strict=True):
        _draw_line(ax, w, offset, np.mean(VIEW[pixels]), "sick" if off else "healthy")
    ax.set(title=f"Step {step}: {dead.sum()} of {UNITS} units see no image (dashed)")
    low, high = VIEW[pixels]
    ax.set(xlim=(low, high), ylim=(low, high))
    ax.set(xlabel="ink in the upper half", ylabel="ink in the lower half")
    return figure


def describe_cloud(step, lr, pixels, seed=0):
    run, row = measure_cloud(lr, pixels, seed=seed), STEPS.index(step)
    return (
        f"{pixels} pixels, rate {lr:g}, after {quantity(step, 'step')}: "
        f"{run['dead'][row].sum()} of {UNITS} units are below zero for all of the cloud."
    )


def lowering(divisor=10, high=0.08, seed=0):
    """Dead units of two hidden layers, and those that came back, as the rate is lowered."""
    run = measure_lowering(high, divisor, seed=seed)
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for layer, style in enumerate((line_style("sick"), line_style("sigmoid"))):
        since = run["step"] >= run["lowered"]
        top.plot(*thin(run["step"], 100 * run["dead"][layer]), **style)
        back = thin(run["step"][since], 100 * run["revived"][layer][since])
        bottom.plot(*back, label=f"layer {layer + 1}", **style)
    first, second = 100 * run["revived"][:, -1]
    new = "as before" if divisor == 1 else f"rate {high / divisor:g}"
    for ax in (top, bottom):
        ax.axvline(run["lowered"], color=GREY, linewidth=1)
        ax.set(ylim=(-4, 104), xlim=(0, 205))
    top.set(title=f"Dead: {run['lowered']} steps at rate {high:g}, then {new}")
    bottom.set(title=f"Alive again: layer 1 {first:.0f} %, layer 2 {second:.0f} %")
    bottom.set_xlabel("step")
    bottom.legend(loc="center right", bbox_to_anchor=(1, 0.3))
    top.set_ylabel("units of the layer (%)")
    bottom.set_ylabel("of the fallen (%)")
    return figure


def describe_lowering(divisor, high, seed=0):
    first, second = measure_lowering(high, divisor, seed=seed)["revived"][:, -1]
    new = "at the same rate" if divisor == 1 else f"at rate {high / divisor:g}"
    return (
        f"Of the units dead after 3 steps at rate {high:g}, after 200 more {new} "
        f"{first:.0%} of the first layer's and {second:.0%} of the second layer's are "
        "alive again."
    )


def accuracies_and_losses(units="ReLU"):
    """Test accuracy and late loss at all RATES from all SEEDS: two arrays (rates, seeds).

    The loss is the mean of the last 20 steps, inf if one of them is not finite.
    """
    choices = UNIT_CHOICES[units]
    runs = [[measure_training(r, seed=s, **choices) for s in SEEDS] for r in RATES]
    accuracy = np.array([[run["accuracy"][-1] for run in row] for row in runs])
    with np.errstate(all="ignore"):
        loss = np.array([[run["loss"][-20:].mean() for run in row] for row in runs])
    return accuracy, np.where(np.isfinite(loss), loss, np.inf)


def other_units(units="slope 0.01"):
    """ReLU and other units at rising rates: test accuracy and loss, over the seeds."""
    figure, (top, bottom) = panels(2, 1, height=5.4, sharex=True)
    top.set(title="Test accuracy after 200 steps, raw pixels", ylim=(0, 104))
    top.set(ylabel="accuracy (%)", xscale="log")
    bottom.set(title="Training loss, last 20 steps (log)", ylabel="loss")
    bottom.set(xlabel="learning rate (log)", yscale="log", ylim=LOSS_AXIS)
    for meaning, name, marker in (("relu", "ReLU", "o"), ("leaky", units, "s")):
        accuracy, loss = accuracies_and_losses(name)
        style = line_style(meaning) | {"marker": marker, "label": name}
        band = {"color": COLOURS[meaning], "alpha": 0.2, "linewidth": 0}
        top.fill_between(RATES, 100 * accuracy.min(1), 100 * accuracy.max(1), **band)
        top.plot(RATES, 100 * np.median(accuracy, axis=1), **style)
        low, high = np.clip((loss.min(1), loss.max(1)), *LOSS_AXIS)
        bottom.fill_between(RATES, low, high, **band)
        middle = np.median(loss, axis=1)
        on_axis = middle <= LOSS_AXIS[1]
        bottom.plot(RATES, np.where(on_axis, middle, np.nan), **style)
        _point_upwards(bottom, np.array(RATES)[~on_axis], COLOURS[meaning])
    bottom.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    plain_ticks(bottom, RATES)
    top.legend(loc="lower left")
    return figure


def describe_other_units(units):
    (relu, _), (other, loss) = map(accuracies_and_losses, ("ReLU", units))
    medians = "; ".join(
        f"at rate {rate:g} ReLU reads {np.median(relu[i]):.0%} and {units} "
        f"{np.median(other[i]):.0%}"
        for i, rate in enumerate(RATES)
        if rate in (0.1, 0.15)
    )
    diverged = np.array(RATES)[np.median(loss, axis=1) > DIVERGED]
    if len(diverged):
        ends = f"ends above {DIVERGED:g} at rates {enumeration(diverged)}"
    else:
        ends = f"stays below {DIVERGED:g}"
    return (
        f"Medians of {len(SEEDS)} seeds, bands from the lowest to the highest: {medians}. "
        f"With {units} the loss {ends}."
    )


def plasticity(cure="LeakyReLU"):
    """Accuracy and dead units over sixty tasks: plain ReLU, and with one cure."""
    figure, (top, bottom) = panels(2, 1, height=5.0, sharex=True)
    lost = []
    for meaning, name, label in (("sick", "none", "ReLU"), ("healthy", cure, cure)):
        accuracy, dead = accuracy_and_dead(name)
        task = np.arange(len(accuracy)) + 10
        lost.append(accuracy[1] - accuracy[-1])
        top.plot(task, accuracy, label=label, **line_style(meaning))
        bottom.plot(np.arange(1, len(dead) + 1), dead, **line_style(meaning))
    top.set(title=f"Lost: ReLU {lost[0]:.0f} points, {cure} {lost[1]:.0f}")
    top.set(ylabel="accuracy (%)", ylim=(30, 75))
    top.legend(loc="upper right")
    bottom.set(title="Dead units", ylabel="units (%)", ylim=(-4, 104))
    bottom.set(xlabel="task", xlim=(0, len(dead) + 1))
    return figure


def describe_plasticity(cure):
    ends = [accuracy_and_dead(name) for name in ("none", cure)]
    (relu, relu_dead), (other, other_dead) = ends
    return (
        f"Mean accuracy while learning tasks 2 to 11 and the last ten: ReLU {relu[1]:.0f}% "
        f"and {relu[-1]:.0f}%, {relu_dead[-1]:.0f}% of the units dead in the end; {cure} "
        f"{other[1]:.0f}% and {other[-1]:.0f}%, {other_dead[-1]:.0f}% dead."
    )


def accuracy_and_dead(cure):
    """Percent: the mean accuracy of every ten tasks in a row, and dead units after each."""
    runs = [measure_plasticity(cure, seed=s) for s in TASK_SEEDS]
    accuracy, dead = (
        100 * np.mean([run[k] for run in runs], 0) for k in ("accuracy", "dead")
    )
    return np.convolve(accuracy, np.full(10, 0.1), "valid"), dead


def _draw_line(ax, w, offset, centre, meaning):
    """The line x . w + offset = 0, and a stroke to the side on which the unit is on.

    The stroke stands where the line is nearest to the middle of the axes.
    """
    length = np.linalg.norm(w)
    if length > 0:
        foot, along = -offset * w / length**2, np.array([-w[1], w[0]]) / length
        middle = foot + along * (along.sum() * centre)
        ends = middle + np.outer([-99, 99], along)
        ax.plot(*ends.T, **line_style(meaning) | {"linewidth": 1.2})
        stroke = np.array([middle, middle + 1.2 * w / length])
        ax.plot(*stroke.T, color=COLOURS[meaning], linewidth=3)


def _point_upwards(ax, rates, colour):
    """Arrows at the rates whose loss lies above the axis."""
    for rate in rates:
        arrow = {"arrowstyle": "->", "color": colour}
        ax.annotate("", (rate, LOSS_AXIS[1] / 3), (rate, 1e8), arrowprops=arrow)
    if len(rates):
        style = {"ha": "right", "va": "center", "color": colour, "fontsize": 10}
        ax.text(0.93 * rates[0], 1e10, "off the scale", **style)
