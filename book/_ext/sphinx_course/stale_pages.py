"""Incremental builds give the same site as clean ones.

Sphinx rewrites only the pages whose own source changed. When the contents change, the
other pages would keep the old sidebar, and a page that left the contents would stay; when
this extension changes, they would keep what its old self wrote.
"""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
WRITES_PAGES = {".py", ".html"}


def setup(app):
    # Sphinx rewrites all pages when a setting of the kind "html" has a new value.
    app.add_config_value("contents_digest", "", "html")
    app.connect("config-inited", set_contents_digest)
    app.connect("build-finished", delete_pages_not_in_contents)


def set_contents_digest(app, config):
    contents = Path(app.srcdir, config.external_toc_path)
    extension = (path for path in HERE.rglob("*") if path.suffix in WRITES_PAGES)
    digest = hashlib.sha256()
    for path in [contents, *sorted(extension)]:
        digest.update(path.read_bytes())
    config.contents_digest = digest.hexdigest()


def delete_pages_not_in_contents(app, error):
    if error or app.builder.name != "html":
        return
    site = Path(app.outdir)
    suffix = app.config.html_sourcelink_suffix
    sources = {app.env.doc2path(page, base=False) for page in app.env.found_docs}
    for copy in (site / "_sources").rglob("*.*"):
        source = copy.relative_to(site / "_sources").as_posix().removesuffix(suffix)
        if copy.is_file() and source not in sources:
            copy.unlink()
            (site / source).with_suffix(".html").unlink(missing_ok=True)
