"""A run that learns wrong labels by heart beside one with dropout, as one watches them."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import measure_vital_signs
from nncourse.plots import line_style, panels

RUNS = {"no dropout": (0.0, "sick"), "dropout 0.5": (0.5, "healthy")}  # rate, meaning
GAUGES = {  # name: key of the vital signs, ends of the axis
    "gradient": ("gradient", (0, 1.6)),
    "update ratio": ("update", (0, 0.009)),
    "unseen loss": ("test_loss", (0.3, 0.8)),
}


def two_runs(gauge="gradient", seed=0):
    """The training loss of two runs from the same first weights, and one gauge more."""
    figure, (top, bottom) = panels(2, height=4.8)
    learnt, watched = {}, {}
    key, ends = _checked(gauge)
    for name, (rate, meaning) in RUNS.items():
        run, style = measure_vital_signs(rate, seed=seed), line_style(meaning)
        learnt[name], watched[name] = run["loss"], _first_layers(run[key])
        top.plot(run["step"], learnt[name], label=name, **style)
        bottom.plot(run["step"], watched[name], label=name, **style)
    top.set(ylim=(0, 1.4), ylabel="training loss", xlabel="step")
    top.set_title("Training loss at the end: " + _last(learnt))
    top.legend(loc="upper right", bbox_to_anchor=(0.92, 1))
    bottom.set(ylim=ends, ylabel=gauge, xlabel="step")
    bottom.set_title(f"{gauge.capitalize()} at the end: {_last(watched)}")
    for ax in (top, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_two_runs(gauge, seed=0):
    key, _ = _checked(gauge)
    ends = []
    for name, (rate, _) in RUNS.items():
        run = measure_vital_signs(rate, seed=seed)
        ends.append(
            f"with {name} the training loss ends at {run['loss'][-1]:.2f} and the {gauge} "
            f"at {_first_layers(run[key])[-1]:#.2g}"
        )
    return f"{ends[0].capitalize()}; {ends[1]}."


def _checked(gauge):
    if gauge not in GAUGES:
        raise ValueError(f"gauge must be one of {list(GAUGES)}, not {gauge!r}")
    return GAUGES[gauge]


def _first_layers(values):
    """A sign of all layers is shown for the first."""
    return values if np.ndim(values) == 1 else values[:, 0]


def _last(values):
    """The last value of each run: 0.31 and 0.55."""
    return " and ".join(f"{run[-1]:#.2g}" for run in values.values())
