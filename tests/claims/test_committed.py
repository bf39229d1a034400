"""The committed values of every claim: complete, and on the side where they should be."""

import pytest

from nncourse.claims import claims
from nncourse.claims.axes import in_words, other_points
from nncourse.claims.measure import AXIS_SEEDS, SEEDS
from nncourse.claims.store import measured, varied
from nncourse.claims.verdict import Kind

each_claim = pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))


@each_claim
def test_the_values_uphold_the_verdict_and_the_limit_does_not(claim):
    entry = measured(claim.name)
    assert len(entry["values"]) == len(SEEDS) >= 5
    assert all(map(claim.upholds, entry["values"]))
    assert ("limit" in entry) == bool(claim.beyond)
    if claim.beyond:
        assert len(entry["limit"]) == len(SEEDS)
        assert not any(map(claim.upholds, entry["limit"]))


@each_claim
def test_a_chaotic_claim_changes_with_the_kernel_and_stands_all_the_same(claim):
    entry = measured(claim.name)
    assert ("other kernel" in entry) == claim.chaotic
    if claim.chaotic:
        assert entry["other kernel"] != entry["values"]
        assert len(entry["other kernel"]) == len(SEEDS)
        assert all(map(claim.upholds, entry["other kernel"]))


@each_claim
def test_the_verdict_flips_nowhere_inside_its_range_and_everywhere_outside(claim):
    flips = []
    for point in other_points(claim):
        values = varied(claim.name, point.axis, in_words(point.value))
        assert len(values) == len(AXIS_SEEDS) >= 3
        if any(claim.upholds(value) != point.inside for value in values):
            flips.append((point.axis, in_words(point.value), values))
    assert not flips, f"{claim.verdict} needs {claim.bounds}, got {flips}"


def test_every_claim_that_is_no_arithmetic_has_two_axes_at_least():
    some = [claim for claim in claims().values() if claim.kind is not Kind.ARITHMETIC]
    lacking = ", ".join(claim.name for claim in some if len(claim.vary) < 2)
    assert not lacking, f"vary lists fewer than two settings: {lacking}"


def test_every_claim_has_a_run_that_its_bounds_refuse():
    some = claims().values()
    lacking = ", ".join(claim.name for claim in some if not (claim.beyond or claim.outside))
    assert not lacking, f"neither beyond nor outside: {lacking}"
