"""The table that ends the book: what ails a network, how one sees it, what helps, how much.

Names, counts and percentages come from the clinic and the ledger, whose rows are linked.
"""

import statistics
from html import escape

from nncourse.chapters.ch09_training_clinic.closing_rows import (
    EFFECT,
    HEADINGS,
    ROWS,
    TREATMENT,
)
from nncourse.claims.catalogue import claim_named
from nncourse.claims.shown import Shown
from nncourse.claims.store import measured as of_claim
from nncourse.claims.text import anchor, number
from nncourse.clinic.measured import measured as of_clinic
from nncourse.clinic.prescriptions import PRESCRIBED


def closing_table():
    """All faults in the order of the rows, for a page and in lines of text."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADINGS)
    body = "\n".join(map(_row, ROWS))
    html = (
        '<table class="closing-table tex2jax_ignore mathjax_ignore">'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )
    return Shown(html, "\n".join(map(_line, ROWS)))


def treatment(fault):
    """The first thing to do about a fault, and the next."""
    first, second, _ = PRESCRIBED[fault]
    return TREATMENT.format(first=first, second=second)


def cured(fault):
    """How many of the clinic's patients the first treatment cured, and a wrong one."""
    counts, wrong = of_clinic()["cured"][fault], PRESCRIBED[fault][2]
    right, by_wrong = counts["by right"], counts["by wrong"]
    return EFFECT.format(right=right, cases=counts["cases"], wrong=wrong, by_wrong=by_wrong)


def in_ledger(fault):
    """What the ledger's claim says of the fault, with its means; "" if there is none."""
    row = ROWS[fault]
    if not row.effect:
        return ""
    claim, entry = claim_named(row.effect_claim), of_claim(row.effect_claim)
    value, limit = (
        number(claim, statistics.fmean(entry[group])) for group in ("values", "limit")
    )
    return row.effect.format(value=value, limit=limit)


def _row(fault):
    row = ROWS[fault]
    page, _, setting = row.figure.partition("#")
    address = escape(f"chapters/{page}.ipynb#{setting}")
    effect = escape(cured(fault))
    if row.effect:
        effect += f"; {_to_ledger(in_ledger(fault), row.effect_claim)}"
    cells = [
        escape(row.sign),
        escape(row.look),
        f'<a class="claim-figure" href="{address}">{escape(fault)}</a>',
        escape(treatment(fault)),
        effect,
        _to_ledger(row.fails, row.fails_claim),
    ]
    first, *rest = (
        f' data-head="{head}">{cell}' for head, cell in zip(HEADINGS, cells, strict=True)
    )
    return f'<tr><th scope="row"{first}</th>{"".join(f"<td{c}</td>" for c in rest)}</tr>'


def _to_ledger(text, name):
    href = f"claims.ipynb#{anchor(claim_named(name).name)}"
    return f'<a class="claim-link" href="{href}">{escape(text)}</a>'


def _line(fault):
    row = ROWS[fault]
    return (
        f"{fault}: {row.sign} Look at {row.look}. Treatment: {treatment(fault)}. "
        f"{row.fails}."
    )
