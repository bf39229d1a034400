"""The pictures of chapter 5: who dies, when, at which rate, and who comes back."""

import numpy as np

from nncourse.experiments.dead import (
    RATES,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_remedy,
    measure_training,
)
from nncourse.experiments.telemetry import telemetry
from nncourse.plots import COLOURS, label_end, look, panels, thin

GREY = "#808080"


def dead_share(lr=0.1, scale="0 to 16"):
    """Dead units during training, at one rate among others, and the accuracy reached."""
    figure, (top, bottom) = panels(2, 1, height=5.2)
    for rate in RATES:
        run = measure_training(rate, scale)
        chosen = rate == lr
        style = look("sick") if chosen else {"color": GREY, "linewidth": 0.8}
        top.plot(run["step"], 100 * run["dead"], **style, zorder=3 if chosen else 2)
        style = {"color": COLOURS["sick"], "ms": 10} if chosen else {"color": GREY}
        bottom.plot(rate, 100 * run["accuracy"][-1], "o", **style)
    top.set(title=f"Dead units at rate {lr:g} (grey: the other rates)", ylim=(-4, 104))
    top.set(ylabel="dead units (%)", xlabel="step")
    top.set_xscale("symlog", linthresh=1)
    plain_ticks(top, (0, 1, 10, 100))
    bottom.set(title=f"Test accuracy after 200 steps, pixels {scale}", ylim=(0, 104))
    bottom.set(xlabel="learning rate (log)", ylabel="accuracy (%)", xscale="log")
    plain_ticks(bottom, RATES)
    return figure


def describe_dead_share(lr, scale):
    run = measure_training(lr, scale)
    return (
        f"Pixels {scale}, rate {lr:g}: after 200 steps {run['dead'][-1]:.0%} of the units "
        f"are dead and the test accuracy is {run['accuracy'][-1]:.0%}."
    )


def unit_inputs(step=5, lr=0.1):
    """The highest input of every unit over the training set, in order of size."""
    run = measure_training(lr)
    peak = np.sort(run["peak"][np.abs(run["step"] - step).argmin()])
    n_dead, units = (peak <= 0).sum(), len(peak)
    figure, ax = panels(height=3.6)
    unit, peak = thin(np.arange(1, units + 1), peak, points=64)
    dead = peak <= 0
    for which, colour, marker in ((dead, "sick", "v"), (~dead, "healthy", "o")):
        ax.plot(unit[which], peak[which], marker, color=COLOURS[colour], ms=4)
    ax.axhline(0, color=GREY, linewidth=1)
    ax.set_yscale("symlog", linthresh=1)
    ax.set(title=f"Step {step}, rate {lr:g}: {n_dead} of {units} units dead")
    ax.set(xlabel="unit, in order of its highest input (every fourth)", ylim=(-1e5, 1e5))
    ax.set_ylabel("highest input (symmetric log)")
    ax.set_yticks([-1e4, -100, 0, 100, 1e4], ["-10000", "-100", "0", "100", "10000"])
    return figure


def describe_unit_inputs(step, lr):
    run = measure_training(lr)
    dead = run["dead"][np.abs(run["step"] - step).argmin()]
    return f"At rate {lr:g}, after {step} steps, {dead:.0%} of the units are dead."


def lowering(divisor=10, high=0.08):
    """Dead units of two hidden layers, and the fallen that came back, as the rate drops."""
    run = measure_lowering(high, divisor)
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for layer, style in enumerate((look("sick"), look("sigmoid"))):
        for ax, shares in ((top, run["dead"][layer]), (bottom, run["revived"][layer])):
            step, share = thin(run["step"], 100 * shares)
            ax.plot(step, share, **style)
            label_end(ax, step, share, f"layer {layer + 1}", color=style["color"])
    new = "as before" if divisor == 1 else f"rate {high / divisor:g}"
    for ax in (top, bottom):
        ax.axvline(run["lowered"], color=GREY, linewidth=1)
        ax.set(ylim=(-4, 104), xlim=(0, 235))
    top.set(title=f"Dead: {run['lowered']} steps at rate {high:g}, then {new}")
    bottom.set(title="Of those dead at step 3, alive again", xlabel="step")
    top.set_ylabel("units of the layer (%)")
    bottom.set_ylabel("of the fallen (%)")
    return figure


def describe_lowering(divisor, high):
    first, second = measure_lowering(high, divisor)["revived"][:, -1]
    return (
        f"Of the units dead after 3 steps at rate {high:g}, after 200 more at a "
        f"{divisor:g} times lower rate {first:.0%} of the first layer's and {second:.0%} "
        "of the second layer's are alive again."
    )


def same_seat(slope=0.01):
    """ReLU and LeakyReLU at rates that rise: test accuracy and loss, over two seeds."""
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for name, at, label in (("relu", 0.0, "ReLU"), ("leaky", slope, f"slope {slope:g}")):
        runs = [[measure_training(r, slope=at, seed=s) for s in range(2)] for r in RATES]
        score = 100 * np.array([[run["accuracy"][-1] for run in row] for row in runs])
        with np.errstate(all="ignore"):
            loss = np.array([[run["loss"][-20:].mean() for run in row] for row in runs])
        loss = np.where(np.isfinite(loss), np.clip(loss, 1e-3, 1e12), 1e12)
        for ax, values in ((top, score), (bottom, loss)):
            ax.fill_between(
                RATES, values.min(1), values.max(1), color=COLOURS[name], alpha=0.2
            )
            ax.plot(RATES, np.median(values, axis=1), marker="o", label=label, **look(name))
    top.set(title="Test accuracy after 200 steps, raw pixels", ylim=(0, 104))
    top.set(ylabel="accuracy (%)", xscale="log")
    bottom.set(title="Training loss, last 20 steps (log)", yscale="log", ylim=(0.05, 1e12))
    bottom.set(xlabel="learning rate (log)", ylabel="loss")
    bottom.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    plain_ticks(bottom, RATES)
    bottom.legend()
    return figure


def describe_same_seat(slope):
    relu, leaky = (
        np.median(
            [measure_training(0.15, slope=at, seed=s)["accuracy"][-1] for s in range(2)]
        )
        for at in (0.0, slope)
    )
    return (
        f"At rate 0.15 ReLU reaches {relu:.0%} and LeakyReLU with slope {slope:g} "
        f"{leaky:.0%}; at 0.3 the leaky loss diverges."
    )


def recovery(slope=0.3, lr=0.03):
    """After ten steps at rate 1: who comes back, and the accuracy, beside ReLU."""
    figure, (top, bottom) = panels(2, 1, height=5.2, sharex=True)
    for name, at in (("relu", 0.0), ("leaky", slope)):
        run = measure_recovery(at, lr)
        label = "ReLU" if at == 0 else f"slope {at:g}"
        for ax, values in ((top, run["back"]), (bottom, run["accuracy"])):
            ax.plot(run["step"][1:], 100 * values[1:], label=label, **look(name))
    top.set(title="Units below zero at step 10 that are above zero again", ylim=(-4, 104))
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
    share = run["images" if inputs == "200 images" else "one"]
    figure, ax = panels(height=3.4)
    ax.plot(run["layers"], 100 * run["bound"], color=GREY, linewidth=1, label="upper bound")
    ax.plot(run["layers"], 100 * share, "o", color=COLOURS["sick"], ms=5, label="measured")
    ax.set(title=f"Born dead: {width} units a layer, {inputs}", ylim=(-4, 104))
    ax.set(xlabel="hidden layers", ylabel="of 400 networks (%)", xlim=(0, 21))
    ax.set_xticks([1, 5, 10, 15, 20])
    ax.legend(loc="center right")
    return figure


def describe_born_dead(width, inputs):
    run = measure_born_dead(width)
    share = run["images" if inputs == "200 images" else "one"][9]
    return (
        f"With {width} units a layer and ten layers, {share:.0%} of 400 networks are dead "
        f"before training for {inputs}; the bound is {run['bound'][9]:.0%}."
    )


def cure(remedy="lower rate", step=20):
    """The dying run and the same run with one thing changed, vital sign by vital sign."""
    return telemetry({"sick": measure_remedy(), "healthy": measure_remedy(remedy)}, step)


def describe_cure(remedy, step):
    sick, healthy = measure_remedy(), measure_remedy(remedy)
    row = np.abs(sick["step"] - step).argmin()
    return (
        f"At step {step} the batch sees {sick['dead'][row][0]:.0%} of units off in the "
        f"sick run, {healthy['dead'][row][0]:.0%} with {remedy}. In the end the sick "
        f"run reads {sick['accuracy']:.0%} of test digits, "
        f"the other {healthy['accuracy']:.0%}."
    )


def plain_ticks(ax, places):
    ax.set_xticks(places, [f"{place:g}" for place in places])
    ax.minorticks_off()
