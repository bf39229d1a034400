"""Phrases for the sentences that say what a figure shows."""

from nncourse.claims.typeset import set_powers


def quantity(n, thing):
    """A number and what it counts: "1 step", "2 steps"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def two_digits(number):
    """A number to two digits: "0.31", "17", "60,000"."""
    return f"{number:.2g}" if number < 100 else f"{float(f'{number:.2g}'):,.0f}"


def signed(value, digits=2):
    """A number of so many decimals whose minus is as wide as a plus; never "−0.00"."""
    return f"{value:z.{digits}f}".replace("-", "\N{MINUS SIGN}")


def enumeration(numbers):
    """Numbers in a row, as one says them: "0.1, 0.15 and 0.3"."""
    *most, last = (f"{number:g}" for number in numbers)
    return f"{', '.join(most)} and {last}" if most else last


def size_text(size):
    """A size as text: "0.63", "6,900", "2×10⁻⁵"."""
    if size < 0.01:
        return set_powers(f"{size:.0e}")
    return two_digits(size)
