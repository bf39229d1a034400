"""What a reader is told of a claim, in printed lines."""

import statistics
import textwrap

from nncourse.claims.catalogue import claim_named
from nncourse.claims.sources import OWN_SOURCES, SOURCES
from nncourse.claims.store import measured
from nncourse.claims.verdict import Kind, Verdict


def in_lines_of_80(name):
    """A claim as a terminal shows it: the sentence, what was measured, the verdict."""
    wrapped = (textwrap.fill(line, 80, subsequent_indent="  ") for line in lines(name))
    return "\n".join(wrapped)


def lines(name):
    """The same, a string a line, not yet wrapped."""
    claim, entry = claim_named(name), measured(name)
    text = [
        f"Claim ({SOURCES[claim.source]}): {claim.sentence}",
        f"{claim.kind.value}: {claim.quantity}: {spread(claim, entry['values'])}",
    ]
    if claim.chaotic:
        text.append(f"By another BLAS kernel: {spread(claim, entry['other kernel'])}")
    if claim.beyond:
        text.append(f"But {claim.beyond_in_words}: {spread(claim, entry['limit'])}")
    return [*text, f"Verdict: {verdict(claim)}."]


def anchor(name):
    """The id of a claim's row in the ledger, for links to it."""
    return f"claim-{name}"


def who(claim):
    """Who makes a claim: "Glorot 2010, section 2.3", or ", reported" if not looked up."""
    name = SOURCES[claim.source]
    if claim.source in OWN_SOURCES:
        return name
    return f"{name}, {claim.where or 'reported'}"


def verdict(claim):
    """A verdict and its note as one phrase: "holds, and costs accuracy"."""
    note = claim.note if claim.note[:1] in ("", ",", ":") else f" {claim.note}"
    return claim.verdict.value + note


def remark(claim):
    """What stands right behind a claim's badge: its note, from comma to full stop."""
    note = verdict(claim).removeprefix(claim.verdict.value)
    if claim.kind is Kind.ARITHMETIC and claim.verdict is Verdict.HOLDS_WHEN:
        note = f" when{note}"  # its badge says "by arithmetic" alone
    return f"{note}." if note else ""


def spread(claim, values):
    """Mean and range over the seeds: "0.81 (0.79 to 0.84), 5 seeds".

    Of a chaotic claim the range alone: a mean of such runs is one machine's.
    """
    low, high = number(claim, min(values)), number(claim, max(values))
    if claim.chaotic:
        return f"{low} to {high}, {len(values)} seeds"
    mean = number(claim, statistics.fmean(values))
    return f"{mean} ({low} to {high}), {len(values)} seeds"


def number(claim, value):
    """A measured value as printed everywhere, with its unit."""
    value = rounded(claim, value)
    if claim.digits < 0:
        return f"{value:.0e}{claim.unit}"
    if abs(value) >= 1000:
        return f"{value:,.0f}{claim.unit}"
    return f"{value:.{claim.digits}f}{claim.unit}"


def rounded(claim, value):
    """A measured value to the digits that repeat on every machine; never -0."""
    if claim.digits < 0:
        return float(f"{value:.0e}")
    if abs(value) >= 1000:
        return float(f"{value:.3g}")
    return float(f"{value:.{claim.digits}f}") + 0.0
