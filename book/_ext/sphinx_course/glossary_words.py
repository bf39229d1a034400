"""A term's definition where the term stands: on hover, focus and tap.

A page carries the definitions of the terms that it uses, in a `template` that
`static/glossary_words.js` reads. Without a script a term is a link to the glossary.
"""

import re
from functools import cache

from docutils import nodes

from .glossary_figures import GLOSSARY

TERM = re.compile(r'href="[^"]*glossary\.html#(term-[^"]+)"')
TEMPLATE = '<template id="glossary-words">{words}</template>'
WORD = '<div data-term="{anchor}"><strong>{term}</strong>{definition}</div>'


@cache
def definitions(app):
    """{anchor of a term: its definition as HTML}, without links, for a small box."""
    doctree = app.env.get_and_resolve_doctree(GLOSSARY, app.builder)
    found = {}
    for item in doctree.findall(nodes.definition_list_item):
        definition = item[-1]
        for see_it in [part for part in definition if "see-it" in part.get("classes", ())]:
            definition.remove(see_it)
        for link in list(definition.findall(nodes.reference)):
            link.replace_self(link.children)
        paragraphs = map(app.builder.render_partial, definition.children)
        html = "".join(paragraph["fragment"] for paragraph in paragraphs)
        for term in item.findall(nodes.term):
            for anchor in term["ids"]:
                found[anchor] = WORD.format(
                    anchor=anchor, term=term.astext(), definition=html
                )
    return found


def add_words(app, pagename, templatename, context, doctree):
    used = dict.fromkeys(TERM.findall(context.get("body", "")))
    if used:
        known = definitions(app)
        words = "".join(known[anchor] for anchor in used if anchor in known)
        context["body"] += TEMPLATE.format(words=words)


def setup(app):
    app.connect("html-page-context", add_words)
