"""What a reader sees of the claims: printed lines, the page's entries, the tally."""

import statistics
import textwrap

from nncourse.claims.catalogue import claim_named, claims, claims_by_chapter
from nncourse.claims.claim import Verdict
from nncourse.claims.sources import SOURCES
from nncourse.claims.store import measured


def cite(name):
    """Print a claim: the sentence, what was measured, the verdict."""
    for line in lines(name):
        print(textwrap.fill(line, 80, subsequent_indent="  "))


def lines(name):
    """What `cite` prints, a string a line, not yet wrapped."""
    claim, entry = claim_named(name), measured(name)
    text = [
        f"Claim ({SOURCES[claim.source]}): {claim.sentence}",
        f"Measured: {claim.quantity}: {spread(claim, entry['values'])}",
    ]
    if claim.beyond:
        text.append(f"But {claim.beyond_in_words}: {spread(claim, entry['limit'])}")
    return [*text, f"Verdict: {verdict(claim)}."]


def entries(chapter):
    """A chapter's claims as Markdown text, for the claims' page."""
    return "\n\n".join(map(_entry, claims_by_chapter()[chapter]))


def _entry(claim):
    items = [
        *lines(claim.name)[1:],
        f"Measured by `{place(claim.measure)}`, entry `{claim.name}`.",
    ]
    title = f"**{claim.sentence}** ({SOURCES[claim.source]})"
    return title + "\n\n" + "\n".join(f"- {item}" for item in items)


def tally():
    """How many claims hold as they stand, hold under a condition, and fail."""
    verdicts = [claim.verdict for claim in claims().values()]
    fails = Verdict.FAILS, Verdict.FAILS_WHEN
    return {
        "holds": verdicts.count(Verdict.HOLDS),
        "holds when": verdicts.count(Verdict.HOLDS_WHEN),
        "fails": sum(one in fails for one in verdicts),
    }


def place(function):
    """Where a function stands in nncourse: "chapters.ch08_dropout.runs.measure_masks"."""
    return f"{function.__module__}.{function.__name__}".removeprefix("nncourse.")


def verdict(claim):
    """A verdict and its note as one phrase: "holds, and costs accuracy"."""
    note = claim.note if claim.note[:1] in ("", ",", ":") else f" {claim.note}"
    return claim.verdict.value + note


def spread(claim, values):
    """Mean and range over the seeds: "0.81 (0.79 to 0.84), 5 seeds"."""
    mean, low, high = (
        number(claim, value)
        for value in (statistics.fmean(values), min(values), max(values))
    )
    return f"{mean} ({low} to {high}), {len(values)} seeds"


def number(claim, value):
    """A measured value as printed everywhere, with its unit."""
    if claim.digits < 0:
        return f"{value:.0e}{claim.unit}"
    if abs(value) >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}{claim.unit}"
    return f"{value:.{claim.digits}f}{claim.unit}"
