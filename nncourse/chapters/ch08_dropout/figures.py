"""The figures of chapter 8: masks, over-fitting, averages over masks, and the rivals.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.colors import ListedColormap

from nncourse.chapters.ch08_dropout.runs import (
    RATES,
    SEEDS,
    STEPS,
    measure_averaging,
    measure_dropout,
    measure_masks,
    measure_rates,
    measure_regularisers,
    measure_vital_signs,
)
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.layers import Dropout
from nncourse.plots import COLOURS, label_above, line_style, panels

HIGHEST_LOSS = 1.3  # of the axis; a run at rate 0.9 or 1 stays above it
TYPICAL = 2  # a seed of masks: the most dropped of 2000 is 33 to 35 for most seeds
DROPPED = ListedColormap([(1, 1, 1, 0), COLOURS["train"]])  # the page, or filled


def dropped(units=100, rate=0.2):
    """Twenty masks, and how many units 2000 such masks drop."""
    counts = measure_masks(units, rate, seed=TYPICAL)
    figure, (top, bottom) = panels(2, height=5.4, height_ratios=[2, 3])
    layer = Dropout(rate, np.random.default_rng(TYPICAL))
    masks = np.concatenate([layer.forward(np.ones((1, units)), True) for _ in range(20)])
    image = {"aspect": "auto", "interpolation": "none", "cmap": DROPPED}
    top.imshow(masks == 0, vmin=0, vmax=1, **image)
    top.grid(False)
    top.set(xlabel="unit", ylabel="step", yticks=[0, 10, 19])
    top.set_title(f"Dropped units (filled) in 20 steps, rate {rate:g}")
    number, how_often = np.unique(counts, return_counts=True)
    bottom.bar(number, 100 * how_often / len(counts), color=COLOURS["train"])
    bottom.axvline(units * rate, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    bottom.set(xlim=(-0.03 * units, 1.03 * units), xlabel="units dropped")
    bottom.set_ylabel("steps, %")
    bottom.set_title(
        f"{counts.min()} to {counts.max()} of {units}, {counts.mean():.1f} on average"
    )
    return figure


def describe_dropped(units, rate):
    counts = measure_masks(units, rate, seed=TYPICAL)
    return (
        f"Of {units} units {counts.mean():.1f} are dropped on average, with a standard "
        f"deviation of {counts.std():.1f}, between {counts.min()} and {counts.max()}."
    )


def overfitting(rate=0.0, data="500, a fifth wrong"):
    """Loss on learnt and on unseen digits over time, and accuracy at every rate."""
    run, ends = measure_dropout(rate, data), measure_rates(data)
    figure, (top, bottom) = panels(2, height=6.0)
    for name, label, marker in (
        ("train", "training", "o"),
        ("test", "unseen", "s"),
    ):
        style = line_style(name)
        top.plot(run["step"], run[f"{name}_loss"], label=label, **style)
        percent = 100 * ends[name]
        mean, spread = percent.mean(axis=0), percent.std(axis=0)
        bottom.errorbar(range(len(RATES)), mean, spread, marker=marker, capsize=3, **style)
    _mark_minimum_and_gap(top, run)
    lowest, step, end = lowest_and_last(run)
    top.set(ylim=(0, HIGHEST_LOSS), xlim=(0, 1.4 * STEPS), xlabel="step", ylabel="loss")
    top.set_xticks(range(0, STEPS + 1, 100))
    top.set_title(f"Unseen loss: {lowest:.2f} at step {step}, {end:.2f} at the end")
    top.legend(loc="upper right", ncols=2, bbox_to_anchor=(0.95, 1))
    i = RATES.index(rate)
    right = 100 * ends["test"][:, i].mean()
    bottom.plot(i, right, "D", color=COLOURS["sick"], markersize=10)
    bottom.set(xticks=range(len(RATES)), xticklabels=[f"{r:g}" for r in RATES])
    bottom.set(ylim=(0, 105), xlabel="dropout rate", ylabel="accuracy, %")
    bottom.set_title(f"In the end {right:.1f} % of unseen digits right")
    return figure


def describe_overfitting(rate, data):
    ends, i = measure_rates(data), RATES.index(rate)
    lowest, step, end = lowest_and_last(measure_dropout(rate, data))
    train, test = (ends[name][:, i].mean() for name in ("train", "test"))
    return (
        f"Labels: {data}. At dropout {rate:g} the loss on unseen digits is lowest at step "
        f"{step}, {lowest:.2f}, and {end:.2f} at the end. Mean of {len(SEEDS)} seeds: "
        f"{train:.1%} of the training labels and {test:.1%} of unseen digits right."
    )


def lowest_and_last(run):
    """The lowest loss on unseen digits, its step, and the last loss on them."""
    loss = run["test_loss"]
    return loss.min(), run["step"][loss.argmin()], loss[-1]


def cure(step=599):
    """A fifth of the labels wrong, without dropout and with: the vital signs of both."""
    runs = _untreated_and_cured()
    meanings = {"no dropout": "sick", "dropout 0.5": "healthy"}
    figure = telemetry(runs, step, meanings)
    loss = figure.axes[0]
    for line, marker, run in zip(loss.lines, "os", runs.values(), strict=False):
        dots = {"marker": marker, "markersize": 5, "linestyle": ":"}
        loss.plot(run["step"], run["test_loss"], **dots, color=line.get_color())
    loss.set(ylim=(0.2, HIGHEST_LOSS))
    loss.set_title("loss (dots: unseen digits)")
    return figure


def describe_cure(step):
    parts = []
    for name, run in _untreated_and_cured().items():
        row = nearest_row(run, step)
        parts.append(
            f"{name}: loss {run['loss'][row]:.2f} on the training labels and "
            f"{run['test_loss'][row]:.2f} on unseen digits, largest gradient norm "
            f"{run['gradient'][row].max():.1f}, largest update ratio "
            f"{run['update'][row].max():.4f}"
        )
    return f"At step {step}. {'; '.join(parts)}."


def averaging(rate=0.5, data="500, a fifth wrong"):
    """Loss and accuracy of averages over k masks, beside one pass with nothing dropped."""
    run = measure_averaging(rate, data)
    figure, axes = panels(2, height=5.2, sharex=True)
    for ax, name, factor in zip(axes, ("loss", "accuracy"), (1, 100), strict=True):
        values = factor * run[name]
        mean, spread = values.mean(axis=0), values.std(axis=0)
        style = {"color": COLOURS["sigmoid"], "marker": "o", "capsize": 3}
        ax.errorbar(run["k"], mean, spread, label="average over k masks", **style)
        style = {"color": COLOURS["sick"], "linestyle": "--", "label": "nothing dropped"}
        ax.axhline(factor * run[f"scaled_{name}"], **style)
        ax.yaxis.labelpad = 8
    one, *_, many = 100 * run["accuracy"].mean(axis=0)
    scaled = 100 * run["scaled_accuracy"]
    axes[0].set(ylim=(0, 1), ylabel="test loss")
    axes[0].set_title(f"Loss, trained with dropout {rate:g}")
    axes[0].legend(loc="upper right", bbox_to_anchor=(0.93, 1))
    axes[1].set_title(f"1 mask {one:.1f} %, 64 {many:.1f} %, no mask {scaled:.1f} %")
    axes[1].set(ylim=(70, 100), ylabel="test accuracy, %", xlabel="masks k (log)")
    axes[1].set_xscale("log", base=2)
    axes[1].set(xticks=run["k"], xticklabels=[str(k) for k in run["k"]])
    return figure


def describe_averaging(rate, data):
    run = measure_averaging(rate, data)
    one, all_masks = run["accuracy"].mean(axis=0)[[0, -1]]
    return (
        f"Accuracy of one mask {one:.1%}, of {run['k'][-1]} masks averaged "
        f"{all_masks:.1%}, of one pass with nothing dropped {run['scaled_accuracy']:.1%}."
    )


def rivals(data="500, a fifth wrong", decay=0.01):
    """Accuracy on unseen digits under five treatments, each dot a seed."""
    runs = [measure_regularisers(data, seed, decay) for seed in SEEDS]
    figure, ax = panels(height=3.6)
    for i, name in enumerate(runs[0]):
        right = 100 * np.array([run[name] for run in runs])
        ax.plot(right, np.full(len(right), i), "o", color=COLOURS["test"], markersize=5)
        ax.plot(right.mean(), i, "D", color=COLOURS["healthy"], markersize=9)
        label_above(ax, right.mean(), i, f"{right.mean():.1f}", rise=8)
    names = ["none", *(name.replace(" ", "\n") for name in list(runs[0])[1:])]
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(4.5, -0.7))
    ax.set(xlim=(75, 100), xlabel="unseen digits right, % (diamond: mean)")
    best = max(runs[0], key=lambda name: np.mean([run[name] for run in runs]))
    ax.set_title(f"{data}: best mean {best}")
    return figure


def describe_rivals(data, decay):
    runs = [measure_regularisers(data, seed, decay) for seed in SEEDS]
    means = {name: np.mean([run[name] for run in runs]) for name in runs[0]}
    means = ", ".join(f"{name} {mean:.1%}" for name, mean in means.items())
    return f"Labels: {data}. Unseen digits right, means of {len(SEEDS)} seeds: {means}."


def _untreated_and_cured():
    return {"no dropout": measure_vital_signs(0.0), "dropout 0.5": measure_vital_signs(0.5)}


def _mark_minimum_and_gap(ax, run):
    """The lowest loss on unseen digits, and at the end the gap between the two losses.

    Of a run that is above the axis all along, say where it ends.
    """
    lowest, step, end = lowest_and_last(run)
    learnt = run["train_loss"][-1]
    text = {"fontsize": 10, "va": "center"}
    if lowest > HIGHEST_LOSS:
        ax.text(STEPS / 2, 0.65, f"both above the axis, {end:.2f} at the end", ha="center")
        return
    ax.plot(step, lowest, "v", color=COLOURS["sick"], markersize=9)
    between = {"arrowstyle": "<->", "color": COLOURS["sick"], "shrinkA": 0, "shrinkB": 0}
    x = 1.02 * STEPS
    ax.annotate("", (x, learnt), (x, end), arrowprops=between)
    ax.text(1.03 * STEPS, (learnt + end) / 2, f"gap {end - learnt:+.2f}", **text)
