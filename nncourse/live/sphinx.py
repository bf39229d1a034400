"""The Sphinx extension: pages that show a live piece load its script and its style.

sphinx:
  config: {extensions: [..., nncourse.live.sphinx]}
"""

import os
from pathlib import Path

from nncourse.live.bench_links import bench_page, link_to_bench
from nncourse.live.show import PAGE
from nncourse.live.show_bench import DIGITS_SCRIPT, digits_script
from nncourse.live.show_bench import PIECE as BENCH
from nncourse.live.show_graph import PIECE as GRAPH
from nncourse.live.show_reader import PIECE as READER

PIECES = [READER, GRAPH, BENCH]


def setup(app):
    app.add_config_value("live_files", "", "html")  # other files: all pages are written
    app.connect("config-inited", write_files)
    app.connect("html-page-context", add_files)
    app.connect("html-page-context", link_bench)
    app.connect("build-finished", leave)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_files(app, config):
    """Make the scripts, and tell kernels that their outputs become a page's."""
    os.environ[PAGE] = "1"
    folder = Path(app.doctreedir) / "live"
    folder.mkdir(parents=True, exist_ok=True)
    files = {DIGITS_SCRIPT: digits_script()}  # the bench's script loads it when asked for
    for piece in PIECES:
        files[f"live_{piece.name}.js"] = piece.script()
        files[f"live_{piece.name}.css"] = piece.style()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    config.live_files = "".join(files.values())
    config.html_static_path.append(str(folder))


def add_files(app, page, template, context, doctree):
    for piece in PIECES:
        if f'class="live-{piece.name} ' in context.get("body", ""):
            app.add_js_file(f"live_{piece.name}.js", loading_method="defer")
            app.add_css_file(f"live_{piece.name}.css")


def link_bench(app, page, template, context, doctree):
    if bench := bench_page(app.env.found_docs):
        body = context.get("body", "")
        context["body"] = link_to_bench(body, context["pathto"](bench))


def leave(app, error):
    os.environ.pop(PAGE, None)
