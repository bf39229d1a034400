"""What each hidden unit adds to a label's lead or takes from it, and what masks leave."""

import numpy as np

from nncourse.chapters.ch08_dropout.shaken_runs import (
    MASKS,
    SHAKEN_AT,
    agreements,
    learnt_by_both,
    measure_shaken,
)
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO, GREY, panels

LABELS = {  # which training label: its kind, after how many steps
    "right, 600 steps": ("right", 600),
    "wrong, 600 steps": ("wrong", 600),
    "wrong, 3000 steps": ("wrong", 3000),
}
TRAINED = {"No dropout": 0.0, "Dropout 0.5": 0.5}
SEED = 3  # of five, that whose typical labels are nearest to the means of all
GOLDEN = 0.618  # by whose multiples dots are spread evenly over a strip's height
SHORT = 0.01  # of a strip: how long the line is whose round ends make a dot
SMALL = {"fontsize": 10}


def parts(label="wrong, 600 steps", seed=SEED):
    """The parts of one label's lead without dropout and with it, sorted, and below them its
    lead under each of MASKS masks.
    """
    figure, (*bars, strips) = panels(3, height=6.6, height_ratios=[1, 1, 1.4])
    shown = {name: one_label(rate, label, seed) for name, rate in TRAINED.items()}
    highest = 1.1 * max(np.abs(its["parts"]).max() for its in shown.values())
    most = max(len(its["parts"]) for its in shown.values())
    for ax, height, (name, its) in zip(bars, (1, 0), shown.items(), strict=True):
        _bars(ax, its)
        ax.set_title(f"{name}: {_as_sum(its)}")
        ax.set(xlim=(-1, most), ylim=(-highest, highest), xticks=[], ylabel="part of lead")
        _strip(strips, height, its)
    bars[1].set_xlabel("the units that are on, sorted")
    style = SMALL | {"ha": "center", "va": "center"}
    bars[0].text(0.4 * most, 0.4 * highest, "for the label", color=ABOVE_ZERO, **style)
    bars[0].text(0.6 * most, -0.5 * highest, "against it", color=BELOW_ZERO, **style)
    farthest = 1.05 * max(np.abs(its["masked"]).max() for its in shown.values())
    strips.axvline(0, ymax=0.86, color=GREY, linewidth=1.2)  # below the words
    strips.set(xlim=(-farthest, farthest), ylim=(-0.4, 1.95), yticks=[1, 0])
    strips.set(yticklabels=["none", "0.5"], ylabel="dropout")
    strips.grid(False, axis="y")
    strips.locator_params(axis="x", nbins=5, integer=True)
    strips.set_xlabel("the label's lead (each dot a mask)")
    words = "no mask, ± what a mask moves it"
    strips.text(0.5, 0.98, words, transform=strips.transAxes, **style | {"va": "top"})
    survives = (f"{its['survives']:.0f}" for its in shown.values())
    strips.set_title(f"Survives {' and '.join(survives)} of {MASKS} masks")
    return figure


def describe_parts(label, seed=SEED):
    kind, n_steps = _checked(label)
    said = f"A {kind} label that both networks have learnt after {n_steps} steps."
    for name, rate in TRAINED.items():
        its = one_label(rate, label, seed)
        said += (
            f" {name}: {len(its['parts'])} units are on, the lead is {_as_sum(its)}; the "
            f"units agree by {its['agree']:.2f}, a mask moves it by {its['swing']:.2f}, "
            f"and it survives {its['survives']:.0f} of {MASKS} masks."
        )
    return said


def one_label(rate, label, seed=SEED):
    """What the figure shows of a network trained at `rate`: the "parts" that are not zero,
    largest first; what they say "for" the label and "against" it, and the "bias"; how far
    they "agree"; the lead "masked"; its "swing", √(r / (1 - r) Σ (w h)²), over masks at the
    rate SHAKEN_AT; and how many of MASKS it "survives".
    """
    n_steps = _checked(label)[1]
    row = typical(label, seed)
    run = {name: of[row] for name, of in measure_shaken(rate, n_steps, seed).items()}
    its = np.sort(run["parts"][run["parts"] != 0])[::-1]
    return {
        "parts": its,
        "for": its[its > 0].sum(),
        "against": -its[its < 0].sum(),
        "bias": run["lead"] - its.sum(),
        "agree": agreements(rate, n_steps, seed)[row],
        "lead": run["lead"],
        "masked": run["masked"],
        "swing": np.sqrt(SHAKEN_AT / (1 - SHAKEN_AT) * (its**2).sum()),
        "survives": MASKS * run["survives"],
    }


def typical(label, seed=SEED):
    """Of the labels that both networks have learnt, one whose agreement, and whose share of
    masks survived, is near the mean of them in either network.
    """
    kind, n_steps = _checked(label)
    both = np.flatnonzero(learnt_by_both(kind, n_steps, seed))
    away = 0
    for rate in TRAINED.values():
        for values in (
            agreements(rate, n_steps, seed)[both],
            measure_shaken(rate, n_steps, seed)["survives"][both],
        ):
            away = away + np.abs(values - values.mean()) / values.std()
    return both[away.argmin()]


def _checked(label):
    if label not in LABELS:
        raise ValueError(f"label must be one of {list(LABELS)}, not {label!r}")
    return LABELS[label]


def _bars(ax, its):
    """A bar for each unit's part, how many they are, and how far they agree."""
    places = np.arange(len(its["parts"]))
    for which, colour in ((its["parts"] > 0, ABOVE_ZERO), (its["parts"] < 0, BELOW_ZERO)):
        ends = [((i, 0), (i, its["parts"][i]), (np.nan, np.nan)) for i in places[which]]
        style = {"color": colour, "linewidth": 4, "solid_capstyle": "butt"}
        ax.plot(*np.reshape(ends, (-1, 2)).T, **style)  # one line, which weighs little
    ax.axhline(0, color=GREY, linewidth=0.8)
    words = f"{len(places)} units on, agree by {its['agree']:.2f}"
    ax.text(0.98, 0.95, words, transform=ax.transAxes, ha="right", va="top", **SMALL)


def _strip(ax, height, its):
    """The lead under every mask, a dot each, and above them the lead and its swing."""
    up = height + 0.5 * (GOLDEN * np.arange(MASKS) % 1) - 0.25
    for which, colour in (
        (its["masked"] > 0, ABOVE_ZERO),
        (its["masked"] <= 0, BELOW_ZERO),
    ):
        at = zip(its["masked"][which], up[which], strict=True)
        dots = [((x, y), (x, y + SHORT), (np.nan, np.nan)) for x, y in at]
        style = {"color": colour, "linewidth": 4, "solid_capstyle": "round"}
        ax.plot(*np.reshape(dots, (-1, 2)).T, **style)  # a line of round ends weighs little
    style = {"color": GREY, "fmt": "D", "markersize": 5, "capsize": 5}
    ax.errorbar(its["lead"], height + 0.42, xerr=its["swing"], **style)


def _as_sum(its):
    """What the units add and take and the bias adds, as one reads it, the total that of the
    terms as they are written: 4.69 − 3.52 − 0.46 = 0.71.
    """
    more, less, bias = (its[name].round(2) for name in ("for", "against", "bias"))
    signed = f"{bias:+.2f}".replace("+", "+ ").replace("-", "− ")
    return f"{more:.2f} − {less:.2f} {signed} = {more - less + bias:.2f}"
