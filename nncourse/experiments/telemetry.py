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
    "gradient": "gradient norm of W (log)",
    "ratio": "gradient / last layer's (log)",
    "spread": "spread of activations",
    "dead": "share of dead units",
    "saturation": "share of saturated outputs",
    "update": "update / weight (log)",
}
LAYOUT = [
    ["loss", "loss"],
    ["gradient", "ratio"],
    ["spread", "update"],
    ["dead", "saturation"],
]
LOGARITHMIC = "gradient", "ratio", "update"
MARKERS = "o", "s", "^", "D"
HEALTHY_UPDATE = 1e-3


def telemetry(runs, step):
    """Vital signs at `step` of one or several training runs, {name: history of train}.

    Each history was recorded with `train(..., **PROBES)`. The loss is drawn over time; all
    else layer by layer, from the input (1) to the output, at the recorded step nearest.
    Names found in the palette ("sick", "healthy", "relu", ...) take its colour.
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
    for sign, title in TITLES.items():
        _finish(axes[sign], sign, title)
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


def _finish(ax, sign, title):
    ax.set_title(title)
    ax.set_xlabel("layer, input to output")
    values = np.concatenate([line.get_ydata() for line in ax.lines])
    if len(values) == 0:
        kind = "ReLU" if sign == "dead" else "sigmoid or tanh"
        ax.text(0.5, 0.5, f"no {kind} layer", transform=ax.transAxes, ha="center")
        ax.set(xticks=[], yticks=[])
        return
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlim(0.7, max(len(line.get_xdata()) for line in ax.lines) + 0.3)
    if sign in LOGARITHMIC and (values > 0).any():
        log_scale(ax)
    if sign in ("dead", "saturation"):
        ax.set_ylim(-0.05, 1.05)
    if sign == "update":
        ax.axhline(HEALTHY_UPDATE, color="#808080", linewidth=1, linestyle=":")
        ax.annotate(
            "1e-3", (1, HEALTHY_UPDATE), (0, 3), textcoords="offset points", fontsize=9
        )
