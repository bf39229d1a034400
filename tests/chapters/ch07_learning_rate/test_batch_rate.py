"""Batch size against rate is stored as it is measured, and shows what the chapter says."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import batch_rate_figures as figures
from nncourse.chapters.ch07_learning_rate.batch_rate_measured import (
    BATCHES,
    EPOCHS,
    MEASURED,
    RATES,
    SEEDS,
    WORKS,
    batch_rates,
    measure_end,
    rates_between,
)
from nncourse.chapters.stored_runs import stored

EQUAL_EXAMPLES, EQUAL_STEPS = EPOCHS
RULES = {"as its root": 0.5, "as the batch": 1}


@pytest.mark.parametrize(
    ("optimizer", "equal", "batch", "rate"),
    [("SGD", EQUAL_EXAMPLES, 128, 2**-4), ("Adam", EQUAL_STEPS, 32, 2**-10)],
)
def test_a_run_is_stored_as_it_is_measured_today(optimizer, equal, batch, rate):
    epochs = EPOCHS[equal][BATCHES.index(batch)]
    loss, right = measure_end(optimizer, rate, batch, epochs, seed=1)
    rows = stored(MEASURED)[f"{optimizer}, {equal}, {batch}"]
    at = rows[RATES[optimizer].index(rate)]
    assert at[1] == pytest.approx([loss, right], rel=0.05)
    assert len(at) == SEEDS[BATCHES.index(batch)]


def test_the_steps_are_equal_where_they_are_said_to_be():
    steps = [-(-1258 // b) * n for b, n in zip(BATCHES, EPOCHS[EQUAL_STEPS], strict=True)]
    assert min(steps) >= 300 and max(steps) <= 320


def test_a_raterates_between_those_at_which_four_of_five_are_read():
    rates = np.array([1.0, 2, 4, 8])
    lowest, highest = rates_between(rates, np.array([WORKS - 10, WORKS + 10, 95, 65]))
    assert lowest == pytest.approx(2**0.5) and highest == pytest.approx(2**2.5)
    assert np.isnan(rates_between(rates, np.array([10, 70, 79, 20]))).all()


def test_a_rate_at_which_few_runs_slip_is_no_bound_where_a_higher_one_works():
    rates, right = 2.0 ** np.arange(5), np.array([70.0, 90, 75, 85, 65])
    assert rates_between(rates, right) == pytest.approx((2**0.5, 8 * 2**0.25))


def test_at_equal_examples_the_lowest_rate_rises_with_the_batch_until_none_works():
    seen = batch_rates("SGD", EQUAL_EXAMPLES)
    factors = seen["lowest"][1:5] / seen["lowest"][:4]
    assert factors == pytest.approx([2, 2, 2, 2], rel=0.12)
    assert np.isnan(seen["lowest"][-1])
    assert np.isnan(seen["best"][-1]) and not np.isnan(seen["best"][:-1]).any()
    assert not np.isnan(batch_rates("Adam", EQUAL_EXAMPLES)["lowest"][-1])


@pytest.mark.parametrize("equal", EPOCHS)
def test_the_figure_shows_what_is_stored_and_says_it(equal, assert_numbers):
    figure = figures.batch_and_rate(equal)
    said = []
    for ax, optimizer in zip(figure.axes, RATES, strict=True):
        seen = batch_rates(optimizer, equal)
        best, guide = ax.lines
        assert best.get_ydata() == pytest.approx(seen["best"], nan_ok=True)
        drawn = ~np.isnan(seen["best"])
        assert (seen["right"].max(axis=1) >= WORKS).tolist() == drawn.tolist()
        assert ax.get_title("left") == optimizer
        said += [*seen["best"], *seen["lowest"], *seen["highest"]]
        power = np.polyfit(np.log(BATCHES), np.log(guide.get_ydata()), 1)[0]
        (rule,) = {text.get_text() for text in ax.texts} & set(RULES)
        assert RULES[rule] == pytest.approx(power)
        corners = np.concatenate([path.vertices for path in ax.collections[0].get_paths()])
        assert corners[:, 1].max() == pytest.approx(np.nanmax(seen["highest"]))
    numbers = [number for number in said if not np.isnan(number)]
    sentence = figures.describe_batch_and_rate(equal)
    assert_numbers(sentence, *BATCHES, min(SEEDS), max(SEEDS), *numbers)
