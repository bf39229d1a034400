"""Incremental builds give the same site as clean ones.

Sphinx rewrites only the pages whose own source changed. When the contents or this
extension change, the other pages would keep the old sidebar or the old parts, and a page
that left the contents would stay.
"""

import hashlib
from pathlib import Path


def setup(app):
    # Sphinx rewrites all pages when a setting of the kind "html" has a new value.
    app.add_config_value("contents_digest", "", "html")
    app.connect("config-inited", set_contents_digest)
    app.connect("build-finished", delete_pages_not_in_contents)


def set_contents_digest(app, config):
    contents = Path(app.srcdir, config.external_toc_path)
    files = [contents, *sorted(Path(__file__).parent.glob("*.py"))]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
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
