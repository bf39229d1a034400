"""The figure in a live kernel: ipywidgets controls bound to the function.

A setting once drawn is kept. A setting that fails says so where the picture would be,
with the error's own text, and the controls go on working.
"""

import traceback
from html import escape

from nncourse.explore.draw import draw
from nncourse.explore.words import WORDS

PAPER = "--explore-paper:var(--jp-layout-color0,var(--vscode-editor-background,#fff))"
KEPT = 300


class Live:
    """The widgets of one figure: `box` holds them all, `controls` one for each choice."""

    def __init__(self, study):
        import ipywidgets as widgets

        self.study, self.point, self.kept = study, study.start, {}
        self.picture = widgets.HTML(self.framed(self.drawn(study.start)))
        self.controls = [control(widgets, choice) for choice in study.choices]
        for k, widget in enumerate(self.controls):
            widget.observe(lambda change, k=k: self.move(k, change), names=trait(widget))
        rows = list(self.controls)
        if study.play is not None and study.choices[study.play].kind == "slider":
            rows[study.play] = widgets.HBox([rows[study.play], self.player(widgets)])
        self.box = widgets.VBox([self.picture, *rows])

    def drawn(self, point):
        """The picture at a point, from the kept ones if it was seen before."""
        if point not in self.kept:
            if len(self.kept) >= KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[point] = draw(self.study, point, f"live-{self.study.name}")
        return self.kept[point]

    def move(self, k, change):
        """A control was moved: show the picture, or why there is none."""
        at = int(change.new)
        if trait(change.owner) == "value":  # a checkbox: its value, not its place
            at = self.study.choices[k].values.index(change.new)
        self.point = (*self.point[:k], at, *self.point[k + 1 :])
        try:
            shown = self.drawn(self.point)
        except Exception as error:
            shown = failure(error)
        self.picture.value = self.framed(shown)

    def framed(self, inner):
        return f'<div style="{PAPER};max-width:100%;overflow-x:auto">{inner}</div>'

    def player(self, widgets):
        count = len(self.study.choices[self.study.play].values)
        pause = max(120, min(600, 6000 // count))
        play = widgets.Play(min=0, max=count - 1, interval=pause, show_repeat=False)
        play.value = self.study.choices[self.study.play].start
        widgets.link((play, "value"), (self.controls[self.study.play], "index"))
        return play


def trait(widget):
    return "index" if widget.has_trait("index") else "value"


def control(widgets, choice):
    """The widget for one choice, with the same label and values as on a page."""
    wide = {"description_width": "initial"}
    if choice.kind == "checkbox":
        value = choice.values[choice.start]
        return widgets.Checkbox(value=value, description=choice.label, indent=False)
    kind = {
        "slider": widgets.SelectionSlider,
        "radio": widgets.ToggleButtons,
        "select": widgets.Dropdown,
    }[choice.kind]
    return kind(
        options=list(zip(choice.texts, range(len(choice.texts)), strict=True)),
        index=choice.start,
        description=choice.label,
        style=wide,
    )


def failure(error):
    """The error where the picture would be: its message, and how it came about."""
    story = "".join(traceback.format_exception(error))
    return (
        f'<div role="alert"><p><b>{escape(WORDS["failed"])}</b></p>'
        f'<pre style="white-space:pre-wrap">{escape(str(error))}</pre>'
        f"<details><summary>Traceback</summary><pre>{escape(story)}</pre></details></div>"
    )
