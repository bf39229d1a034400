"""What cannot be asked, found where it is asked, with the value named."""

import inspect
import math
from itertools import pairwise

from nncourse.explore.asked import ask
from nncourse.explore.book_build import next_figure_id
from nncourse.explore.choice import ExploreError, is_number, value_text
from nncourse.explore.interactive_figure import function_name
from nncourse.explore.messages import HOW


def checked_choices(choices, answer):
    """The choices as a list, the answer among them."""
    if isinstance(choices, str) or not all(isinstance(text, str) for text in choices):
        raise ExploreError(f"the choices must be a list of texts, not {choices!r}")
    choices = list(choices)
    if len(choices) < 2:
        raise ExploreError(f"two choices at least, not {choices!r}")
    repeated = sorted({text for text in choices if choices.count(text) > 1})
    if repeated:
        raise ExploreError(f"the choices list {repeated[0]!r} more than once")
    if answer not in choices:
        raise ExploreError(f"the answer {answer!r} is not among the choices {choices!r}")
    return choices


def checked_number(answer, low, high, log):
    """The answer and its two limits as plain floats."""
    low, high = checked_limits(low, high, log, "low", "high")
    (answer,) = plain_numbers([answer], "the answer")
    if not low <= answer <= high:
        raise ExploreError(f"the answer {answer:g} is outside low={low:g} to high={high:g}")
    return answer, low, high


def checked_curve(x, y, y_range, log):
    """x, y and y_range as lists of plain floats."""
    x, y = plain_numbers(x, "x"), plain_numbers(y, "y")
    if len(x) != len(y) or len(x) < 2:
        raise ExploreError(
            f"x and y need as many values, two at least, not {len(x)} and {len(y)}"
        )
    for a, b in pairwise(x):
        if a >= b:
            raise ExploreError(f"x must increase, but {b:g} comes after {a:g}")
    try:
        low, high = y_range
    except (TypeError, ValueError):
        raise ExploreError(f"y_range must be (lowest, highest), not {y_range!r}") from None
    low, high = checked_limits(low, high, log, "y_range[0]", "y_range[1]")
    outside = [value for value in y if not low <= value <= high]
    if outside:
        raise ExploreError(
            f"the answer's value {outside[0]:g} is outside y_range={low:g} to {high:g}"
        )
    return x, y, [low, high]


def checked_limits(low, high, log, low_name, high_name):
    low, high = plain_numbers([low, high], f"{low_name} and {high_name}")
    if low >= high:
        raise ExploreError(f"{low_name}={low:g} is not below {high_name}={high:g}")
    if log and low <= 0:
        raise ExploreError(f"{low_name}={low:g} does not fit a logarithmic axis")
    return low, high


def checked_how(how):
    """The word for how an answer is known."""
    if how not in HOW:
        raise ExploreError(f"how must be one of {HOW}, not {how!r}")
    return how


def plain_numbers(values, name):
    """numpy's numbers and Python's as floats; anything else is named."""
    values = [v.item() if hasattr(v, "item") else v for v in values]
    for value in values:
        if not is_number(value) or not math.isfinite(value):
            raise ExploreError(f"{name} must be finite numbers, not {value!r}")
    return [float(value) for value in values]


def checked_setting(figure, setting):
    """The figure's name on the page and the setting in texts; the figure is told of it."""
    if figure is None:
        if setting:
            raise ExploreError(f"{next(iter(setting))}=... is a choice of no figure")
        return None
    if not callable(figure):
        raise ExploreError(f"figure must be a function that draws, not {figure!r}")
    name, parameters = function_name(figure), inspect.signature(figure).parameters
    for choice in setting:
        if choice not in parameters:
            raise ExploreError(
                f"{name} has no choice {choice!r}; it takes {', '.join(parameters)}"
            )
    plain = {k: v.item() if hasattr(v, "item") else v for k, v in setting.items()}
    ask(figure, plain)
    return next_figure_id(name), {k: value_text(v) for k, v in plain.items()}
