"""One network with dropout beside networks that are trained apart and averaged, drawn."""

from nncourse.chapters.ch08_dropout.ensemble_runs import AVERAGED, HARD
from nncourse.chapters.ch08_dropout.runs import NOISY, SEEDS, STEPS
from nncourse.chapters.ch08_dropout.tables_measured import apart, by_masks, stored
from nncourse.plots import line_style, panels, plain_ticks

RATE = 0.5
SHOWN = {NOISY: (77, 92.6), HARD: (60, 76.6)}  # of the axis, % right
BESIDE = {"textcoords": "offset points", "fontsize": 10, "linespacing": 1.1}
LINES = {  # which of `averages`: meaning, marker, its name
    "masks": ("healthy", "D", "one network's masks"),
    "bagged": ("sigmoid", "s", "apart, own examples"),
    "plain": ("sick", "o", "apart, same examples"),
}
SPOKEN = {
    "masks": "Masks of one network with dropout",
    "bagged": "Networks without dropout, trained apart, each on examples of its own",
    "plain": "Networks without dropout, trained apart on the same examples",
}
UNDER_ITS_END = 4, (6, -16), "right", "top"
PLACES = {  # where a line's name stands: at which of AVERAGED, how far off, aligned how
    NOISY: dict.fromkeys(LINES, UNDER_ITS_END),
    HARD: {
        "masks": (0, (14, 0), "left", "center"),
        "bagged": UNDER_ITS_END,
        "plain": (4, (6, 6), "right", "bottom"),
    },
}


def ensembles(data=NOISY):
    """What averages of so many answers read, and what one pass reads with dropout."""
    rows, one_pass = averages(data)
    figure, ax = panels(height=4.6)
    for name, (meaning, marker, words) in LINES.items():
        style = line_style(meaning)
        ax.plot(AVERAGED, rows[name], marker=marker, markersize=6, **style)
        k, offset, ha, va = PLACES[data][name]
        said = BESIDE | {"color": style["color"], "ha": ha, "va": va}
        ax.annotate(words, (AVERAGED[k], rows[name][k]), offset, **said)
    style = line_style("healthy") | {"linestyle": ":", "linewidth": 1.5}
    ax.axhline(one_pass, **style)
    said = BESIDE | {"color": style["color"]}
    ax.annotate("its one pass, all units on", (1, one_pass), (-6, 4), **said)
    ax.set(xscale="log", xlim=(0.85, 62), xlabel="answers averaged (log)")
    ax.set(ylim=SHOWN[data], ylabel="unseen digits right, %")
    plain_ticks(ax, AVERAGED)
    most = AVERAGED[-1]
    ax.set_title(
        f"{most} without dropout, {most * STEPS:,} steps: {rows['plain'][-1]:.1f} %\n"
        f"1 with dropout, {STEPS} steps: {one_pass:.1f} %"
    )
    return figure


def describe_ensembles(data):
    rows, one_pass = averages(data)
    said = []
    for name, words in SPOKEN.items():
        pairs = zip(AVERAGED, rows[name], strict=True)
        said.append(f"{words}: {', '.join(f'{right:.1f}% by {k}' for k, right in pairs)}.")
    return (
        f"{data}. Unseen digits right by so many answers averaged, means of "
        f"{len(SEEDS)} training sets. "
        f"{' '.join(said)} One pass of a network with dropout {RATE:g}: {one_pass:.1f}%. "
        f"To train one network takes {STEPS} steps."
    )


def averages(data):
    """% of unseen digits right by so many of AVERAGED, means over SEEDS: of networks
    without dropout, "plain" and "bagged", and of "masks"; and by one pass with dropout.
    """
    rows = {
        "plain": stored(apart, data, 0.0, False, AVERAGED[-1]),
        "bagged": stored(apart, data, 0.0, True, AVERAGED[-1]),
        "masks": stored(by_masks, data, RATE),
    }
    with_dropout = stored(apart, data, RATE, False, 10).mean(axis=0)
    return {name: row.mean(axis=0) for name, row in rows.items()}, with_dropout[0]
