"""One panel of vital signs for every training run, the same in all chapters."""

import numpy as np

from nncourse.plots import COLOURS, DASHES, mosaic, thin
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
MOST_DECADES = 10  # above and below the middle: what lies further leaves the panel
MARKERS = "o", "s", "^", "D"
HEALTHY_UPDATE = 1e-3


def telemetry(runs, step, looks=None):
    """Vital signs at `step` of one or several training runs, {name: history of train}.

    Each history was recorded with `train(..., **PROBES)`. The loss is drawn over time; all
    else layer by layer, from the input (1) to the output, at the recorded step nearest.
    A name found in the palette ("sick", "relu", ...) takes its colour; `looks` gives other
    names one, {name: "healthy"}. The axes hold the whole run, so that they stay from step
    to step.
    """
    figure, axes = mosaic(LAYOUT, height=8.4)
    for i, (name, history) in enumerate(runs.items()):
        meaning = (looks or {}).get(name, name)
        style = {
            "color": COLOURS.get(meaning, f"C{i}"),
            "linestyle": DASHES.get(meaning, "-"),
        }
        _draw_loss(axes["loss"], history, name, style)
        signs = signs_at(history, step)
        for sign in TITLES:
            values = np.where(np.isfinite(signs[sign]), signs[sign], np.nan)
            axes[sign].plot(
                np.arange(1, len(values) + 1), values, marker=MARKERS[i], ms=5, **style
            )
    axes["loss"].axvline(step, color="#808080", linewidth=1)
    axes["loss"].set(title="training loss", xlabel="step")
    # Beside the title, where no curve runs; with room for the larger letters of a phone.
    above = {"loc": "lower right", "bbox_to_anchor": (0.98, 0.98), "columnspacing": 4.5}
    axes["loss"].legend(**above, ncols=len(runs))
    wide = any((history["spread"] > WIDE).any() for history in runs.values())
    logarithmic = (*LOGARITHMIC, "spread") if wide else LOGARITHMIC
    for sign, title in TITLES.items():
        _finish(axes[sign], sign, title, sign in logarithmic, _all_of(sign, runs))
    return figure


def signs_at(history, step):
    """The panel's values at the recorded step nearest `step`: one array a sign, of nan
    where the loss was lost by then.
    """
    row = np.abs(history["step"] - step).argmin()
    known = 1.0 if np.isfinite(history["loss"][row]) else np.nan
    with np.errstate(all="ignore"):
        signs = {sign: known * history[sign][row] for sign in PROBES}
        return signs | {"ratio": signs["gradient"] / signs["gradient"][-1]}


def _all_of(sign, runs):
    """Every finite value of a sign in all the runs."""
    with np.errstate(all="ignore"):
        values = [
            (
                history["gradient"] / history["gradient"][:, -1:]
                if sign == "ratio"
                else history[sign]
            )[np.isfinite(history["loss"])].ravel()
            for history in runs.values()
        ]
    values = np.concatenate(values)
    return values[np.isfinite(values)]


def _draw_loss(ax, history, name, style):
    known = np.isfinite(history["loss"])
    if not known.all():
        name += f", lost by step {history['step'][known.argmin()]}"
    loss = np.where(known, history["loss"], np.nan)
    ax.plot(*thin(history["step"], loss), label=name, **style)


def _finish(ax, sign, title, logarithmic, values):
    ax.set_title(f"{title} (log)" if logarithmic else title)
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
        ax.axhline(HEALTHY_UPDATE, color="#808080", linewidth=1, linestyle=":")
        beside = ax.get_yaxis_transform()
        ax.text(1, HEALTHY_UPDATE, "1e-3", transform=beside, va="center", fontsize=9)
        values = np.append(values, HEALTHY_UPDATE)
    if sign in ("dead", "saturation"):
        ax.set_ylim(-0.05, 1.05)
    elif logarithmic and (values > 0).any():
        powers = np.log10(values[values > 0])
        middle = np.median(powers)
        low = max(powers.min(), middle - MOST_DECADES)
        high = min(powers.max(), middle + MOST_DECADES)
        ax.set(
            yscale="log", ylim=(10.0 ** np.floor(low - 0.1), 10.0 ** np.ceil(high + 0.1))
        )
    elif sign == "spread" and len(values):
        ax.set_ylim(0, _round_above(values.max()))


def _round_above(value):
    """A round number with room above `value`."""
    power = 10.0 ** np.floor(np.log10(max(value, 1e-12)))
    return next(n * power for n in (1.2, 2.5, 5.5, 12) if n * power > 1.05 * value)
