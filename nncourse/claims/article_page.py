"""The page on the article: its statements in order, each with what was found."""

from nncourse.claims.article import ARTICLE
from nncourse.claims.catalogue import claim_named
from nncourse.claims.standing import claim_badge
from nncourse.claims.text import anchor, remark


def statements(section):
    """The statements of one of the article's sections as Markdown text.

    They are numbered through the whole article. Below each stand the claims that try it,
    linked to their rows in the ledger, with their verdicts, or why there is none.
    """
    first = 1
    for title, some in ARTICLE.items():
        if title == section:
            return "\n".join(_item(first + i, each) for i, each in enumerate(some))
        first += len(some)
    raise ValueError(f"the article has no section {section!r}; its sections: {[*ARTICLE]}")


def _item(number, statement):
    below = [_trial(claim_named(name)) for name in statement.claims]
    if statement.untried:
        below = [f"Not tried: {statement.untried}."]
    start = f"{number}. "
    indent = " " * len(start)
    return "\n".join([start + statement.text, *(f"{indent}- {line}" for line in below)])


def _trial(claim):
    target = f'class="claim-link" href="claims.ipynb#{anchor(claim.name)}"'
    return f"<a {target}>{claim.sentence}</a> {claim_badge(claim)}{remark(claim)}"
