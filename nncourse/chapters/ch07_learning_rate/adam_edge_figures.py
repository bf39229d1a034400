"""The figure of chapter 7 on Adam's own edge of stability, and on its first steps.

After the figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.adam_edge_runs import N_STEPS, measure_adam_edge
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, line_style, panels, plain_ticks

WARMUP = 100
LAST = 100  # steps whose median loss counts as that of the end


def adam_edge(lr=0.03, weights="as usual", seed=0):
    """Adam's loss, and its sharpness beside its own limit, with a warm-up and without."""
    figure, (top, bottom) = panels(2, height=4.8, sharex=True)
    for name, meaning, run in _both(lr, weights, seed):
        style = line_style(meaning)
        at = np.unique(np.geomspace(1, N_STEPS, 110).round().astype(int))
        top.plot(at, run["loss"][at - 1], label=name, **style)
        bottom.plot(run["step"] + 1, run["share"], **style)
    top.set(xscale="log", yscale="log", ylim=(1e-5, 300), ylabel="loss (log)")
    top.legend(loc="upper right", ncols=2)
    plain, warmed = (_end(run) for *_, run in _both(lr, weights, seed))
    top.set_title(f"Adam at {lr:g}: loss at the end {plain},\nwith warm-up {warmed}")
    bottom.axhline(1, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    bottom.set(yscale="log", ylim=(0.004, 400), ylabel="of the limit (log)")
    bottom.set(xlim=(0.9, 1.1 * N_STEPS), xlabel="step (log)")
    plain_ticks(bottom, (1, 10, 100, 800))
    bottom.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    bottom.set_title("Sharpness in Adam's scales over 38 / η")
    for ax in (top, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_adam_edge(lr, weights, seed=0):
    said = [
        f"{name}: {run['share'][0]:.2g} times the limit at the first step, "
        f"{run['share'][3]:.2g} at the fourth, {run['share'][-10:].mean():.2f} in the end, "
        f"loss {_end(run)}"
        for name, _, run in _both(lr, weights, seed)
    ]
    return f"Adam at {lr:g}, first weights {weights}. {'; '.join(said)}."


def _both(lr, weights, seed):
    """The name, the meaning and the run, without a warm-up and with one."""
    yield "no warm-up", "sick", measure_adam_edge(lr, weights, 0, seed)
    yield "warm-up", "healthy", measure_adam_edge(lr, weights, WARMUP, seed)


def _end(run):
    return set_powers(f"{np.median(run['loss'][-LAST:]):.2g}")
