"""Parts of the layer, each by itself: stored as measured, and what the figure shows."""

import numpy as np
import pytest

from nncourse import Dense, Sequential
from nncourse.chapters.ch06_batch_normalisation import reasons_figures as figures
from nncourse.chapters.ch06_batch_normalisation import reasons_runs as runs
from nncourse.chapters.ch06_batch_normalisation.half_norms import HALVES
from nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured import (
    RATES,
    measure_rung,
)
from nncourse.chapters.ch06_batch_normalisation.reasons_measured import (
    STARTS,
    measure_stored_tuning,
    part_rates,
    tunings,
)

ENDS = {
    "without": 0.2,
    "centre": 0.8,
    "divide by the size": 1.6,
    "batch norm": 3.2,
    "noise": 1.6,
    "held": 3.2,
}


@pytest.mark.parametrize(("part", "at"), [("centre", 5), ("held", 6), ("noise", 6)])
def test_a_part_is_stored_as_it_is_measured_today(part, at):
    stored = part_rates(part)[1][at]
    assert runs.measure_part(part, RATES[at], seed=1) == pytest.approx(stored, abs=4)


def test_a_tuning_is_stored_as_it_is_measured_today():
    start = "a tenth of He's, rate 0.1"
    for held in (False, True):
        stored, run = tunings(start, held)[1], measure_stored_tuning(start, held, 1)
        assert run["moved"][:5] == pytest.approx(stored["moved"][:5], rel=0.05)
        assert run["grown"] == pytest.approx(stored["grown"], rel=0.1)
        assert run["right"] == pytest.approx(stored["right"], abs=15 if held else 4)


def test_with_both_halves_it_is_the_network_of_the_ladder():
    assert runs.measure_part("both", 0.1, seed=7, n_steps=300) == pytest.approx(
        measure_rung(8, True, 0.1, seed=7), abs=1.5
    )


def test_held_weights_keep_each_units_length_and_free_ones_grow(monkeypatch):
    nets = []

    class Seen(Sequential):
        def __init__(self, *layers):
            super().__init__(*layers)
            *hidden, _ = (layer for layer in layers if isinstance(layer, Dense))
            nets.append((self, [np.linalg.norm(d.W, axis=0) for d in hidden]))

    monkeypatch.setattr("nncourse.chapters.ch06_batch_normalisation.runs.Sequential", Seen)
    for part in ("held", "noise"):
        runs.measure_part(part, 0.4, seed=7, n_steps=8)
        net, sizes = nets.pop()
        hidden = [layer for layer in net if isinstance(layer, Dense)][:-1]
        now = [np.linalg.norm(layer.W, axis=0) for layer in hidden]
        same = all(np.allclose(a, b) for a, b in zip(now, sizes, strict=True))
        assert same == (part == "held")


def test_how_far_the_rates_go_with_each_part():
    assert {part: figures.highest_usable(part) for part in ENDS} == pytest.approx(ENDS)


@pytest.mark.parametrize("start", [*STARTS])
def test_the_figure_shows_the_ends_of_the_rates_and_the_first_steps(start, assert_numbers):
    rates, moved = figures.reasons(start).axes
    ends = [ENDS[part] for part, *_ in figures.ROWS]
    bars = [bar.get_x() + bar.get_width() for bar in rates.patches]
    assert bars == pytest.approx(ends)
    assert {bar.get_x() for bar in rates.patches} == {ENDS["without"]}
    said = [5, 0.6, ENDS["without"], *ends, STARTS[start][1]]
    for line, held in zip(moved.lines, (False, True), strict=True):
        first, third, last = figures.moved(start, held)[[0, 2, -1]]
        right = np.median([run["right"] for run in tunings(start, held)])
        shares = np.median([run["moved"] for run in tunings(start, held)], axis=0)
        assert np.allclose(line.get_ydata(), shares)
        assert_numbers(moved.texts[held].get_text(), right)
        said += [first, 1, third, 3, last, 20, right / 100]
    assert_numbers(figures.describe_reasons(start), *said)


def test_only_where_steps_are_long_do_they_shorten():
    titles = [figures.reasons(start).axes[1].get_title("left") for start in STARTS]
    assert [title.split()[1] for title in titles] == ["long", "long", "short", "short"]
    for start, title in zip(STARTS, titles, strict=True):
        free, held = (figures.moved(start, kind)[9:].mean() for kind in (False, True))
        assert (held > 1.5 * free) == ("long" in title)


def test_the_division_keeps_values_in_range_and_the_mean_keeps_units_on():
    seeds = range(20, 28)
    found = {
        half: [runs.measure_values(half, 1.6, seed) for seed in seeds] for half in HALVES
    }
    grown = {
        half: np.divide(*np.transpose([run["spread"][::-1] for run in found[half]]))
        for half in HALVES
    }
    off = {half: np.median([run["off"] for run in found[half]]) for half in HALVES}
    assert np.mean(grown["none"] < 1000) < 0.4
    assert (
        0.3 < np.median(grown["divide by the size"]) < 0.8 < np.median(grown["both"]) < 1.1
    )
    assert off["both"] == off["centre"] == 0 < 0.4 < off["divide by the size"]
