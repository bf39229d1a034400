"""The ledger in parts: the claims that fell, a map of all of them, rows by chapter."""

from collections import Counter
from html import escape

from nncourse.claims.catalogue import chapter_title, claims, claims_by_chapter
from nncourse.claims.filters import filters
from nncourse.claims.messages import MESSAGES
from nncourse.claims.row import row
from nncourse.claims.shown import Shown
from nncourse.claims.standing import FAILS, STANDINGS, badge, claim_badge, standing
from nncourse.claims.text import anchor, remark, verdict, who

CELL = (
    "display:inline-block;width:1.7em;line-height:1.7em;color:#fff;text-align:center;"
    "text-decoration:none;border-radius:3px;background:"
)


def tally():
    """{standing: how many claims have it}, in the order of STANDINGS."""
    counts = Counter(map(standing, claims().values()))
    return {one: counts[one] for one in STANDINGS}


def fallen():
    """The claims that fail, each with what was found instead."""
    some = [claim for claim in claims().values() if standing(claim) is FAILS]
    items = [
        f'<li><a class="claim-link" href="#{anchor(claim.name)}">{escape(claim.sentence)}'
        f"</a> ({escape(who(claim))}) {claim_badge(claim)}{escape(remark(claim))}</li>"
        for claim in some
    ]
    text = (f"{c.sentence} ({who(c)}) {FAILS.sign} {verdict(c)}." for c in some)
    return Shown(_block("claim-fallen", ["<ul>", *items, "</ul>"]), "\n".join(text))


def overview():
    """What the signs mean, a cell for each claim by chapter, and the rows' filters."""
    count = MESSAGES["count"].format(count=len(claims()))
    key = [(one, str(number)) for one, number in tally().items()]
    badges = " ".join(f"<span>{badge(one)} {number}</span>" for one, number in key)
    lines = [
        '<p style="margin:.3em 0">'
        f'<span class="claim-chapter">{chapter_title(stem)}</span> '
        f"{' '.join(map(_cell, some))}</p>"
        for stem, some in claims_by_chapter().items()
    ]
    parts = [f'<p class="claim-key">{count} {badges}</p>', *lines]
    text = [f"{count} {', '.join(f'{one.word} {number}' for one, number in key)}"]
    for stem, some in claims_by_chapter().items():
        text.append(f"{''.join(standing(one).sign for one in some)} {chapter_title(stem)}")
    return Shown(_block("claim-map", parts) + "\n" + filters(), "\n".join(text))


def rows(chapter):
    """The rows of one chapter's claims."""
    some = claims_by_chapter()[chapter]
    html = _block("claim-rows", map(row, some), f' data-chapter="{chapter}"')
    return Shown(html, "\n".join(map(_in_line, some)))


def _block(name, parts, attributes=""):
    opening = f'<div class="{name} tex2jax_ignore mathjax_ignore"{attributes}>'
    return "\n".join([opening, *parts, "</div>"])


def _in_line(claim):
    one = standing(claim)
    return f"{one.sign} {one.word}: {claim.sentence} ({who(claim)})"


def _cell(claim):
    one = standing(claim)
    name = escape(f"{one.word}: {claim.sentence}")
    return (
        f'<a class="claim-cell" href="#{anchor(claim.name)}" style="{CELL}{one.colour}" '
        f'title="{name}" aria-label="{name}">{one.sign}</a>'
    )
