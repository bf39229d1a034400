"""A stand-in for IPython, as far as the package and a learner's cell ask for it.

`explore`, `cite` and the questions of a chapter look for a running IPython to publish HTML
with. IPython itself would be megabytes to fetch.
"""

import sys
from html import escape
from types import ModuleType, SimpleNamespace


class HTML:
    """HTML to display, as `IPython.display.HTML`."""

    def __init__(self, data):
        self.data = data

    def _repr_html_(self):
        return self.data


class Shell:
    """What `get_ipython()` returns on a page."""

    kernel = True  # something that shows HTML, and no terminal

    def __init__(self, show_html, show_figure, show_panel, variables):
        self.show_html, self.show_figure = show_html, show_figure
        self.show_panel = show_panel
        self.user_ns = variables
        self.display_pub = SimpleNamespace(publish=self.publish)
        self.events = SimpleNamespace(register=lambda *_: None)  # matplotlib's drawing

    def publish(self, bundle):
        html = bundle.get("text/html")
        if html is None:
            html = f"<pre>{escape(bundle.get('text/plain', ''))}</pre>"
        self.show_html(html)

    def display(self, *values):
        from nncourse.page.pictures import shown_as_html

        for value in values:
            html = shown_as_html(value)
            self.publish({"text/html": html} if html else {"text/plain": repr(value)})


def install(shell):
    """Let `import IPython` find the stand-in, whose shell is `shell`."""
    ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
    core, tools = ModuleType("IPython.core"), ModuleType("IPython.core.pylabtools")
    ipython.get_ipython, ipython.display, ipython.core = lambda: shell, display, core
    display.display, display.HTML = shell.display, HTML
    ipython.version_info = (8, 24)
    core.pylabtools, tools.backend2gui = tools, {}  # matplotlib looks for a window there
    modules = (ipython, display, core, tools)
    sys.modules.update({module.__name__: module for module in modules})
    shell.user_ns["display"] = shell.display
