"""Measured questions are no luck: over a map of their settings a plateau passes.

The map is measured by `python -m tests.exercises.measure_setting_maps` and kept beside this
file; what its questions measure today is compared with it in one setting each.
"""

import json
from pathlib import Path

import pytest

from tests.exercises.answers import QUESTIONS

MAPS = json.loads(Path(__file__).with_name("setting_maps.json").read_text(encoding="utf-8"))

# What a reader of the chapter would try, and what does the opposite of its lesson.
SENSIBLE = {
    "reader": lambda c: c["width"] >= 16 and 0.03 <= c["lr"] <= 1,
    "thirty_layers": lambda c: c["init"] != "small" and c["activation"] != "relu",
    "all_alive": lambda c: c["pixels"] != "0 to 16",
    "sprint": lambda c: c["batch_norm"] and c["size"] >= 16 and 0.03 <= c["lr"] <= 3,
    "noisy_reader": lambda c: c["units"] >= 30 and 0.1 <= c["rate"] <= 0.7,
}
OPPOSITE = {
    "reader": lambda c: c["width"] <= 4 or not 0.01 < c["lr"] < 5,
    "thirty_layers": lambda c: c["init"] == "small" or c["activation"] == "relu",
    "all_alive": lambda c: c["pixels"] == "0 to 16" or c["momentum"] > 0,
    "sprint": lambda c: not c["batch_norm"] or c["size"] <= 4,
    "noisy_reader": lambda c: c["units"] <= 10 or c["rate"] == 0,
}
GOALS = {"reader": 0.9, "thirty_layers": 0.8, "all_alive": 0.9, "sprint": 0.86,
         "noisy_reader": 0.85}  # fmt: skip
CLEAR = 0.01  # of accuracy, between a pass and the goal


@pytest.mark.parametrize("name", MAPS)
def test_a_plateau_passes_and_the_opposite_fails(name, capsys):
    question = QUESTIONS[name]
    rows = [(json.loads(setting), measured) for setting, measured in MAPS[name].items()]
    passing = [(c, m) for c, m in rows if question.passes(m)]
    sensible = [(c, m) for c, m in rows if SENSIBLE[name](c)]
    with capsys.disabled():
        share = sum(question.passes(m) for _, m in sensible) / len(sensible)
        print(f"\n{name}: {len(passing)} of {len(rows)} pass, {share:.0%} of the sensible")
    assert share >= 0.2
    clear = [m for _, m in passing if m["accuracy"] >= GOALS[name] + CLEAR]
    assert len(clear) >= 0.8 * len(passing)
    assert not [c for c, m in rows if OPPOSITE[name](c) and question.passes(m)]
    assert not [
        c
        for c, m in rows
        if OPPOSITE[name](c)
        and m.get("dead", 0) <= 0.1
        and m["accuracy"] > GOALS[name] - 2 * CLEAR
    ]


@pytest.mark.parametrize("name", MAPS)
def test_the_map_is_what_is_measured(name):
    question = QUESTIONS[name]
    settings = {setting: json.loads(setting) for setting in MAPS[name]}
    known = question.reference()
    nearest = min(
        settings,
        key=lambda s: sum(abs(settings[s][k] - known[k]) if isinstance(known[k], float)
                          else 9 * (settings[s][k] != known[k]) for k in known),
    )  # fmt: skip
    now = question.measure(**settings[nearest])
    assert now["accuracy"] == pytest.approx(MAPS[name][nearest]["accuracy"], abs=0.01)
