"""An interactive figure in a kernel: ipywidgets controls bound to the figure function.

A setting drawn once is cached. A setting that fails says so where the figure would be,
with the error's own text, and the controls go on working.
"""

import traceback
from functools import lru_cache
from html import escape

import ipywidgets

from nncourse.explore.frame import draw_frame
from nncourse.explore.messages import MESSAGES

BACKGROUND = (
    "--explore-background:var(--jp-layout-color0,var(--vscode-editor-background,#fff))"
)
CACHED_FRAMES = 300


class FigureWidget:
    """The widgets of one InteractiveFigure: `box` holds the picture and all `controls`."""

    def __init__(self, figure):
        self.figure, self.setting = figure, figure.start
        self.frame = lru_cache(CACHED_FRAMES)(
            lambda setting: draw_frame(figure, setting, f"live-{figure.name}")
        )
        self.picture = ipywidgets.HTML(in_box(self.frame(figure.start)))
        self.controls = [control(choice) for choice in figure.choices]
        for k, widget in enumerate(self.controls):
            widget.observe(lambda change, k=k: self.change(k, change), names=trait(widget))
        rows = list(self.controls)
        if figure.play is not None and figure.choices[figure.play].kind == "slider":
            rows[figure.play] = ipywidgets.HBox([rows[figure.play], self.play_button()])
        self.box = ipywidgets.VBox([self.picture, *rows])

    def change(self, k, change):
        """Show the frame for control k's new value, or why there is none."""
        i = int(change.new)
        if trait(change.owner) == "value":  # a checkbox: its value, not its index
            i = self.figure.choices[k].values.index(change.new)
        self.setting = (*self.setting[:k], i, *self.setting[k + 1 :])
        try:
            content = self.frame(self.setting)
        except Exception as error:
            content = error_html(error)
        self.picture.value = in_box(content)

    def play_button(self):
        choice, slider = (
            self.figure.choices[self.figure.play],
            self.controls[self.figure.play],
        )
        count = len(choice.values)
        if self.figure.by_hand:
            button = ipywidgets.Button(description=MESSAGES["next"])
            button.on_click(lambda _: slider.set_trait("index", (slider.index + 1) % count))
            return button
        button = ipywidgets.Play(
            min=0, max=count - 1, interval=self.figure.pace, show_repeat=False
        )
        button.value = choice.start
        ipywidgets.link((button, "value"), (slider, "index"))
        return button


def trait(widget):
    return "index" if widget.has_trait("index") else "value"


def control(choice):
    """The widget of one choice, with the same label and values as on a page."""
    if choice.kind == "checkbox":
        value = choice.values[choice.start]
        return ipywidgets.Checkbox(value=value, description=choice.label, indent=False)
    kind = {
        "slider": ipywidgets.SelectionSlider,
        "radio": ipywidgets.ToggleButtons,
        "select": ipywidgets.Dropdown,
    }[choice.kind]
    return kind(
        options=[(text, i) for i, text in enumerate(choice.texts)],
        index=choice.start,
        description=choice.label,
        style={"description_width": "initial"},
    )


def in_box(content):
    return f'<div style="{BACKGROUND};max-width:100%;overflow-x:auto">{content}</div>'


def error_html(error):
    """An error in the figure's place: its message, and the traceback behind a click."""
    lines = "".join(traceback.format_exception(error))
    return (
        f'<div role="alert"><p><b>{escape(MESSAGES["failed"])}</b></p>'
        f'<pre style="white-space:pre-wrap">{escape(str(error))}</pre>'
        f"<details><summary>Traceback</summary><pre>{escape(lines)}</pre></details></div>"
    )
