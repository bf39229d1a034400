"""One panel of vital signs for every training run, the same in all chapters."""

import numpy as np

from nncourse.plots import COLOURS, DASHES, log_scale, mosaic, thin
from nncourse.probes import (
    activation_stds,
    dead_units,
    gradient_norms,
    saturation,
    update_ratios,
)

PROBES = {
    "gradient": gradient_norms,
    "spread": activation_stds,
    "dead": dead_units,
    "saturation": saturation,
    "update": update_ratios,
}
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
WIDE = 100.0  # a spread that no linear axis shows
MARKERS = "o", "s", "^", "D"
HEALTHY_UPDATE = 1e-3


def telemetry(runs, step):
    """Vital signs at `step` of one or several training runs, {name: history of train}.

    Each history was recorded with `train(..., **PROBES)`. The loss is drawn over time; all
    else layer by layer, from the input (1) to the output, at the recorded step nearest.
    Names found in the palette ("sick", "healthy", "relu", ...) take its colour. Axes end
    at whole decades and round numbers, so that they stay where they are from step to step.
    """
    figure, axes = mosaic(LAYOUT, height=8.4)
    loss_ax = axes["loss"]
    for i, (name, history) in enumerate(runs.items()):
        style = {
            "color": COLOURS.get(name, f"C{i}"),
            "linestyle": DASHES.get(name, "-"),
        }
        _draw_loss(loss_ax, history, step, name, style)
        signs = signs_at(history, step)
        for sign in TITLES:
            values = np.where(np.isfinite(signs[sign]), signs[sign], np.nan)
            axes[sign].plot(
                np.arange(1, len(values) + 1), values, marker=MARKERS[i], ms=5, **style
            )
    logarithmic = LOGARITHMIC
    if any((history["spread"] > WIDE).any() for history in runs.values()):
        logarithmic = (*LOGARITHMIC, "spread")
    for sign, title in TITLES.items():
        _finish(axes[sign], sign, title, sign in logarithmic)
    return figure


def signs_at(history, step):
    """The panel's values at the recorded step nearest `step`: one array a sign."""
    row = np.abs(history["step"] - step).argmin()
    gradient = history["gradient"][row]
    with np.errstate(all="ignore"):
        ratio = gradient / gradient[-1]
    known = 1.0 if np.isfinite(history["loss"][row]) else np.nan  # a lost run has no shares
    return {
        "gradient": gradient,
        "ratio": ratio,
        "spread": history["spread"][row],
        "dead": known * history["dead"][row],
        "saturation": known * history["saturation"][row],
        "update": history["update"][row],
    }


def _draw_loss(ax, history, step, name, style):
    loss = np.where(np.isfinite(history["loss"]), history["loss"], np.nan)
    ax.plot(*thin(history["step"], loss), label=name, **style)
    ax.axvline(step, color="#808080", linewidth=1)
    ax.set_title("training loss")
    ax.set_xlabel("step")
    ax.legend(loc="best")


def _finish(ax, sign, title, logarithmic):
    ax.set_title(f"{title} (log)" if logarithmic else title)
    ax.set_xlabel("layer, input to output")
    values = np.concatenate([line.get_ydata() for line in ax.lines])
    if len(values) == 0:
        kind = "ReLU" if sign == "dead" else "sigmoid or tanh"
        ax.text(0.5, 0.5, f"no {kind} layer", transform=ax.transAxes, ha="center")
        ax.set(xticks=[], yticks=[])
        return
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlim(0.7, max(len(line.get_xdata()) for line in ax.lines) + 0.3)
    if sign == "update":
        ax.axhline(HEALTHY_UPDATE, color="#808080", linewidth=1, linestyle=":")
        ax.annotate(
            "1e-3", (1, HEALTHY_UPDATE), (0, 3), textcoords="offset points", fontsize=9
        )
        values = np.append(values, HEALTHY_UPDATE)
    if sign in ("dead", "saturation"):
        ax.set_ylim(-0.05, 1.05)
    elif logarithmic and (values > 0).any():
        low, high = np.log10([np.nanmin(values[values > 0]), np.nanmax(values)])
        log_scale(ax, ylim=(10.0 ** np.floor(low - 0.1), 10.0 ** np.ceil(high + 0.1)))
    elif sign == "spread" and np.isfinite(values).any():
        ax.set_ylim(0, _round_above(np.nanmax(values)))


def _round_above(value):
    """The next of 1, 2 or 5 times a power of ten, with room above `value`."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-12)))
    return next(n * power for n in (1.2, 2.5, 5.5, 12) if n * power > 1.05 * value)
