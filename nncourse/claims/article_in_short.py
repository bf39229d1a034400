"""What became of the article's own claims: a line each, those that fell first."""

from html import escape

from nncourse.claims.catalogue import claims
from nncourse.claims.messages import MESSAGES
from nncourse.claims.shown import Shown
from nncourse.claims.standing import (
    BY_ARITHMETIC,
    FAILS,
    HOLDS,
    HOLDS_WHEN,
    badge,
    claim_badge,
    standing,
)
from nncourse.claims.text import anchor, remark

ORDER = FAILS, HOLDS_WHEN, HOLDS, BY_ARITHMETIC


def article_in_short():
    """The article's own claims, those that fell first, each linked to its ledger's row."""
    by_standing = {one: [c for c in _its_own() if standing(c) is one] for one in ORDER}
    items = "\n".join(_item(c) for some in by_standing.values() for c in some)
    counts = " ".join(f"<span>{badge(o)} {len(c)}</span>" for o, c in by_standing.items())
    total = MESSAGES["count"].format(count=len(_its_own()))
    html = (
        '<div class="claim-fallen tex2jax_ignore mathjax_ignore">'
        f'<p class="claim-key">{total} {counts}</p>\n<ul>\n{items}\n</ul></div>'
    )
    lines = [f"{o.sign} {o.word}: {c.sentence}" for o in ORDER for c in by_standing[o]]
    return Shown(html, "\n".join(lines))


def _its_own():
    return [claim for claim in claims().values() if claim.source == "article"]


def _item(claim):
    link = f'class="claim-link" href="claims.ipynb#{anchor(claim.name)}"'
    return (
        f"<li><a {link}>{escape(claim.sentence)}</a> {claim_badge(claim)}"
        f"{escape(remark(claim))}</li>"
    )
