"""A site built again is the site built anew.

Sphinx writes only the pages whose own source changed. So when the contents change, the
other pages keep the old sidebar, and a page taken out of the contents stays on the site.
"""

import hashlib
from pathlib import Path


def setup(app):
    app.add_config_value("contents_key", "", "html")  # a new key: all pages are written
    app.connect("config-inited", notice_contents)
    app.connect("build-finished", remove_pages_taken_out)


def notice_contents(app, config):
    contents = Path(app.srcdir, config.external_toc_path).read_bytes()
    config.contents_key = hashlib.sha256(contents).hexdigest()


def remove_pages_taken_out(app, error):
    if error or app.builder.name != "html":
        return
    site = Path(app.outdir)
    ending = app.config.html_sourcelink_suffix
    wanted = {app.env.doc2path(page, base=False) for page in app.env.found_docs}
    for copy in (site / "_sources").rglob("*.*"):
        source = copy.relative_to(site / "_sources").as_posix().removesuffix(ending)
        if copy.is_file() and source not in wanted:
            copy.unlink()
            (site / source).with_suffix(".html").unlink(missing_ok=True)
