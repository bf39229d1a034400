"""Five published tools beside `diagnose`: each rings for what it is known to look at."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.other_tools import TOOLS
from benchmarks.other_tools.run import EPOCHS, watched
from nncourse.clinic import FAULTS, Patient
from nncourse.clinic.five_tools import OURS, by_fault, five_tools, tool_rows
from nncourse.clinic.five_tools import TOOLS as COLUMNS
from nncourse.clinic.measured_table import markdown

FRESH = 40


@pytest.fixture(scope="module")
def well():
    """A healthy run of forty steps, with a low rate and a loss that always falls."""
    run = watched(Patient(FRESH, "healthy", kind="forty steps").setting)
    return with_setting(replace(run, loss=np.geomspace(2.0, 0.2, 40)), lr=0.005)


def with_sign(run, name, change):
    return replace(run, signs=run.signs | {name: change(run.signs[name])})


def with_epochs(run, **values):
    filled = {name: np.full(EPOCHS, value) for name, value in values.items()}
    return replace(run, epochs=run.epochs | filled)


def with_setting(run, **values):
    return replace(run, setting=replace(run.setting, **values))


def unlearnt(run):
    return with_epochs(run, accuracy=0.1, **{"test accuracy": 0.1})


def last_layer(value):
    """A change of what was recorded of the last layer."""

    def change(rows):
        rows = rows.copy()
        rows[:, -1] = value
        return rows

    return change


RINGS = [
    ("AutoTrainer", lambda run: with_epochs(run, loss=np.nan), "exploding gradient"),
    (
        "AutoTrainer",
        lambda run: with_sign(unlearnt(run), "gradient norm", last_layer(1e-9)),
        "exploding gradient",
    ),
    (
        "AutoTrainer",
        lambda run: with_sign(unlearnt(run), "zeros", lambda rows: rows + 10**6),
        "dying ReLU",
    ),
    ("AutoTrainer", unlearnt, "slow convergence"),
    # Of two classes the output layer's gradients cancel to the last digit.
    (
        "DeepDiagnosis",
        lambda run: with_sign(run, "gradient mean", last_layer(0.0)),
        "numerical error: data not normalised",
    ),
    (
        "DeepDiagnosis",
        lambda run: with_sign(run, "gradient size", last_layer(1e-9)),
        "vanishing gradient",
    ),
    ("UMLAUT", lambda run: with_setting(run, lr=0.02), "learning rate high"),
    ("UMLAUT", lambda run: with_setting(run, dropout=0.6), "high dropout rate"),
    (
        "SageMaker Debugger",
        lambda run: with_sign(run, "gradient size", last_layer(1e-9)),
        "vanishing gradient",
    ),
    (
        "SageMaker Debugger",
        lambda run: replace(run, loss=np.ones_like(run.loss)),
        "loss not decreasing",
    ),
    (
        "TheDeepChecker",
        lambda run: replace(run, first=tuple((10 * W, b) for W, b in run.first)),
        "unusual first weights",
    ),
    (
        "TheDeepChecker",
        lambda run: replace(run, first=tuple((0 * W, b) for W, b in run.first)),
        "symmetry of first weights",
    ),
]


@pytest.mark.parametrize(("tool", "change", "alarm"), RINGS)
def test_a_tool_rings_for_what_it_looks_at(well, tool, change, alarm):
    assert alarm not in TOOLS[tool](well)
    named = TOOLS[tool](change(well))[alarm]
    assert set(named) <= set(FAULTS)


def test_the_stored_counts_are_of_all_tools_on_the_same_patients():
    counts = five_tools()
    assert list(counts) == [*TOOLS, OURS]
    assert len({(row["healthy"], row["sick"]) for row in counts.values()}) == 1
    for row in counts.values():
        assert sum(row["named"].values()) == row["right"] <= row["alarms on sick"]
    head, rows = by_fault(counts)
    text = markdown(COLUMNS, tool_rows(counts)) + markdown(head, rows)
    assert all(name in text for name in [*TOOLS, OURS, *FAULTS])


def test_no_other_tool_names_as_many_with_as_few_false_alarms():
    counts = five_tools()
    ours = counts.pop(OURS)
    assert ours["alarms on healthy"] <= 0.02 * ours["healthy"]
    assert ours["right"] >= 0.9 * ours["sick"]
    for tool, row in counts.items():
        assert row["right"] < ours["right"], tool
