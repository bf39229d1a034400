"""Every claim measured again, with seeds of its own, and its committed values."""

import pytest

from nncourse.claims import claims
from nncourse.claims.measure import SEEDS
from nncourse.claims.store import measured

NEW_SEEDS = 101, 102
each_claim = pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))


@each_claim
@pytest.mark.parametrize("seed", NEW_SEEDS)
def test_measurement_upholds_the_verdict(claim, seed):
    value = claim.value(seed)
    assert claim.upholds(value), f"{claim.verdict} needs {claim.bounds}, got {value}"


@each_claim
def test_limit_lies_beyond_the_verdict(claim):
    if claim.beyond:
        value = claim.value(NEW_SEEDS[0], claim.beyond)
        assert not claim.upholds(value), f"{claim.beyond_in_words} gives {value}"


@each_claim
def test_committed_values_uphold_the_verdict(claim):
    entry = measured(claim.name)
    assert len(entry["values"]) == len(SEEDS) >= 5
    assert all(map(claim.upholds, entry["values"]))
    assert ("limit" in entry) == bool(claim.beyond)
    if claim.beyond:
        assert len(entry["limit"]) == len(SEEDS)
        assert not any(map(claim.upholds, entry["limit"]))


@each_claim
def test_committed_values_are_those_of_today(claim):
    """Trainings differ in the last digits between machines, so: within twice the spread."""
    values = measured(claim.name)["values"]
    room = max(values) - min(values) + 1e-3 * max(map(abs, values)) + 10.0**-claim.digits
    assert min(values) - room <= claim.value(SEEDS[0]) <= max(values) + room
