"""Powers of ten on log axes as plain text, 10⁻³, and few ticks without a number.

matplotlib sets the powers as formulas, which takes several times longer than all the rest
of the drawing, and gives each decade eight ticks that carry no number: on a long axis they
are noise, and a third of what is left of the time.
"""

import re

from matplotlib.ticker import Formatter, LogFormatterSciNotation, NullLocator

SUPERSCRIPTS = str.maketrans("-−0123456789.", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹·")


LONG = 100  # the ratio of an axis's ends from which powers of ten are ticks enough


def use_plain_powers(figure):
    """Replace matplotlib's own formatter on every log axis of a figure."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ends = sorted(axis.get_view_interval())
            if axis.get_scale() == "log" and ends[1] > LONG * ends[0]:
                axis.set_minor_locator(NullLocator())
            if type(axis.get_major_formatter()) is LogFormatterSciNotation:
                axis.set_major_formatter(PlainPowers(axis.get_major_formatter()))
            if type(axis.get_minor_formatter()) is LogFormatterSciNotation:
                axis.set_minor_formatter(PlainPowers(axis.get_minor_formatter()))


class PlainPowers(Formatter):
    """The labels of another formatter, with its formulas written as plain text."""

    def __init__(self, formatter):
        self.formatter = formatter

    def __call__(self, x, pos=None):
        return plain(self.formatter(x, pos))

    def format_ticks(self, values):
        return [plain(label) for label in self.formatter.format_ticks(values)]


def plain(label):
    """A label without its formula, or as it was if more than powers stand in it."""
    text = re.sub(r"\$\\mathdefault\{(.*)\}\$", r"\1", label).replace(r"\times", "×")
    text = re.sub(r"\^\{([-−\d.]+)\}", lambda m: m.group(1).translate(SUPERSCRIPTS), text)
    return label if re.search(r"[\\^{$]", text) else text
