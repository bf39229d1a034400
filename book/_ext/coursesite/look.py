"""The course's own stylesheets and its one small script of the reading pages."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def add_static_files(app):
    # Follow the reader's system; with no mode named, the theme complains in the console.
    app.config.html_context.setdefault("default_mode", "auto")
    app.config.html_static_path.append(str(STATIC))
    for sheet in sorted(STATIC.glob("*.css")):
        app.add_css_file(sheet.name)
    app.add_js_file("course.js", loading_method="defer")


def mend_roles(app, pagename, templatename, context, doctree):
    """Docutils calls citations a list, though its entries are not list items."""
    if "body" in context:
        wrong = ' role="list" class="citation-list"'
        context["body"] = context["body"].replace(wrong, ' class="citation-list"')


def setup(app):
    app.connect("html-page-context", mend_roles)
    app.connect("builder-inited", add_static_files)
