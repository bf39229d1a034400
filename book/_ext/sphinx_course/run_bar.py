"""The bar under a notebook's heading: other places to run it, and the file.

The link to the in-browser Python is relative to the page, so it holds under any base path.
Binder and Colab need the repository's address; where it is unknown they are left out.
"""

from html import escape
from pathlib import Path
from urllib.parse import quote

from . import jupyterlite, repository
from .messages import MESSAGES

BAR = """
<nav class="run-bar" id="run-bar" aria-label="Run this notebook">
<a class="run-browser" href="{browser}">{run}</a>
{others}
<p class="run-note" id="run-note">{note}</p>
</nav>
"""


def link(text, url, attributes=""):
    return f'<a href="{escape(url)}"{attributes}>{text}</a>'


def run_bar(app, pathto, docname, shows_code):
    notebook = f"{docname}.ipynb"
    links = []
    if repo := app.config.course_known_repository:
        links.append(link("Binder", repo.binder_url(notebook)))
        if colab := repo.colab_url(notebook):
            links.append(link("Colab", colab))
    links.append(link("Download", pathto(f"_sources/{notebook}", 1), " download"))
    page = pathto("lite/notebooks/index.html", 1)
    query = quote(jupyterlite.path_in_browser(notebook))
    host = jupyterlite.pyodide_host()
    source = MESSAGES["run_source"].format(host=host) if host else ""
    return BAR.format(
        browser=escape(f"{page}?path={query}"),
        others="\n".join(links),
        run=MESSAGES["run"],
        note=f"{MESSAGES['run_note']} {source}".rstrip() if shows_code else source,
    )


def add_run_bar(app, pagename, templatename, context, doctree):
    if doctree is None or Path(app.env.doc2path(pagename)).suffix != ".ipynb":
        return
    context["has_run_bar"] = True
    heading, end, rest = context["body"].partition("</h1>")
    bar = run_bar(app, context["pathto"], pagename, shows_code="cell_input" in rest)
    context["body"] = heading + end + bar + rest


def find_repository(app, config):
    url, branch = config.course_repository, config.course_branch
    config.course_known_repository = repository.find(app.confdir, url, branch)
    known = config.course_known_repository
    config.html_theme_options["repository_url"] = known.url if known else ""


def setup(app):
    app.add_config_value("course_repository", "", "html")
    app.add_config_value("course_branch", "", "html")
    app.add_config_value("course_known_repository", None, "")
    app.connect("config-inited", find_repository, priority=400)
    app.connect("html-page-context", add_run_bar)
