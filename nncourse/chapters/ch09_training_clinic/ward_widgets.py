"""A panel in a kernel: its HTML, and below it a row of ipywidgets for each action."""

import ipywidgets

from nncourse.explore.widgets import in_box


class PanelWidget:
    """The widgets of one panel; `box` holds them all."""

    def __init__(self, panel):
        self.panel = panel
        self.picture, self.rows = ipywidgets.HTML(), ipywidgets.VBox()
        self.box = ipywidgets.VBox([self.picture, self.rows])
        self.show()

    def show(self):
        self.picture.value = in_box(self.panel.html())
        self.rows.children = [self.row(action) for action in self.panel.actions()]

    def row(self, action):
        button = ipywidgets.Button(description=action.label)
        if not action.options:
            button.on_click(lambda _: self.act(action.key))
            return button
        choice = ipywidgets.Dropdown(options=action.options)
        button.on_click(lambda _: self.act(action.key, choice.value))
        return ipywidgets.HBox([choice, button])

    def act(self, *action):
        for row in self.rows.children:  # a second press while this one is worked on
            for widget in getattr(row, "children", [row]):
                widget.disabled = True
        self.panel.act(*action)
        self.show()
