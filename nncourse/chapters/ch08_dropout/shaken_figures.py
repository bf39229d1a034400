"""The same labels in two networks: how far each leads, and how far masks shake it."""

import numpy as np

from nncourse.chapters.ch08_dropout.shaken_runs import (
    SHAKEN_AT,
    measure_shaken,
    shares,
)
from nncourse.plots import COLOURS, GREY, panels

KINDS = {"right": ("train", "o"), "wrong": ("sick", "^")}  # colour, marker
LEADS, NOISIEST = (-8, 16), 16  # of the axes, which hold every dot at each of STEPS_SHOWN
STEPS_SHOWN = 100, 600, 3000
SHOWN = 40  # labels of either kind


def shaken(rate=0.5, step=600, seed=0):
    """Forty wrong labels and as many right ones, without dropout and with it."""
    figure, axes = panels(1, 2, height=3.9, sharex=True, sharey=True)
    for ax, trained in zip(axes, (0.0, rate), strict=True):
        run = measure_shaken(trained, step, seed)
        kept = shares(trained, step)
        for kind, (colour, marker) in KINDS.items():
            which = np.flatnonzero(run["wrong"] == (kind == "wrong"))
            which = which[:SHOWN]
            style = {"color": COLOURS[colour], "markersize": 4, "alpha": 0.75}
            label = "{}: {:.0f} % learnt, {:.0f} % survive".format(kind, *kept[kind])
            at = run["lead"][which], run["noise"][which]
            ax.plot(*at, marker, label=label, markeredgewidth=0, **style)
        line = {"color": GREY, "linestyle": "--", "linewidth": 1.5}
        ax.plot([0, NOISIEST], [0, NOISIEST], label="lead = noise", **line)
        ax.axvline(0, color=GREY, linewidth=0.8)
        ax.set(xlim=LEADS, ylim=(0, NOISIEST), xlabel="lead in one pass")
        ax.set_ylabel("noise of the lead")
        ax.tick_params(labelleft=True)
        style = {"borderaxespad": 0.1, "handletextpad": 0.2, "labelspacing": 0.2}
        style |= {"handlelength": 1, "bbox_to_anchor": (-0.08, 1)}
        ax.legend(loc="lower left", **style)
        name = f"Dropout {trained:g}" if trained else "No dropout"
        ax.set_title(f"{name}, {step} steps", pad=56)
    return figure


def describe_shaken(rate, step):
    sentences = []
    for trained in (0.0, rate):
        kept = shares(trained, step)
        name = f"dropout {trained:g}" if trained else "no dropout"
        sentences.append(
            f"Trained with {name} for {step} steps: {kept['right'][0]:.0f}% of the right "
            f"labels are learnt and {kept['wrong'][0]:.0f}% of the wrong ones. Of these a "
            f"mask at {SHAKEN_AT:g} leaves {kept['right'][1]:.0f}% and "
            f"{kept['wrong'][1]:.0f}% in the lead."
        )
    return " ".join(sentences)
