"""The bench for a notebook and for the page: train anything, and watch.

All of it runs in the browser. A page gets a placeholder with a still picture, and one
script that fills it; the same script, as text, is what the worker runs that trains. The
digits are a file of their own, which a page loads when they are asked for.
"""

import json
import os
import sys
from html import escape
from pathlib import Path

from nncourse.live.bench_picture import bench_picture
from nncourse.live.bundle import bundle
from nncourse.live.messages import BENCH
from nncourse.live.show_reader import PAGE

HERE = Path(__file__).parent
DIGITS = HERE / "bench" / "digits.json"
DIGITS_SCRIPT = "live_digits.js"
MOUNT = """
const live = pieces();
const worker = `(${pieces})().serve();`;
const source = document.currentScript?.src;
const beside = (name) => (source ? new URL(name, source) : null);
const chapters = beside("../book/chapters/")?.href ?? null;
let asked = null;
const digits = () => asked ??= window.liveDigits
  ? Promise.resolve(window.liveDigits)
  : new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = beside("FILE");
    script.onload = () => done(window.liveDigits);
    script.onerror = () => { asked = null; failed(new Error("no digits")); };
    document.head.append(script);
  });
for (const root of document.querySelectorAll(".live-bench:not([data-live])")) {
  root.dataset.live = "";
  const data = { messages, worker, chapters, digits };
  const model = { get: (name) => ({ data })[name] };
  const el = document.createElement("div");
  root.append(el);
  live.render({ model, el });
}
""".replace("FILE", DIGITS_SCRIPT)


def bench():
    """Show the bench, in a notebook or on the page that is made of it."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        print(BENCH["without_page"])
        return
    html = placeholder()
    if os.environ.get(PAGE):
        shell.display_pub.publish({"text/html": html})
        return
    style, script = bench_style(), digits_script() + bench_script()
    html += f"<style>{style}</style><script>{script}</script>"
    shell.display_pub.publish({"text/html": html, "image/svg+xml": bench_picture()})


def placeholder():
    """What the script fills, with what stands there without one and in print."""
    sentence = escape(BENCH["without_script"], quote=False)
    return (
        '<div class="live-bench tex2jax_ignore mathjax_ignore"><div class="live-still">'
        f"{bench_picture()}<p>{sentence}</p></div></div>"
    )


def bench_script():
    """One script, for `<script>` in a page or a notebook; a worker runs part of it."""
    words = json.dumps(BENCH, separators=(",", ":")).replace("<", "\\u003c")
    pieces = bundle(HERE / "bench.js", "live")
    return (
        f'(() => {{\n"use strict";\nfunction pieces() {{\n"use strict";\n{pieces}'
        f"return live;\n}}\nconst messages = {words};{MOUNT}}})();\n"
    )


def digits_script():
    """The digits as a script, which pages opened from the disk may load as well."""
    digits = json.loads(DIGITS.read_text(encoding="utf-8"))
    return f"window.liveDigits = {json.dumps(digits, separators=(',', ':'))};\n"


def bench_style():
    files = "reader.css", "bench.css"
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in files)
