"""The figures of chapter 5: who dies, when, at which rate, and who comes back.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.colors import to_rgba

from nncourse.chapters.ch05_dead_relu_units.cloud_runs import STEPS, UNITS, measure_cloud
from nncourse.chapters.ch05_dead_relu_units.cloud_strokes import HIGH, LOW, strokes
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    DRAWN_ANEW,
    measure_plasticity,
)
from nncourse.chapters.ch05_dead_relu_units.runs import (
    NETS,
    RATES,
    measure_born_dead,
    measure_training,
)
from nncourse.chapters.sentences import enumeration, quantity
from nncourse.plots import COLOURS, GREY, line_style, mosaic, panels, plain_ticks

SEEDS = range(3)
TASK_SEEDS = range(2)
FRESH_SEEDS = range(10)
UNIT_CHOICES = {  # names of units: their choices in measure_training
    "ReLU": {},
    "slope 0.01": {"slope": 0.01},
    "slope 0.1": {"slope": 0.1},
    "slope 0.3": {"slope": 0.3},
    "GELU": {"smooth": "GELU"},
    "SiLU": {"smooth": "SiLU"},
}
DEAD_RATES = 0.001, *RATES, 1.0, 1.5  # from Adam's usual rate to small pixels' deadly ones
EACH = 4  # of so many units the picture of all that are on shows one
ROOM = 5  # columns that the name of their state needs
TOO_NEAR = 11  # percent between two labels
WIDTHS = 1, 2, 3, 4, 6, 8
SHORT = 200  # steps of ReLU and another unit at every rate
LATE = 20  # steps at their end, whose mean loss is shown
EXPLODED = 100.0  # a loss that no untrained network here starts from


def dead_share(lr=0.1, scale="0 to 16", optimizer="SGD", seed=0):
    """Which units are on after training, the dead while it went on, and the accuracy."""
    layout = [["units", "share"], ["units", "accuracy"]]
    figure, axes = mosaic(layout, height=4.2, last="units")  # on a phone by its controls
    share, accuracy = axes["share"], axes["accuracy"]
    rates = sorted({*DEAD_RATES, lr})
    runs = {r: measure_training(r, scale, optimizer=optimizer, seed=seed) for r in rates}
    for rate, run in runs.items():
        chosen = rate == lr
        style = line_style("sick") if chosen else {"color": GREY, "linewidth": 0.8}
        share.plot(run["step"], 100 * run["dead"], **style, zorder=3 if chosen else 2)
        style = {"color": COLOURS["sick"], "ms": 10} if chosen else {"color": GREY}
        accuracy.plot(rate, 100 * run["accuracy"][-1], "o", **style)
    beside = {"textcoords": "offset points", "fontsize": 10, "va": "center"}
    ends = {rate: 100 * run["dead"][-1] for rate, run in runs.items()}
    for text, end in end_labels(ends):
        share.annotate(text, (run["step"][-1], end), (4, 0), **beside)
    share.set(title=f"Dead (%), {optimizer} at rate {lr:g}", xlabel="step (log)")
    share.set_xscale("symlog", linthresh=1)
    share.set(ylim=(-4, 108), xlim=(0, 3000))
    share.spines["bottom"].set_bounds(0, run["step"][-1])  # beyond it stand labels
    plain_ticks(share, (0, 1, 10, 100))
    right = 100 * runs[lr]["accuracy"][-1]
    accuracy.set(title=f"Test accuracy {right:.0f} %", ylim=(0, 104), xscale="log")
    accuracy.set(xlabel="learning rate (log)")
    plain_ticks(accuracy, (0.001, 0.01, 0.1, 1))
    _draw_units(axes["units"], runs[lr])
    return figure


def _draw_units(ax, run):
    """One of EACH units, a column each, by images of a batch: then the silent, the dead."""
    dead = run["peak"][-1] <= 0
    silent = ~run["on"].any(axis=0) & ~dead  # off for these images only
    shown = np.argsort(silent + 2 * dead, kind="stable")[EACH - 1 :: EACH]
    on = run["on"][:, shown]
    picture = np.zeros((*on.shape, 4))
    picture[on] = to_rgba(COLOURS["healthy"])
    for units, colour, alpha, words in (
        (silent, GREY, 0.25, f"off for these {len(on)}"),
        (dead, COLOURS["sick"], 0.6, "dead: off for all"),
    ):
        columns = np.flatnonzero(units[shown])
        picture[:, columns] = to_rgba(colour, alpha)
        if len(columns) >= ROOM:
            centred = {"ha": "center", "va": "center", "rotation": 90, "fontsize": 10}
            ax.text(columns.mean(), len(on) / 2, words, **centred)
    ax.imshow(picture, aspect="auto", interpolation="none")
    ax.set(title=f"{dead.sum()} of {len(dead)} units dead", xticks=[], yticks=[])
    ax.set(xlabel=f"one of every {EACH} units, a column each")
    ax.set(ylabel=f"{len(on)} images (green: the unit is on)")


def end_labels(ends):
    """(text, place) beside curves that end above 1 %: {rate: percent}, near ones as one."""
    groups = []
    for rate, end in sorted(ends.items(), key=lambda item: item[1]):
        if groups and end - groups[-1][-1][1] <= TOO_NEAR:
            groups[-1].append((rate, end))
        elif end > 1:
            groups.append([(rate, end)])
    for group in groups:
        rates = [rate for rate, _ in group]
        text = f"{min(rates):g}" + (f"–{max(rates):g}" if len(group) > 1 else "")
        yield text, np.mean([end for _, end in group])


def describe_dead_share(lr, scale, optimizer, seed=0):
    run = measure_training(lr, scale, optimizer=optimizer, seed=seed)
    return (
        f"One run, pixels {scale}, {optimizer} at rate {lr:g}: after {run['step'][-1]} "
        f"steps {run['dead'][-1]:.0%} of the units are dead, {run['batch_dead'][-1]:.0%} "
        f"are off for {len(run['on'])} images, and the test accuracy is "
        f"{run['accuracy'][-1]:.0%}."
    )


def cloud(step=0, lr=0.3, pixels="raw", seed=0):
    """The training images as points, and the lines at which eight units switch on."""
    run, row = _cloud_at(step, lr, pixels, seed)
    x, dead = run["x"], run["dead"][row]
    figure, ax = panels(height=4.4)
    ax.plot(*x[::9].T, ".", color=GREY, ms=4, zorder=1)
    places = strokes(run["W"][row], run["b"][row], x[::9])
    for unit, (off, stroke) in enumerate(zip(dead, places, strict=True), 1):
        _draw_line(ax, stroke, unit, "sick" if off else "healthy")
    ax.set(title=f"Step {step}: {dead.sum()} of {UNITS} units see no image (dashed)")
    ax.plot(0, 0, "+", color=GREY, ms=12, mew=2)
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal")
    ax.set(xticks=[-5, 0, 5, 10], yticks=[-5, 0, 5, 10])
    ax.set(xlabel="ink in the upper half", ylabel="ink in the lower half")
    return figure


def describe_cloud(step, lr, pixels, seed=0):
    run, row = _cloud_at(step, lr, pixels, seed)
    dead = np.flatnonzero(run["dead"][row]) + 1
    which = f", number {enumeration(dead)}" if len(dead) else ""
    return (
        f"{pixels} pixels, rate {lr:g}, after {quantity(step, 'step')}: "
        f"{len(dead)} of {UNITS} units are below zero for all of the cloud{which}."
    )


def _cloud_at(step, lr, pixels, seed):
    """The run of the cloud, and the row in which a step stands: of STEPS, or any other."""
    at = STEPS if step in STEPS else (step,)
    return measure_cloud(lr, pixels, seed, at), at.index(step)


def accuracies_and_losses(units="ReLU"):
    """Test accuracy and late loss at all RATES from all SEEDS: two arrays (rates, seeds).

    The loss is the mean of the last LATE of SHORT steps, inf if one of them is not finite.
    """
    choices = UNIT_CHOICES[units] | {"n_steps": SHORT}
    runs = [[measure_training(r, seed=s, **choices) for s in SEEDS] for r in RATES]
    accuracy = np.array([[run["accuracy"][-1] for run in row] for row in runs])
    with np.errstate(all="ignore"):
        loss = np.array([[run["loss"][-LATE:].mean() for run in row] for row in runs])
    return accuracy, np.where(np.isfinite(loss), loss, np.inf)


def born_dead(width=2, seed=0):
    """The share of networks that are dead before the first step, by depth."""
    figure, ax = panels(height=4.2)
    for other in WIDTHS:
        if other != width:
            run = measure_born_dead(other, seed=seed)
            ax.plot(run["layers"], 100 * run["images"], color=GREY, linewidth=0.8)
    run = measure_born_dead(width, seed=seed)
    lopsided = measure_born_dead(width, seed=seed, lopsided=True)
    for share, name, meaning in (
        (run["bound"], "bound", "test"),
        (run["images"], "He's start", "sick"),
        (lopsided["images"], "lopsided start", "healthy"),
    ):
        ax.plot(run["layers"], 100 * share, label=name, **line_style(meaning))
    ten, cured = 100 * run["images"][9], 100 * lopsided["images"][9]
    ax.set(title=f"Ten layers: {ten:.0f} % born dead, lopsided {cured:.0f} %")
    others = ", ".join(str(other) for other in WIDTHS if other != width)
    ax.set(xlabel=f"layers of {quantity(width, 'unit')} (grey: of {others})")
    ax.set(ylabel="networks born dead (%)")
    ax.set(ylim=(-4, 135), yticks=[0, 50, 100], xlim=(0, 21), xticks=[1, 5, 10, 15, 20])
    ax.legend(loc="upper left", ncols=2)
    return figure


def describe_born_dead(width, seed=0):
    run = measure_born_dead(width, seed=seed)
    lopsided = measure_born_dead(width, seed=seed, lopsided=True)["images"]
    return (
        f"Of {NETS} networks with {quantity(width, 'unit')} a layer: "
        + "; ".join(
            f"with {run['layers'][i]} layers {run['images'][i]:.0%} are born dead, the "
            f"bound is {run['bound'][i]:.0%}, from a lopsided start {lopsided[i]:.0%}"
            for i in (9, 19)
        )
        + "."
    )


def plasticity(cure="LeakyReLU"):
    """Accuracy, and units that no image switches on, over sixty tasks: ReLU and a cure.

    Dotted: networks with ReLU that have learnt nothing before, on a task each.
    """
    figure, (top, bottom) = panels(2, 1, height=5.0, sharex=True)
    lost = []
    short = "redrawn" if cure == DRAWN_ANEW else cure  # a title has to fit a phone
    for meaning, name, label in (("sick", "none", "ReLU"), ("healthy", cure, short)):
        accuracy, off = accuracy_and_off(name)
        task = np.arange(len(accuracy)) + 10
        lost.append(accuracy[1] - accuracy[-1])
        top.plot(task, accuracy, label=label, **line_style(meaning))
        bottom.plot(np.arange(1, len(off) + 1), off, **line_style(meaning))
    other = f"{short} {'gains ' if lost[1] < 0 else ''}{abs(lost[1]):.0f}"
    top.set(title=f"Accuracy (%): ReLU loses {lost[0]:.0f}, {other}")
    top.axhline(fresh_accuracy(), color=GREY, ls=":", label="fresh ReLU")
    top.set(ylim=(30, 84), ylabel="mean of ten tasks")
    top.legend(loc="upper center", ncols=3, columnspacing=1.8)
    bottom.set(title="Units below zero for all images (%)", ylim=(-4, 104))
    bottom.set(xlabel="task", xlim=(0, len(off) + 1))
    return figure


def describe_plasticity(cure):
    ends = [accuracy_and_off(name) for name in ("none", cure)]
    (relu, relu_off), (other, other_off) = ends
    return (
        f"Mean accuracy while learning tasks 2 to 11 and the last ten: ReLU {relu[1]:.0f}% "
        f"and {relu[-1]:.0f}%, {relu_off[-1]:.0f}% of the units below zero for all images "
        f"in the end; {cure} {other[1]:.0f}% and {other[-1]:.0f}%, {other_off[-1]:.0f}%. "
        f"Fresh networks with ReLU, on their first task: {fresh_accuracy():.0f}%."
    )


def fresh_accuracy():
    """Percent: what ReLU networks read while they learn their first task, in the mean."""
    runs = [measure_plasticity(tasks=1, seed=seed) for seed in FRESH_SEEDS]
    return 100 * np.mean([run["accuracy"] for run in runs])


def accuracy_and_off(cure):
    """Percent: the mean accuracy of every ten tasks in a row, and units off after each."""
    runs = [measure_plasticity(cure, seed=s) for s in TASK_SEEDS]
    accuracy, off = (
        100 * np.mean([run[k] for run in runs], 0) for k in ("accuracy", "off")
    )
    return np.convolve(accuracy, np.full(10, 0.1), "valid"), off


def _draw_line(ax, stroke, unit, meaning):
    """A unit's line, a stroke to the side on which it is on, and its number at the tip."""
    foot, tip, number = stroke
    if np.isfinite(foot).all():
        across, up = tip - foot
        ends = foot + np.outer([-99, 99], [-up, across])
        ax.plot(*ends.T, **line_style(meaning) | {"linewidth": 1.2})
        ax.plot(*np.array([foot, tip]).T, color=COLOURS[meaning], linewidth=3)
        middle = {"ha": "center", "va": "center", "fontsize": 10, "clip_on": True}
        ax.text(*number, str(unit), **middle)
