"""The figures of chapter 7: descent on a bowl, eight rates on digits, a range test.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Ellipse, Polygon

from nncourse.chapters.ch07_learning_rate.runs import (
    KAPPA,
    RATES,
    SEEDS,
    mean_accuracy,
    measure_bowl,
    measure_range_test,
    measure_rate,
    measure_rates,
    share_kept,
)
from nncourse.claims.typeset import set_powers
from nncourse.plots import (
    COLOURS,
    GREY,
    label_above,
    line_style,
    mosaic,
    panels,
    plain_ticks,
    thin,
)

LATE = 10  # steps at the end of a run on the bowl, whose largest loss is told
STEPS_SHOWN = {20: 40, 1400: 200}  # on the bowl, by condition number
LOWEST_LOSS = {  # of the bowl's axis, by condition number and momentum
    20: {0.0: 1e-4, 0.4: 1e-14, 0.9: 1e-6},
    1400: {0.0: 1e-9, 0.4: 1e-9, 0.9: 1e-9},
}
WIDEST = 8  # how far the valley is drawn to either side for a path that leaves it
HIGHEST_RATE = 4.2  # of the map
LEVELS = {  # steps on the map, and the momentum at which a line has its number, by kappa
    20: {6: 0.44, 10: 0.55, 20: 0.55, 45: 0.55},
    1400: {60: 0.915, 150: 0.88, 500: 0.7, 1500: 0.5},
}
SHADES = 0.6, 0.4, 0.24, 0.1  # from the first level to the last
BOTH = "SGD and momentum"
TENTHS = RATES[0] / 10, RATES[1] / 10, *RATES  # momentum's, beside SGD at ten times each


def bowl(lr=1.98, momentum=0.0, kappa=KAPPA):
    """Steps down a bowl `kappa` times as steep one way as the other, beside those without
    momentum, and where their rate and momentum lie on the map of all rates and momenta.
    """
    run = measure_bowl(lr, momentum, kappa, steps_shown(kappa))
    figure, (top, bottom, plane) = _two_and_one_beside_them(height=4.7)
    _draw_valley(top, kappa)
    _draw_map(plane, lr, momentum, kappa)
    path = np.clip(run["path"], -50, 50)
    style = {"color": COLOURS["train"], "linewidth": 1}
    style["marker"] = "." if len(path) < 100 else ""
    top.plot(path[:, 0], path[:, 1], zorder=3, **style)
    top.plot(0, 0, marker="*", markersize=12, color=COLOURS["healthy"])
    reach = np.clip(1.1 * abs(path[:, 0]).max(), 3, WIDEST)
    top.set(xlim=(-reach, reach), ylim=(-2.4, 2.4), xlabel="w1, steep", ylabel="w2, flat")
    top.set_title(f"Rate {lr:g} / λ, momentum {momentum:g}")
    bottom.plot(run["loss"], zorder=3, **style)
    if momentum:
        _draw_without_momentum(top, bottom, lr, kappa)
    bottom.axhline(run["loss"][0], color=GREY, linewidth=1, linestyle=":")
    known = _of_nearest(LOWEST_LOSS, kappa)
    lowest = known.get(momentum, min(known.values()))
    highest = 1e3
    if share_kept(lr, momentum, kappa) > 1:  # the loss goes up
        lowest, highest = 0.1, 10 * run["loss"].max()
    bottom.set(ylim=(lowest, highest), yscale="log")
    bottom.set(xlim=(0, len(path)), xlabel="step")
    late = run["loss"][-LATE:].max()  # a run that swings may end where it passes zero
    bottom.set_title(f"Loss (log), last ten ≤ {_two(late)}")
    return figure


def steps_shown(kappa):
    """How many steps the bowl is shown: more in a long valley."""
    return _of_nearest(STEPS_SHOWN, kappa)


def describe_bowl(lr, momentum, kappa):
    loss = measure_bowl(lr, momentum, kappa, steps_shown(kappa))["loss"]
    beside = _said_without_momentum(lr, kappa) if momentum else ""
    return (
        f"The loss {_change(loss)}: {loss[0]:.2f} at first, at most "
        f"{loss[-LATE:].max():.2g} in the last ten of "
        f"{len(loss) - 1} steps. In the long run a step multiplies the distance by "
        f"{share_kept(lr, momentum, kappa):.3f}.{beside}"
    )


def rate_by_rate(lr=0.1, optimizer="SGD", seed=0):
    """Loss and update ratio of a run at one of eight rates, and the final accuracy at each
    of them, a mean over seeds; or SGD and, at a tenth of its rates, momentum."""
    if optimizer == BOTH:
        return _sgd_and_momentum(lr, seed)
    run = measure_rate(lr, optimizer, seed=seed)
    figure, (top, middle, bottom) = panels(3, height=5.9)
    step = np.arange(len(run["loss"]))
    top.plot(*thin(step, np.clip(run["loss"], 0, 9)), color=COLOURS["train"])
    top.set(ylim=(0, 3), xlim=(0, len(step)), ylabel="batch loss")
    top.set_title(f"{optimizer} at a rate of {lr:g}: loss of each batch")
    middle.plot(*thin(step, np.clip(run["update"], 1e-6, 1)), color=COLOURS["sigmoid"])
    middle.axhline(1e-3, color=GREY, linestyle=":")
    middle.set(ylim=(1e-5, 1), yscale="log", ylabel="update / W (log)")
    middle.set(xlim=(0, len(step)), xlabel="step", yticks=[1e-5, 1e-3, 1e-1])
    first, ratio = run["first"], run["ratio"]
    middle.set_title(f"Update ratio: first ten {_two(first)}, median {_two(ratio)}")
    if run["alive"] < len(step):
        middle.axvline(run["alive"], color=COLOURS["sick"], linewidth=1)
        words = {"color": COLOURS["sick"], "fontsize": 10, "va": "center"}
        middle.text(run["alive"] + 2, 0.25, "from here on no W has a gradient", **words)
    _draw_accuracies(bottom, optimizer, lr)
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_rate_by_rate(lr, optimizer, seed=0):
    if optimizer == BOTH:
        return (
            f"SGD at rate {lr:g}: {mean_accuracy(lr, 'SGD'):.0%} of test digits right, a "
            f"mean of {len(SEEDS)} runs. Momentum 0.9 at {lr / 10:g}: "
            f"{mean_accuracy(lr / 10, 'momentum'):.0%}."
        )
    run = measure_rate(lr, optimizer, seed=seed)
    means = measure_rates(optimizer)["test_accuracy"]
    dead = run["alive"] < len(run["loss"])
    silent = f" From step {run['alive']} on no W has a gradient." if dead else ""
    return (
        f"{optimizer} at rate {lr:g}: mean update ratio of the first ten steps "
        f"{_two(run['first'])}, median of all {_two(run['ratio'])}; "
        f"{mean_accuracy(lr, optimizer):.0%} of test digits right after three epochs, a "
        f"mean of {len(SEEDS)} runs, against {means.max():.0%} at the best of eight rates."
        f"{silent}"
    )


def one_rising_rate(optimizer="SGD", seed=0):
    """A range test: the loss over a rate that rises at every step, to where it turns."""
    run = measure_range_test(optimizer, seed)
    figure, ax = panels(height=3.4)
    lr, turn = run["lr"], run["turn"]
    seen = np.clip(run["loss"][::2], 0, 6)
    ax.plot(lr[::2], seen, ".", color=GREY, markersize=4)
    ax.plot(lr, run["smooth"], color=COLOURS["train"])
    ax.plot(turn, run["smooth"].min(), "D", color=COLOURS["sick"], markersize=10)
    ax.axvline(turn / 10, color=COLOURS["healthy"], linestyle="--", linewidth=1.5)
    ax.set(xscale="log", xlim=(1e-4, 2), ylim=(0, 5))
    plain_ticks(ax, (0.0001, 0.001, 0.01, 0.1, 1))
    ax.set(xlabel="learning rate (log)", ylabel="loss of each batch")
    ax.set_title(f"{optimizer}: turns at {turn:.2f}, dashed: {turn / 10:.3f}")
    return figure


def describe_one_rising_rate(optimizer, seed=0):
    run = measure_range_test(optimizer, seed)
    return (
        f"{optimizer}: the smoothed loss is lowest, {run['smooth'].min():.2f}, at a rate "
        f"of {run['turn']:.2f}, after {run['smooth'].argmin() + 1} steps; a tenth of that "
        f"rate is {run['turn'] / 10:.3f}."
    )


def _sgd_and_momentum(lr, seed):
    """SGD at `lr` beside momentum 0.9 at a tenth of it, over the rate by 1 - momentum."""
    figure, (top, middle, bottom) = panels(3, height=5.9)
    for name, rate, meaning in (("SGD", lr, "train"), ("momentum", lr / 10, "sick")):
        run, style = measure_rate(rate, name, seed=seed), line_style(meaning)
        step = np.arange(len(run["loss"]))
        top.plot(*thin(step, np.clip(run["loss"], 0, 9)), **style)
        middle.plot(*thin(step, np.clip(run["update"], 1e-6, 1)), **style)
    top.set(ylim=(0, 3), xlim=(0, len(step)), ylabel="batch loss")
    top.set_title(f"SGD {lr:g}, momentum (dashed) {lr / 10:g}")
    middle.set(ylim=(1e-5, 1), yscale="log", ylabel="update / W (log)")
    middle.set(xlim=(0, len(step)), xlabel="step", yticks=[1e-5, 1e-3, 1e-1])
    middle.set_title("Their update ratios")
    ends = {}
    for name, rates, times, meaning in (
        ("SGD", RATES, 1, "train"),
        ("momentum", TENTHS, 10, "sick"),
    ):
        right = [100 * mean_accuracy(rate, name) for rate in rates]
        reckoned = times * np.array(rates)
        bottom.plot(reckoned, right, marker="o", markersize=4, **line_style(meaning))
        ends[name] = 100 * mean_accuracy(lr / times, name)
    bottom.axvline(lr, color=GREY, linewidth=1, linestyle=":")
    bottom.text(0.8, 20, "SGD", ha="right", fontsize=10, color=COLOURS["train"])
    bottom.text(11, 102, "momentum", ha="right", fontsize=10, color=COLOURS["sick"])
    bottom.set(ylim=(0, 118), yticks=[0, 50, 100], xscale="log")
    bottom.set(xlabel="rate / (1 − μ) (log)", ylabel="test accuracy, %")
    plain_ticks(bottom, (0.001, 0.01, 0.1, 1, 10))
    bottom.set_title("SGD {SGD:.0f} % right, momentum {momentum:.0f} %".format(**ends))
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def _two_and_one_beside_them(height):
    """Two panels one below the other, and a tall one at their right: (figure, axes)."""
    figure, _ = mosaic([["upper", "tall"], ["lower", "tall"]], height, last="tall")
    return figure, figure.axes


def _of_nearest(table, kappa):
    """What a table by condition number has for the one nearest to `kappa`."""
    return table[min(table, key=lambda known: abs(np.log(kappa / known)))]


def _draw_valley(ax, kappa):
    """Lines of equal loss: ellipses, wider along the flat direction."""
    for loss in (0.02, 0.1, 0.5, 1.5, 3.0):
        width, height = 2 * np.sqrt(2 * loss * np.array([1, kappa]))
        style = {"fill": False, "color": GREY, "linewidth": 0.7}
        ax.add_patch(Ellipse((0, 0), width, height, **style))


def _said_without_momentum(lr, kappa):
    loss = measure_bowl(lr, 0.0, kappa, steps_shown(kappa))["loss"]
    if loss[-1] > loss[0]:
        return " Without momentum it grows."
    return f" Without momentum it is at most {loss[-LATE:].max():.2g} there."


def _draw_without_momentum(valley, losses, lr, kappa):
    """Plain descent at the same rate, to compare."""
    plain = measure_bowl(lr, 0.0, kappa, steps_shown(kappa))
    style = {"color": COLOURS["sick"], "linewidth": 1, "linestyle": "--"}
    valley.plot(*np.clip(plain["path"], -WIDEST - 1, WIDEST + 1).T, **style)
    losses.plot(np.clip(plain["loss"], None, 1e4), **style)
    words = {"color": COLOURS["sick"], "fontsize": 10, "transform": valley.transAxes}
    valley.text(0.02, 0.04, "dashed: no momentum", **words)


def _draw_map(ax, lr, momentum, kappa):
    """Steps that divide the distance by ten, over rate and momentum, and the limit."""
    levels, below = _of_nearest(LEVELS, kappa), 0.0
    for (steps, at), shade in reversed(list(zip(levels.items(), SHADES, strict=True))):
        corners, left = _reached_within(steps, kappa)
        seen_through = to_rgba(GREY, 1 - (1 - shade) / (1 - below))  # over those below it
        edge = {"edgecolor": GREY, "linewidth": 1}
        ax.add_patch(Polygon(corners, facecolor=seen_through, **edge))
        style = {"ha": "right", "va": "top", "fontsize": 9}
        ax.text(left(at) - 0.06, at, f"{steps}", **style)
        below = shade
    limit = np.array([0, 0.99])
    ax.plot(2 * (1 + limit), limit, color=COLOURS["sick"], linewidth=2)
    words = {"color": COLOURS["sick"], "fontsize": 10, "linespacing": 1.6}
    ax.text(2.65, 0.05, "diverges\nbeyond\n2 (1 + μ) / λ", **words)
    ax.plot(lr, momentum, "D", ms=10, color=COLOURS["train"], clip_on=False, zorder=3)
    ax.set(xlim=(0, HIGHEST_RATE), ylim=(0, 1))
    ax.set(xlabel="rate times λ", ylabel="momentum μ")
    ax.set_title("Steps to ten times nearer,\nin the long run")


def _reached_within(steps, kappa):
    """Where rate and momentum come ten times nearer within so many steps in the long run:
    the corners, and a function that gives the lowest rate by the momentum.

    A root of r**2 - (1 + mu - lr c) r + mu is at most s in size if mu <= s**2 and
    abs(1 + mu - lr c) <= s + mu / s, for both curvatures c: straight lines.
    """
    s = 10 ** (-1 / steps)

    def lowest(mu):
        return kappa * (1 - s) * (1 - mu / s)

    def highest(mu):
        return (1 + s) * (1 + mu / s)

    tip = s * (kappa * (1 - s) - (1 + s)) / (kappa * (1 - s) + (1 + s))
    bottom = max(tip, 0.0)
    corners = [(side(mu), mu) for mu, side in ((s**2, lowest), (s**2, highest))]
    corners += [(side(bottom), bottom) for side in (highest, lowest)]
    return corners, lowest


def _two(number):
    """A number in two digits, 0.0043 or 2.9×10⁻⁵."""
    return set_powers(f"{number:.2g}")


def _change(loss):
    return "grows" if loss[-1] > loss[0] else "shrinks"


def _draw_accuracies(ax, optimizer, lr):
    """Mean accuracy at each of RATES, that of `lr` marked."""
    percent = 100 * measure_rates(optimizer)["test_accuracy"]
    right = 100 * mean_accuracy(lr, optimizer)
    ax.plot(RATES, percent, color=COLOURS["test"], marker="o", markersize=4)
    ax.plot(lr, right, marker="D", markersize=10, color=COLOURS["sick"])
    label_above(ax, lr, right, f"{right:.0f} %")
    ax.set(ylim=(0, 118), yticks=[0, 50, 100], xscale="log", xlabel="learning rate (log)")
    ax.set(ylabel="test accuracy, %")
    plain_ticks(ax, (0.001, 0.01, 0.1, 1))
    ax.set_title(f"After three epochs: {right:.0f} % right at rate {lr:g}")
