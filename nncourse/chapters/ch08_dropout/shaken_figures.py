"""The same labels in two networks: how far each leads, and how far masks shake it."""

import numpy as np

from nncourse.chapters.ch08_dropout.shaken_runs import (
    SHAKEN_AT,
    measure_shaken,
    shares,
)
from nncourse.plots import COLOURS, GREY, panels

KINDS = {"right": ("train", "o"), "wrong": ("sick", "^")}  # colour, marker
SEEN = {  # by steps: ends of both axes, lead and noise, and how wide a tick is
    100: ((-7, 7), 4),
    600: ((-8, 10), 8),
    3000: ((-6, 16), 16),
}
STEPS_SHOWN = list(SEEN)


def shaken(rate=0.5, step=600, seed=0):
    """All wrong labels and as many right ones, without dropout and with it."""
    figure, axes = panels(1, 2, height=3.9, sharex=True, sharey=True)
    for ax, trained in zip(axes, (0.0, rate), strict=True):
        run = measure_shaken(trained, step, seed)
        kept = shares(trained, step)
        for kind, (colour, marker) in KINDS.items():
            which = np.flatnonzero(run["wrong"] == (kind == "wrong"))
            which = which[: run["wrong"].sum()]
            style = {"color": COLOURS[colour], "markersize": 4, "alpha": 0.75}
            label = f"{kind}: {kept[kind][1]:.0f} % survive"
            at = run["lead"][which], run["noise"][which]
            ax.plot(*at, marker, label=label, markeredgewidth=0, **style)
        (least, most), noisiest = SEEN[step]
        line = {"color": GREY, "linestyle": "--", "linewidth": 1.5}
        ax.plot([0, most], [0, most], label="lead = noise", **line)
        ax.axvline(0, color=GREY, linewidth=0.8)
        ax.set(xlim=(least, most), ylim=(0, noisiest), xlabel="lead in one pass")
        ax.set_ylabel("noise of the lead")
        ax.tick_params(labelleft=True)
        style = {"borderaxespad": 0.1, "handletextpad": 0.2, "labelspacing": 0.2}
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), **style)
        name = f"Dropout {trained:g}" if trained else "No dropout"
        ax.set_title(f"{name}, {step} steps", pad=56)
    return figure


def describe_shaken(rate, step, seed=0):
    sentences = []
    for trained in (0.0, rate):
        kept = shares(trained, step)
        run = measure_shaken(trained, step, seed)
        above = [
            100 * np.mean((run["lead"] > run["noise"])[run["wrong"] == wrong])
            for wrong in (False, True)
        ]
        name = f"dropout {trained:g}" if trained else "no dropout"
        sentences.append(
            f"Trained with {name} for {step} steps: a mask at {SHAKEN_AT:g} leaves "
            f"{kept['right'][1]:.0f}% of the right labels in the lead and "
            f"{kept['wrong'][1]:.0f}% of the wrong ones. In the network drawn "
            f"{above[0]:.0f}% and {above[1]:.0f}% lead by more than their noise."
        )
    return " ".join(sentences)
