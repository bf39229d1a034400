"""One panel of vital signs of a training run."""

import numpy as np

from nncourse.chapters.vital_signs import PROBES, nearest_row, signs_by_step
from nncourse.plots import COLOURS, DASHES, GREY, mosaic, thin

TITLES = {
    "gradient": "gradient norm of W",
    "update": "step / weights",
    "spread": "spread of activations",
    "between": "spread between images",
    "dead": "share of dead units",
    "saturation": "share of saturated outputs",
}
LOGARITHMIC = "gradient", "update", "between"
OVER_TIME = "dead", "saturation"  # drawn against the step, all layers taken together
SPEAKS = 0.25  # a smaller share, of dead units or saturated outputs, gets no panel
WIDE_SPREAD = 100.0  # from here on the axis is logarithmic
MOST_DECADES = 10  # shown above and below the median; values further off are cut
MARKERS = "o", "s", "^", "D"
HEALTHY_UPDATE = 1e-3
ROW = 1.8  # inches of height for one sign's panel


def telemetry(runs, step, meanings=None, signs=None, limits=None):
    """Vital signs at `step` of one or several training runs, {name: history of train}.

    Each history was recorded with `train(..., record=PROBES)`, and with whatever else
    `signs` names. The loss has a tall panel, the signs stand beside it. The loss, and the
    shares of dead units and saturated outputs, are drawn over time; all else layer by
    layer, from the input (1) to the output, at the nearest recorded step. Signs that say
    nothing in these runs get no panel; `signs` names others. A run whose name is in the
    palette ("sick", "relu", ...) takes that colour; `meanings`, {name of the run: name in
    the palette}, does it for other names. An axis holds the whole run, so it stays the same
    from step to step; `limits`, {sign: (low, high)}, keeps it the same for other runs too.
    """
    others = [sign for sign in signs or () if sign not in PROBES]
    by_step = {name: signs_by_step(history, others) for name, history in runs.items()}
    signs = signs or [s for s in TITLES if s in PROBES and _speaks(s, by_step.values())]
    figure, axes = mosaic([["loss", sign] for sign in signs], ROW * len(signs) + 0.3)
    for i, (name, history) in enumerate(runs.items()):
        meaning = (meanings or {}).get(name, name)
        style = {
            "color": COLOURS.get(meaning, f"C{i}"),
            "linestyle": DASHES.get(meaning, "-"),
        }
        _draw_loss(axes["loss"], history, name, style)
        row = nearest_row(history, step)
        for sign in signs:
            values = _finite_or_nan(by_step[name][sign])
            if sign in OVER_TIME:
                axes[sign].plot(*thin(history["step"], _mean_of_layers(values)), **style)
            else:
                layers = np.arange(1, values.shape[1] + 1)
                axes[sign].plot(layers, values[row], marker=MARKERS[i], ms=5, **style)
    for name in ("loss", *(sign for sign in signs if sign in OVER_TIME)):
        axes[name].axvline(step, color=GREY, linewidth=1)
        axes[name].set(title=TITLES.get(name, "training loss"), xlabel="step")
    under = -0.45 / (ROW * len(signs) - 0.7)  # 0.45 inches under the panel's lower edge
    below = {"loc": "upper left", "bbox_to_anchor": (0, under), "borderaxespad": 0}
    axes["loss"].legend(**below, handlelength=3)
    for sign in signs:
        values = np.concatenate([signs_of[sign].ravel() for signs_of in by_step.values()])
        _finish(axes[sign], sign, values[np.isfinite(values)])
        if limits and sign in limits:
            axes[sign].set_ylim(limits[sign])
    return figure


def _speaks(sign, runs):
    """Whether a sign says anything in runs, each {sign: (steps, layers)}."""
    drawn = [run[sign] for run in runs if run[sign].shape[1]]
    if sign in OVER_TIME:
        return any((values > SPEAKS).any() for values in drawn)
    return any(values.shape[1] > 1 for values in drawn)


def _draw_loss(ax, history, name, style):
    finite = np.isfinite(history["loss"])
    if not finite.all():
        lost = history["step"][finite.argmin()]
        name += f", overflows by step {lost}"
        _mark_overflow(ax, lost, style["color"])
    ax.plot(*thin(history["step"], _finite_or_nan(history["loss"])), label=name, **style)


def _mark_overflow(ax, step, colour):
    """A triangle at the panel's upper edge, where the loss has left it for good."""
    edge = {"transform": ax.get_xaxis_transform(), "clip_on": False}
    (mark,) = ax.plot(step, 1, "^", color=colour, ms=9, **edge)
    mark.set_in_layout(False)


def _finish(ax, sign, values):
    """Title, scale and limits of one vital sign; `values` are all it takes in the runs."""
    if sign in OVER_TIME:
        ax.set_ylim(-0.05, 1.05)
        return
    wide = sign == "spread" and len(values) and values.max() > WIDE_SPREAD
    logarithmic = sign in LOGARITHMIC or wide
    ax.set_title(f"{TITLES[sign]} (log)" if logarithmic else TITLES[sign])
    ax.set_xlabel("layer, input to output")
    layers = max(len(line.get_xdata()) for line in ax.lines)
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    ax.set_xlim(0.7, layers + 0.3)
    if sign == "update":
        ax.axhline(HEALTHY_UPDATE, color=GREY, linewidth=1, linestyle=":")
        values = np.append(values, HEALTHY_UPDATE)
    if logarithmic and (values > 0).any():
        ax.set(yscale="log", ylim=_powers_of_ten_around(values[values > 0]))
    elif len(values):
        ax.set_ylim(0, _round_number_above(values.max()))


def _powers_of_ten_around(values):
    """Limits for positive values on a logarithmic axis, MOST_DECADES about their median."""
    exponents = np.log10(values)
    middle = np.median(exponents)
    low = max(exponents.min(), middle - MOST_DECADES)
    high = min(exponents.max(), middle + MOST_DECADES)
    return 10.0 ** np.floor(low - 0.1), 10.0 ** np.ceil(high + 0.1)


def _round_number_above(value):
    """A round number with room above `value`."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-12)))
    return next(n * power for n in (1.2, 2.5, 5.5, 12) if n * power > 1.05 * value)


def _mean_of_layers(values):
    """The mean over a run's layers at each step; nan where there is no layer."""
    return values.mean(axis=1) if values.shape[1] else np.full(len(values), np.nan)


def _finite_or_nan(values):
    return np.where(np.isfinite(values), values, np.nan)
