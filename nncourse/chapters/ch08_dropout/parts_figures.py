"""What each hidden unit adds to a label's lead or takes from it, and what a mask leaves."""

import numpy as np

from nncourse.chapters.ch08_dropout.shaken_runs import (
    agreements,
    learnt_by_both,
    measure_shaken,
    parts_of_leads,
)
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO, GREY, panels

KINDS = "right", "wrong"
MASKS = "none", "one half", "the other half"
TRAINED = {"No dropout": 0.0, "Dropout 0.5": 0.5}
DRAWS = 500  # masks, one of which is shown


def parts(label="right", mask="none", seed=0):
    """The parts of one label's lead, sorted, without dropout and with it."""
    figure, axes = panels(2, height=5.4, sharex=True, sharey=True)
    shown = {name: sorted_parts(rate, label, mask, seed) for name, rate in TRAINED.items()}
    for ax, (name, (its, on)) in zip(axes, shown.items(), strict=True):
        _bars(ax, its, ~on, GREY)
        _bars(ax, its, on & (its > 0), ABOVE_ZERO)
        _bars(ax, its, on & (its < 0), BELOW_ZERO)
        agree = f", agree by {its.sum() / np.abs(its).sum():.2f}" if on.all() else ""
        ax.set_title(f"{name}: {_as_sum(its, on)}{agree}")
        ax.set(ylabel="part of the lead", xticks=[])
        ax.axhline(0, color=GREY, linewidth=0.8)
    axes[1].set_xlabel("the units that are on, sorted (each bar a unit)")
    most = max(len(its) for its, _ in shown.values())
    highest = 1.08 * max(np.abs(its).max() for its, _ in shown.values())
    ax.set(xlim=(-1, most), ylim=(-highest, highest))
    style = {"fontsize": 10, "ha": "center"}
    axes[0].text(0.45 * most, 0.45 * highest, "for the label", color=ABOVE_ZERO, **style)
    axes[0].text(0.6 * most, -0.6 * highest, "against it", color=BELOW_ZERO, **style)
    return figure


def describe_parts(label, mask, seed=0):
    sentences = [f"A {label} label that both networks have learnt."]
    for name, rate in TRAINED.items():
        sorted_, on = sorted_parts(rate, label, mask, seed)
        sentences.append(f"{name}: the lead's parts add up to {_as_sum(sorted_, on)}.")
    return " ".join(sentences)


def sorted_parts(rate, label, mask, seed=0):
    """The parts of the label's lead that are not zero, largest first, and which of them the
    mask keeps.
    """
    its = parts_of_leads(rate, seed=seed)[typical(label, seed)]
    kept = usual_mask(seed)
    on = {"none": np.full(len(its), True), "one half": kept, "the other half": ~kept}[mask]
    order = np.argsort(-its)
    order = order[its[order] != 0]
    return its[order], on[order]


def usual_mask(seed=0):
    """Of DRAWS masks that keep half of the units, the one that moves each label's sum, in
    either network, by what is nearest to its standard deviation over masks.
    """
    units = parts_of_leads(seed=seed).shape[1]
    draws = np.random.default_rng([seed, 12]).permuted(
        np.tile(np.arange(units) < units // 2, (DRAWS, 1)), axis=1
    )
    off = 0
    for rate in TRAINED.values():
        its = parts_of_leads(rate, seed=seed)[[typical(kind, seed) for kind in KINDS]].T
        moved = (2 * draws - 1) @ its / np.sqrt((its**2).sum(axis=0))
        off = off + ((np.abs(moved) - 1) ** 2).sum(axis=1)
    return draws[off.argmin()]


def typical(kind, seed=0):
    """Of the labels that both networks have learnt, one whose agreement, and whose share of
    masks survived, is near the mean of them in either network.
    """
    if kind not in KINDS:
        raise ValueError(f"label must be one of {list(KINDS)}, not {kind!r}")
    both = np.flatnonzero(learnt_by_both(kind, seed=seed))
    away = 0
    for rate in TRAINED.values():
        for values in (
            agreements(rate, seed=seed)[both],
            measure_shaken(rate, seed=seed)["survives"][both],
        ):
            away = away + np.abs(values - values.mean()) / values.std()
    return both[away.argmin()]


def _bars(ax, its, which, colour):
    """A bar for each of these, as one broken line, which weighs little."""
    ends = [((i, 0), (i, its[i]), (np.nan, np.nan)) for i in np.flatnonzero(which)]
    style = {"color": colour, "linewidth": 4, "solid_capstyle": "butt"}
    style["alpha"] = 0.4 if colour == GREY else 1
    ax.plot(*np.reshape(ends, (-1, 2)).T, **style)


def _as_sum(its, on):
    """What the parts that are kept add and take, as one reads it: 4.1 − 3.0 = 1.1."""
    more, less = its[on & (its > 0)].sum(), -its[on & (its < 0)].sum()
    if on.all():
        return f"{more:.1f} − {less:.1f} = {more - less:.1f}"
    total = f"{2 * (more - less):.1f}".replace("-", "−")
    return f"2 × ({more:.1f} − {less:.1f}) = {total}"
