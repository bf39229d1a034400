"""Printed words as a page sets or says them: a power of ten, where a terminal has "2e-05".

Figures say theirs by `nncourse.explore.spoken`, which needs matplotlib, as no claim does.
"""

import re
from html import escape

from nncourse.claims.messages import MESSAGES

PRINTED = re.compile(r"(\d(?:\.\d+)?)e([+-]\d+)")
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


def say_powers(text):
    """A text with "0.0002" for "2e-04", and beyond that "2 times 10 to the minus 5"."""
    return PRINTED.sub(_say, text)


def _say(number):
    factor, power = number[1], int(number[2])
    if -5 < power < 7:
        return f"{float(number[0]):,.10g}"
    return MESSAGES["minus power" if power < 0 else "power"].format(
        factor=factor, power=abs(power)
    )
