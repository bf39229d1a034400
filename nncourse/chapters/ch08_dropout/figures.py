"""The figures of chapter 8: masks, over-fitting, and lesions.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import (
    NOISY,
    RATES,
    SEEDS,
    STEPS,
    UNITS,
    mean_run,
    measure_lesions,
    measure_masks,
    measure_pruning,
)
from nncourse.chapters.ch08_dropout.tables_measured import ends, stored
from nncourse.layers import Dropout
from nncourse.plots import COLOURS, GREY, line_style, panels

HIGHEST_LOSS = 1.2  # of the axis, unless a network learns less than that
LOWEST_SHOWN = 60  # % right; a network that learns less leaves the panel, marked
ASIDE = 0.06  # of a rate's place: how far the two accuracies stand apart
TYPICAL = 2  # a seed of masks: the most dropped of 2000 is 33 to 35 for most seeds
DECAY = 0.01  # beside which dropout is shown
DRAWN = 4, 8, 3  # units in the layers of the networks that are drawn
LEAST_LEFT = {"the most important": 0, "the least important": 60}  # % right, of the axis
NETS = range(3)  # seeds of the networks whose units are taken out


def dropped(units=100, rate=0.2, seed=TYPICAL):
    """A small network under three masks, and how many units 2000 masks drop."""
    counts = measure_masks(units, rate, seed=seed)
    figure, (top, bottom) = panels(2, height=5.4)
    layer = Dropout(rate, np.random.default_rng(seed))
    for image, kept in enumerate(layer.forward(np.ones((3, units)), training=True) > 0):
        _draw_network(top, 3.4 * image, kept[: DRAWN[1]])
    top.set(xlim=(-0.4, 9.2), ylim=(-0.2, 8), xticks=[1, 4.4, 7.8], yticks=[])
    top.set_xticklabels(["one image", "the next", "and the next"])
    top.grid(False)
    top.spines[:].set_visible(False)
    top.tick_params(length=0)
    top.set_title(f"The first {DRAWN[1]} of {units} units, dropped at rate {rate:g}")
    number, how_often = np.unique(counts, return_counts=True)
    shown = units if rate > 0.2 else max(units / 2, counts.max())
    width = max(0.8, units / 75)  # to be seen where all is dropped
    bottom.bar(number, 100 * how_often / len(counts), width, color=COLOURS["train"])
    bottom.axvline(units * rate, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    edge = max(0.7 * width, 0.03 * shown)  # no bar is cut
    bottom.set(xlim=(-edge, shown + edge), xlabel="units dropped")
    bottom.set_ylabel("images, %")
    least, most = counts.min(), counts.max()
    seen = f"{least} to {most}" if least < most else f"Always {least}"
    bottom.set_title(f"{seen} of {units}, {counts.mean():.1f} on average")
    return figure


def describe_dropped(units, rate, seed=TYPICAL):
    counts = measure_masks(units, rate, seed=seed)
    return (
        f"Of {units} units {counts.mean():.1f} are dropped for an image on average, "
        f"with a standard deviation of {counts.std():.1f}, between {counts.min()} "
        f"and {counts.max()}."
    )


def overfitting(rate=0.0, data=NOISY, width=UNITS):
    """Loss on learnt and on unseen digits over time, and accuracy at every rate: means."""
    run = mean_run(rate, data, width)
    right_at = accuracies(data, width)
    figure, (top, bottom) = panels(2, height=6.2, height_ratios=[1.4, 1])
    for name, label, marker, aside in (
        ("train", "training", "o", -ASIDE),
        ("test", "unseen", "s", ASIDE),
    ):
        style = line_style(name)
        top.plot(run["step"], run[f"{name}_loss"], label=label, **style)
        percent = right_at[name]
        mean, spread = percent.mean(axis=0), percent.std(axis=0)
        style |= {"marker": marker, "capsize": 3, "label": label}
        bottom.errorbar(np.arange(len(RATES)) + aside, mean, spread, **style)
        for place in np.flatnonzero(mean < LOWEST_SHOWN):
            said = {"fontsize": 10, "color": COLOURS[name]}
            height = LOWEST_SHOWN + (7 if name == "train" else 1)
            bottom.text(place + 0.15, height, f"{mean[place]:.0f} ↓", **said)
    style = line_style("train") | {"linestyle": ":", "linewidth": 1.5}
    top.plot(run["step"], run["printed_loss"], label="as printed", **style)
    lowest, step, end = lowest_and_last(run)
    highest = max(HIGHEST_LOSS, 1.2 * end, 1.2 * run["train_loss"][-1])
    top.set(ylim=(0, highest), xlim=(0, 1.4 * STEPS), xlabel="step", ylabel="loss")
    _mark_minimum_and_gap(top, run)
    top.set_xticks(range(0, STEPS + 1, 100))
    top.set_title(f"Unseen loss {lowest:.2f} at step {step:.0f}, last {end:.2f}")
    _legend_between_title_and_panel(top)
    right = 100 * run["test_accuracy"][-1]
    place = np.interp(rate, RATES, range(len(RATES)))
    style = {"color": COLOURS["sick"], "markersize": 10, "zorder": 3}
    bottom.plot(place, max(right, LOWEST_SHOWN), "D", clip_on=False, **style)
    bottom.set(xticks=range(len(RATES)), xticklabels=[f"{r:g}" for r in RATES])
    bottom.set_xlim(-0.3, len(RATES) - 0.1)
    bottom.set(
        ylim=(LOWEST_SHOWN, 102), xlabel="dropout rate (not to scale)", ylabel="accuracy, %"
    )
    bottom.set_title(f"In the end {right:.1f} % of unseen digits right")
    _legend_between_title_and_panel(bottom)
    return figure


def describe_overfitting(rate, data, width):
    run = mean_run(rate, data, width)
    lowest, step, end = lowest_and_last(run)
    dropped = ", with units dropped" if rate else ""
    return (
        f"Labels: {data}. Means of {len(SEEDS)} seeds, {width} units at dropout {rate:g}: "
        f"the loss on unseen digits is lowest at step {step:.0f}, {lowest:.2f}, and "
        f"{end:.2f} at the end; that on the training labels {run['train_loss'][-1]:.2f}, "
        f"and {run['printed_loss'][-1]:.2f} as the loop prints it{dropped}. "
        f"{run['train_accuracy'][-1]:.1%} of the training labels and "
        f"{run['test_accuracy'][-1]:.1%} of unseen digits are right."
    )


def accuracies(data=NOISY, width=UNITS):
    """% right in the end at each of RATES, a row a seed: {"train": ..., "test": ...}."""
    rows = np.array([stored(ends, rate, data, width) for rate in RATES])
    return {"train": rows[:, :, 0].T, "test": rows[:, :, 1].T}


def lowest_and_last(run):
    """The lowest loss on unseen digits, its step, and the last loss on them."""
    loss = run["test_loss"]
    return loss.min(), run["step"][loss.argmin()], loss[-1]


def lesions(rate=0.5, width=UNITS, first="the most important"):
    """What each unit is worth alone, and the accuracy left as they are taken out together:
    with dropout, with weight decay and with no cure, means of three networks."""
    figure, (top, bottom) = panels(2, height=5.2)
    most, fifth = [], []
    for (r, decay), style, label in (
        ((0.0, 0.0), line_style("sick"), "no cure"),
        ((0.0, DECAY), line_style("sigmoid") | {"linestyle": "-."}, f"decay {DECAY:g}"),
        ((rate, 0.0), line_style("healthy"), f"dropout {rate:g}"),
    ):
        worth, left = worth_and_left(r, width, decay, first)
        most.append(worth[0])
        fifth.append(left[width // 5])
        style["label"] = label
        top.plot(range(1, 26), worth[:25], marker="o", ms=4, **style)
        bottom.plot(100 * np.arange(len(left)) / width, left, **style)
    top.set(title="Top unit: {:.1f} points, decay {:.1f}, dropout {:.1f}".format(*most))
    top.set(xlabel="unit, most important first", ylabel="points lost")
    top.set_ylim(-1, 10 if width > 25 else 19)
    top.legend(loc="upper right")
    bottom.set_title(
        "A fifth out: {:.0f} % left, decay {:.0f}, dropout {:.0f}".format(*fifth)
    )
    bottom.set(xlabel=f"units taken out, {first} first, %", ylabel="accuracy, %")
    bottom.set(ylim=(LEAST_LEFT[first], 104), xlim=(0, 50))
    return figure


def describe_lesions(rate, width, first):
    ways = {"no cure": (0.0, 0.0), f"decay {DECAY:g}": (0.0, DECAY)}
    ways[f"dropout {rate:g}"] = rate, 0.0
    fifth = width // 5
    sentences = []
    for name, (r, decay) in ways.items():
        most, left = worth_and_left(r, width, decay, first)
        sentences.append(
            f"With {name} the most important unit is worth {most[0]:.1f} points, and with "
            f"{first} {fifth} taken out {left[fifth]:.0f}% of unseen digits are right."
        )
    return f"{width} units. {' '.join(sentences)}"


def worth_and_left(rate, width, decay=0.0, first="the most important"):
    """Points that each unit is worth, in order, and accuracy (%) by units taken out."""
    choices = {"width": width, "decay": decay}
    worth = [np.sort(measure_lesions(rate, seed=s, **choices))[::-1] for s in NETS]
    left = [measure_pruning(rate, seed=s, first=first, **choices) for s in NETS]
    return 100 * np.mean(worth, axis=0), 100 * np.mean(left, axis=0)


def _draw_network(ax, x, kept):
    """A network of DRAWN units with its connections; dropped units are crossed out."""
    columns = [np.linspace(7.5, 0.5, n) for n in DRAWN]  # the first unit on top
    lines = [
        (i, a, b)
        for i in range(2)
        for m, a in enumerate(columns[i])
        for n, b in enumerate(columns[i + 1])
        if kept[n if i == 0 else m]
    ]
    joined = [((x + i, a), (x + i + 1, b), (np.nan, np.nan)) for i, a, b in lines]
    if joined:
        ax.plot(*np.reshape(joined, (-1, 2)).T, color=GREY, linewidth=0.6)
    for i, column in enumerate(columns):
        on = kept if i == 1 else np.full(len(column), True)
        for which, fill in ((on, COLOURS["train"]), (~on, "none")):
            style = {"markerfacecolor": fill, "markeredgecolor": COLOURS["train"], "ms": 9}
            ax.plot(np.full(which.sum(), x + i), column[which], "o", **style)
    out = columns[1][~kept]
    ax.plot(np.full(len(out), x + 1), out, "x", color=COLOURS["sick"], ms=11, mew=2)


def _legend_between_title_and_panel(ax):
    """Where no curve runs: at a high rate one fills the top of the panel."""
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.1)
    ax.set_title(ax.get_title("left"), pad=24)


def _mark_minimum_and_gap(ax, run):
    """The lowest loss on unseen digits, and at the end which of the two losses is above."""
    lowest, step, end = lowest_and_last(run)
    learnt = run["train_loss"][-1]
    ax.plot(step, lowest, "v", color=COLOURS["sick"], markersize=9)
    between = {"arrowstyle": "<->", "color": COLOURS["sick"], "shrinkA": 0, "shrinkB": 0}
    x = 1.02 * STEPS
    ax.annotate("", (x, learnt), (x, end), arrowprops=between)
    words = f"{'unseen' if end > learnt else 'training'}\n{abs(end - learnt):.2f} above"
    height = max((learnt + end) / 2, 0.1 * HIGHEST_LOSS)  # clear of the axis
    ax.text(1.04 * STEPS, height, words, fontsize=10, va="center")
