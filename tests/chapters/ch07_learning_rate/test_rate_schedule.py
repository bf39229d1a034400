"""Rate against schedule is stored as it is measured, and drawn as it is stored."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import rate_schedule_figures as figures
from nncourse.chapters.ch07_learning_rate.rate_schedule_measured import (
    MEASURED,
    NEAR,
    RATES,
    SEEDS,
    SHAPES,
    good_rates,
    mean_misread,
    measure_misread,
    span,
)
from nncourse.chapters.ch07_learning_rate.runs import SCHEDULES, measure_decay
from nncourse.chapters.stored_runs import stored


@pytest.mark.parametrize(
    ("optimizer", "shape", "rate"),
    [("AdamW", figures.BOTH, 0.0003), ("momentum", "constant", 0.001)],  # least chaotic
)
def test_a_run_is_stored_as_it_is_measured_today(optimizer, shape, rate):
    row = stored(MEASURED)[f"{optimizer}, {shape}"][RATES[optimizer].index(rate)]
    assert len(row) == len(SEEDS)
    assert measure_misread(optimizer, shape, rate, seed=1) == pytest.approx(row[1], abs=0.4)


def test_the_shapes_begin_and_end_as_their_names_say():
    warm, cosine, both = (SHAPES[name] for name in ("warm-up", "cosine", figures.BOTH))
    assert warm(0) == both(0) == 0 and warm(0.05) == both(0.05) == 0.5
    assert warm(0.1) == warm(1) == cosine(0) == both(0.1) == 1
    assert cosine(1) == pytest.approx(0) == both(1)


@pytest.mark.parametrize("optimizer", RATES)
def test_good_rates_are_near_the_best_constant_one(optimizer):
    allowed = mean_misread(optimizer, "constant").min() + NEAR
    for shape in ("constant", figures.BOTH):
        low, high = good_rates(optimizer, shape)
        within = [low <= rate <= high for rate in RATES[optimizer]]
        assert within == (mean_misread(optimizer, shape) <= allowed).tolist()


@pytest.mark.parametrize("left_out", SEEDS)
def test_the_schedule_widens_adamws_good_rates_whichever_seed_is_left_out(left_out):
    misread = {
        shape: np.delete(stored(MEASURED)[f"AdamW, {shape}"], left_out, axis=1).mean(axis=1)
        for shape in ("constant", figures.BOTH)
    }
    allowed = misread["constant"].min() + NEAR
    narrow, wide = (row <= allowed for row in misread.values())
    assert wide.sum() >= narrow.sum() + 3 and not wide[0]


@pytest.mark.parametrize("near", [0.3, 1.0])
@pytest.mark.parametrize(("optimizer", "times"), [("AdamW", 2.5), ("momentum", 1.5)])
def test_the_good_rates_widen_whatever_counts_as_good(optimizer, times, near):
    constant, both = (span(optimizer, shape, near) for shape in ("constant", figures.BOTH))
    assert both > times * constant


@pytest.mark.parametrize("optimizer", RATES)
def test_the_figure_shows_what_is_stored_and_says_it(optimizer, assert_numbers):
    (ax,) = figures.rate_and_schedule(optimizer).axes
    said = []
    for line, shape in zip(ax.lines, SHAPES, strict=False):
        percent = mean_misread(optimizer, shape)
        assert line.get_ydata() == pytest.approx(percent)
        said += [percent.min(), RATES[optimizer][percent.argmin()]]
    for bar, shape in zip(ax.collections, figures.BARS, strict=True):
        (ends,) = bar.get_segments()
        assert ends[:, 0] == pytest.approx(good_rates(optimizer, shape))
    constant, both = (span(optimizer, shape) for shape in ("constant", figures.BOTH))
    assert_numbers(ax.get_title("left"), constant, both)
    ranges = [end for shape in figures.BARS for end in good_rates(optimizer, shape)]
    sentence = figures.describe_rate_and_schedule(optimizer)
    assert_numbers(sentence, len(SEEDS), *said, NEAR, *ranges)


def test_the_schedules_compared_by_the_chapter_end_as_its_table_says():
    right = {
        (lr, name): 100
        * np.mean([measure_decay(lr, name, seed)["test_accuracy"][-1] for seed in SEEDS])
        for lr in (0.03, 0.1, 0.3, 0.6)
        for name in SCHEDULES
    }
    points = {0.03: (-3.3, -0.7), 0.1: (-1, 1), 0.3: (2.5, 4.4), 0.6: (2.5, 4.4)}
    for lr, (low, high) in points.items():
        gains = {name: right[lr, name] - right[lr, "constant"] for name in SCHEDULES}
        assert low < min(gains["step"], gains["cosine"])
        assert max(gains["step"], gains["cosine"]) < high
        assert gains["cooldown"] > max(-0.4, max(gains.values()) - 0.5)
    best = {name: max(right[lr, name] for lr in points) for name in SCHEDULES}
    gained = [ends - best["constant"] for name, ends in best.items() if name != "constant"]
    assert 1.5 < min(gained) <= max(gained) < 2.5
