"""The figure as plain HTML for a page without a kernel.

The default picture stands in the page as it is, so the page reads and prints without
JavaScript. The controls are native ones, hidden until the script that moves them runs;
the packed frames lie beside them in a block that no browser executes.
"""

import json
from html import escape

from nncourse.explore.words import WORDS


def page_of(study, ident, frame, packed):
    """One `<figure>`: the default `frame` (SVG), controls, and the `packed` frames."""
    root = f"explore-{ident}"
    controls = "".join(
        control(choice, f"{root}-{choice.name}", k == study.play)
        for k, choice in enumerate(study.choices)
    )
    parts = [
        f'<figure class="explore tex2jax_ignore mathjax_ignore" id="{escape(root)}"'
        f' data-shown="{escape(study.in_words(study.start))}">',
        f'<div class="explore-picture">{frame}</div>',
    ]
    if study.choices:
        without = WORDS["without_script"].format(
            count=study.size, choices=study.in_words(study.start)
        )
        parts += [
            f'<form class="explore-controls" autocomplete="off" hidden>{controls}'
            f'<a class="explore-link" href="#">{escape(WORDS["link"])}</a></form>',
            '<p class="explore-said" role="status"></p>',
            f"<noscript><p>{escape(without)}</p></noscript>",
            f'<script type="application/json">{state(study, ident, packed)}</script>',
        ]
    return "\n".join([*parts, "</figure>"])


def state(study, ident, packed):
    """What the script must know, as JSON that cannot end the script block it stands in;
    the words that the script says are handed to it too."""
    known = {
        "id": ident,
        "choices": [
            {"name": c.name, "label": c.label, "values": c.texts, "start": c.start}
            for c in study.choices
        ],
        "play": study.play,
        "words": {k: WORDS[k] for k in ("play", "pause", "next", "link", "copied")},
        "frames": packed,
    }
    return json.dumps(known, separators=(",", ":")).replace("<", "\\u003c")


def control(choice, ident, plays):
    name, ident, label = escape(choice.name), escape(ident), escape(choice.label)
    texts = [escape(text) for text in choice.texts]
    if choice.kind == "slider":
        play = '<button type="button" class="explore-play"></button>' if plays else ""
        value, last = texts[choice.start], len(texts) - 1
        inner = (
            f'<label for="{ident}">{label}</label><span class="explore-turn">'
            f'<input type="range" id="{ident}" name="{name}" min="0" max="{last}" step="1" '
            f'value="{choice.start}" aria-valuetext="{value}">'
            f'<span class="explore-value" aria-hidden="true">{value}</span>{play}</span>'
        )
    elif choice.kind == "checkbox":
        on = " checked" if choice.values[choice.start] else ""
        inner = (
            f'<input type="checkbox" id="{ident}" name="{name}"{on}>'
            f'<label for="{ident}">{label}</label>'
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
            f'<label for="{ident}">{label}</label>'
            f'<select id="{ident}" name="{name}">{options}</select>'
        )
    return f'<div class="explore-choice explore-{choice.kind}">{inner}</div>'
