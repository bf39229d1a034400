"""A prediction as one block of HTML, the same in a kernel and on a page.

Without a script one reads the question and what can be chosen, and opens the answer.
`prediction.js` shows the buttons, which are hidden until it runs.
"""

from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from nncourse.explore.figure_html import as_script
from nncourse.explore.messages import PREDICTION


def form(kind, question, fields, measured, how, data, asked, answer="", picture=""):
    """The HTML of a question of a `kind`: "choice", "number" or "curve".

    `fields` is what one answers in, `measured` the sentence that answers, `how` the word
    for how it is known, `data` what the script needs, `asked` the figure's name
    and its setting or None, `answer` the right choice, `picture` HTML that shows the
    answer.
    """
    name = form_name(question)
    figure = figure_attributes(*asked) if asked else ""
    stated = escape(answer.removesuffix("."))
    right = f"<strong>{stated}.</strong> " if answer else ""
    commit, show, again, summary = (
        escape(PREDICTION[key]) for key in ("commit", "show", "again", "answer")
    )
    # No <form>: in a notebook the Enter key would send it and leave the page.
    return "\n".join(
        [
            f'<div class="prediction tex2jax_ignore mathjax_ignore" id="{name}" '
            f'data-kind="{kind}"{figure}>',
            f"<fieldset><legend>{escape(question)}</legend>{fields}</fieldset>",
            '<p class="prediction-buttons" hidden>'
            f'<button type="button" class="prediction-commit">{commit}</button>'
            f'<button type="button" class="prediction-show">{show}</button>'
            f'<button type="button" class="prediction-again" hidden>{again}</button></p>',
            '<p class="prediction-said"></p>',
            f'<details class="prediction-answer"><summary>{summary}</summary>{picture}'
            f"<p>{right}{escape(measured)}</p></details>",
            f'<script type="application/json">{script_data(data, how)}</script>',
            "</div>",
        ]
    )


def form_name(question):
    """A question's id, of its words, so that a guess is remembered for this one alone."""
    return f"prediction-{sha256(question.encode()).hexdigest()[:8]}"


def script_data(data, how):
    """What `prediction.js` needs, as JSON."""
    messages = {
        key: text.replace("{how}", how).replace("{How}", how.capitalize())
        for key, text in PREDICTION.items()
    }
    return as_script({**data, "messages": messages})


def figure_attributes(figure_id, setting):
    address = urlencode({f"{figure_id}.{name}": value for name, value in setting.items()})
    return f' data-figure="explore-{escape(figure_id)}" data-setting="{escape(address)}"'
