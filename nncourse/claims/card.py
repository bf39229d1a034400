"""A claim as a card: the sentence, who says it, the verdict, the seeds, a link.

The same HTML serves a kernel and the site. What it needs to look well in either stands in
it, and everything but the verdict takes the page's own colour of text, light or dark.
"""

from html import escape

from nncourse.claims.axis_table import condition
from nncourse.claims.catalogue import claim_named
from nncourse.claims.dots import GROUPS, band_mark, dots, legend_mark
from nncourse.claims.messages import MESSAGES
from nncourse.claims.page import anchor, who
from nncourse.claims.store import measured
from nncourse.claims.text import lines

LEDGER = "../claims.ipynb"  # from a chapter's notebook; the site makes it a page
FRAME = (
    "margin:.6em 0;padding:.5em 1em;max-width:46rem;border-radius:4px;"
    "border:1px solid color-mix(in srgb,currentColor 35%,transparent);"
    "border-left:5px solid "
)


def card(name):
    """A claim as a block of HTML without blank lines."""
    claim = claim_named(name)
    style = FRAME + claim.verdict.colour
    parts = [
        f'<div class="claim-card tex2jax_ignore mathjax_ignore" style="{style}">',
        _paragraph("head", _head(claim), "display:flex;flex-wrap:wrap;gap:0 1em"),
        _paragraph("sentence", f"<strong>{escape(claim.sentence)}</strong>"),
        _paragraph("verdict", f"{badge(claim)} {escape(note(claim))}"),
        f'<div class="claim-dots" style="padding:.2em 1em">{dots(claim)}</div>',
        _legend(claim),
        "</div>",
    ]
    return "\n".join(parts)


def badge(claim):
    """The verdict as colour, sign and word."""
    style = (
        f"background:{claim.verdict.colour};color:#fff;padding:.1em .5em;"
        "border-radius:3px;border:1px solid transparent;white-space:nowrap"
    )
    text = f"{claim.verdict.sign} {claim.verdict.value}"
    return f'<strong class="claim-badge" style="{style}">{text}</strong>'


def note(claim):
    """What follows the verdict, to be read after the badge."""
    return claim.note.lstrip(",: ")


def _paragraph(part, content, style=""):
    return f'<p class="claim-{part}" style="margin:.3em 0;{style}">{content}</p>'


def _head(claim):
    """Who makes the claim, and at the other end of the line where all of it stands."""
    source = f"{MESSAGES['claim']}: {escape(who(claim))}"
    name = MESSAGES["ledger"].format(name=claim.name)
    link = f'<a class="claim-link" href="{LEDGER}#{anchor(claim.name)}">{name}</a>'
    return f'<span style="flex-grow:1">{source}</span>{link}'


def _legend(claim):
    """What each kind of dot is, with its numbers; then where the verdict stands."""
    marks = [legend_mark(group) for group in GROUPS if group in measured(claim.name)]
    items = zip(
        [*marks, band_mark(claim)],
        [*lines(claim.name)[1:-1], condition(claim)],
        strict=True,
    )
    rows = "".join(f"<li>{mark}{escape(line, quote=False)}</li>" for mark, line in items)
    style = "list-style:none;padding:0;margin:.3em 0"
    return f'<ul class="claim-legend" style="{style}">{rows}</ul>'
