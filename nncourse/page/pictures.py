"""Values that a page shows as a picture or as HTML."""

import base64
import io
import sys
from html import escape

from nncourse.page.messages import MESSAGES


def shown_as_html(value):
    """A value's own HTML, or None where it has none."""
    figures = sys.modules.get("matplotlib.figure")
    if figures and isinstance(value, figures.Figure):  # whose own HTML is None
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(value)
        return picture(value)
    make = getattr(type(value), "_repr_html_", None)
    return None if make is None else make(value)


def open_figures():
    """The figures that pyplot holds open, which are closed with that."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    pyplot = sys.modules["matplotlib.pyplot"]
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return figures


def picture(figure):
    """A matplotlib figure as HTML; its titles say what it shows."""
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=140, bbox_inches="tight")
    places = [(axes, loc) for axes in figure.axes for loc in ("left", "center", "right")]
    titles = [figure.get_suptitle(), *(axes.get_title(loc=loc) for axes, loc in places)]
    words = "; ".join(filter(None, titles)) or MESSAGES["picture"]
    data = base64.b64encode(content.getvalue()).decode()
    return f'<img alt="{escape(words)}" src="data:image/png;base64,{data}">'
