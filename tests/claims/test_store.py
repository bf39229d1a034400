"""What is measured of a claim takes the place of what stood, if its seeds are complete."""

import json

import pytest

from nncourse.claims import claims, store
from nncourse.claims.measure import axis_rows, own_rows
from nncourse.claims.store import MEASURED, VARIED, measured, varied
from tests.claims.conftest import ALONG, OWN


def values(claim, rows, number):
    """What measuring some rows of a claim could have given."""
    return {
        (claim.name, row.place, seed): number + seed for row in rows for seed in row.seeds
    }


def test_new_values_take_the_place_of_old_ones(the_only_claim):
    claim = the_only_claim(own={}, along={})
    store.store(values(claim, own_rows(claim) + axis_rows(claim), 0.5))
    five, three = [0.5, 1.5, 2.5, 3.5, 4.5], [0.5, 1.5, 2.5]
    assert measured(claim.name) == {"values": five, "limit": five}
    assert json.loads(store.VARIED.read_text()) == {
        claim.name: {
            "width": {"4": three, "10": three, "20": three},
            "rate": {"0.2": three},
        }
    }


def test_the_axes_stay_when_only_the_claims_own_settings_are_measured(the_only_claim):
    claim = the_only_claim(chaotic=True)
    store.store(values(claim, own_rows(claim), 0.5))
    assert list(measured(claim.name)) == ["values", "limit", "other kernel"]
    assert json.loads(store.VARIED.read_text()) == {claim.name: ALONG}


def test_a_claim_of_which_a_value_is_missing_stays_as_it_was(the_only_claim):
    claim = the_only_claim()
    new = values(claim, own_rows(claim) + axis_rows(claim), 0.5)
    del new[claim.name, ("limit",), 3], new[claim.name, ("rate", "0.2"), 1]
    store.store(new)
    assert measured(claim.name) == OWN
    assert json.loads(store.VARIED.read_text()) == {claim.name: ALONG}


def test_claims_that_are_no_more_are_left_out(the_only_claim):
    claim = the_only_claim()
    store.MEASURED.write_text(json.dumps({"once-a-claim": OWN, claim.name: OWN}))
    store.store({})
    assert json.loads(store.MEASURED.read_text()) == {claim.name: OWN}


def test_storing_nothing_leaves_the_committed_files_as_they_are(tmp_path, monkeypatch):
    for name in ("MEASURED", "VARIED"):
        copy = tmp_path / name
        copy.write_bytes(getattr(store, name).read_bytes())
        monkeypatch.setattr(store, name, copy)
    store.store({})
    assert store.MEASURED.read_bytes() == MEASURED.read_bytes()
    assert store.VARIED.read_bytes() == VARIED.read_bytes()
    assert set(json.loads(MEASURED.read_text())) == set(claims())


def test_what_is_not_measured_yet_says_how_to(the_only_claim):
    claim = the_only_claim(along={"rate": {}})
    store.MEASURED.write_text("{}")
    with pytest.raises(ValueError, match=r"not measured yet: .*claims numbers-shrink"):
        measured(claim.name)
    with pytest.raises(ValueError, match=r"0\.2 is not .*claims --vary numbers-shrink"):
        varied(claim.name, "rate", "0.2")


def test_a_claim_that_is_none_is_not_called_unmeasured():
    with pytest.raises(ValueError, match="no claim 'first-lost'"):
        measured("first-lost")
    with pytest.raises(ValueError, match="no claim 'first-lost'"):
        varied("first-lost", "rate", "0.2")
