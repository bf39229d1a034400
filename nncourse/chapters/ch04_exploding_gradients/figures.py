"""Figures of chapter 4, and what each says in a sentence with the measured numbers."""

import numpy as np
from matplotlib.lines import Line2D

from nncourse.chapters.ch04_exploding_gradients.clip_limit_measured import clip_limits
from nncourse.chapters.ch04_exploding_gradients.runs import (
    CURES,
    LR,
    ONE,
    measure_products,
    measure_start,
    measure_training,
)
from nncourse.chapters.sentences import two_digits
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, GREY, label_end, line_style, panels, thin

GUIDES = 0.9, 1.0, 1.1
LENGTHS = 1e-3, 1e6  # shown in every setting, so that a pinned one can be compared
FAN = 1e-12, 1e8  # stretches that are shown
CURE_STYLES = {
    "none": line_style("sick"),
    "batch norm": line_style("healthy"),
    "lower rate": line_style("train") | {"linestyle": "-."},
    "clipping": line_style("leaky") | {"linestyle": "--"},
}
RATE_STYLES = {
    LR: {"marker": "o", "ms": 5, "color": COLOURS["leaky"], "linestyle": ""},
    0.01: {
        "marker": "s",
        "ms": 9,
        "color": COLOURS["sigmoid"],
        "markerfacecolor": "none",
        "linestyle": "",
    },
}


def products(g=1.1, kind="gaussian", matrices=30, seed=0):
    """Twenty vectors through thirty random matrices; and by how much the product, matrix by
    matrix, stretches each of its main directions.

    Dotted lines show what lengths that grow by 0.9, 1 and 1.1 per matrix would do; of one
    matrix the powers of its largest singular value and eigenvalue.
    """
    run = measure_products(g, kind, seed=seed)
    figure, (left, right) = panels(1, 2, height=3.9)
    count = np.arange(run["length"].shape[1])
    left.plot(count, run["length"].T, color=COLOURS["train"], alpha=0.35, linewidth=1)
    if kind == ONE:
        _draw_powers(left, count, run)
    else:
        for guide in GUIDES:
            left.plot(count, guide**count, color=GREY, linestyle=":", linewidth=1)
            label_end(left, count, guide**count, f"{guide:g}", fontsize=10)
    left.axvline(matrices, color=GREY, linewidth=1)
    ends = run["length"][:, -1]
    low, high = two_digits(ends.min()), two_digits(ends.max())
    shown = low if low == high else f"{low} to {high}"
    left.set(title=f"1 becomes {shown}", xlabel="matrices multiplied", ylabel="length")
    left.set(yscale="log", ylim=_decades(run["length"], LENGTHS))
    _draw_fan(right, run["stretch"], matrices)
    return figure


def _draw_powers(ax, count, run):
    """What the largest singular value and the largest eigenvalue would do, as long as it is
    in the panel.
    """
    largest = {"singular value": run["stretch"][1, 0], "eigenvalue": run["eigenvalue"]}
    for (name, value), dashes in zip(largest.items(), ("--", "-"), strict=True):
        label = f"largest {name}: {value:.2f}"
        ax.plot(count, value**count, color=GREY, linestyle=dashes, label=label)
    ax.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.2), borderaxespad=0)


def _draw_fan(ax, values, matrices):
    """Every second singular value after 0, 1, ... `matrices` factors, one line each; the
    largest and the middle one by name.
    """
    count = np.arange(matrices + 1)
    exact = values > 1e-14 * values[:, :1]  # what is smaller, rounding has made
    seen = np.where(exact, values, np.nan)[: matrices + 1]
    ax.plot(count, seen[:, ::2], color=COLOURS["train"], alpha=0.5, linewidth=1)
    inside = matrices > len(values) / 2  # of the panel there is room to the left
    rises = 7, -14
    places = {"largest": 0, "middle": values.shape[1] // 2}
    for place in places.values():
        ax.plot(count, seen[:, place], color=COLOURS["sick"], marker="o", markevery=[-1])
    ratio = _ratio(values[matrices])
    if ratio < 1.01:  # the two names would lie on each other
        places = {f"all {values.shape[1]}": 0}
    for (name, place), rise in zip(places.items(), rises, strict=False):
        beside = (-6 if inside else 8), rise
        said = {"textcoords": "offset points", "ha": "right" if inside else "left"}
        ax.annotate(name, (matrices, seen[-1, place]), beside, fontsize=10, **said)
    alike = ratio < 1.01
    title = "all directions alike" if alike else f"largest : middle = {_rounded(ratio)}"
    ax.set(title=title, yscale="log")
    ax.set(xlabel="matrices multiplied", ylabel="stretch of a direction")
    ax.set(xlim=(-1, 31), ylim=FAN)


def _ratio(singular_values):
    """How much more the most stretched direction is stretched than the middle one."""
    return singular_values[0] / singular_values[len(singular_values) // 2]


def _rounded(ratio):
    """A ratio as text: "2.3", "300,000"."""
    return f"{ratio:.1f}" if ratio < 10 else f"{float(f'{ratio:.0e}'):,.0f}"


def _decades(values, others):
    """Whole powers of ten around all of these values."""
    exponents = np.log10(np.append(values, others))
    return 10.0 ** np.floor(exponents.min()), 10.0 ** np.ceil(exponents.max())


def describe_products(g, kind, matrices, seed=0):
    run = measure_products(g, kind, seed=seed)
    ends, ratio = run["length"][:, -1], _ratio(run["stretch"][matrices])
    largest = (
        f" The matrix's largest singular value is {run['stretch'][1, 0]:.2f}, its largest "
        f"eigenvalue {run['eigenvalue']:.2f} in size."
    )
    many = "One gaussian matrix thirty times," if kind == ONE else f"Thirty {kind} matrices"
    return (
        f"{many} times {g:g}: vectors of length 1 end between "
        f"{ends.min():.1e} and {ends.max():.1e}; g^30 is {g**30:.1e}. After {matrices} of "
        f"them the most stretched direction is to the middle one as {_rounded(ratio)} to 1."
        f"{largest if kind == ONE else ''}"
    )


def large_weights(m=2.0, depth=10, batch_norm=False, seed=0):
    """Weights m times He's before the first step, beside He's own: activations and
    gradients by layer, on axes that hold them with batch norm and without.
    """
    start, other = (
        measure_start(m, depth, norm, seed=seed) for norm in (batch_norm, not batch_norm)
    )
    own = measure_start(1.0, depth, seed=seed)
    figure, axes = panels(1, 2, height=3.6)
    name = f"{m:g} times He's" + (", batch norm" if batch_norm else "")
    sick = line_style("sick") | {"label": name}
    healthy = line_style("healthy") | {"label": "He's own"}
    ratio = f"first / last {two_digits(start['ratio'][0])}"
    titles = "activation spread (log)", f"gradient (log), {ratio}"
    drawn = [run[sign] for run in (start, other, own) for sign in ("spread", "gradient")]
    limits = _decades(np.concatenate(drawn), [0.1, 100])
    for ax, sign, title in zip(axes, ("spread", "gradient"), titles, strict=True):
        layer = np.arange(1, len(start[sign]) + 1)
        if m != 1 or batch_norm:  # He's own would lie on top of it
            ax.plot(layer, start[sign], marker="o", ms=4, **sick)
        ax.plot(layer, own[sign], marker="s", ms=4, **healthy)
        ax.set(yscale="log", title=title, xlabel="layer", xlim=(0.4, depth + 0.6))
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.set_ylim(limits)
    axes[0].legend(loc="upper left")
    loss = start["loss"]
    few, many = f"{loss:.2g}", f"{loss:,.0f}"
    said = few if loss < 100 else many if loss < 1e6 else set_powers(f"{loss:.0e}")
    figure.suptitle(f"first loss {said}; guessing costs {np.log(10):.1f}")
    return figure


def describe_large_weights(m, depth, batch_norm, seed=0):
    start = measure_start(m, depth, batch_norm, seed=seed)
    return (
        f"{depth} layers{' with batch norm' if batch_norm else ''}, weights {m:g} "
        f"times He's: the loss starts at {start['loss']:.3g}, the first gradient norm "
        f"at {start['gradient'][0]:.2g}, {start['ratio'][0]:.2g} times the last layer's."
    )


def rescues(limit=1.0, seed=0):
    """From weights twice He's: what five runs of clipping reach at each limit and at two
    rates, as stored; and the loss of a run with each of three rescues, clipping at the
    chosen limit.
    """
    figure, (left, right) = panels(1, 2, height=3.9)
    _draw_limits(left, limit)
    for cure in CURES[1:]:
        run = _rescued(cure, limit, seed)
        loss = np.where(np.isfinite(run["loss"]), run["loss"], np.nan)
        name = f"{cure}: {_percent(run)}"
        right.plot(*thin(run["step"], loss), label=name, **CURE_STYLES[cure])
    own = _percent(measure_training(1.0, seed=seed))
    right.set(yscale="log", title=f"one run's loss (log), seed {seed}", xlabel="step")
    right.set(ylim=(1e-3, 1e8))
    said = {"title": f"digits read (He's own: {own})", "title_fontsize": 9}
    right.legend(loc="upper right", fontsize=9, **said)
    return figure


def _rescued(cure, limit, seed):
    cut_to = {"limit": limit} if cure == "clipping" else {}
    return measure_training(2.0, cure, seed=seed, **cut_to)


def _draw_limits(ax, chosen):
    """Digits read by every run against rate times limit, those of the chosen limit bold;
    each column with its limit, above it at the first rate, below it at the second.
    """
    for (rate, limit), read in clip_limits().items():
        alpha = 1.0 if limit == chosen else 0.35
        ax.plot(np.full(len(read), rate * limit), read, alpha=alpha, **RATE_STYLES[rate])
        named = {"color": RATE_STYLES[rate]["color"], "ha": "center", "fontsize": 9}
        height = 102 if rate == LR else -9
        weight = "bold" if limit == chosen else "normal"
        ax.text(rate * limit, height, f"{limit:g}", weight=weight, **named)
    ax.set(title=f"five runs each, limit {chosen:g} bold", xlabel="rate × limit (log)")
    ax.set(ylabel="digits read, %", ylim=(-12, 112), xscale="log", xlim=(2e-3, 5))
    ax.set_yticks(range(0, 101, 20))
    below = {"loc": "upper left", "bbox_to_anchor": (-0.02, -0.2), "borderaxespad": 0}
    names = {
        f"rate {rate:g}, limits {'above' if rate == LR else 'below'}": Line2D(
            [], [], **style
        )
        for rate, style in RATE_STYLES.items()
    }
    ax.legend(names.values(), names.keys(), **below)


def describe_rescues(limit, seed=0):
    reached = [f"{cure} {_percent(_rescued(cure, limit, seed))}" for cure in CURES]
    five = [
        f"at a rate of {rate:g}, {', '.join(f'{share:.0f}%' for share in read)}"
        for (rate, at), read in clip_limits().items()
        if at == limit
    ]
    stored = f" Five runs clipped to {limit:g}: {'; '.join(five)}." if five else ""
    return (
        f"Test accuracy from weights twice He's: {', '.join(reached)}; "
        f"from He's own {_percent(measure_training(1.0, seed=seed))}.{stored}"
    )


def _percent(run):
    """A run's test accuracy as text: 93%, or nan after a collapse."""
    return "nan" if np.isnan(run["accuracy"]) else f"{run['accuracy']:.0%}"
