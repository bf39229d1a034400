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


def setup(app):
    app.connect("builder-inited", add_static_files)
