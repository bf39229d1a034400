"""What one sees of a patient, and what a treatment does to it: two pictures, and a sentence
for each, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.telemetry import LOGARITHMIC, TITLES
from nncourse.chapters.vital_signs import signs_by_step
from nncourse.plots import COLOURS, GREY, label_end, line_style, mosaic, thin

FIRST, LAST = WHEN = "the first step", "the last step"  # at which layers are drawn
ALL = "gradient", "update", "spread", "dead"
STYLES = {  # of the three runs: patient and twin as everywhere, the treated run apart
    "patient": line_style("sick"),
    "treated": {"color": COLOURS["sigmoid"], "linestyle": "-.", "linewidth": 1.5},
    "healthy twin": line_style("healthy") | {"linewidth": 4, "alpha": 0.5},
}
DECADES = 6  # of a loss above guessing, at most; what is higher leaves the panel
WORD = 12  # per cent: the height of a word beside the accuracies
SPOKEN = {
    "gradient": "gradient norm",
    "update": "step over weights",
    "spread": "spread of activations",
    "dead": "share of dead units",
    "saturation": "share of saturated outputs",
}


def vital_signs(history, signs=ALL, step=FIRST):
    """Loss and accuracy of a run over its steps, and `signs` by layer at one of WHEN."""
    rows = [["loss", "accuracy"], *np.reshape(signs, (-1, 2)).tolist()]
    figure, axes = mosaic(rows, 2.5 * len(rows))
    _draw_loss(axes["loss"], history, {"color": COLOURS["sigmoid"]})
    _finish_loss(axes["loss"], [history])
    _draw_accuracies(axes["accuracy"], history)
    for sign in signs:
        _draw_by_layer(axes[sign], sign, by_layer(history, sign, step))
    return figure


def by_layer(history, sign, step):
    """A sign by layer at the first step, or at the last one whose loss is a number."""
    rows = np.flatnonzero(np.isfinite(history["loss"]))
    row = rows[-1] if step == LAST and len(rows) else 0
    return signs_by_step(history)[sign][row]


def describe_vital_signs(history, signs=ALL, step=FIRST):
    loss = history["loss"]
    ends = f"{loss[-1]:.2g}" if np.isfinite(loss[-1]) else "no number"
    parts = [
        f"The loss begins at {loss[0]:.2g}, is {_highest(loss):.2g} at most and ends at "
        f"{ends}; guessing is {np.log(history['classes']):.2g}",
        f"at the end {history['train_accuracy'][-1]:.0%} of the training examples and "
        f"{history['accuracy'][-1]:.0%} of examples set apart are right",
    ]
    for sign in signs:
        values = ", ".join(f"{value:.2g}" for value in by_layer(history, sign, step))
        if values:
            parts.append(f"{SPOKEN[sign]} at {step}, by layer: {values}")
    return "; ".join(parts) + "."


def runs_side_by_side(runs, accuracies, title):
    """The losses of runs, {name of STYLES: history}, and {name: accuracy at the end}."""
    figure, axes = mosaic([["loss", "accuracy"]], 3.4)
    for name in reversed(runs):  # the twin lies below, or it would hide what equals it
        _draw_loss(axes["loss"], runs[name], STYLES[name], name)
    _finish_loss(axes["loss"], list(runs.values()))
    below = {"loc": "upper left", "bbox_to_anchor": (0, -0.2), "borderaxespad": 0}
    axes["loss"].legend(**below, handlelength=3, reverse=True)
    places = range(len(runs))
    colours = [STYLES[name]["color"] for name in runs]
    axes["accuracy"].barh(
        places, [100 * a for a in accuracies.values()], color=colours, height=0.6
    )
    for place, right in zip(places, accuracies.values(), strict=True):
        axes["accuracy"].text(100 * right + 2, place, f"{100 * right:.1f}", va="center")
    axes["accuracy"].set(yticks=list(places), yticklabels=[_in_two(name) for name in runs])
    axes["accuracy"].set(xlim=(0, 122), xticks=[0, 50, 100], ylim=(len(STYLES) - 0.4, -0.6))
    axes["accuracy"].set_title("right in the end, %")
    figure.suptitle(title, x=0.02, ha="left")
    return figure


def _in_two(name):
    return name.replace(" ", "\n")


def _highest(loss):
    return loss[np.isfinite(loss)].max(initial=0)


def _draw_loss(ax, history, style, label=None):
    step, loss = history["step"], history["loss"]
    ax.plot(*thin(step, _known(loss), points=60), label=label, **style)
    if not np.isfinite(loss).all():  # a triangle where it has left the panel for good
        lost = step[np.isfinite(loss).argmin()]
        edge = {"transform": ax.get_xaxis_transform(), "clip_on": False}
        ax.plot(lost, 1, "^", color=style["color"], ms=9, **edge)


def _finish_loss(ax, histories):
    """A logarithmic axis that holds all losses, and the loss of guessing."""
    chance = np.log(histories[0]["classes"])
    values = np.concatenate([_known(history["loss"]) for history in histories])
    low, high = np.nanmin(values, initial=chance), np.nanmax(values, initial=chance)
    ax.set(yscale="log", ylim=(min(low / 2, chance / 10), 1.0))
    ax.set_ylim(top=min(max(3 * high, 10 * chance), chance * 10.0**DECADES))
    ax.axhline(chance, color=GREY, linewidth=1, linestyle=":")
    right_edge = {"transform": ax.get_yaxis_transform(), "ha": "right", "va": "bottom"}
    ax.text(1, chance * 1.1, "guessing", color=GREY, fontsize=9, **right_edge)
    ax.set(title="training loss (log)", xlabel="step", xlim=(0, histories[0]["step"][-1]))


def _known(loss):
    return np.where(np.isfinite(loss) & (loss > 0), loss, np.nan)


def _draw_accuracies(ax, history):
    """Right of the examples seen and of unseen ones, each named at its end: the higher one
    a little above, so that the two words never lie on each other.
    """
    lines = {"seen": ("train_accuracy", "train"), "unseen": ("accuracy", "test")}
    ends = {label: 100 * history[name][-1] for label, (name, _) in lines.items()}
    apart = max(0, WORD - abs(ends["seen"] - ends["unseen"])) / 2
    for label, (name, meaning) in lines.items():
        style = line_style(meaning)
        ax.plot(*thin(history["step"], 100 * history[name]), **style)
        up = 1 if (label == "seen") == (ends["seen"] >= ends["unseen"]) else -1
        at = np.clip(ends[label] + up * apart, WORD / 4, 104 - WORD / 4)
        label_end(ax, history["step"][-1:], [at], label, fontsize=10)
    ax.set(title="right, %", xlabel="step", ylim=(0, 104))
    ax.set_xlim(0, 1.3 * history["step"][-1])


def _draw_by_layer(ax, sign, values):
    ax.set(title=TITLES[sign].replace(" of W", ""), xlabel="layer, input to output")
    if not np.isfinite(values).any():
        ax.text(0.5, 0.5, "no layer, or no number", ha="center", transform=ax.transAxes)
        return
    layers = np.arange(1, len(values) + 1)
    ax.plot(layers, values, marker="o", ms=6, color=COLOURS["sigmoid"])
    ax.set_xlim(0.6, len(values) + 0.4)
    ax.set_xticks(layers)
    large = values[np.isfinite(values) & (values > 0)]
    if sign in LOGARITHMIC and len(large):
        _two_decades_at_least(ax, large)
        ax.set_title(f"{ax.get_title('left')} (log)")
    elif sign in ("dead", "saturation"):
        ax.set_ylim(-0.05, 1.05)
    else:
        ax.set_ylim(0, max(2.0, 1.15 * np.nanmax(values)))


def _two_decades_at_least(ax, values):
    """Or a small change from layer to layer would look large."""
    middle = np.sqrt(values.min() * values.max())
    ax.set_yscale("log")
    ax.set_ylim(min(values.min() / 2, middle / 10), max(values.max() * 2, middle * 10))
