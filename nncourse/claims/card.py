"""A claim as a card: the sentence, who says it, the verdict, the seeds, a link.

The same HTML serves a kernel and the site. What it needs to look well in either stands in
it, and everything but the verdict takes the page's own colour of text, light or dark.
"""

from html import escape

from nncourse.claims.axis_table import condition
from nncourse.claims.catalogue import claim_named
from nncourse.claims.dots import GROUPS, band_mark, dots, legend_mark
from nncourse.claims.messages import MESSAGES
from nncourse.claims.standing import claim_badge, standing
from nncourse.claims.store import measured
from nncourse.claims.text import anchor, lines, remark, who
from nncourse.claims.typeset import as_html

LEDGER = "../claims.ipynb"  # from a chapter's notebook; the site makes it a page
FRAME = (
    "margin:.6em 0;padding:.5em 1em;max-width:46rem;border-radius:4px;"
    "border:1px solid color-mix(in srgb,currentColor 35%,transparent);"
    "border-left:5px solid "
)


def card(name, ledger=LEDGER):
    """A claim as a block of HTML without blank lines; `ledger` is where that stands."""
    claim = claim_named(name)
    style = FRAME + standing(claim).colour
    parts = [
        f'<div class="claim-card tex2jax_ignore mathjax_ignore" style="{style}">',
        paragraph("head", _head(claim, ledger), "display:flex;flex-wrap:wrap;gap:0 1em"),
        paragraph("sentence", f"<strong>{escape(claim.sentence)}</strong>"),
        paragraph("verdict", claim_badge(claim) + escape(remark(claim))),
        evidence(claim),
        "</div>",
    ]
    return "\n".join(parts)


def evidence(claim):
    """The dots; what each kind of them is, with its numbers; where the verdict stands."""
    marks = [legend_mark(group) for group in GROUPS if group in measured(claim.name)]
    items = zip(
        [*marks, band_mark(claim)],
        [*lines(claim.name)[1:-1], condition(claim)],
        strict=True,
    )
    rows = "".join(f"<li>{mark}{as_html(line)}</li>" for mark, line in items)
    style = "list-style:none;padding:0;margin:.3em 0"
    return (
        f'<div class="claim-dots" style="padding:.2em 1em">{dots(claim)}</div>\n'
        f'<ul class="claim-legend" style="{style}">{rows}</ul>'
    )


def paragraph(part, content, style=""):
    return f'<p class="claim-{part}" style="margin:.3em 0;{style}">{content}</p>'


def _head(claim, ledger):
    """Who makes the claim, and at the other end of the line where all of it stands."""
    source = f"{MESSAGES['claim']}: {escape(who(claim))}"
    name = MESSAGES["ledger"].format(name=claim.name)
    link = f'<a class="claim-link" href="{ledger}#{anchor(claim.name)}">{name}</a>'
    return f'<span style="flex-grow:1">{source}</span>{link}'
