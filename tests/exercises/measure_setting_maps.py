"""Measures the measured questions over their settings and keeps the map.

    python -m tests.exercises.measure_setting_maps [QUESTION ...]

Written to setting_maps.json, which a test reads. Takes a minute for all of them.
"""

import itertools
import json
import sys
from pathlib import Path

from tests.exercises.answers import QUESTIONS

FILE = Path(__file__).with_name("setting_maps.json")

RANGES = {  # values for the knobs that have a range
    "reader": {"lr": [0.001, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 5.0]},
    "thirty_layers": {"lr": [0.01, 0.03]},
    "all_alive": {},
    "sprint": {"lr": [0.003, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]},
    "noisy_reader": {"rate": [0.0, 0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9]},
}


def measured(name):
    """{setting: what was measured} over all settings of one question."""
    question = QUESTIONS[name]
    choices = {**question.knobs, **RANGES[name]}
    found = {}
    for values in itertools.product(*choices.values()):
        config = dict(zip(choices, values, strict=True))
        numbers = question.measure(**config)
        found[json.dumps(config)] = {key: round(v, 4) for key, v in numbers.items()}
    return found


if __name__ == "__main__":
    maps = json.loads(FILE.read_text()) if FILE.exists() else {}
    for name in sys.argv[1:] or RANGES:
        maps[name] = measured(name)
        FILE.write_text(json.dumps(maps, indent=0) + "\n")
