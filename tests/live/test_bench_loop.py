"""The loop behind the bench hears every command at once, and says what happened, calmly.

Its clock is the test's, so nothing depends on how busy the machine is.
"""

import json
from itertools import pairwise

import pytest

from nncourse.live.bench_digits import FILE
from tests.live.bench_node import in_node

MOONS = {"data": "moons", "points": 100, "batch": 32, "width": 4}
SLOW = {"data": "moons", "points": 100, "batch": 32, "width": 4, "lr": 0.01}
LOAD, PLAY = {"do": "load", "runs": [MOONS]}, {"do": "play"}


def loop(*script, until=1000, **more):
    """What is said when the commands, (milliseconds, command), are heard."""
    return in_node("bench_loop.js", [{"script": script, "until": until} | more])[0]


def states(found):
    return [one for one in found["said"] if one["say"] == "state"]


def errors(found):
    return [one["words"] for one in found["said"] if one["say"] == "error"]


def test_a_state_follows_each_command_at_once():
    commands = [
        LOAD,
        {"do": "step"},
        {"do": "look", "surface": True},
        {"do": "speed", "stepsPerSecond": 2},
        PLAY,
        {"do": "pause"},
        {"do": "reset"},
    ]
    found = loop(*[(100 * k, command) for k, command in enumerate(commands)])
    for k in range(len(commands)):
        after = [one for one in states(found) if one["at"] >= 100 * k]
        assert after[0]["at"] < 100 * k + 60, commands[k]
    assert errors(found) == []
    assert found["idle"]


def test_it_trains_only_while_it_plays_and_a_reset_starts_over():
    found = loop(
        *((0, LOAD), (100, PLAY), (300, {"do": "pause"})),
        *((500, {"do": "step"}), (700, {"do": "reset"})),
    )
    by_time = [(one["at"], one["playing"], one["runs"][0]["step"]) for one in states(found)]
    assert all(step == 0 for at, _, step in by_time if at < 100)
    assert any(playing for at, playing, _ in by_time if 100 < at < 300)
    paused = [s for at, playing, s in by_time if 300 < at < 500 and not playing]
    stepped = [step for at, _, step in by_time if 500 < at < 700]
    assert len(set(paused)) == 1 and paused[0] > 10
    assert stepped == [paused[0] + 1]
    assert [(p, s) for at, p, s in by_time if at > 700] == [(False, 0)]


@pytest.mark.parametrize("runs", [[MOONS], [MOONS, SLOW]])
def test_while_it_plays_it_says_at_most_twenty_states_a_second(runs):
    load = {"do": "load", "runs": runs}
    found = loop((0, load), (0, PLAY), until=3000, pieceTakes=0.1)
    times = [one["at"] for one in states(found)]
    between = [b - a for a, b in pairwise(times)]
    assert min(between[1:]) >= 50
    assert len(times) > 50


def test_measuring_takes_at_most_a_third_of_the_time():
    found = loop((0, LOAD), (0, PLAY), until=5000, pieceTakes=10)
    pieces = 9  # of 100 examples learnt from and 400 to test on, 64 at a time
    steps = states(found)[-1]["runs"][0]["step"]
    assert steps * 1 > 0.6 * 5000
    assert len(states(found)) * pieces * 10 > 0.2 * 5000


def test_a_turn_begins_nothing_after_four_milliseconds():
    both = {"do": "load", "runs": [MOONS, SLOW]}
    found = loop((0, both), (0, PLAY), stepTakes=7, pieceTakes=5)
    assert max(found["turns"]) <= 4 + 7
    quick = loop((0, both), (0, PLAY), stepTakes=0.25, pieceTakes=0.5)
    assert max(quick["turns"]) <= 4 + 0.5
    assert max(quick["turns"][5:50]) > 3  # and is not much shorter


@pytest.mark.parametrize("runs", [[MOONS], [MOONS, SLOW]])
def test_every_step_is_told_once(runs):
    found = loop((0, {"do": "load", "runs": runs}), (0, PLAY), (700, {"do": "pause"}))
    for i in range(len(runs)):
        told = [row["step"] for one in states(found) for row in one["runs"][i]["history"]]
        last = states(found)[-1]["runs"][i]["step"]
        assert told == list(range(1, last + 1)) and last > 100


def test_two_runs_have_taken_the_same_steps_in_every_state():
    commands = [{"do": "pause"}, PLAY, {"do": "look"}, {"do": "step"}, PLAY]
    script = [(100 + 71 * k, command) for k, command in enumerate(9 * commands)]
    load = {"do": "load", "runs": [MOONS, SLOW]}
    found = loop((0, load), (0, PLAY), *script, stepTakes=5, until=4000)
    assert states(found)[-1]["runs"][0]["step"] > 20
    assert all(len({run["step"] for run in one["runs"]}) == 1 for one in states(found))


def test_commands_in_quick_succession_do_not_silence_it():
    look = {"do": "look", "surface": True}
    found = loop((0, LOAD), (0, PLAY), *((10 * k, look) for k in range(100)), pieceTakes=2)
    assert len(states(found)) > 8


def test_speed_is_kept_and_null_is_full_speed():
    at_ten = {"do": "speed", "stepsPerSecond": 10}
    found = loop((0, LOAD), (0, at_ten), (0, PLAY), until=5000)
    assert 45 <= states(found)[-1]["runs"][0]["step"] <= 52
    assert states(found)[-1]["speed"] == 10
    full = {"do": "speed", "stepsPerSecond": None}
    found = loop((0, LOAD), (0, at_ten), (0, full), (0, PLAY), until=5000)
    assert states(found)[-1]["runs"][0]["step"] > 2000


def test_when_all_runs_have_diverged_it_stops_playing():
    wild = {"data": "moons", "depth": 9, "gain": 8, "lr": 10, "optimizer": "momentum"}
    found = loop((0, {"do": "load", "runs": [wild]}), (0, PLAY))
    last = states(found)[-1]
    assert last["runs"][0]["diverged"] and not last["playing"] and found["idle"]
    assert last["runs"][0]["history"][-1]["loss"] is None  # nan
    found = loop((0, {"do": "load", "runs": [wild, MOONS]}), (0, PLAY))
    last = states(found)[-1]
    assert last["playing"] and last["runs"][1]["step"] > last["runs"][0]["step"]


def test_states_tell_after_which_load_they_are():
    second = {"do": "load", "runs": [{"depth": 99}]}
    found = loop((0, LOAD), (100, second), (200, LOAD))
    assert [one["load"] for one in found["said"]] == [1, 2, 3]
    assert [one["say"] for one in found["said"]] == ["state", "error", "state"]


def test_of_runs_that_another_load_replaced_nothing_more_is_said():
    bad = {"do": "load", "runs": [{"depth": 99}]}
    found = loop((0, LOAD), (5, bad), until=300)  # in the middle of the first survey
    assert [one["say"] for one in found["said"]] == ["error"]
    two = {"do": "load", "runs": [MOONS, SLOW]}
    found = loop((0, LOAD), (0, PLAY), (105, two), until=300)
    assert {len(one["runs"]) for one in states(found) if one["at"] > 105} == {2}
    assert {one["load"] for one in states(found) if one["at"] > 105} == {2}


def test_what_is_looked_at_comes_with_the_state_and_stays_over_loads():
    look = {"do": "look", "surface": True, "units": {"layer": 1}}
    deep = {"do": "load", "runs": [MOONS | {"depth": 2}, MOONS]}
    found = loop((0, LOAD), (100, look), (200, deep))
    before, looked, deeper = states(found)
    assert before["runs"][0].get("surface") is None
    assert looked["runs"][0]["surface"] == 1600
    assert looked["runs"][0]["units"] == [400, 400]  # layer 1 is the output here
    assert deeper["runs"][0]["units"] == [400] * 4
    assert deeper["runs"][0]["unitsLayer"] == 1
    digits = json.loads(FILE.read_text(encoding="utf-8"))
    look["read"] = 20
    found = loop((0, {"do": "load", "runs": [{}]}), (500, look), digits=digits)
    (run,) = states(found)[-1]["runs"]
    assert run.get("surface") is None and run.get("units") is None
    assert len(run["read"]) == 20 and set(run["read"]) <= set(range(10))
    assert all(0.1 <= p <= 1 for p in run["sure"])


def test_units_say_of_which_layer_they_are_and_a_shallower_run_has_none():
    deep = {"do": "load", "runs": [MOONS | {"depth": 5}, MOONS]}
    look = {"do": "look", "units": {"layer": 3}}
    script = (0, look), (0, deep), (100, look | {"units": {"layer": 1}})
    first, second = states(loop(*script))
    assert [run.get("unitsLayer") for run in first["runs"]] == [3, None]
    assert [run.get("unitsLayer") for run in second["runs"]] == [1, 1]


REFUSED = {
    "an unknown command": ({"do": "jump"}, 'how to do "jump"'),
    "a bad knob": ({"do": "load", "runs": [{"deep": 3}]}, 'no knob "deep"'),
    "a bad value": ({"do": "load", "runs": [{"depth": 31}]}, "depth must be one of"),
    "three runs": (
        {"do": "load", "runs": [{}] * 3},
        "one or two runs can be loaded, not 3",
    ),
    "digits not handed in": ({"do": "load", "runs": [{}]}, "have not been handed in"),
    "a batch too large": (
        {"do": "load", "runs": [MOONS | {"batch": 500}]},
        "a batch of 500 is more than the 100 examples",
    ),
    "a speed of 0": ({"do": "speed", "stepsPerSecond": 0}, "above 0, not 0"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_said_with_the_value(what):
    command, words = REFUSED[what]
    (said,) = errors(loop((0, LOAD), (100, command)))
    assert words in said


@pytest.mark.parametrize("command", ["play", "pause", "step", "reset"])
def test_without_a_run_there_is_nothing_to_play(command):
    assert errors(loop((0, {"do": command}))) == ["no run is loaded"]
    failed = {"do": "load", "runs": [{"depth": 31}]}
    found = loop((0, LOAD), (100, failed), (200, {"do": command}))
    assert errors(found)[-1] == "no run is loaded"
