"""`python -m nncourse.claims` measures what it is asked for, stores it and tells it."""

import re
from concurrent.futures.process import BrokenProcessPool

import pytest

from nncourse.claims import __main__, journal
from nncourse.claims.measure import axis_rows, own_rows


@pytest.fixture
def measuring(the_only_claim, monkeypatch, tmp_path):
    """Runs the command line on the example; measuring it takes no time.

    A function that returns what was measured, and what stays of the journal.
    """
    claim = the_only_claim()
    path = tmp_path / "journal.jsonl"
    monkeypatch.setattr(journal, "journal_path", lambda: path)
    monkeypatch.setattr(__main__, "claims", lambda: {claim.name: claim})

    def run(*arguments, errors=()):
        calls = []

        def measure_claims(claims, axes, path, jobs, tell):
            calls.append((list(claims), axes, path, jobs))
            if path:
                path.touch()
            rows = own_rows(claim) + axis_rows(claim)
            values = {(claim.name, row.place, s): 3.0 for row in rows for s in row.seeds}
            return values, list(errors)

        monkeypatch.setattr(__main__, "measure_claims", measure_claims)
        __main__.main(arguments)
        return calls

    run.claim, run.path = claim, path
    monkeypatch.setattr(__main__, "claim_named", lambda name: claim)
    return run


def test_a_named_claim_is_measured_at_its_own_settings_and_printed(measuring, capsys):
    assert measuring("numbers-shrink") == [([measuring.claim], False, None, None)]
    out = capsys.readouterr().out
    assert "the last of ten numbers: 3.0% (3.0% to 3.0%), 5 seeds\n" in out
    assert "verdict there" not in out


def test_vary_measures_the_axes_too_and_prints_the_table(measuring, capsys):
    assert measuring("--vary", "--jobs", "3", "numbers-shrink")[0][1:] == (True, None, 3)
    assert re.search(r"\nwidth +4 +3.0% .*, 3 seeds  holds\n", capsys.readouterr().out)


def test_without_names_all_are_measured_with_a_journal_that_ends_when_done(measuring):
    assert measuring() == [([measuring.claim], True, measuring.path, None)]
    assert not measuring.path.exists()


def test_what_could_not_be_measured_is_told_and_the_journal_stays(measuring):
    with pytest.raises(SystemExit, match="Not measured:\nnan for seed 2"):
        measuring(errors=["nan for seed 2"])
    assert measuring.path.exists()


def test_a_process_that_is_killed_ends_the_run_in_one_line(monkeypatch):
    def measure_claims(*arguments):
        raise BrokenProcessPool

    monkeypatch.setattr(__main__, "measure_claims", measure_claims)
    with pytest.raises(SystemExit, match="killed"):
        __main__.main(["first-loss"])


def test_a_claim_that_does_not_exist_is_named_before_anything_is_measured(monkeypatch):
    monkeypatch.setattr(__main__, "measure_claims", None)
    with pytest.raises(SystemExit, match=r"no claim 'relu-relievs'; .* relu-relieves"):
        __main__.main(["first-loss", "relu-relievs"])
