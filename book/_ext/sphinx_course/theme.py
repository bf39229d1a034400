"""The look of every page: the sheets and scripts of `static/`, and the colour mode.

They are joined into one sheet and one script, so that a page waits for two files only. The
script begins with the sentences that it shows, the chapters and the reader's record, which
the other parts use.
"""

import json
from html import escape
from pathlib import Path

from .chapters import chapters
from .messages import MESSAGES

STATIC = Path(__file__).parent / "static"


def add_static_files(app):
    # Follow the reader's system; with no mode named, the theme complains in the console.
    app.config.html_context.setdefault("default_mode", "auto")
    app.config.html_static_path.append(str(STATIC / "icon.svg"))
    target = Path(app.outdir, "_static")
    target.mkdir(parents=True, exist_ok=True)
    (target / "course.css").write_text(joined("css"), "utf8")
    (target / "course.js").write_text(script(chapters(app.srcdir)), "utf8")
    app.add_css_file("course.css")
    app.add_js_file("course.js", loading_method="defer")


def script(chapters=()):
    """The pages' one script."""
    known = {"courseMessages": MESSAGES, "courseChapters": list(chapters)}
    lines = [f"window.{name} = {json.dumps(value)};\n" for name, value in known.items()]
    return "".join(lines) + joined("js")


def joined(suffix):
    """All files of one kind as one text, each under its name."""
    files = sorted(STATIC.glob(f"*.{suffix}"), key=lambda f: (f.stem != "record", f.name))
    return "\n".join(f"/* {path.name} */\n{path.read_text('utf8')}" for path in files)


def name_page(app, pagename, templatename, context, doctree):
    """The page's own name, with which the ids of the reader's record begin."""
    name = f'<meta name="course-page" content="{escape(pagename)}">'
    context["metatags"] = context.get("metatags", "") + name


def remove_list_role(app, pagename, templatename, context, doctree):
    """Docutils calls citations a list, though its entries are not list items."""
    if "body" in context:
        role = ' role="list" class="citation-list"'
        context["body"] = context["body"].replace(role, ' class="citation-list"')


def setup(app):
    app.connect("builder-inited", add_static_files)
    app.connect("html-page-context", name_page)
    app.connect("html-page-context", remove_list_role)
