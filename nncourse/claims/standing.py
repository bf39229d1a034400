"""Where a claim stands in the ledger: it holds, holds when, fails, or is no measurement."""

from dataclasses import dataclass
from html import escape

from nncourse.claims.verdict import Kind


@dataclass(frozen=True)
class Standing:
    """A word with its sign and colour; claims are counted, shown and filtered by it."""

    word: str
    sign: str
    colour: str  # on which white letters can be read


HOLDS = Standing("holds", "✓", "#00805a")
HOLDS_WHEN = Standing("holds when", "◐", "#0072b2")
FAILS = Standing("fails", "✕", "#c04000")
BY_ARITHMETIC = Standing("by arithmetic", "=", "#5f6672")
STANDINGS = HOLDS, HOLDS_WHEN, FAILS, BY_ARITHMETIC


def standing(claim):
    """What is true by arithmetic was not measured, and stands apart from what was."""
    return BY_ARITHMETIC if claim.kind is Kind.ARITHMETIC else of_verdict(claim.verdict)


def of_verdict(verdict):
    """The standing of a verdict, however it was reached."""
    if verdict.value.startswith(FAILS.word):
        return FAILS
    return next(one for one in STANDINGS if one.word == verdict.value)


def claim_badge(claim):
    """A claim's badge with its verdict in full; of arithmetic it says that alone."""
    one = standing(claim)
    return badge(one, one.word if one is BY_ARITHMETIC else claim.verdict.value)


def badge(one, word=""):
    """A standing as HTML: colour, sign and word; another word if one is given."""
    style = (
        f"background:{one.colour};color:#fff;padding:.1em .5em;border-radius:3px;"
        "border:1px solid transparent;white-space:nowrap"
    )
    text = f"{one.sign} {escape(word or one.word)}"
    return f'<strong class="claim-badge" style="{style}">{text}</strong>'
