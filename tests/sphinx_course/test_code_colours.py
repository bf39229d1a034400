"""Code is marked up where it has a colour of its own, and there alone."""

import re

from pygments import highlight
from pygments.lexers import PythonLexer
from pygments.token import Text
from sphinx_course.code_colours import UNCOLOURED, ColoursOnly

CODE = "from numpy import tanh\n\ndef act(x, k=2):\n    return tanh(x * k)  # squashed\n"


def test_what_has_a_colour_is_marked_and_the_code_stays_the_same():
    html = highlight(CODE, PythonLexer(), ColoursOnly())
    words = dict(re.findall(r'<span class="\w+">([^<]+)</span>()', html))
    assert {"def", "act", "2", "*", "# squashed"} <= set(words)
    assert not {"x", "numpy", "tanh", "(", ",", ":"} & set(words)
    assert re.sub(r"<[^>]+>", "", html).strip() == CODE.strip()


def test_what_is_not_marked_has_the_colour_of_the_rest():
    """In both of the theme's styles."""
    for name in ("a11y-high-contrast-light", "a11y-high-contrast-dark"):
        style = ColoursOnly(style=name).style
        colours = {style.style_for_token(kind)["color"] for kind in {Text, *UNCOLOURED}}
        assert len(colours) == 1
