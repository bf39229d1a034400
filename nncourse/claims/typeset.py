"""Printed words as a page sets them: a power of ten, where a terminal has "2e-05"."""

from html import escape

from nncourse.spoken import PRINTED

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def as_html(text):
    """A printed text as HTML."""
    return escape(set_powers(text))


def set_powers(text):
    """A text with "2×10⁻⁵" for "2e-05", and 0.3 for "3e-01"; no line breaks within it."""
    return PRINTED.sub(_set, text)


def _set(number):
    if -3 < int(number[2]) < 3:
        return f"{float(number[0]):g}"
    power = f"10{str(int(number[2])).translate(RAISED)}"
    return power if number[1] == "1" else f"{number[1]}×{power}"
