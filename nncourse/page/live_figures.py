"""Interactive figures while a page's Python runs: any value, not only those with frames.

`explore` hands its figure over, the page draws controls, and each turn of them comes back
as the values to draw with. A figure that takes a seed gets a control for it too, though it
has no frames for other seeds.
"""

import inspect
import json
from dataclasses import replace
from html import escape

from nncourse.page.messages import MESSAGES
from nncourse.page.panels import panel_html

SEED = "seed"


class LiveFigures:
    """The figures shown since Python started, known by their number."""

    def __init__(self, send):
        self.send, self.figures = send, []

    def show(self, figure):
        """Send an InteractiveFigure, at its start, with what its controls need."""
        number = len(self.figures)
        figure = with_seed(figure)
        self.figures.append(figure)
        choices = [control(choice) for choice in figure.choices]
        values = json.dumps([choice["start"] for choice in choices])
        content = {"number": number, "html": self.draw(number, values), "choices": choices}
        self.send("figure", json.dumps(content))

    def show_panel(self, panel):
        """Send a panel (see panels.py), which has its controls in its own HTML."""
        number = len(self.figures)
        self.figures.append(panel)
        content = {"number": number, "html": panel_html(panel), "choices": []}
        self.send("figure", json.dumps(content))

    def draw(self, number, values):
        """The HTML of a figure at a JSON list of values, or of why there is none; of a
        panel after the action that the list holds.
        """
        figure = self.figures[number]
        if not hasattr(figure, "choices"):
            figure.act(*json.loads(values))
            return panel_html(figure)

        # These bring Matplotlib, which a panel may do without.
        from nncourse.explore.choice import ExploreError
        from nncourse.explore.frame import draw_frame

        choices = tuple(
            replace(choice, values=(fitting(choice, value),), start=0)
            for choice, value in zip(figure.choices, json.loads(values), strict=True)
        )
        figure = replace(figure, choices=choices)
        try:
            return draw_frame(figure, figure.start, f"live-{number}-{figure.name}")
        except ExploreError as error:
            told = f"<strong>{MESSAGES['not_drawn']}</strong> {escape(str(error))}"
            return f'<p class="live-figure-error">{told}</p>'


def with_seed(figure):
    """The figure with a choice of the seed, if its function and `describe` take one."""
    from nncourse.explore.choice import checked_choice

    functions = filter(None, (figure.function, figure.describe))
    if not all(SEED in inspect.signature(f).parameters for f in functions):
        return figure
    if any(choice.name == SEED for choice in figure.choices):
        return figure
    parameter = inspect.signature(figure.function).parameters[SEED]
    seed = checked_choice(parameter, [parameter.default], MESSAGES["seed"], figure.name)
    return replace(figure, choices=(*figure.choices, seed))


def control(choice):
    """What the page needs to know of a Choice: its kind is number, check or select."""
    kinds = {bool: "check", int: "number", float: "number"}
    (kind, *other) = {kinds.get(type(value), "select") for value in choice.values}
    return {
        "label": choice.label,
        "kind": "select" if other else kind,
        "values": choice.values,
        "texts": choice.texts,
        "whole": is_whole(choice),
        "start": choice.values[choice.start],
    }


def fitting(choice, value):
    """A value from the page: whole where all listed values are."""
    return round(value) if is_whole(choice) and isinstance(value, float) else value


def is_whole(choice):
    return all(type(listed) is int for listed in choice.values)
