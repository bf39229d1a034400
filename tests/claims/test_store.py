"""`python -m nncourse.claims` measures what it is asked for, and stores it."""

import json

import pytest

from nncourse.claims import __main__, claims, store
from nncourse.claims.store import MEASURED, measured

QUICK = "dropout-rate-zero", "first-loss"


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A copy of the stored values, which the test may change."""
    copy = tmp_path / "measured.json"
    copy.write_bytes(MEASURED.read_bytes())
    monkeypatch.setattr(store, "MEASURED", copy)
    return copy


def test_named_claims_are_measured_and_the_others_left(file):
    before = json.loads(file.read_text())
    forgotten = {name: before[name] for name in before if name not in QUICK}
    file.write_text(json.dumps(forgotten | {QUICK[0]: {"values": []}}))
    __main__.main(QUICK)
    after = json.loads(file.read_text())
    assert list(after) == list(claims())
    assert {name: after[name] for name in forgotten} == forgotten
    for name in QUICK:
        for part in ("values", "limit"):
            assert after[name][part] == pytest.approx(before[name][part], rel=1e-4)


def test_measuring_again_leaves_the_file_as_it_is(file):
    store.store(QUICK[0], measured(QUICK[0]))
    assert file.read_bytes() == MEASURED.read_bytes()


def test_a_claim_that_does_not_exist_is_named_before_anything_is_measured(file):
    before = file.read_bytes()
    with pytest.raises(SystemExit, match=r"no claim 'relu-relievs'; .* relu-relieves"):
        __main__.main(["first-loss", "relu-relievs"])
    assert file.read_bytes() == before


def test_a_claim_not_measured_yet_says_how_to(file):
    file.write_text("{}")
    with pytest.raises(
        ValueError, match=r"not measured yet: .*nncourse\.claims first-loss"
    ):
        measured("first-loss")
    with pytest.raises(ValueError, match="no claim 'first-lost'"):
        measured("first-lost")
