"""What every page loads: one sheet, `site.css`, and two scripts, `site.js` and `course.js`.

The theme and the extensions bring some twenty files, most of it rules and icons for what no
page here has. They are joined, and of their sheets only the rules stay that a page or a
script has a use for. `templates/` links the joined files. The small sheets that only some
pages have are written into these: a request less before the first paint.
"""

import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

from sphinx.errors import ExtensionError

from .theme import joined
from .unused_rules import names_in_page, names_in_script, without_unused_rules

TEMPLATES = Path(__file__).parent / "templates"
# The theme's templates link these themselves.
THEMES_SHEETS = ["basic.css", "styles/pydata-sphinx-theme.css"]
THEMES_SCRIPTS = ["scripts/bootstrap.js", "scripts/pydata-sphinx-theme.js"]
ICON_FONTS = "vendor", "scripts/fontawesome.js"
APART = {"course.js", "design-tabs.js"}  # it runs if the theme's fails; few pages have tabs
MAKERS = "sphinx", "pydata-sphinx-theme", "sphinx-book-theme", "sphinx-copybutton"
# The theme makes focusable what scrolls, and for that has the browser lay out whatever is
# folded, piece by piece. scroll_by_keyboard.js sees to a fold when it opens.
ALL_CODE = '"pre",".nboutput > .output_area",".cell_output > .output"'
OPEN_CODE = '":is(pre, .cell_output > .output):not(details:not([open]) *)"'
PAGES_OWN = re.compile(
    r'<link rel="stylesheet" type="text/css" [^>]*?_static/([^"?]+)[^>]*>'
)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def use_templates(app, config):
    config.templates_path.insert(0, str(TEMPLATES))


def list_files(app):
    """Note what Sphinx would link on every page, when all have asked for theirs."""
    if app.builder.format == "html":
        app.course_sheets = THEMES_SHEETS + in_order(app.builder._css_files)
        app.course_scripts = in_order(app.builder._js_files) + THEMES_SCRIPTS


def in_order(files):
    files = sorted((file for file in files if file.filename), key=lambda f: f.priority)
    names = [file.filename.removeprefix("_static/") for file in files]
    return [name for name in names if name not in APART]


def link_joined_files(app, pagename, templatename, context, doctree):
    """Leave what only this page has; the theme's settings would come before its script."""
    gone = {f"_static/{name}" for name in app.course_sheets + app.course_scripts}
    if "sd-tab-set" not in context.get("body", ""):
        gone.add("_static/design-tabs.js")
    context["css_files"] = [
        sheet for sheet in context["css_files"] if sheet.filename not in gone
    ]
    context["script_files"] = [
        script
        for script in context["script_files"]
        if script.filename not in gone
        and not script.attributes.get("body", "").startswith("DOCUMENTATION_OPTIONS.")
    ]
    context["site_digest"] = digest()


def digest():
    """Another one when the joined files change, so that no browser shows an old one."""
    made_of = [joined("css"), *map(version, MAKERS)]
    return sha256("\n".join(made_of).encode()).hexdigest()[:8]


def write_joined_files(app, error):
    if error or app.builder.format != "html":
        return
    site, static = Path(app.outdir), Path(app.outdir, "_static")
    scripts = [read(static / name) for name in app.course_scripts]
    script = "\n;\n".join(scripts)
    if script.count(ALL_CODE) != 1:
        raise ExtensionError(f"the theme's script does not hold {ALL_CODE} once")
    script = script.replace(ALL_CODE, OPEN_CODE)
    (static / "site.js").write_text(SOURCE_MAP.sub("", script), "utf8")
    used = names_in_script(script + joined("js"))
    for page in pages(site):
        used |= names_in_page(write_sheets_into(page, static))
    sheets = [
        text if name == "course.css" else without_unused_rules(text, used, is_of_icon_font)
        for name in app.course_sheets
        for text in [read(static / name)]
    ]
    (static / "site.css").write_text("\n".join(sheets), "utf8")
    rmtree(static / ICON_FONTS[0], ignore_errors=True)
    (static / ICON_FONTS[1]).unlink(missing_ok=True)


def write_sheets_into(page, static):
    """Put the page's own sheets into it; the page's text."""
    html = read(page)
    written = PAGES_OWN.sub(lambda link: f"<style>{read(static / link[1])}</style>", html)
    if written != html:
        page.write_text(written, "utf8")
    return written


def read(path):
    return path.read_text("utf8")


def pages(site):
    """The book's pages, without the notebooks' own and what static folders hold."""
    apart = ("_static", "_sources", "lite")
    return (p for p in site.rglob("*.html") if p.relative_to(site).parts[0] not in apart)


def is_of_icon_font(name):
    return re.match(r"fa[bsr]?(-|$)", name) is not None or "Font Awesome" in name


def setup(app):
    app.connect("config-inited", use_templates, priority=900)
    app.connect("builder-inited", list_files, priority=900)
    app.connect("html-page-context", link_joined_files, priority=900)
    # The theme rewrites the colours of code when the build has finished.
    app.connect("build-finished", write_joined_files, priority=900)
