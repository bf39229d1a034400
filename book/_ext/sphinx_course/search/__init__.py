"""Search finds a page by the words that readers use, and chapters come first.

Sphinx does the searching. Here it gets further words: those of `book/search_words.yml` as
entries of the index, and the other spelling of what a page says. `rank.js` orders what it
finds.
"""

import re
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.addnodes import index
from sphinx.errors import ExtensionError

from .spelling import other_spellings

WORDS = "book/search_words.yml"
KEYWORDS = re.compile(r'<meta [^>]*name="keywords"[^>]*>')
RANK = Path(__file__).with_name("rank.js")


def read_words(app, config):
    """A page is read again when its words change: `env` holds them."""
    path = Path(app.confdir, WORDS)
    config.course_search_words = (
        yaml.safe_load(path.read_text("utf8")) if path.exists() else {}
    )
    config.html_search_scorer = str(RANK)


def check_pages(app, env):
    """Whoever builds some pages of the book need not change the list."""
    root = Path(app.srcdir)
    names = app.config.course_search_words
    missing = [name for name in names if not list(root.glob(f"{name}.*"))]
    if missing:
        raise ExtensionError(f"{WORDS} names pages that are not there: {missing}")


def add_words(app, doctree):
    words = app.config.course_search_words.get(app.env.docname, [])
    if words:
        entries = [("single", word, "", "main", None) for word in words]
        doctree.insert(0, index(entries=entries))
    spellings = other_spellings(doctree.astext())
    doctree.insert(0, nodes.meta(name="keywords", content=", ".join(sorted(spellings))))


def hide_spellings(app, pagename, templatename, context, doctree):
    """They are for the index alone, and no browser or search engine has a use for them."""
    context["metatags"] = KEYWORDS.sub("", context.get("metatags", ""))


def setup(app):
    app.add_config_value("course_search_words", {}, "env")
    app.connect("config-inited", read_words)
    app.connect("env-updated", check_pages)
    app.connect("doctree-read", add_words)
    app.connect("html-page-context", hide_spellings)
