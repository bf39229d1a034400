"""The figures of chapter 5: who dies, when, at which rate, and who comes back.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import (
    NETS,
    RATES,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_remedy,
    measure_training,
)
from nncourse.chapters.sentences import enumeration, quantity
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.plots import COLOURS, GREY, line_style, panels, plain_ticks, thin

SEEDS = range(5)
LOSS_AXIS = 1e-3, 1e12
DIVERGED = 100.0  # a loss that no untrained network here starts from


def dead_share(lr=0.1, scale="0 to 16"):
    """Dead units during training, at one rate among others, and the accuracy reached."""
    figure, (top, bottom) = panels(2, 1, height=5.2)
    for rate in RATES:
        run = measure_training(rate, scale)
        chosen = rate == lr
        style = line_style("sick") if chosen else {"color": GREY, "linewidth": 0.8}
        top.plot(run["step"], 100 * run["dead"], **style, zorder=3 if chosen else 2)
        if run["dead"][-1] > 0.1:  # the others lie on one another
            end = run["step"][-1], 100 * run["dead"][-1]
            beside = {"textcoords": "offset points", "fontsize": 10}
            beside["va"] = "top" if rate == 0.15 else "baseline"
            top.annotate(f"{rate:g}", end, (5, 0), **beside)
        style = {"color": COLOURS["sick"], "ms": 10} if chosen else {"color": GREY}
        bottom.plot(rate, 100 * run["accuracy"][-1], "o", **style)
    run = measure_training(lr, scale)
    n_dead, units = (run["peak"][-1] <= 0).sum(), run["peak"].shape[1]
    top.set(title=f"{n_dead} of {units} units dead at rate {lr:g}", ylim=(-4, 108))
    top.set(ylabel="dead units (%)", xlabel="step")
    top.set_xscale("symlog", linthresh=1)
    top.set_xlim(0, 700)
    plain_ticks(top, (0, 1, 10, 100))
    right = 100 * run["accuracy"][-1]
    bottom.set(title=f"Test accuracy {right:.0f} % (grey: other rates)", ylim=(0, 104))
    bottom.set(xlabel="learning rate (log)", ylabel="accuracy (%)", xscale="log")
    plain_ticks(bottom, RATES)
    return figure


def describe_dead_share(lr, scale):
    run = measure_training(lr, scale)
    return (
        f"Pixels {scale}, rate {lr:g}: after 200 steps {run['dead'][-1]:.0%} of the units "
        f"are dead, and the test accuracy is {run['accuracy'][-1]:.0%}."
    )


def unit_inputs(step=5, lr=0.1):
    """The highest input of every unit over the training set, in order of size."""
    run = measure_training(lr)
    peak = np.sort(run["peak"][nearest_row(run, step)])
    n_dead, units = (peak <= 0).sum(), len(peak)
    figure, ax = panels(height=3.6)
    unit, peak = thin(np.arange(1, units + 1), peak, points=64)
    dead = peak <= 0
    for which, meaning, marker in ((dead, "sick", "v"), (~dead, "healthy", "o")):
        ax.plot(unit[which], peak[which], marker, color=COLOURS[meaning], ms=4)
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set_yscale("symlog", linthresh=1)
    ax.set(title=f"Step {step}, rate {lr:g}: {n_dead} of {units} units dead")
    ax.set(xlabel="every 4th unit, in order", ylim=(-1e5, 1e5))
    ax.set_ylabel("highest input (log)")
    ax.set_yticks([-1e4, -100, 0, 100, 1e4], ["-10000", "-100", "0", "100", "10000"])
    return figure


def describe_unit_inputs(step, lr):
    run = measure_training(lr)
    dead = run["dead"][nearest_row(run, step)]
    return (
        f"At rate {lr:g}, after {quantity(step, 'step')}, {dead:.0%} of the units are dead."
    )


def lowering(divisor=10, high=0.08):
    """Dead units of two hidden layers, and those that came back, as the rate is lowered."""
    run = measure_lowering(high, divisor)
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for layer, style in enumerate((line_style("sick"), line_style("sigmoid"))):
        since = run["step"] >= run["lowered"]
        top.plot(*thin(run["step"], 100 * run["dead"][layer]), **style)
        back = thin(run["step"][since], 100 * run["revived"][layer][since])
        bottom.plot(*back, label=f"layer {layer + 1}", **style)
    first, second = 100 * run["revived"][:, -1]
    new = "as before" if divisor == 1 else f"rate {high / divisor:g}"
    for ax in (top, bottom):
        ax.axvline(run["lowered"], color=GREY, linewidth=1)
        ax.set(ylim=(-4, 104), xlim=(0, 205))
    top.set(title=f"Dead: {run['lowered']} steps at rate {high:g}, then {new}")
    bottom.set(title=f"Alive again: layer 1 {first:.0f} %, layer 2 {second:.0f} %")
    bottom.set_xlabel("step")
    bottom.legend(loc="center right", bbox_to_anchor=(1, 0.3))
    top.set_ylabel("units of the layer (%)")
    bottom.set_ylabel("of the fallen (%)")
    return figure


def describe_lowering(divisor, high):
    first, second = measure_lowering(high, divisor)["revived"][:, -1]
    new = "at the same rate" if divisor == 1 else f"at rate {high / divisor:g}"
    return (
        f"Of the units dead after 3 steps at rate {high:g}, after 200 more {new} "
        f"{first:.0%} of the first layer's and {second:.0%} of the second layer's are "
        "alive again."
    )


def accuracies_and_losses(slope):
    """Test accuracy and late loss at all RATES from all SEEDS: two arrays (rates, seeds).

    The loss is the mean of the last 20 steps, inf if one of them is not finite.
    """
    runs = [[measure_training(r, slope=slope, seed=s) for s in SEEDS] for r in RATES]
    accuracy = np.array([[run["accuracy"][-1] for run in row] for row in runs])
    with np.errstate(all="ignore"):
        loss = np.array([[run["loss"][-20:].mean() for run in row] for row in runs])
    return accuracy, np.where(np.isfinite(loss), loss, np.inf)


def relu_or_leaky(slope=0.01):
    """ReLU and LeakyReLU at rising rates: test accuracy and loss, over five seeds."""
    figure, (top, bottom) = panels(2, 1, height=5.4, sharex=True)
    top.set(title="Test accuracy after 200 steps, raw pixels", ylim=(0, 104))
    top.set(ylabel="accuracy (%)", xscale="log")
    bottom.set(title="Training loss, last 20 steps (log)", ylabel="loss")
    bottom.set(xlabel="learning rate (log)", yscale="log", ylim=LOSS_AXIS)
    for meaning, s, label, marker in (
        ("relu", 0.0, "ReLU", "o"),
        ("leaky", slope, f"slope {slope:g}", "s"),
    ):
        accuracy, loss = accuracies_and_losses(s)
        style = line_style(meaning) | {"marker": marker, "label": label}
        band = {"color": COLOURS[meaning], "alpha": 0.2, "linewidth": 0}
        top.fill_between(RATES, 100 * accuracy.min(1), 100 * accuracy.max(1), **band)
        top.plot(RATES, 100 * np.median(accuracy, axis=1), **style)
        low, high = np.clip((loss.min(1), loss.max(1)), *LOSS_AXIS)
        bottom.fill_between(RATES, low, high, **band)
        middle = np.median(loss, axis=1)
        on_axis = middle <= LOSS_AXIS[1]
        bottom.plot(RATES, np.where(on_axis, middle, np.nan), **style)
        _point_upwards(bottom, np.array(RATES)[~on_axis], COLOURS[meaning])
    bottom.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    plain_ticks(bottom, RATES)
    top.legend(loc="lower left")
    return figure


def describe_relu_or_leaky(slope):
    (relu, _), (leaky, loss) = accuracies_and_losses(0.0), accuracies_and_losses(slope)
    diverged = np.array(RATES)[np.median(loss, axis=1) > DIVERGED]
    medians = "; ".join(
        f"at rate {rate:g} ReLU reads {np.median(relu[i]):.0%} and slope {slope:g} "
        f"{np.median(leaky[i]):.0%}"
        for i, rate in enumerate(RATES)
        if rate in (0.1, 0.15)
    )
    return (
        f"Medians of {len(SEEDS)} seeds, bands from the lowest to the highest: {medians}. "
        f"With slope {slope:g} the loss ends above {DIVERGED:g} at rates "
        f"{enumeration(diverged)}."
    )


def recovery(slope=0.3, lr=0.03):
    """After ten steps at rate 1: who comes back, and the accuracy, beside ReLU."""
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for meaning, s, label in (("relu", 0.0, "ReLU"), ("leaky", slope, f"slope {slope:g}")):
        run = measure_recovery(s, lr)
        for ax, values in ((top, run["back"]), (bottom, run["accuracy"])):
            style = line_style(meaning)
            ax.plot(run["step"][1:], 100 * values[1:], label=label, **style)
    relu, leaky = (100 * measure_recovery(s, lr)["back"][-1] for s in (0.0, slope))
    top.set(title=f"Back above zero: ReLU {relu:.0f} %, slope {slope:g} {leaky:.0f} %")
    top.set_ylim(-4, 104)
    top.set_ylabel("units (%)")
    bottom.set(title=f"Test accuracy, rate {lr:g} from step 10", ylim=(0, 104))
    bottom.set(xlabel="step", ylabel="accuracy (%)")
    bottom.legend(loc="upper left")
    return figure


def describe_recovery(slope, lr):
    relu, leaky = measure_recovery(0.0, lr), measure_recovery(slope, lr)
    return (
        f"200 steps at rate {lr:g} after the accident, {relu['back'][-1]:.0%} of the ReLU "
        f"units and {leaky['back'][-1]:.0%} of those with slope {slope:g} are back; "
        f"accuracy {relu['accuracy'][-1]:.0%} and {leaky['accuracy'][-1]:.0%}."
    )


def born_dead(width=2, inputs="200 images"):
    """The share of random networks that are dead before training, by depth."""
    run = measure_born_dead(width)
    many = inputs == "200 images"
    share = run["images" if many else "one"]
    error = 2 * np.sqrt(share * (1 - share) / NETS)
    figure, ax = panels(height=3.4)
    bound = "upper bound" if many else "formula"
    ax.plot(run["layers"], 100 * run["bound"], color=GREY, linewidth=1, label=bound)
    style = {"color": COLOURS["sick"], "ms": 5, "elinewidth": 1, "label": "measured"}
    ax.errorbar(run["layers"], 100 * share, 100 * error, fmt="o", **style)
    units = quantity(width, "unit")
    ax.set(title=f"Ten layers of {units}: {100 * share[9]:.0f} % born dead", ylim=(-4, 104))
    ax.plot(10, 100 * share[9], "D", ms=9, color=COLOURS["sick"])
    ax.set(xlabel="hidden layers", ylabel=f"of {NETS} networks (%)", xlim=(0, 21))
    ax.set_xticks([1, 5, 10, 15, 20])
    where = {"loc": "lower right", "bbox_to_anchor": (0.94, 0)}
    ax.legend(**where if width < 4 else {"loc": "upper left"})
    return figure


def describe_born_dead(width, inputs):
    run = measure_born_dead(width)
    many = inputs == "200 images"
    share = run["images" if many else "one"][9]
    return (
        f"With {quantity(width, 'unit')} per layer and ten layers, {share:.0%} of {NETS} "
        f"networks are dead before training for {inputs}; the "
        f"{'bound' if many else 'formula'} gives {run['bound'][9]:.0%}. Error bars are two "
        "standard errors."
    )


def cure(remedy="lower rate", step=20):
    """The dying run and the same run with one thing changed, vital sign by vital sign."""
    untreated, treated = measure_remedy(), measure_remedy(remedy)
    better = treated["accuracy"] > untreated["accuracy"]
    names = [
        f"{name}: {run['accuracy']:.0%} right"
        for name, run in (("untreated", untreated), (remedy, treated))
    ]
    meanings = dict(zip(names, ("sick", "healthy" if better else "leaky"), strict=True))
    limits = {"gradient": (1e-7, 1e5), "update": (1e-9, 100)}  # the same for all remedies
    runs = dict(zip(names, (untreated, treated), strict=True))
    figure = telemetry(runs, step, meanings, limits=limits)
    figure.axes[0].set(yscale="log", title="loss of a batch (log)", ylim=(1e-4, 1e9))
    return figure


def describe_cure(remedy, step):
    untreated, treated = measure_remedy(), measure_remedy(remedy)
    row = nearest_row(untreated, step)
    return (
        f"At step {step} the batch sees {untreated['dead'][row][0]:.0%} of units off in "
        f"the untreated run, {treated['dead'][row][0]:.0%} with {remedy}. In the end the "
        f"untreated run reads {untreated['accuracy']:.0%} of test digits, "
        f"the other {treated['accuracy']:.0%}."
    )


def _point_upwards(ax, rates, colour):
    """Arrows at the rates whose loss lies above the axis."""
    for rate in rates:
        arrow = {"arrowstyle": "->", "color": colour}
        ax.annotate("", (rate, LOSS_AXIS[1] / 3), (rate, 1e8), arrowprops=arrow)
    if len(rates):
        style = {"ha": "right", "va": "center", "color": colour, "fontsize": 10}
        ax.text(0.93 * rates[0], 1e10, "off the scale", **style)
