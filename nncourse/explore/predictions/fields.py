"""What a reader answers in: radio buttons, a number with a slider, a pad to draw on."""

from html import escape

from nncourse.explore.messages import PREDICTION
from nncourse.explore.number_text import number_text
from nncourse.explore.predictions.curve_picture import curve_picture, heights, shares

SLIDER_STEPS = 200
HANDLES = 11  # more points than these nobody wants to place


def choice_fields(choices, group):
    """A radio button a choice; `group` is the name that ties them together."""
    return "".join(
        f'<label class="prediction-choice"><input type="radio" name="{group}" value="{i}">'
        f"<span>{escape(text)}</span></label>"
        for i, text in enumerate(choices)
    )


def number_fields(low, high, unit):
    """A number to type, with its limits beside it, and a slider for the same number."""
    label = PREDICTION["number"].format(low=number_text(low), high=number_text(high))
    return (
        f'<label class="prediction-number">{escape(label)} '
        f'<input type="number" inputmode="decimal" step="any" min="{low!r}" max="{high!r}">'
        f" {escape(unit)}</label>"
        f'<input type="range" class="prediction-slider" min="0" max="{SLIDER_STEPS}" '
        f'aria-label="{escape(PREDICTION["slider"])}" hidden>'
    )


def curve_fields(x, x_label, y_label, y_range, log, log_x=False):
    """A pad with its axes, empty: the script lets a curve be drawn on it."""
    hint = escape(PREDICTION["draw"])
    pad = curve_picture(x, [], x_label, y_label, y_range, log, log_x)
    return f'<p class="prediction-hint" hidden>{hint}</p>{pad}'


def curve_data(x, y, x_label, y_label, y_range, log, log_x=False, also=None):
    """What the script needs: the curve's points as shares of the pad, and the handles'."""
    across = shares(x, log_x)

    def on_pad(values):
        places = zip(across, heights(values, y_range, log), strict=True)
        return [[round(share, 4), round(height, 4)] for share, height in places]

    last = len(x) - 1
    count = min(len(x), HANDLES)
    at = [round(k * last / (count - 1)) for k in range(count)]
    return {
        "log": log,
        "range": y_range,
        "labels": [x_label, y_label],
        "handles": [[round(across[i], 4), number_text(x[i])] for i in at],
        "curve": on_pad(y),
        "also": also and {"names": also[0], "curve": on_pad(also[1])},
    }
