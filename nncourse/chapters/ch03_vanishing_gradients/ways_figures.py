"""The map of ways to begin thirty layers: two readings before the first step, and what
comes of them.
"""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.chapters.ch03_vanishing_gradients.ways_measured import ways
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, GREY, panels

LEVEL, ALIKE = (0.1, 10), 0.9  # ratios that are healthy, and a likeness that no longer is
LEARNS = 75  # percent read, from which on a way is drawn as one that learns
FRAME, EDGE = (1e-4, 1e4), 2.2e-4  # of the ratios; where a smaller one is drawn
PAGE = "white"  # becomes the page's own colour
LABELS = {  # of each way: its name, and where that stands
    "sigmoid": ("sigmoid", (1.4e-4, 1.13), "left"),
    "residual": ("sum, unscaled", (0.14, 0.86), "right"),
    "layer norm": ("layer norm", (0.25, 1.2), "right"),
    "orthogonal": ("orthogonal", (0.4, 1.34), "center"),
    "plain": ("He", (8, 1.27), "left"),
    "xavier": ("Xavier", (10, 1.13), "left"),
    "residual, layer norm": ("sum, layer norm", (0.8, 0.38), "right"),
    "residual, scaled": ("sum, scaled", (0.55, 0.26), "right"),
    "batch norm": ("batch norm", (300, 0.5), "center"),
    "mirrored, he": ("He, mirrored", (0.55, 0.06), "right"),
    "mirrored": ("orthogonal, mirrored", (4.0, -0.13), "right"),
    "tanh": ("tanh", (3, 0.0), "left"),
}


def map_of_ways(rate=0.03):
    """Each way to begin thirty layers where its two readings put it, marked by what comes
    of it; beside its name the digits that the run in the middle reads.
    """
    figure, ax = panels(height=5)
    (least, most), bottom = LEVEL, -0.22
    field = {"color": GREY, "alpha": 0.2, "linewidth": 0}
    ax.add_patch(Rectangle((least, bottom), most - least, ALIKE - bottom, **field))
    ax.text(1, 0.83, "healthy", ha="center", va="center", color=GREY)
    for way, (ratio, alike, percent) in middle_runs(rate).items():
        name, place, side = LABELS[way]
        learns = percent >= LEARNS
        colour = COLOURS["healthy" if learns else "sick"]
        at = max(ratio, EDGE), alike
        line = {"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkB": 4}
        said = {"color": colour, "fontsize": 10, "ha": side, "va": "center"}
        ax.annotate(f"{name} {percent:.0f} %", at, place, arrowprops=line, **said)
        shape = "<" if ratio < EDGE else "o" if learns else "X"
        ax.plot(*at, shape, color=colour, ms=9, mec=PAGE, mew=0.6)
    inside, outside = (
        " to ".join(f"{end:.0f}" for end in (np.min(row), np.max(row)))
        for row in by_health(rate)
    )
    ax.set_title(f"rate {rate}: {inside} % read in the field,\n{outside} % outside")
    ax.set(xscale="log", xlim=FRAME, ylim=(bottom, 1.42), yticks=[0, 0.25, 0.5, 0.75, 1])
    apart = 4 * "\u2003"  # spaces that SVG keeps
    ax.set_xlabel(f"gradient, first layer over last (log)\n← vanishing{apart}exploding →")
    ax.set_ylabel("likeness of digits")
    ax.set_xticks([1e-4, 1e-2, 1, 1e2, 1e4])
    ax.minorticks_off()
    return figure


def middle_runs(rate):
    """{way: (ratio, likeness, percent read at the rate)}, the medians over its runs."""
    said = "ratio", "likeness", f"{rate:g}"
    return {
        way: tuple(float(np.median(row[what])) for what in said)
        for way, row in ways().items()
    }


def healthy(ratio, alike):
    """Whether a way's two readings lie in the map's grey field."""
    return LEVEL[0] < ratio < LEVEL[1] and alike < ALIKE


def by_health(rate):
    """The percentages of `middle_runs` that lie in the grey field, and the others."""
    ends = middle_runs(rate).values()
    return [[end[2] for end in ends if healthy(*end[:2]) == well] for well in (True, False)]


def describe_map_of_ways(rate):
    each = "; ".join(
        f"{LABELS[way][0]}: {set_powers(f'{ratio:.3g}')}, {alike:z.2f}, {percent:.0f} %"
        for way, (ratio, alike, percent) in middle_runs(rate).items()
    )
    return (
        f"Thirty layers at the rate {rate}. Of each way to begin the gradient of the first "
        f"layer over the last one's, the likeness of digits, and the test digits that the "
        f"run in the middle reads: {each}."
    )
