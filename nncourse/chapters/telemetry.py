"""One panel of vital signs for every training run, the same in all chapters."""

import numpy as np

from nncourse.chapters.vital_signs import nearest_row, signs_by_step
from nncourse.plots import COLOURS, DASHES, GREY, mosaic, thin

TITLES = {
    "gradient": "gradient norm of W",
    "ratio": "gradient / last layer's",
    "spread": "spread of activations",
    "dead": "share of dead units",
    "saturation": "share of saturated outputs",
    "update": "update / weight",
}
LAYOUT = [
    ["loss", "loss"],
    ["gradient", "ratio"],
    ["spread", "update"],
    ["dead", "saturation"],
]
LOGARITHMIC = "gradient", "ratio", "update"
WIDE_SPREAD = 100.0  # from here on the axis is logarithmic
MOST_DECADES = 10  # shown above and below the median; values further off are cut
MARKERS = "o", "s", "^", "D"
HEALTHY_UPDATE = 1e-3


def telemetry(runs, step, meanings=None):
    """Vital signs at `step` of one or several training runs, {name: history of train}.

    Each history was recorded with `train(..., record=PROBES)`. The loss is drawn over
    time; all else layer by layer, from the input (1) to the output, at the nearest
    recorded step. A run whose name is in the palette ("sick", "relu", ...) takes that
    colour; `meanings`, {name of the run: name in the palette}, does it for other names.
    The axes hold the whole run, so they stay the same from step to step.
    """
    figure, axes = mosaic(LAYOUT, height=8.4)
    signs = {name: signs_by_step(history) for name, history in runs.items()}
    for i, (name, history) in enumerate(runs.items()):
        meaning = (meanings or {}).get(name, name)
        style = {
            "color": COLOURS.get(meaning, f"C{i}"),
            "linestyle": DASHES.get(meaning, "-"),
        }
        _draw_loss(axes["loss"], history, name, style)
        row = nearest_row(history, step)
        for sign in TITLES:
            values = _finite_or_nan(signs[name][sign][row])
            layers = np.arange(1, len(values) + 1)
            axes[sign].plot(layers, values, marker=MARKERS[i], ms=5, **style)
    axes["loss"].axvline(step, color=GREY, linewidth=1)
    axes["loss"].set(title="training loss", xlabel="step")
    # Beside the title, where no curve runs; with room for the larger letters of a phone.
    above = {"loc": "lower right", "bbox_to_anchor": (0.98, 0.98), "columnspacing": 4.5}
    axes["loss"].legend(**above, ncols=len(runs))
    wide = any((history["spread"] > WIDE_SPREAD).any() for history in runs.values())
    logarithmic = (*LOGARITHMIC, "spread") if wide else LOGARITHMIC
    for sign in TITLES:
        values = np.concatenate([signs[name][sign].ravel() for name in runs])
        _finish(axes[sign], sign, sign in logarithmic, values[np.isfinite(values)])
    return figure


def _draw_loss(ax, history, name, style):
    finite = np.isfinite(history["loss"])
    if not finite.all():
        name += f", lost by step {history['step'][finite.argmin()]}"
    ax.plot(*thin(history["step"], _finite_or_nan(history["loss"])), label=name, **style)


def _finish(ax, sign, logarithmic, values):
    """Title, scale and limits of one vital sign; `values` are all it takes in the runs."""
    ax.set_title(f"{TITLES[sign]} (log)" if logarithmic else TITLES[sign])
    ax.set_xlabel("layer, input to output")
    layers = max(len(line.get_xdata()) for line in ax.lines)
    if layers == 0:
        kind = "ReLU" if sign == "dead" else "sigmoid or tanh"
        ax.text(0.5, 0.5, f"no {kind} layer", transform=ax.transAxes, ha="center")
        ax.set(xticks=[], yticks=[])
        return
    ax.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    ax.set_xlim(0.7, layers + 0.3)
    if sign == "update":
        ax.axhline(HEALTHY_UPDATE, color=GREY, linewidth=1, linestyle=":")
        beside = ax.get_yaxis_transform()
        ax.text(1, HEALTHY_UPDATE, "1e-3", transform=beside, va="center", fontsize=9)
        values = np.append(values, HEALTHY_UPDATE)
    if sign in ("dead", "saturation"):
        ax.set_ylim(-0.05, 1.05)
    elif logarithmic and (values > 0).any():
        ax.set(yscale="log", ylim=_powers_of_ten_around(values[values > 0]))
    elif sign == "spread" and len(values):
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


def _finite_or_nan(values):
    return np.where(np.isfinite(values), values, np.nan)
