"""Every statement of the article is tried, or a clause says why not; no more is its own."""

import re
from pathlib import Path

import pytest

from nncourse.claims import claims, statements
from nncourse.claims.article import ARTICLE, claims_of_the_article

BOOK = Path(__file__).parents[2] / "book"
STATEMENTS = [statement for some in ARTICLE.values() for statement in some]


def test_every_statement_is_tried_or_has_a_clause_that_says_why_not():
    assert len(STATEMENTS) == 26
    for statement in STATEMENTS:
        assert bool(statement.claims) != bool(statement.untried), statement.text
        assert re.fullmatch(r"[A-Z].*[^.]\.", statement.text), statement.text
        assert not statement.untried.endswith("."), statement.untried


def test_the_claims_that_try_it_are_in_the_ledger():
    lacking = claims_of_the_article() - set(claims())
    assert not lacking, f"no claims yet: {', '.join(sorted(lacking))}"


def test_what_is_called_the_articles_tries_one_of_its_statements():
    its_own = {claim.name for claim in claims().values() if claim.source == "article"}
    assert not its_own - claims_of_the_article()


def test_the_page_shows_every_section_in_order_with_the_articles_numbers():
    text = (BOOK / "article.ipynb").read_text()
    shown = re.findall(r'statements\(\\"([\w ]+)\\"\)', text)
    assert shown == list(ARTICLE)
    page = "\n".join(map(statements, shown))
    numbers = re.findall(r"^(\d+)\. (.*)$", page, re.M)
    assert numbers == [(str(n), s.text) for n, s in enumerate(STATEMENTS, start=1)]


def test_the_statements_are_numbered_through_the_whole_article():
    first = {
        section: int(re.match(r"(\d+)\. ", statements(section))[1]) for section in ARTICLE
    }
    assert list(first.values()) == [1, 5, 9, 14, 19, 25]


def test_below_a_statement_stand_its_claims_with_their_verdicts_or_why_there_is_none():
    lines = statements("Exploding gradients").splitlines()
    assert lines[0].startswith("9. When the weights are too large ")
    assert re.fullmatch(
        r'   - <a class="claim-link" href="claims.ipynb#claim-large-weights-large-factors">'
        r"Large weights make large factors\.</a> <strong .*>◐ holds when</strong> the .*",
        lines[1],
    )
    assert lines[2].startswith("10. ")
    last = statements("Conclusion").splitlines()[-1]
    assert re.fullmatch(r"    - Not tried: .*[^.]\.", last)


def test_what_is_true_by_arithmetic_has_the_ledgers_badge():
    lines = "\n".join(map(statements, ARTICLE)).splitlines()
    dead, step = (
        [line for line in lines if f'#claim-{name}"' in line]
        for name in ("dead-no-gradient", "against-gradient")
    )
    assert dead and all(line.endswith(">= by arithmetic</strong>") for line in dead)
    assert step and ">= by arithmetic</strong> when the step is plain" in step[0]


def test_a_section_that_the_article_lacks_is_named():
    with pytest.raises(ValueError, match=r"no section 'Momentum'; .*'Dropout'"):
        statements("Momentum")
