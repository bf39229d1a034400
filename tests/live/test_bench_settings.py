"""Settings of the bench: complete, refused where they are none, and kept in an address."""

import random
import re

import pytest

from tests.live.bench_node import in_node

NEEDED = {
    *("data", "points", "noise", "depth", "width", "activation", "init", "gain", "norm"),
    *("residual", "dropout", "optimizer", "lr", "schedule", "decay", "batch", "clip"),
    "seed",
}


def call(*case):
    return in_node("bench_settings.js", [case])[0]


@pytest.fixture(scope="module")
def knobs():
    return call("KNOBS")


def drawn(knobs, rng):
    """Random settings that go together: every knob anywhere, but a batch that fits."""
    some = {knob["name"]: rng.choice(knob["choices"]) for knob in knobs}
    some["batch"] = rng.choice([2, 8, 32])
    return some


def test_every_knob_of_the_design_is_there_and_starts_at_a_choice_of_its_own(knobs):
    assert {knob["name"] for knob in knobs} >= NEEDED
    for knob in knobs:
        assert knob["start"] in knob["choices"]
        assert knob["label"] and knob["group"]
        assert len(set(knob["choices"])) == len(knob["choices"]) > 1
        if knob["kind"] == "number":
            assert knob["choices"] == sorted(knob["choices"])


def test_what_a_knob_depends_on_are_values_of_other_knobs(knobs):
    choices = {knob["name"]: knob["choices"] for knob in knobs}
    for knob in knobs:
        for name, values in knob["only"].items():
            assert set(values) < set(choices[name])
    noise = next(knob for knob in knobs if knob["name"] == "noise")
    assert call("matters", noise, {"data": "moons"})
    assert not call("matters", noise, {"data": "digits"})


def test_every_value_is_shown_in_words_of_its_own():
    for words in call("words"):
        assert all(words) and len(set(words)) == len(words)


def test_settings_are_completed_with_the_starts(knobs):
    starts = {knob["name"]: knob["start"] for knob in knobs}
    assert call("complete", {}) == starts
    assert call("complete", {"depth": 30, "norm": "layer"}) == starts | {
        "depth": 30,
        "norm": "layer",
    }


def test_an_address_holds_only_what_differs():
    assert call("toAddress", [{}]) == ""
    assert call("toAddress", [{"init": "small", "depth": 10}]) == "#depth=10&init=small"
    both = [{"depth": 10}, {"depth": 10, "init": "xavier"}]
    assert call("toAddress", both) == "#depth=10&b.init=xavier"
    assert call("toAddress", [{"depth": 10}, {}]) == "#depth=10&b.depth=1"
    assert call("toAddress", [{"depth": 10}, {"depth": 10}]) == "#depth=10&b"


def test_an_address_gives_back_the_runs_that_made_it(knobs):
    rng = random.Random(1)
    all_runs = [[drawn(knobs, rng)] for _ in range(40)]
    all_runs += [[drawn(knobs, rng), drawn(knobs, rng)] for _ in range(40)]
    all_runs += [[run[0], run[0]] for run in all_runs[:5]]
    cases = [["toAddress", runs] for runs in all_runs]
    addresses = in_node("bench_settings.js", cases)
    back = in_node("bench_settings.js", [["fromAddress", text] for text in addresses])
    assert back == all_runs


REFUSED = {
    "#deep=3": 'no knob "deep"',
    "#depth=31": 'depth must be one of .* not "31"',
    "#depth=03": 'depth must be .* not "03"',
    "#depth": 'depth must be .* not ""',
    "#depth=3&depth=4": '"depth" twice',
    "#b.norm=instance": 'norm must be one of none, batch, layer, not "instance"',
    "#c.depth=3": 'no knob "c.depth"',
    "#points=50&batch=64": "a batch of 64 is more than the 50 examples",
    "#b.points=50": "a batch of 64 is more than the 50 examples",
    "#norm=batch&batch=1": "batches of 2 or more, not 1",
    "#constructor=1": 'no knob "constructor"',
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_bad_address_is_refused_by_an_error_that_names_what_is_bad(text):
    found = call("fromAddress", text)
    assert isinstance(found, dict), found
    assert re.search(REFUSED[text], found["error"]), found


def test_a_value_that_is_no_choice_is_refused():
    assert "lr must be one of" in call("complete", {"lr": 0.123})["error"]
    assert "not 0.123" in call("complete", {"lr": 0.123})["error"]
    assert 'not "0.1"' in call("complete", {"lr": "0.1"})["error"]
