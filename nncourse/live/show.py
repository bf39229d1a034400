"""How a live piece is shown: in a kernel, on a page, or as a picture where nothing runs.

One script serves all of them. A kernel with anywidget gets it as the module of a widget,
another kernel within the HTML of an output, and a page as a file of its own.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from nncourse.live.bundle import bundle

HERE = Path(__file__).parent
PAGE = "NNCOURSE_LIVE_PAGE"  # set while a site is built: its pages load the script
ON_A_PAGE = """
for (const root of document.querySelectorAll(".live-%s:not([data-live])")) {
  root.dataset.live = "";
  const own = root.querySelector("script");
  const data = own ? JSON.parse(own.textContent) : shared;
  const model = { get: (name) => ({ data })[name] };
  const el = document.createElement("div");
  root.append(el);
  live.render({ model, el });
}
"""
AS_A_WIDGET = """
function render({ model, el }) {
  const [root, inside] = ["div", "div"].map((name) => document.createElement(name));
  root.className = "live-%s";
  root.append(inside);
  el.append(root);
  return live.render({ model, el: inside });
}
export default { render };
"""


@dataclass(frozen=True)
class Piece:
    """A live piece: its module `name`.js, with `render({ model, el })`, and its sheet."""

    name: str  # its element on a page has the class live-`name`
    messages: dict  # with the sentences "without_script" and "without_page"
    shared: Callable = dict  # returns the data of all elements that have none of their own

    def show(self, picture, own=None):
        """Show one with data of its `own` or what all share; `picture` is it, still."""
        shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
        if shell is None:
            print(self.messages["without_page"])
        elif os.environ.get(PAGE):
            shell.display_pub.publish({"text/html": self.placeholder(picture, own)})
        else:
            still = {"image/svg+xml": picture, "text/plain": self.messages["without_page"]}
            shell.display_pub.publish(self.running(picture, own) | still)

    def running(self, picture, own):
        """What a kernel's front end runs, by MIME type."""
        try:
            from nncourse.live.widget import widget
        except ImportError:  # anywidget is not installed
            style, script = self.style(), self.script()
            html = f"<style>{style}</style>{self.placeholder(picture, own)}"
            return {"text/html": f"{html}<script>{script}</script>"}
        return widget(self, self.shared() if own is None else own)

    def placeholder(self, picture, own=None):
        """What the script fills, with what stands there without one and in print."""
        data = "" if own is None else _json(own)
        given = data and f'<script type="application/json">{data}</script>'
        sentence = escape(self.messages["without_script"], quote=False)
        return (
            f'<div class="live-{self.name} tex2jax_ignore mathjax_ignore">{given}'
            f'<div class="live-still">{picture}<p>{sentence}</p></div></div>'
        )

    def script(self):
        """One script for `<script>`, which fills every placeholder."""
        shared = f"const shared = {_json(self.shared())};"
        text = f"{self._bundle()}{shared}{ON_A_PAGE % self.name}"
        return f'(() => {{\n"use strict";\n{text}}})();\n'

    def module(self):
        """One module with a `render` for anywidget, which makes the page's elements."""
        return self._bundle() + AS_A_WIDGET % self.name

    def style(self):
        return (HERE / f"{self.name}.css").read_text(encoding="utf-8")

    def _bundle(self):
        return bundle(HERE / f"{self.name}.js", "live")


def _json(data):
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
