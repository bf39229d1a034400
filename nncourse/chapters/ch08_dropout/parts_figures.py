"""What each hidden unit adds to a label's lead or takes from it, and what a mask leaves."""

import numpy as np

from nncourse.chapters.ch08_dropout.shaken_runs import MASKS as MASKS_DRAWN
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
        ax.set_title(f"{name}: {_as_sum(its, on)}")
        ax.set(ylabel="part of the lead", xticks=[])
        ax.axhline(0, color=GREY, linewidth=0.8)
    axes[1].set_xlabel("the units that are on, sorted (each bar a unit)")
    most = max(len(its) for its, _ in shown.values())
    highest = 1.08 * max(np.abs(its).max() for its, _ in shown.values())
    ax.set(xlim=(-1, most), ylim=(-highest, highest))
    for ax, rate in zip(axes, TRAINED.values(), strict=True):
        words = f"units agree by {{:.2f}},\nsurvives {{:.0f}} of {MASKS_DRAWN} masks"
        said = words.format(*held(rate, label, seed))
        ax.text(0.4 * most, 0.93 * highest, said, fontsize=10, va="top")
    style = {"fontsize": 10, "ha": "center"}
    axes[0].text(0.45 * most, 0.45 * highest, "for the label", color=ABOVE_ZERO, **style)
    axes[0].text(0.6 * most, -0.6 * highest, "against it", color=BELOW_ZERO, **style)
    return figure


def describe_parts(label, mask, seed=0):
    said = f"A {label} label that both networks have learnt."
    for name, rate in TRAINED.items():
        sorted_, on = sorted_parts(rate, label, mask, seed)
        words = " {}: the lead's parts add up to {}; the units agree by {:.2f}, and it"
        words += f" survives {{:.0f}} of {MASKS_DRAWN} masks."
        said += words.format(name, _as_sum(sorted_, on), *held(rate, label, seed))
    return said


def held(rate, label, seed=0):
    """How far the units agree on the label, and how many of MASKS_DRAWN it survives."""
    row = typical(label, seed)
    survives = measure_shaken(rate, seed=seed)["survives"][row]
    return agreements(rate, seed=seed)[row], MASKS_DRAWN * survives


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
    """What the parts that are kept add and take, as one reads it: 4.12 − 3.05 = 1.07, the
    total that of the terms as they are written.
    """
    more, less = (np.abs(its[on & some].sum()).round(2) for some in (its > 0, its < 0))
    if on.all():
        return f"{more:.2f} − {less:.2f} = {more - less:.2f}"
    total = f"{2 * (more - less):.2f}".replace("-", "−")
    return f"2 × ({more:.2f} − {less:.2f}) = {total}"
