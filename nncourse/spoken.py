"""Numbers as one says them, for the sentences that nobody sees.

A screen reader spells "3e-02" out letter by letter, and what it makes of "10⁻⁵" differs
from one to the next.
"""

import re

WORDS = {
    "power": "10 to the {power}",
    "minus": "minus {power}",
    "times": "{factor} times {power}",
}
PRINTED = re.compile(r"(?<![\w.])(\d(?:\.\d+)?)e([+-]?\d+)(?!\d)")
WRITTEN_OUT = range(-4, 7)  # powers of ten whose numbers are said digit by digit


def spoken(text):
    """A text with "0.03" for "3e-02" and "2 times 10 to the minus 12" for "2e-12"."""
    return PRINTED.sub(_say, text)


def _say(number):
    factor, power = number[1], int(number[2])
    if power in WRITTEN_OUT:
        decimals = max(0, len(factor.partition(".")[2]) - power)
        return f"{float(number[0]):,.{decimals}f}"
    minus = WORDS["minus"] if power < 0 else "{power}"
    said = WORDS["power"].format(power=minus.format(power=abs(power)))
    return said if factor == "1" else WORDS["times"].format(factor=factor, power=said)
