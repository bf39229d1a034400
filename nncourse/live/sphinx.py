"""The Sphinx extension: pages that show a live piece load its script and its style.

sphinx:
  config: {extensions: [..., nncourse.live.sphinx]}
"""

import os
from pathlib import Path

from nncourse.live.show_bench import (
    DIGITS_SCRIPT,
    bench_script,
    bench_style,
    digits_script,
)
from nncourse.live.show_reader import PAGE, reader_script, reader_style

PIECES = "reader", "bench"


def setup(app):
    app.add_config_value("live_files", "", "html")  # other files: all pages are written
    app.connect("config-inited", write_files)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", leave)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_files(app, config):
    """Make the script, and tell kernels that their outputs become a page's."""
    os.environ[PAGE] = "1"
    folder = Path(app.doctreedir) / "live"
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "live_reader.js": reader_script(),
        "live_reader.css": reader_style(),
        "live_bench.js": bench_script(),
        "live_bench.css": bench_style(),
        DIGITS_SCRIPT: digits_script(),  # the bench's script loads it when asked for
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    config.live_files = "".join(files.values())
    config.html_static_path.append(str(folder))


def add_files(app, page, template, context, doctree):
    for piece in PIECES:
        if f'class="live-{piece} ' in context.get("body", ""):
            app.add_js_file(f"live_{piece}.js", loading_method="defer")
            app.add_css_file(f"live_{piece}.css")


def leave(app, error):
    os.environ.pop(PAGE, None)
