"""Code whose names and brackets, which have the text's own colour, are not marked up: more
than a quarter of a chapter's elements, which a phone would have to style."""

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, Whitespace
from sphinx.highlighting import PygmentsBridge

UNCOLOURED = {Name, Name.Namespace, Punctuation, Whitespace}


class ColoursOnly(HtmlFormatter):
    def format_unencoded(self, tokens, outfile):
        plain = ((Text if kind in UNCOLOURED else kind, text) for kind, text in tokens)
        super().format_unencoded(plain, outfile)


def setup(app):
    PygmentsBridge.html_formatter = ColoursOnly
