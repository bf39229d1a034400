"""The figure of thirty layers, each part there or not, at every rate; and its sentence."""

import numpy as np

from nncourse.chapters.ch09_training_clinic.thirty_layers_today_measured import (
    measured,
    name_of,
)
from nncourse.chapters.ch09_training_clinic.thirty_layers_today_runs import TIMES
from nncourse.plots import GREY, line_style, panels, plain_ticks

TODAY = "unscaled", True, True, True, True
PLAIN = "none", False, False, False, False


def thirty_layers_today(
    residual="unscaled", layer_norm=True, adamw=True, schedule=True, clipping=True
):
    """Digits read by thirty layers against the rate: those chosen, and those of today."""
    rows = percentages(residual, layer_norm, adamw, schedule, clipping)
    figure, ax = panels(height=3.6)
    for choice, dash, label in ((TODAY, "--", "all five"), (PLAIN, ":", "none of them")):
        mean = percentages(*choice).mean(axis=0)
        ax.plot(TIMES, mean, color=GREY, linestyle=dash, linewidth=1.5, label=label)
    style = line_style("healthy")
    ax.plot(TIMES, rows.mean(axis=0), **style, label="as chosen")
    for row in rows:
        ax.plot(TIMES, row, ".", color=style["color"], markersize=5)
    ax.set(xscale="log", ylim=(-2, 104), xlim=(0.08, 38))
    ax.set(xlabel="rate, times the usual one (log)", ylabel="digits read, %")
    plain_ticks(ax, TIMES)
    percent, times = best(rows)
    ax.set_title(f"At best {percent:.0f} %, {times:g} times the usual rate")
    figure.legend(loc="outside lower center", ncols=3)
    return figure


def describe_thirty_layers_today(residual, layer_norm, adamw, schedule, clipping):
    choice = residual, layer_norm, adamw, schedule, clipping
    rows = percentages(*choice)
    percent, times = best(rows)
    each = ", ".join(
        f"{mean:.0f} at {t:g}" for t, mean in zip(TIMES, rows.mean(axis=0), strict=True)
    )
    return (
        f"Thirty layers, residual connections: {name_of(*choice)}. Percent of the test "
        f"digits read, the mean of {len(rows)} seeds, by the rate in times the usual one: "
        f"{each}. At best {percent:.0f}, at {times:g}."
    )


def percentages(residual, layer_norm, adamw, schedule, clipping):
    """The measured digits read in percent, a row a seed, a column a rate of TIMES."""
    return np.array(measured()[name_of(residual, layer_norm, adamw, schedule, clipping)])


def best(rows):
    """(the highest mean over the seeds, at how many times the usual rate)."""
    mean = rows.mean(axis=0)
    return mean.max(), TIMES[mean.argmax()]
