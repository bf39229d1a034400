"""Panels: what takes one action after another and shows where that has led.

A panel has `html()`, `actions()`, each with a key, a label and options, and `act(key,
option)`. The page finds its buttons by their data-act and sends the key back, with the
option that is chosen beside it.
"""

from html import escape


def panel_html(panel):
    """A panel's HTML, and below it the controls of what can be done next."""
    rows = "".join(row(action) for action in panel.actions())
    return f'{panel.html()}\n<div class="live-figure-controls">{rows}</div>'


def row(action):
    button = (
        f'<button type="button" data-act="{action.key}">{escape(action.label)}</button>'
    )
    if not action.options:
        return f"<p>{button}</p>"
    options = "".join(f"<option>{escape(option)}</option>" for option in action.options)
    select = f'<select aria-label="{escape(action.label)}">{options}</select>'
    return f"<p>{select} {button}</p>"
