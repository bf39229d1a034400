"""The claims' page: entries as Markdown text with folds, and the tally."""

from html import escape
from itertools import groupby
from operator import itemgetter

from nncourse.claims.axes import axis_ranges
from nncourse.claims.axis_table import HEADINGS, condition, table
from nncourse.claims.catalogue import claims, claims_by_chapter
from nncourse.claims.sources import OWN_SOURCES, SOURCES
from nncourse.claims.text import lines
from nncourse.claims.verdict import Kind, Verdict


def entries(chapter):
    """A chapter's claims as Markdown text."""
    return "\n\n".join(map(_entry, claims_by_chapter()[chapter]))


def tally():
    """How many claims hold as they stand, hold under a condition, and fail.

    What is true by arithmetic was not measured, and is counted apart.
    """
    arithmetic = [claim for claim in claims().values() if claim.kind is Kind.ARITHMETIC]
    verdicts = [claim.verdict for claim in claims().values() if claim not in arithmetic]
    fails = Verdict.FAILS, Verdict.FAILS_WHEN
    return {
        "holds": verdicts.count(Verdict.HOLDS),
        "holds when": verdicts.count(Verdict.HOLDS_WHEN),
        "fails": sum(one in fails for one in verdicts),
        "by arithmetic": len(arithmetic),
    }


def anchor(name):
    """The id of a claim's entry, for links to it."""
    return f"claim-{name}"


def place(function):
    """Where a function stands in nncourse: "chapters.ch08_dropout.runs.measure_masks"."""
    return f"{function.__module__}.{function.__name__}".removeprefix("nncourse.")


def who(claim):
    """Who makes a claim: "Glorot 2010, section 2.3", or ", reported" if not looked up."""
    name = SOURCES[claim.source]
    if claim.source in OWN_SOURCES:
        return name
    return f"{name}, {claim.where or 'reported'}"


def _entry(claim):
    items = [
        *lines(claim.name)[1:],
        f"Measured by `{place(claim.measure)}`, entry `{claim.name}`.",
    ]
    title = f'<span id="{anchor(claim.name)}"></span>**{claim.sentence}** ({who(claim)})'
    parts = [title, "\n".join(f"- {item}" for item in items)]
    if claim.vary or claim.outside:
        parts.append(fold(claim))
    return "\n\n".join(parts)


def fold(claim):
    """A claim's table as HTML without blank lines, closed until the reader opens it."""
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    body = "\n".join(
        _axis(axis, list(rows)) for axis, rows in groupby(table(claim.name), itemgetter(0))
    )
    ranges = "; ".join(
        f"<code>{axis}</code> {escape(range_)}" for axis, range_ in axis_ranges(claim)
    )
    return f"""\
<details class="axes"><summary>One setting changed at a time: {ranges}</summary>
<p>{escape(condition(claim))}</p>
<table><thead><tr>{head}</tr></thead>
{body}
</table></details>"""


def _axis(axis, rows):
    """The rows of one setting, whose name stands before all of them."""
    name = f'<th scope="rowgroup" rowspan="{len(rows)}"><code>{axis}</code></th>'
    cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) for row in rows]
    return "<tbody>" + "\n".join(
        f"<tr>{name if row == 0 else ''}{text}</tr>" for row, text in enumerate(cells)
    ) + "</tbody>"  # fmt: skip
