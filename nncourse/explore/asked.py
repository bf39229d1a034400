"""What predictions have asked of figures that are still to come.

A prediction stands in a cell before its figure and names the setting that answers it. The
figure's values are known when `explore` is called: there the setting is checked, and the
figure learns that it is to stay covered until the reader has committed a guess.
"""

from nncourse.explore.choice import ExploreError, value_text

questions = {}  # the settings that predictions ask for, by the figure's function


def ask(function, setting):
    """Remember that the next figure of `function` is to answer at `setting`, a dict."""
    questions.setdefault(function, []).append(setting)


def take_questions(figure):
    """The settings asked of an InteractiveFigure, each of its choices and their values."""
    settings = questions.pop(figure.function, [])
    values = {choice.name: choice.texts for choice in figure.choices}
    for name, value in ((n, v) for setting in settings for n, v in setting.items()):
        call = f"explore({figure.name}): the prediction before it asks for {name}={value!r}"
        if name not in values:
            raise ExploreError(f"{call}; the choices are {', '.join(values) or 'none'}")
        if value_text(value) not in values[name]:
            raise ExploreError(f"{call}, which is not among {', '.join(values[name])}")
    return settings
