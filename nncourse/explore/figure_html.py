"""An interactive figure as plain HTML for a page without a kernel.

The default frame stands in the page as it is, so the page reads and prints without
JavaScript. The controls are native ones, hidden until `player.js` runs; the compressed
frames lie beside them in a block that no browser executes.
"""

import json
from html import escape

from nncourse.explore.messages import MESSAGES

OF_THE_PLAYER = ("play", "next", "what", "pause", "link", "copied", "back", "picture")
OF_THE_PLAYER += ("point", "curve", "power", "minus", "times")
OF_THE_PLAYER += ("pin", "unpin", "pinned", "unpinned")


def figure_html(figure, figure_id, frame, frames, asked=False):
    """One `<figure>`: the default `frame` (SVG), controls, and the compressed `frames`.

    `asked` says that it answers a prediction, and stays covered until one is made.
    """
    root = f"explore-{figure_id}"
    parts = [
        f'<figure class="explore tex2jax_ignore mathjax_ignore" id="{escape(root)}"'
        f' data-shown="{escape(figure.in_words(figure.start))}"'
        f"{' data-asked' if asked else ''}>",
        f'<div class="explore-picture">{frame}</div>',
    ]
    if figure.choices:
        controls = "".join(
            control_html(choice, f"{root}-{choice.name}", k == figure.play)
            for k, choice in enumerate(figure.choices)
        )
        without_script = MESSAGES["without_script"].format(
            count=figure.count, choices=figure.in_words(figure.start)
        )
        parts += [
            f'<form class="explore-controls" autocomplete="off" hidden>{controls}'
            f'<button type="button" class="explore-pin">{escape(MESSAGES["pin"])}</button>'
            f'<a class="explore-link" href="#">{escape(MESSAGES["link"])}</a></form>',
            '<p class="explore-status" role="status"></p>',
            f"<noscript><p>{escape(without_script)}</p></noscript>",
            f'<script type="application/json">{data(figure, figure_id, frames)}</script>',
        ]
    return "\n".join([*parts, "</figure>"])


def data(figure, figure_id, frames):
    """What `player.js` needs; a site has the frames in a file beside the page."""
    content = {
        "id": figure_id,
        "choices": [
            {"name": c.name, "label": c.label, "values": c.texts, "start": c.start}
            for c in figure.choices
        ],
        "play": figure.play,
        "pace": figure.pace,
        "messages": {key: MESSAGES[key] for key in OF_THE_PLAYER},
        "frames": frames,
    }
    return as_script(content)


def as_script(content):
    """JSON that cannot end the script block it stands in."""
    return json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")


def control_html(choice, control_id, has_play_button):
    """The native control of one choice, with its label."""
    name, control_id = escape(choice.name), escape(control_id)
    label, texts = escape(choice.label), [escape(text) for text in choice.texts]
    if choice.kind == "slider":
        value, last = texts[choice.start], len(texts) - 1
        play = '<button type="button" class="explore-play"></button>'
        inner = (
            f'<label for="{control_id}">{label}</label><span class="explore-range">'
            f'<input type="range" id="{control_id}" name="{name}" min="0" max="{last}" '
            f'step="1" value="{choice.start}" aria-valuetext="{value}">'
            f'<span class="explore-value" aria-hidden="true">{value}</span>'
            f"{play if has_play_button else ''}</span>"
        )
    elif choice.kind == "checkbox":
        checked = " checked" if choice.values[choice.start] else ""
        inner = (
            f'<input type="checkbox" id="{control_id}" name="{name}"{checked}>'
            f'<label for="{control_id}">{label}</label>'
        )
    elif choice.kind == "radio":
        options = "".join(
            f'<label><input type="radio" name="{name}" value="{i}"'
            f"{' checked' if i == choice.start else ''}> {text}</label>"
            for i, text in enumerate(texts)
        )
        return f"<fieldset><legend>{label}</legend>{options}</fieldset>"
    else:
        options = "".join(
            f'<option value="{i}"{" selected" if i == choice.start else ""}>{text}</option>'
            for i, text in enumerate(texts)
        )
        inner = (
            f'<label for="{control_id}">{label}</label>'
            f'<select id="{control_id}" name="{name}">{options}</select>'
        )
    return f'<div class="explore-choice explore-{choice.kind}">{inner}</div>'
