"""Asides: what a reader may leave out waits behind a line that says how long it takes.

A section is one if its title begins with "An aside:". The title stands on the page and
among its contents, smaller than others; the rest opens at a click, and for a link to its
figure.
"""

from docutils import nodes

from .messages import MESSAGES

BEGINNING = "An aside:"
WORDS_A_MINUTE = 200
WORDS_AN_OUTPUT = 100  # a figure or a listing's output takes half a minute to look at


def fold(app, doctree, docname):
    for section in doctree.findall(nodes.section):
        if section.next_node(nodes.title).astext().startswith(BEGINNING):
            words = sum(len(p.astext().split()) for p in section.findall(nodes.paragraph))
            words += WORDS_AN_OUTPUT * len(list(section.findall(is_output)))
            minutes = max(1, round(words / WORDS_A_MINUTE))
            line = MESSAGES["open_aside"].format(minutes=minutes)
            section["classes"].append("aside-section")
            section.insert(1, html(f'<details class="aside"><summary>{line}</summary>'))
            section.append(html("</details>"))


def is_output(node):
    return isinstance(node, nodes.container) and "cell_output" in node["classes"]


def html(text):
    return nodes.raw("", text, format="html")


def setup(app):
    app.connect("doctree-resolved", fold)
