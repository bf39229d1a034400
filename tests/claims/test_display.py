"""`cite` shows a card where HTML is shown, and lines of text anywhere else."""

from types import SimpleNamespace

import pytest

from nncourse.claims import cite
from nncourse.claims.card import card

PRINTED = (
    "Claim (this course): Numbers shrink.\n"
    "Measured: the last of ten numbers, of which each is smaller than its like: 3.2%\n"
    "  (3.0% to 3.4%), 5 seeds\n"
    "But at a rate of 0.01: 7.3% (7.3% to 7.4%), 5 seeds\n"
    "Verdict: holds when the rate is high."
)


@pytest.fixture
def claim(the_only_claim):
    quantity = "the last of ten numbers, of which each is smaller than its like"
    return the_only_claim(quantity=quantity)


def test_without_a_kernel_a_claim_is_printed_with_its_limit_in_lines_of_80(claim, capsys):
    cite(claim.name)
    assert capsys.readouterr().out == PRINTED + "\n"


def test_in_a_kernel_it_is_a_card_with_the_same_lines_as_its_text(
    claim, monkeypatch, capsys
):
    shown = []
    publisher = SimpleNamespace(publish=shown.append)
    shell = SimpleNamespace(display_pub=publisher)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    cite(claim.name)
    assert shown == [{"text/plain": PRINTED, "text/html": card(claim.name)}]
    assert capsys.readouterr().out == ""
