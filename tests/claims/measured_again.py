"""Claims measured again with a seed that `make claims` leaves out, on part of their axes.

The chapters are shared out over two test files, which run side by side.
"""

from importlib.metadata import version
from zlib import crc32

import pytest

from nncourse.claims.axes import in_words, other_points
from nncourse.claims.catalogue import claims_by_chapter
from nncourse.claims.measure import SEEDS
from nncourse.claims.store import measured
from nncourse.claims.verdict import Kind

NEW_SEED = 101
assert NEW_SEED not in SEEDS


def claims_of_chapters(numbers):
    """Their claims as pytest's parameters; what is timed runs while nothing else does."""
    return [
        pytest.param(
            claim,
            id=claim.name,
            marks=[pytest.mark.alone] if claim.kind is Kind.TIMED else [],
        )
        for chapter, some in claims_by_chapter().items()
        for claim in some
        if int(chapter[:2]) in numbers
    ]


def thinned(claim):
    """One point of each axis inside its range, and one outside all, if there are any.

    Which one hangs on the claim's name and on the package's version, so that all of them
    have their turn as versions go by.
    """
    others = other_points(claim)
    groups = [[p for p in others if p.inside and p.axis == axis] for axis in claim.vary]
    groups.append([point for point in others if not point.inside])
    for group in filter(None, groups):
        words = f"{claim.name} {group[0].axis} {version('nncourse')}"
        yield group[crc32(words.encode()) % len(group)]


class MeasuredAgain:
    """Promises of every claim; a subclass has the fixture `claim`."""

    def test_the_verdict_stands_for_another_seed(self, claim):
        value = claim.value(NEW_SEED)
        assert claim.upholds(value), f"{claim.verdict} needs {claim.bounds}, got {value}"

    def test_the_bounds_refuse_the_limit(self, claim):
        if claim.beyond:
            value = claim.value(NEW_SEED, claim.beyond)
            assert not claim.upholds(value), f"{claim.beyond_in_words} gives {value}"

    def test_the_verdict_flips_where_the_table_says_and_nowhere_else(self, claim):
        flips = []
        for point in thinned(claim):
            value = claim.value(NEW_SEED, {point.axis: point.value})
            if claim.upholds(value) != point.inside:
                flips.append((point.axis, in_words(point.value), value))
        assert not flips, f"{claim.verdict} needs {claim.bounds}, got {flips}"

    def test_committed_values_are_those_of_today(self, claim):
        """Trainings differ in the last digits between machines: within twice the spread.

        A chaotic one differs in all digits, as the spread over kernels shows.
        """
        entry = measured(claim.name)
        values = entry["values"] + entry.get("other kernel", [])
        low, high = min(values), max(values)
        room = high - low + 1e-3 * max(map(abs, values)) + 10.0**-claim.digits
        assert low - room <= claim.value(SEEDS[0]) <= high + room
