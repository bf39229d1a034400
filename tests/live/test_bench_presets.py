"""Each preset shows what its name says, whatever the seed, and because of its knobs."""

import re

import pytest

from tests.live.bench_node import in_node

SEEDS = 1, 12, 19  # the first is the one that the page starts with


@pytest.fixture(scope="module")
def presets():
    return in_node("bench_presets.js", [{}])[0]


@pytest.fixture(scope="module")
def found(presets):
    """{(id, seed): what the promise says}, all measured by one Node."""
    cases = [{"id": preset["id"], "seed": seed} for preset in presets for seed in SEEDS]
    names = [(case["id"], case["seed"]) for case in cases]
    return dict(zip(names, in_node("bench_presets.js", cases), strict=True))


def test_there_are_ten_or_more_and_one_for_each_of_chapters_1_to_8(presets):
    assert len(presets) >= 10
    assert {preset["chapter"] for preset in presets} == {f"0{n}" for n in range(1, 9)}
    assert len({preset["id"] for preset in presets}) == len(presets)


def test_each_has_an_address_a_title_and_says_what_it_shows(presets):
    addresses = {preset["address"] for preset in presets}
    assert len(addresses) == len(presets)
    for preset in presets:
        assert re.fullmatch("[a-z-]+", preset["id"])
        assert preset["title"] and preset["says"].endswith(".")


def test_each_keeps_its_promise_on_every_seed(found):
    assert {name: one for name, one in found.items() if not one["kept"]} == {}


def test_without_the_cure_no_promise_is_kept(found):
    assert [name for name, one in found.items() if one["uncured"]] == []


def test_without_the_fault_no_promise_is_kept(found):
    assert [name for name, one in found.items() if one["faultless"]] == []
