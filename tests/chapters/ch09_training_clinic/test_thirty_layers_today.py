"""Thirty layers of today: without any part chapter 3's network, and stored as measured."""

import numpy as np
import pytest

from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import measure_deep_run
from nncourse.chapters.ch09_training_clinic import thirty_layers_today_measured as stored
from nncourse.chapters.ch09_training_clinic.thirty_layers_today_figures import (
    describe_thirty_layers_today,
    percentages,
    thirty_layers_today,
)
from nncourse.chapters.ch09_training_clinic.thirty_layers_today_runs import (
    TIMES,
    at_the_best_rate,
    measure_today,
)

SEED = 11
SMALL = {"depth": 4, "width": 16, "epochs": 1}


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"optimizer must be one of .*, not 'Adam'"):
        measure_today(optimizer="Adam")
    with pytest.raises(ValueError, match=r"schedule must be one of .*, not 'none'"):
        measure_today(schedule="none")


def test_without_any_part_it_is_the_plain_network_of_chapter_3():
    parts = stored.settings("none", False, False, False, False)
    percent = measure_today(**parts, **SMALL, seed=SEED)
    plain = measure_deep_run(way="plain", **SMALL, seed=SEED)["accuracy"]
    assert percent == pytest.approx(100 * plain)


@pytest.mark.parametrize("part", range(1, 5))
def test_each_part_changes_the_run(part):
    choice = ["scaled", False, False, False, False]
    without = measure_today(**stored.settings(*choice), **SMALL, seed=SEED, times=3.0)
    choice[part] = True
    assert measure_today(**stored.settings(*choice), **SMALL, seed=SEED) != without


def test_a_lost_run_has_read_nothing():
    choice = stored.settings("unscaled", False, False, False, False)
    assert measure_today(**choice, depth=60, epochs=1, times=0.1, seed=SEED) == 0


def test_the_best_rate_is_the_best_of_those_tried():
    some = [measure_today(times=t, seed=SEED, **SMALL) for t in (1.0, 10.0)]
    assert at_the_best_rate(SEED, (1.0, 10.0), **SMALL) == max(some)


def test_every_choice_is_stored_and_one_as_it_is_measured_today():
    assert [*stored.measured()] == [stored.name_of(*choice) for choice in stored.CHOICES]
    table = np.array([*stored.measured().values()])
    assert table.shape == (48, len(stored.SEEDS), len(TIMES))
    choice = "scaled", False, True, True, True
    today = measure_today(times=TIMES[3], seed=1, **stored.settings(*choice))
    assert percentages(*choice)[1][3] == pytest.approx(today, abs=3)


def test_the_figure_shows_what_is_stored_and_its_sentence_says_it(assert_numbers):
    choice = "scaled", False, False, True, False
    rows = percentages(*choice)
    ax = thirty_layers_today(*choice).axes[0]
    assert any(np.allclose(line.get_ydata(), rows.mean(axis=0)) for line in ax.lines)
    assert f"{rows.mean(axis=0).max():.0f} %" in ax.get_title(loc="left")
    sentence = describe_thirty_layers_today(*choice)
    assert "residual connections: scaled, schedule." in sentence
    by_rate = zip(rows.mean(axis=0), TIMES, strict=True)
    pairs = [number for pair in by_rate for number in pair]
    best = rows.mean(axis=0).max(), TIMES[rows.mean(axis=0).argmax()]
    assert_numbers(sentence, len(rows), *pairs, *best)
