"""Dropout and its rivals, each at every setting, judged by either half of unseen digits."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import NOISY, SEEDS
from nncourse.chapters.ch08_dropout.tables_measured import (
    RIVALRIES,
    SETTINGS,
    halves,
    stopped,
    stored,
)
from nncourse.plots import COLOURS, GREY, panels

SHOWN = {  # of the axis, % right by case; what reads less leaves the panel, marked
    "100 clean": (83, 92.5),
    "1000 clean": (88, 100),
    NOISY: (81.5, 94.5),
    "a fifth wrong, 25 units": (78, 94),
}
JUDGES = {"one half judges": ("sigmoid", "o"), "the other half": ("sick", "D")}
ASTRIDE = -0.14, 0.14  # of a row: where the two judges' dots stand
FAMILIES = "dropout", "decay"


def rivals(case=NOISY):
    """Mean accuracy under each cure at each setting, by either half of unseen digits."""
    names, means = means_by_half(case)
    chosen, gains = verdict(case)
    figure, ax = panels(height=5.6)
    rows, (least, most) = np.arange(len(names)), SHOWN[case]
    for judge, (label, (meaning, marker)) in enumerate(JUDGES.items()):
        style = {"color": COLOURS[meaning], "markersize": 7}
        at = np.where(means[judge] < least, np.nan, means[judge])
        hollow = {"markerfacecolor": "none"} | style
        ax.plot(at, rows + ASTRIDE[judge], marker, **hollow)
        best = rows[list(chosen[judge].values())]
        ax.plot(at[best], best + ASTRIDE[judge], marker, label=label, **style)
        for row in best:
            said = {"fontsize": 10, "color": style["color"], "va": "center"}
            place = at[row] + 0.03 * (most - least), row + 2.2 * ASTRIDE[judge]
            ax.text(*place, f"{at[row]:.1f}", **said)
    for row in np.flatnonzero(means.min(axis=0) < least):
        share = f"← {means[:, row].mean():.0f} %"
        ax.text(least, row, share, fontsize=10, va="center", color=GREY)
    ax.set(yticks=rows, yticklabels=names, ylim=(len(names) - 0.4, -0.6))
    ax.set(xlim=(least, most), xlabel="unseen digits right, %")
    ax.legend(loc="lower left", bbox_to_anchor=(-0.1, 1), ncols=2, borderaxespad=0.1)
    words = "Best dropout − best decay:\n{:+.1f} and {:+.1f} points, mean {:+.1f}"
    ax.set_title(words.format(*gains, np.mean(gains)).replace("-", "−"), pad=24)
    return figure


def describe_rivals(case):
    names, means = means_by_half(case)
    each = "; ".join(
        f"{name} {one:.1%} and {other:.1%}"
        for name, one, other in zip(names, *means / 100, strict=True)
    )
    gains = verdict(case)[1]
    return (
        f"Labels: {case}. Unseen digits right by either half, means of {len(SEEDS)} seeds: "
        f"{each}. Best dropout less best decay, each chosen by the other half: "
        f"{gains[0]:+.1f} and {gains[1]:+.1f} points."
    )


def means_by_half(case):
    """The settings' names, and the % right of each by the first half and by the second."""
    where = RIVALRIES[case]
    runs = [stored(halves, *setting, *where) for setting in SETTINGS.values()]
    means = np.mean([*runs, stored(stopped, *where)], axis=1)
    return [*SETTINGS, "early stopping"], means.T


def verdict(case):
    """For each half as the judge: the row of each family's setting that the other half
    chose, and by how many points dropout is ahead of decay with them.
    """
    names, means = means_by_half(case)
    chosen = []
    for judge in (0, 1):
        best = {}
        for family in FAMILIES:
            rows = [i for i, name in enumerate(names) if name.startswith(family)]
            best[family] = max(rows, key=lambda row: means[1 - judge, row])
        chosen.append(best)
    gains = [
        means[judge, of["dropout"]] - means[judge, of["decay"]]
        for judge, of in enumerate(chosen)
    ]
    return chosen, gains
