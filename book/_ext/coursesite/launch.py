"""Ways to run a notebook, in a bar under its page's heading.

The link into the in-browser Python is relative to the page, so it holds under any base
path. Binder and Colab need the repository's address; without one they are left out.
"""

from html import escape
from pathlib import Path
from urllib.parse import quote

from . import lite, pyodide, repository

BAR = """
<nav class="run-bar" aria-label="Run this notebook">
<a class="run-browser" href="{browser}">Run in the browser</a>
{others}
<p class="run-note">Python starts inside your browser; nothing to install.
The first start takes 10 to 20 s{origin}.</p>
</nav>
"""


def link(text, address, attributes=""):
    return f'<a href="{escape(address)}"{attributes}>{text}</a>'


def bar(app, pathto, docname):
    notebook = f"{docname}.ipynb"
    others = []
    if where := app.config.course_known_repository:
        others.append(link("Binder", where.binder(notebook)))
        if colab := where.colab(notebook):
            others.append(link("Colab", colab))
    others.append(link("Download", pathto(f"_sources/{notebook}", 1), " download"))
    page = pathto("lite/notebooks/index.html", 1)
    origin = "" if lite.pyodide_given() else f", with Python from {pyodide.CDN_HOST}"
    return BAR.format(
        browser=escape(f"{page}?path={quote(lite.stored_path(notebook))}"),
        others="\n".join(others),
        origin=origin,
    )


def add_bar(app, pagename, templatename, context, doctree):
    if doctree is None or Path(app.env.doc2path(pagename)).suffix != ".ipynb":
        return
    heading, end, rest = context["body"].partition("</h1>")
    context["body"] = heading + end + bar(app, context["pathto"], pagename) + rest


def find_repository(app, config):
    where = repository.find(app.confdir, config.course_repository, config.course_branch)
    config.course_known_repository = where
    config.html_theme_options["repository_url"] = where.url if where else ""


def setup(app):
    app.add_config_value("course_repository", "", "html")
    app.add_config_value("course_branch", "", "html")
    app.add_config_value("course_known_repository", None, "")
    app.connect("config-inited", find_repository, priority=400)
    app.connect("html-page-context", add_bar)
