"""Which highest rates are good under which schedule, drawn and said."""

from nncourse.chapters.ch07_learning_rate.rate_schedule_measured import (
    NEAR,
    RATES,
    SEEDS,
    SHAPES,
    good_rates,
    mean_misread,
    span,
)
from nncourse.plots import COLOURS, GREY, line_style, panels, plain_ticks

BOTH = "warm-up, cosine"
TICKS = 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3
ALONE = {"linestyle": ":", "linewidth": 1.5}
STYLES = {
    "constant": {**line_style("sick"), "marker": "o"},
    "warm-up": {"color": COLOURS["sick"], **ALONE},
    "cosine": {"color": COLOURS["healthy"], **ALONE},
    BOTH: {**line_style("healthy"), "marker": "s"},
}
WORDS = {"constant": (0.014, 8), BOTH: (0.022, 1.85)}  # the lines' names, where they stand
BARS = {BOTH: 1.45, "constant": 1.1}  # under the lines


def rate_and_schedule(optimizer="AdamW"):
    """The test digits misread at the end over the highest rate, a line for each schedule,
    and under them how far the good rates reach.
    """
    figure, ax = panels(height=4.6)
    for shape, style in STYLES.items():
        ax.plot(RATES[optimizer], mean_misread(optimizer, shape), markersize=5, **style)
    good = mean_misread(optimizer, "constant").min() + NEAR
    ax.axhline(good, color=GREY, linewidth=1)
    words = {"fontsize": 10, "va": "center"}
    ax.text(0.00027, good / 1.12, "good: below", color=GREY, **words)
    ax.text(0.00027, 70, "dotted: warm-up alone,\nand cosine alone", color=GREY, **words)
    for shape, height in BARS.items():
        colour, name = STYLES[shape]["color"], shape.replace(",", " and")
        ax.text(*WORDS[shape], name, color=colour, ha="right", **words)
        low, high = good_rates(optimizer, shape)
        ax.hlines(height, low, high, color=colour, linewidth=6)
        factor = f"× {span(optimizer, shape):.0f}"
        ax.text(1.15 * high, height, factor, color=colour, **words)
    ax.set(xscale="log", yscale="log", xlim=(0.00025, 0.4), ylim=(0.95, 100))
    plain_ticks(ax, TICKS)
    ax.set_yticks([2, 5, 10, 20, 50], ["2", "5", "10", "20", "50"])
    ax.set(xlabel="highest rate (log)", ylabel="test digits misread, % (log)")
    wide, narrow = (f"{span(optimizer, shape):.0f}" for shape in BARS)
    ax.set_title(
        f"{optimizer}: the good rates span a factor of {narrow},\n"
        f"and with a schedule a factor of {wide}"
    )
    return figure


def describe_rate_and_schedule(optimizer):
    said = []
    for shape in SHAPES:
        percent = mean_misread(optimizer, shape)
        rate = RATES[optimizer][percent.argmin()]
        said.append(f"{shape}: least misread, {percent.min():.1f} %, at {rate:g}")
    reach = [
        f"{shape} from {low:.2g} to {high:.2g}"
        for shape in BARS
        for low, high in [good_rates(optimizer, shape)]
    ]
    return (
        f"{optimizer}, means of {len(SEEDS)} runs. {'; '.join(said)}. Within {NEAR:g} "
        f"points of the best constant rate are {', '.join(reach)}."
    )
