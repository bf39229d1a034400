"""Who comes back when the rate is lowered, drawn: dead units alive again, by layer."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import measure_lowering
from nncourse.plots import COLOURS, GREY, line_style, panels

HIGH = 0.08  # the rate of the three steps in which units die
DIVISORS = 1, 3, 10
NETS = range(5)  # seeds
RAISED = {1: 7, 3: -7}  # labels of two curves that end alike, in points


def lowering(divisor=10):
    """Of the units dead after three steps, the share alive again later: each run, and the
    mean beside those at other rates."""
    figure, ax = panels(height=3.6)
    for other in DIVISORS:
        steps, (_, second) = alive_again(other)
        if other == divisor:
            ax.plot(steps, second, color=COLOURS["healthy"], linewidth=0.8, alpha=0.8)
            style = line_style("healthy") | {"label": "second layer"}
        else:
            style = {"color": GREY, "linewidth": 1.2, "zorder": 1.5}
        mean = second.mean(axis=1)
        ax.plot(steps, mean, **style)
        beside = {"textcoords": "offset points", "fontsize": 10, "va": "center"}
        at = steps[-1], mean[-1]
        ax.annotate(f"rate {HIGH / other:.2g}", at, (5, RAISED.get(other, 0)), **beside)
    steps, (first, second) = alive_again(divisor)
    ax.plot(steps, first.mean(axis=1), label="first layer", **line_style("sick"))
    ax.set(ylim=(-4, 108), xlim=(0, 265), xticks=range(0, 201, 50))
    ax.spines["bottom"].set_bounds(0, steps[-1])  # beyond it stand labels
    ax.set(xlabel="steps after the lowering", ylabel="alive again, %")
    ends = second[-1].mean(), first[-1].mean()
    ax.set_title("In the end: second layer {:.0f} %, first {:.0f} %".format(*ends), pad=24)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, columnspacing=4)
    return figure


def describe_lowering(divisor):
    steps, (first, second) = alive_again(divisor)
    least, most = second[-1].min(), second[-1].max()
    return (
        f"{steps[-1]} steps at a rate of {HIGH:g} / {divisor}: of the first layer's dead "
        f"units {first[-1].mean():.0f}% are alive again, of the second layer's "
        f"{second[-1].mean():.0f}%, the mean of {len(NETS)} runs that end at "
        f"{least:.0f}% to {most:.0f}%."
    )


def alive_again(divisor):
    """Steps since the lowering, and for either layer the percentages, (steps, runs)."""
    runs = [measure_lowering(HIGH, divisor, seed) for seed in NETS]
    at = list(runs[0]["step"]).index(runs[0]["lowered"])
    back = 100 * np.array([run["revived"][:, at:] for run in runs])
    return runs[0]["step"][at:] - runs[0]["lowered"], back.transpose(1, 2, 0)
