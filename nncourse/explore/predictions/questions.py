"""The three questions: which of these, how many, and what shape."""

from nncourse.explore.display import errors_with_place, ipython_shell
from nncourse.explore.number_text import number_text
from nncourse.explore.predictions import checks
from nncourse.explore.predictions.curve_picture import curve_picture
from nncourse.explore.predictions.fields import (
    choice_fields,
    curve_data,
    curve_fields,
    number_fields,
)
from nncourse.explore.predictions.form import form, form_name


def predict_choice(
    question, choices, answer, measured, how="measured", figure=None, **setting
):
    """Ask which of the `choices`, a list of texts, is right.

    `answer` is one of them, chosen by the measurement; `measured` is a sentence with the
    measured numbers, and `how` the word for how they are known: "measured", "counted" or
    "worked out". `figure` is the function of the figure that answers, shown by
    `explore` in a later cell, and `setting` its choices that answer, by name.

    Raises ExploreError, which names the value, for what cannot be asked.
    """
    with errors_with_place("predict_choice"):
        choices = checks.checked_choices(choices, answer)
        how = checks.checked_how(how)
        asked = checks.checked_setting(figure, setting)
        data = {"choices": choices, "answer": choices.index(answer)}
        fields = choice_fields(choices, form_name(question))
        html = form("choice", question, fields, measured, how, data, asked, answer)
        publish(question, html)


def predict_number(
    question,
    answer,
    low,
    high,
    unit="",
    log=False,
    measured=None,
    how="measured",
    figure=None,
    **setting,
):
    """Ask for a number between `low` and `high`, on a line that is logarithmic on request.

    `measured`, a sentence, is by default the answer and its unit; the rest is as in
    `predict_choice`.
    """
    with errors_with_place("predict_number"):
        answer, low, high = checks.checked_number(answer, low, high, log)
        how = checks.checked_how(how)
        asked = checks.checked_setting(figure, setting)
        text = f"{number_text(answer)} {unit}".strip()
        data = {"answer": answer, "low": low, "high": high, "log": bool(log), "unit": unit}
        data |= {"texts": [number_text(v) for v in (low, high)], "measured": text}
        fields = number_fields(low, high, unit)
        sentence = measured or f"{text}."
        publish(question, form("number", question, fields, sentence, how, data, asked))


def predict_curve(
    question,
    x,
    y,
    x_label,
    y_label,
    y_range,
    log=False,
    measured=None,
    how="measured",
    figure=None,
    also=None,
    log_x=False,
    **setting,
):
    """Ask for the shape of a curve: the reader draws it, then sees `y` over `x`.

    `y_range` is the (lowest, highest) value that the pad offers; `log` makes its vertical
    axis logarithmic, `log_x` the other. `also`, ((name, name of the second), y), is a
    second curve that comes with the answer. `measured`, a sentence, is by default the
    curve's two ends; the rest is as in `predict_choice`.
    """
    with errors_with_place("predict_curve"):
        places = x
        x, y, y_range = checks.checked_curve(places, y, y_range, log)
        if log_x:
            checks.checked_limits(x[0], x[-1], log_x, "x[0]", "x[-1]")
        if also:
            names, values = also
            also = names, checks.checked_curve(places, values, y_range, log)[1]
        how = checks.checked_how(how)
        asked = checks.checked_setting(figure, setting)
        ends = (f"{number_text(y[i])} at {x_label} {number_text(x[i])}" for i in (0, -1))
        sentence = measured or f"{y_label} {' and '.join(ends)}."
        axes = (x_label, y_label, y_range, log, log_x)
        fields, picture = curve_fields(x, *axes), curve_picture(x, y, *axes, also)
        data = curve_data(x, y, *axes, also)
        html = form("curve", question, fields, sentence, how, data, asked, picture=picture)
        publish(question, html)


def publish(question, html):
    """Show the form; a terminal, or a strict comparison of outputs, sees the question."""
    shell = ipython_shell()
    if shell is None:
        print(question)
    else:
        shell.display_pub.publish({"text/plain": question, "text/html": html})
