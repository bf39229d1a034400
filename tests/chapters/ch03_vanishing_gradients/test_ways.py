"""The ways to begin thirty layers are stored as they are measured, and mapped as stored."""

import numpy as np
import pytest
from matplotlib.colors import same_color

from nncourse.chapters.ch03_vanishing_gradients import ways_figures as figures
from nncourse.chapters.ch03_vanishing_gradients.ways_measured import (
    MORE,
    RATES,
    RUNS,
    STEPS,
    WAYS,
    clipped,
    measure_clipped,
    measure_small_steps,
    measure_way,
    other_steps,
    ways,
)
from nncourse.plots import COLOURS


def test_a_way_is_stored_as_it_is_measured_today():
    ratio, largest, alike, percent = measure_way("residual, scaled", 0.03, seed=1)
    row = {what: runs[1] for what, runs in ways()["residual, scaled"].items()}
    assert row["ratio"] == pytest.approx(ratio, rel=0.01)
    assert row["largest"] == pytest.approx(largest, rel=0.01)
    assert row["likeness"] == pytest.approx(alike, abs=0.001)
    assert row["0.03"] == pytest.approx(percent, abs=2)


def test_a_way_without_sums_or_norms_is_read_before_its_first_step(monkeypatch):
    """Tanh trains in another function, whose digits are read from the same network."""
    short = {"gradient": np.array([[3.0, 1.0, 2.0]]), "accuracy": np.nan}
    monkeypatch.setattr(f"{measure_way.__module__}.measure_run", lambda *_, **__: short)
    ratio, largest, alike, percent = measure_way("tanh", 0.03, seed=2)
    assert (ratio, largest, percent) == (1.5, 3, 0)
    assert alike == pytest.approx(ways()["tanh"]["likeness"][2], abs=0.001)


def test_small_steps_are_stored_as_they_are_measured_today():
    percent = measure_small_steps(*STEPS["plain"], seed=1)
    assert other_steps()["plain"][1] == pytest.approx(percent, abs=15)


def test_cut_steps_are_stored_as_they_are_measured_today():
    assert clipped()["mirrored"][1] == pytest.approx(measure_clipped("mirrored", 1), abs=3)
    assert {len(runs) for runs in clipped().values()} == {RUNS}


def test_every_way_has_its_runs_and_its_label():
    assert set(ways()) == set(WAYS) == set(figures.LABELS)
    for way, row in ways().items():
        assert {len(runs) for runs in row.values()} == {MORE.get(way, RUNS)}


@pytest.mark.parametrize("rate", RATES)
def test_the_map_has_each_way_where_its_middle_run_lies(rate):
    (ax,) = figures.map_of_ways(rate).axes
    labels = dict(zip(WAYS, ax.texts[1:], strict=True))
    for (way, text), dot in zip(labels.items(), ax.lines, strict=True):
        row = ways()[way]
        percent = np.median(row[f"{rate:g}"])
        at = max(np.median(row["ratio"]), figures.EDGE), np.median(row["likeness"])
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == at == text.xy
        assert text.get_text() == f"{figures.LABELS[way][0]} {percent:.0f} %"
        meaning = "healthy" if percent >= figures.LEARNS else "sick"
        assert same_color(dot.get_color(), COLOURS[meaning])
        assert (dot.get_marker() == "o") == (meaning == "healthy")  # not by colour alone


def test_at_the_smaller_rate_the_ways_in_the_field_learn_and_no_others():
    inside, outside = figures.by_health(0.03)
    assert (len(inside), len(outside)) == (5, 7)
    assert min(inside) > figures.LEARNS > 60 > max(outside)
    title = figures.map_of_ways(0.03).axes[0].get_title("left")
    said = f"{min(inside):.0f} to {max(inside):.0f} % read in the field"
    assert title.startswith(f"rate 0.03: {said}")
    assert title.endswith(f"\n{min(outside):.0f} to {max(outside):.0f} % outside")


def test_the_sentence_says_each_ways_readings(assert_numbers):
    sentence = figures.describe_map_of_ways(0.1).replace("9.24×10⁻¹⁹", "0")
    ends = figures.middle_runs(0.1) | {"sigmoid": (0, 1, 8.8)}
    assert sentence.index("sigmoid: 0") < sentence.index("tanh: ")
    assert_numbers(sentence, 0.1, *(number for end in ends.values() for number in end))
