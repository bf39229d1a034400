"""Clipping and warm-up do what they say, and the figure shows its runs."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import prevention
from nncourse.chapters.ch05_dead_relu_units.runs import measure_training


def test_clipping_spares_the_units_and_a_wide_limit_does_not():
    tight, wide, plain = (
        measure_training(0.3, seed=7, clip=clip)["dead"] for clip in (1.0, 5.0, None)
    )
    assert tight[-1] - tight[0] < 0.02 and 0.4 < wide[-1] < plain[-1]


def test_a_limit_that_nothing_exceeds_and_a_warm_up_of_one_step_change_nothing():
    plain = measure_training(0.1, seed=7)["loss"]
    for nothing in {"clip": 1e9}, {"warmup": 1}:
        assert np.array_equal(measure_training(0.1, seed=7, **nothing)["loss"], plain)


def test_warm_up_begins_with_short_steps_and_ends_with_full_ones():
    warm, plain = (measure_training(0.3, seed=7, warmup=w) for w in (50, 0))
    assert warm["loss"][0] == plain["loss"][0] and warm["loss"][1] < plain["loss"][1] / 5
    at_ten = list(warm["step"]).index(10)
    assert warm["dead"][at_ten] < 0.1 and warm["dead"][-1] > 0.9


def test_the_figure_draws_every_cure_and_says_its_ends(assert_numbers, monkeypatch):
    monkeypatch.setattr(prevention, "SEEDS", [7, 8])
    values = []
    for name, choices in prevention.CURES.items():
        runs = [measure_training(0.3, seed=s, **choices) for s in (7, 8)]
        ends = [run["dead"][-1] for run in runs]
        right = np.mean([run["accuracy"][-1] for run in runs])
        values += [min(ends), max(ends), right]
        assert prevention.dead_and_right(name, 0.3)[1][0][-1] == 100 * ends[0]
    sentence = prevention.describe_prevention(0.3)
    assert_numbers(sentence, 0.3, 2, 200, 1, 50, *values)
    (ax,) = prevention.prevention(0.3).axes
    drawn = [line.get_ydata()[-1] for line in ax.lines]
    means = [100 * np.mean(values[k : k + 2]) for k in range(0, 12, 3)]
    assert drawn == pytest.approx(means)
    assert [text.get_text().split(",")[0] for text in ax.texts] == [*prevention.CURES]
    assert [text.xy for text in ax.texts] == [(200, end) for end in drawn]


def test_labels_keep_their_order_and_their_distance():
    for places in ([46, 7, 2, 0], [99, 97, 2, 0], [50, 50, 50, 50]):
        moved = prevention._apart(places)
        by_place = np.argsort(places, kind="stable")
        assert (np.diff(moved[by_place]) >= prevention.APART).all()
        assert min(places) <= moved.min() and moved.max() <= prevention.TOP
