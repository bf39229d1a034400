"""The figures of chapter 6: what batch normalisation evens out, and what it costs.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.norm_tables import (
    describe_norm_tables,
    draw_norm_tables,
)
from nncourse.chapters.ch06_batch_normalisation.runs import (
    COMPANY,
    TESTED,
    measure_decayed,
    measure_feature,
    measure_run,
    measure_sizes,
    measure_statistics,
)
from nncourse.chapters.sentences import two_digits
from nncourse.claims.typeset import set_powers
from nncourse.plots import GREY, line_style, mosaic, panels, plain_ticks, thin

NORM_SEEDS = range(3)
MEANINGS = {"none": "sick", "batch": "healthy", "layer": "sigmoid", "RMS": "tanh"}
RATE = 0.1  # of the runs with other weights, and with weight decay
SIZES = 1, 2, 4, 8
STEPS = 300  # at every batch size
FACTORS = 0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 10.0  # times He's weights
BETWEEN = 0.7, 1.2  # drawn as well, and not chosen: the bare network's only peak is narrow
MOST_IN_A_BAR = 40  # percent; more would flatten all other settings
MANY, *_ = COMPANY
LEARNT = {"1 and 0": (1.0, 0.0), "3.7 and 10": (3.7, 10.0)}  # γ and β
AT_FIRST, *_ = LEARNT
WIDE, NARROW = np.linspace(-24, 24, 97), np.linspace(-4, 4, 33)  # edges of bars
MARKERS, MARKS_AT = "^os", 35  # of three digits of the batch, above the bars
DEPTH = 8
HIGHEST_SHOWN = 5.0  # a loss above it is marked at the panel's upper edge
KINDS = (  # with batch normalisation or not, its name, what its colour means
    (False, "without", "sick"),
    (True, "with batch norm", "healthy"),
)


def feature(factor=3.0, shift=10.0, company=MANY, learnt=AT_FIRST, seed=0):
    """One unit's input over a batch of digits, and what batch norm makes of it."""
    run, (gamma, beta) = measure_feature(factor, shift, company, seed=seed), LEARNT[learnt]
    figure, (top, bottom) = panels(2, 1, height=5.2)
    _draw_batch(top, run["x"], "sick", WIDE)
    after = gamma * run["y"] + beta
    _draw_batch(bottom, after, "healthy", NARROW if learnt == AT_FIRST else WIDE)
    if company != MANY:
        among_many = measure_feature(factor, shift, MANY, seed=seed)["y"]
        for value, marker in zip(gamma * among_many + beta, MARKERS, strict=False):
            bottom.plot(value, MARKS_AT, marker, color="black", ms=7, mfc="none")
    for ax, v, name in ((top, run["x"], "before"), (bottom, after, "after")):
        mean = f"mean {_short(v.mean(), 3)}, spread {v.std():.2g}"
        ax.set(title=f"{name}: {mean}, ▲ at {_short(v[0])}", ylabel="of the batch (%)")
    bottom.set_xlabel("value (marks: the same three digits)")
    return figure


def describe_feature(factor, shift, company, learnt, seed=0):
    run, (gamma, beta) = measure_feature(factor, shift, company, seed=seed), LEARNT[learnt]
    after = gamma * run["y"] + beta
    marked = [", ".join(map(_short, v[:3])) for v in (run["x"], after)]
    return (
        f"Before: mean {_short(run['x'].mean(), 3)}, spread {run['x'].std():.2g}; three "
        f"marked digits at {marked[0]}. After: mean {_short(after.mean(), 3)}, spread "
        f"{after.std():.2g}; the three at {marked[1]}."
    )


def _draw_batch(ax, v, meaning, bins):
    """A histogram of v, its first three marked; what lies outside is in the last bars."""
    count, _ = np.histogram(np.clip(v, bins[0], bins[-1]), bins)
    share = 100 * count / len(v)
    ax.stairs(share, bins, fill=True, color=line_style(meaning)["color"], alpha=0.6)
    for value, marker in zip(v, MARKERS, strict=False):
        ax.plot(value, MARKS_AT, marker, color="black", ms=7)
    ax.set(ylim=(0, MOST_IN_A_BAR), xlim=(1.04 * bins[0], 1.04 * bins[-1]))
    n_high = (share > MOST_IN_A_BAR).sum()
    if n_high:
        bars = "the bar goes" if n_high == 1 else "two bars go"
        text = f"{bars} up to {share.max():.0f} %"
        ax.text(0.02, 0.6, text, transform=ax.transAxes, fontsize=10)


def weight_scale(factor=2.0, steps=150, seed=0):
    """The spread of what goes into each ReLU before training, and accuracy by weights."""
    figure, (spread, accuracy) = panels(1, 2, height=3.6)
    layers = np.arange(1, DEPTH + 1)
    for other in FACTORS:
        spread.plot(layers, spreads(False, other, seed), color=GREY, linewidth=0.8)
    for batch_norm, name, meaning in KINDS:
        style = line_style(meaning)
        spread.plot(layers, spreads(batch_norm, factor, seed), label=name, **style)
        drawn = sorted((*FACTORS, *BETWEEN))
        percent = [percent_after(steps, batch_norm, f, seed) for f in drawn]
        accuracy.plot(drawn, percent, marker="o", ms=4, **style)
        mark = {"marker": "D", "ms": 9, "color": style["color"]}
        accuracy.plot(factor, percent_after(steps, batch_norm, factor, seed), **mark)
    ends = (_size(spreads(kind, factor, seed)[-1]) for kind, *_ in KINDS)
    spread.set(title="Layer {}: without {}, with {}".format(DEPTH, *ends))
    spread.set(xlabel="layer (grey: other weights)", ylabel="spread into the ReLU (log)")
    spread.set(yscale="log", ylim=(1e-10, 1e10), yticks=[1e-8, 1e-4, 1, 1e4, 1e8])
    spread.set_xticks(layers)
    spread.legend(loc="lower left")
    right = [percent_after(steps, kind, factor, seed) for kind, *_ in KINDS]
    accuracy.set(title="Without {:.0f} %, with {:.0f} %".format(*right))
    accuracy.set(xlabel="weights, times He's (log)", xscale="log", ylim=(0, 104))
    accuracy.set_ylabel(f"test accuracy, {steps} steps (%)")
    plain_ticks(accuracy, (0.1, 0.3, 1, 3, 10))
    return figure


def describe_weight_scale(factor, steps, seed=0):
    without, with_norm = (percent_after(steps, kind, factor, seed) for kind, *_ in KINDS)
    bare, normed = (spreads(kind, factor, seed) for kind, *_ in KINDS)
    return (
        f"Weights {factor:g} times He's: without batch norm the spread of what goes into "
        f"the ReLU is {bare[0]:.2g} in layer 1 and {bare[-1]:.2g} in layer {DEPTH}, with "
        f"it {normed[0]:.2g} and {normed[-1]:.2g}. After {steps} steps at a rate of "
        f"{RATE:g}, test accuracy {without:.0f}% without batch norm, {with_norm:.0f}% with "
        "it."
    )


def percent_after(steps, batch_norm, factor, seed=0):
    """Test accuracy (%) of `measure_run` after one of TESTED's steps."""
    run = measure_run(batch_norm, factor, RATE, seed=seed, n_steps=TESTED[-1])
    return 100 * run["tested"][TESTED.index(steps)]


def spreads(batch_norm, factor, seed=0):
    """The spread of what goes into each layer's ReLU before training."""
    return measure_run(batch_norm, factor, seed=seed, n_steps=1)["inputs"].std(axis=1)


def decayed(weight_decay=0.03, factor=10.0, seed=0):
    """The length of W and of its steps with batch norm and weight decay, and accuracy."""
    layout = [["size", "ratio"], ["accuracy", "ratio"]]
    figure, axes = mosaic(layout, height=4.6)
    size, ratio, accuracy = axes.values()
    runs = [measure_decayed(decay, factor, seed=seed) for decay in (0.0, weight_decay)]
    names = "no decay", f"decay {weight_decay:g}"
    for run, name, meaning in zip(runs, names, ("sick", "healthy"), strict=True):
        style = line_style(meaning)
        step = np.arange(1, len(run["size"]) + 1)
        size.plot(*thin(step, run["size"]), **style)
        ratio.plot(step[49::50], by_fifty(run["ratio"]), **style)
        accuracy.plot(step[49::50], 100 * run["accuracy"], label=name, **style)
    balance = np.sqrt(2 * RATE * weight_decay)
    ratio.axhline(balance, color=GREY, linestyle=":", linewidth=1)
    size.set(title="Length of W (log)", yscale="log", ylim=(0.8, 300))
    words = f"Step / W: {late_ratio(run):.2g}, the law {balance:.2g}"
    ratio.set(title=words, ylabel="step / W (log)", yscale="log", ylim=(1e-5, 1))
    right = [100 * run["accuracy"][-1] for run in runs]
    accuracy.set(title="Right: {:.1f} and {:.1f} %".format(*right), ylim=(40, 100))
    accuracy.legend(loc="lower right")
    for ax in (size, ratio, accuracy):
        ax.set(xlabel="step", xlim=(0, len(step)), xticks=[0, 500, 1000, 1500])
    return figure


def describe_decayed(weight_decay, factor, seed=0):
    bare, run = (measure_decayed(decay, factor, seed=seed) for decay in (0.0, weight_decay))
    return (
        f"First weights {factor:g} times He's. Without decay W ends {bare['size'][-1]:.1f} "
        f"long and {bare['accuracy'][-1]:.1%} of test digits are right; with a decay of "
        f"{weight_decay:g} it ends {run['size'][-1]:.1f} long, a step is "
        f"{late_ratio(run):.2g} of it, and {run['accuracy'][-1]:.1%} are right."
    )


def late_ratio(run):
    """The step over W, the root mean square of the last 150."""
    return np.sqrt((run["ratio"][-150:] ** 2).mean())


def by_fifty(ratio):
    """The root mean square of every fifty steps."""
    return np.sqrt((ratio.reshape(-1, 50) ** 2).mean(axis=1))


def statistics(momentum=0.01, size=64, seed=0):
    """Loss on all digits by their own statistics and by the running ones."""
    run = measure_statistics(momentum, size, seed=seed)
    figure, ax = panels(height=3.6)
    for key, name, meaning in (
        ("batch", "own statistics", "train"),
        ("running", "running statistics", "test"),
    ):
        style = line_style(meaning)
        step, loss = thin(run["step"], run[key])
        ax.plot(step, np.minimum(loss, HIGHEST_SHOWN), label=name, **style)
        _mark_above(ax, step, loss, HIGHEST_SHOWN, style["color"])
    own, running = early_losses(momentum, size, seed)
    ax.set(title=f"Loss, steps 10 to 30: {own:.2f} own, {running:.2f} running")
    ax.set(xlabel="step", ylabel="loss on the training set")
    ax.set(ylim=(0, 1.35 * HIGHEST_SHOWN), yticks=range(6))  # with room for the legend
    ax.legend(loc="upper left", ncols=2)
    return figure


def describe_statistics(momentum, size, seed=0):
    own, running = early_losses(momentum, size, seed)
    return (
        f"Steps 10 to 30: loss {own:.2f} with the statistics of the set itself, "
        f"{running:.2f} with the running ones."
    )


def early_losses(momentum, size, seed=0):
    """The loss of steps 10 to 30 by the set's own statistics and by the running ones."""
    run = measure_statistics(momentum, size, seed=seed)
    return run["batch"][9:30].mean(), run["running"][9:30].mean()


def sizes(size=2, lr=0.03):
    """What four normalisations look at in a batch, and test accuracy by its size."""
    figure, axes = mosaic([["tables", "accuracy"]], height=4.2)
    tables, ax = axes["tables"], axes["accuracy"]
    draw_norm_tables(tables, size)
    tables.set_title(f"Batches of {size}: what counts")
    for i, (norm, meaning) in enumerate(MEANINGS.items()):
        accuracy = accuracy_by_size(lr, norm)
        place = np.log2(SIZES) + 0.06 * (i - 1.5)
        name = "none" if norm == "none" else f"{norm} norm"
        _mean_and_range(ax, place, accuracy, name, meaning)
    at = SIZES.index(size)
    middle = np.log2(size)
    ax.axvspan(middle - 0.25, middle + 0.25, color=GREY, alpha=0.25, linewidth=0)
    ax.set_xticks(np.log2(SIZES), SIZES)
    batch, layer = (accuracy_by_size(lr, norm)[at].mean() for norm in ("batch", "layer"))
    said = f"batch {batch:.0f} %, " if size > 1 else ""  # batch norm refuses one
    ax.set(title=f"Accuracy: {said}layer {layer:.0f} %")
    ax.set(xlabel="examples in a batch (log)", ylabel="test accuracy (%)", ylim=(0, 104))
    ax.legend(loc="lower right", bbox_to_anchor=(0.98, 0))
    return figure


def describe_sizes(size, lr):
    means = {norm: accuracy_by_size(lr, norm).mean(axis=1) for norm in MEANINGS}
    parts = [
        f"{n}: "
        + ", ".join(
            f"{norm} {means[norm][i]:.0f}%" if means[norm][i] >= 0 else f"{norm} refuses"
            for norm in MEANINGS
        )
        for i, n in enumerate(SIZES)
    ]
    return (
        f"{describe_norm_tables(size)} Mean accuracy of {len(NORM_SEEDS)} seeds after "
        f"{STEPS} steps by batch size. {'; '.join(parts)}."
    )


def accuracy_by_size(lr, norm):
    """Test accuracy (%) after STEPS steps: an array (SIZES, NORM_SEEDS).

    Of batch norm with batches of one, which it refuses, nan.
    """
    runs = [
        [
            measure_sizes(n, norm, lr, s, images=n * STEPS)
            if n > 1 or norm != "batch"
            else np.nan
            for s in NORM_SEEDS
        ]
        for n in SIZES
    ]
    return 100 * np.array(runs)


def _short(value, decimals=5):
    """To three digits or so many decimals, and never -0: "-1.88", "0.00106"."""
    return f"{round(value, decimals) + 0.0:.3g}"


def _size(spread):
    """A spread as text: "0.31", "160", "2×10⁻⁵"."""
    if 0.01 <= spread < 1e4:
        return two_digits(spread)
    return set_powers(f"{spread:.0e}")


def _mark_above(ax, step, loss, highest, colour):
    """Triangles at `highest` over the steps whose loss lies above it."""
    above = step[loss > highest]
    if len(above):
        mark = {"color": colour, "ms": 7, "clip_on": False}
        ax.plot(above, np.full(len(above), highest), "^", **mark)


def _mean_and_range(ax, x, values, label, meaning):
    """A line through the means of `values` (places, seeds), bars from lowest to highest."""
    mean = values.mean(axis=1)
    reach = mean - values.min(axis=1), values.max(axis=1) - mean
    ax.errorbar(x, mean, reach, marker="o", capsize=3, label=label, **line_style(meaning))
