"""Printed words as a page sets them: powers of ten raised, where a terminal has "2e-05"."""

import re
from html import escape

PRINTED = re.compile(r"(\d(?:\.\d+)?)e([+-]\d+)")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def as_html(text):
    """A printed text as HTML."""
    return escape(set_powers(text))


def set_powers(text):
    """A text with "2×10⁻⁵" for "2e-05"; no line breaks within it."""
    return PRINTED.sub(_set, text)


def _set(number):
    power = f"10{str(int(number[2])).translate(RAISED)}"
    return power if number[1] == "1" else f"{number[1]}×{power}"
