"""The figures of chapter 7: descent on a bowl, six rates on digits, and schedules.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.patches import Ellipse

from nncourse.chapters.ch07_learning_rate.runs import (
    CURVATURES,
    RATES,
    SCHEDULES,
    SEEDS,
    measure_bowl,
    measure_rate,
    measure_rates,
    measure_schedule,
)
from nncourse.plots import COLOURS, CYCLE, GREY, label_above, panels, thin


def bowl(lr=1.98, momentum=0.0):
    """Forty steps down a bowl twenty times as steep one way as the other."""
    run = measure_bowl(lr, momentum)
    figure, (top, bottom) = panels(2, height=5.6)
    _draw_valley(top)
    path = np.clip(run["path"], -50, 50)
    top.plot(path[:, 0], path[:, 1], ".-", color=COLOURS["train"], linewidth=1)
    top.plot(0, 0, marker="*", markersize=12, color=COLOURS["healthy"])
    top.set(xlim=(-3, 3), ylim=(-2.4, 2.4), xlabel="w1, steep", ylabel="w2, flat")
    top.set_title(f"The way down at a rate of {lr:g} / λ, momentum {momentum:g}")
    bottom.plot(run["loss"], ".-", color=COLOURS["train"], linewidth=1)
    bottom.set(ylim=(1e-8, 1e6), yscale="log", ylabel="loss (log)")
    bottom.set(xlim=(0, len(path)), xlabel="step")
    bottom.set_title(f"After 40 steps the loss is {run['loss'][-1]:.2g}")
    return figure


def describe_bowl(lr, momentum):
    loss = measure_bowl(lr, momentum)["loss"]
    change = "grows" if loss[-1] > loss[0] else "shrinks"
    return f"The loss {change} from {loss[0]:.2f} to {loss[-1]:.2g} in 40 steps."


def rate_by_rate(choice=4, optimizer="SGD"):
    """Loss and update ratio of a run at the n-th of six rates, low to high, and the final
    accuracy at each of them, a mean over seeds."""
    lr = RATES[optimizer][choice - 1]
    run = measure_rate(lr, optimizer)
    figure, (top, middle, bottom) = panels(3, height=7.6)
    step = np.arange(len(run["loss"]))
    top.plot(*thin(step, np.clip(run["loss"], 0, 9)), color=COLOURS["train"])
    top.set(ylim=(0, 3), xlim=(0, len(step)), ylabel="batch loss")
    top.set_title(f"{optimizer} at a rate of {lr:g}: loss of each batch")
    middle.plot(*thin(step, np.clip(run["update"], 1e-6, 1)), color=COLOURS["sigmoid"])
    middle.axhline(1e-3, color=GREY, linestyle=":")
    beside = middle.get_yaxis_transform()
    middle.text(1.005, 1e-3, "1e-3", transform=beside, va="center", fontsize=10)
    middle.set(ylim=(1e-5, 1), yscale="log", ylabel="update / W (log)")
    middle.set(xlim=(0, len(step)), xlabel="step")
    middle.set_title(f"Update ratio, middle layer: median {run['ratio']:.4f}")
    _draw_accuracies(bottom, optimizer, choice - 1)
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_rate_by_rate(choice, optimizer):
    lr = RATES[optimizer][choice - 1]
    ratio = measure_rate(lr, optimizer)["ratio"]
    means = measure_rates(optimizer)["test_accuracy"]
    return (
        f"{optimizer} at rate {lr:g}: median update ratio {ratio:.4f}; "
        f"{means[choice - 1]:.0%} of test digits right after three epochs, a mean of "
        f"{len(SEEDS)} runs, against {means.max():.0%} at the best of six rates."
    )


def schedules(lr=0.6):
    """Training loss and test accuracy after every epoch under three schedules: means."""
    figure, axes = panels(3, height=7.2, sharex=True)
    for i, schedule in enumerate(SCHEDULES):
        run = measure_schedule(lr, schedule)
        epoch = np.arange(1, len(run["lr"]) + 1)
        style = {"color": CYCLE[i], "marker": "os^"[i], "markersize": 5}
        values = run["lr"], run["train_loss"], 100 * run["test_accuracy"]
        for ax, y in zip(axes, values, strict=True):
            ax.plot(epoch, y, label=schedule, **style)
    axes[0].set(ylim=(1e-3, 3), yscale="log", ylabel="rate (log)")
    axes[0].set_title(f"From a rate of {lr:g}")
    above = {"loc": "lower right", "bbox_to_anchor": (1.01, 0.98), "ncols": 3}
    axes[0].legend(**above, columnspacing=1.2)  # where no curve runs
    axes[1].set(ylim=(0.005, 3), yscale="log", ylabel="training loss (log)")
    axes[2].set(ylim=(80, 100), xlim=(0.8, 8.2), xlabel="epoch", ylabel="test accuracy, %")
    axes[2].set_title(f"Loss and accuracy: means of {len(SEEDS)} runs")
    return figure


def describe_schedules(lr):
    ends = [
        f"{schedule} {measure_schedule(lr, schedule)['test_accuracy'][-1]:.1%}"
        for schedule in SCHEDULES
    ]
    return (
        f"Test accuracy after eight epochs from rate {lr:g}, mean of {len(SEEDS)} runs: "
        f"{', '.join(ends)}."
    )


def _draw_valley(ax):
    """Lines of equal loss: ellipses, wider along the flat direction."""
    for loss in (0.02, 0.1, 0.5, 1.5, 3.0):
        width, height = 2 * np.sqrt(2 * loss / np.array(CURVATURES))
        style = {"fill": False, "color": GREY, "linewidth": 0.7}
        ax.add_patch(Ellipse((0, 0), width, height, **style))


def _draw_accuracies(ax, optimizer, i):
    """Mean accuracy at each of an optimizer's rates, the i-th marked."""
    lr, percent = RATES[optimizer], 100 * measure_rates(optimizer)["test_accuracy"]
    ax.plot(lr, percent, color=COLOURS["test"], marker="o", markersize=4)
    ax.plot(lr[i], percent[i], marker="D", markersize=10, color=COLOURS["sick"])
    label_above(ax, lr[i], percent[i], f"{percent[i]:.0f} %")
    ax.set(ylim=(0, 118), yticks=[0, 50, 100], xscale="log", xlabel="learning rate (log)")
    ax.set(ylabel="test accuracy, %")
    ax.set_title(f"After three epochs, at each rate: mean of {len(SEEDS)} runs")
