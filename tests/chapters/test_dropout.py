"""Chapter 8's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import averaging
from nncourse.chapters.ch08_dropout import runs as dropout

SEED = 7
NOISY = "500, a fifth wrong"


@pytest.mark.parametrize(("units", "rate"), [(10, 0.5), (100, 0.2), (300, 0.8)])
def test_the_number_dropped_is_binomial(units, rate):
    counts = dropout.measure_masks(units, rate, n_steps=4000, seed=SEED)
    deviation = np.sqrt(units * rate * (1 - rate))
    assert counts.mean() == pytest.approx(units * rate, abs=4 * deviation / np.sqrt(4000))
    assert counts.std() == pytest.approx(deviation, rel=0.06)


@pytest.mark.parametrize(("rate", "dropped"), [(0.0, 0), (1.0, 50)])
def test_the_ends_drop_none_and_all(rate, dropped):
    assert (dropout.measure_masks(50, rate, n_steps=20, seed=SEED) == dropped).all()


@pytest.mark.parametrize("data", dropout.SETS)
def test_training_sets_are_of_their_size_and_share_nothing_with_the_test(data):
    x, labels, wrong, x_test, _ = dropout.training_set(data, SEED)
    n, share = dropout.SETS[data]
    assert len(x) == len(labels) == n
    assert wrong.sum() == round(share * n)
    together = {row.tobytes() for row in x} & {row.tobytes() for row in x_test}
    assert len(together) <= 2  # a digit or two in the data are identical


def test_wrong_labels_are_wrong():
    x, labels, wrong, *_ = dropout.training_set(NOISY, SEED)
    all_x, truth = dropout.digits()
    true_of = {row.tobytes(): label for row, label in zip(all_x, truth, strict=True)}
    given_truth = np.array([true_of[row.tobytes()] for row in x]) == labels
    assert np.array_equal(given_truth, ~wrong)


def test_rate_zero_changes_no_bit_and_another_rate_does():
    assert dropout.difference_that_dropout_makes(0.0, SEED) == 0
    assert dropout.difference_that_dropout_makes(0.2, SEED) > 0


def test_without_scaling_the_mean_falls_by_the_rate():
    assert dropout.mean_after_dropout(0.3, seed=SEED) == pytest.approx(1, abs=0.02)
    unscaled = dropout.mean_after_dropout(0.3, scaled=False, seed=SEED)
    assert unscaled == pytest.approx(0.7, abs=0.02)


def test_more_dropout_memorises_less():
    shares = [
        dropout.measure_dropout(rate, NOISY, seed=SEED)["memorised"]
        for rate in (0, 0.35, 0.7)
    ]
    assert shares == sorted(shares, reverse=True)


def test_clean_labels_leave_nothing_to_memorise():
    assert np.isnan(dropout.measure_dropout(0.5, "100 clean", seed=SEED)["memorised"])


def test_the_telemetry_is_of_the_same_run():
    signs = dropout.measure_vital_signs(0.5, seed=SEED)
    ends = dropout.measure_dropout(0.5, seed=SEED)
    assert signs["test_loss"][-1] == pytest.approx(ends["test_loss"][-1])


def test_averages_over_more_masks_lose_less():
    found = averaging.measure_averaging(0.5, NOISY, SEED, most=16, repeats=3)
    loss = found["loss"].mean(axis=0)
    assert found["k"].tolist() == [1, 2, 4, 8, 16]
    assert (np.diff(loss) < 0).all()


def test_averaging_leaves_the_evaluation_as_it_was():
    found = averaging.measure_averaging(0.2, NOISY, SEED, most=2, repeats=1)
    ends = dropout.measure_dropout(0.2, NOISY, seed=SEED)
    assert found["scaled_loss"] == pytest.approx(ends["test_loss"][-1])


def test_rivals_are_judged_on_digits_that_early_stopping_did_not_watch():
    found = averaging.measure_regularisers("100 clean", SEED)
    assert len(found) == 5
    assert all(share * 300 == pytest.approx(round(share * 300)) for share in found.values())


def test_a_bad_choice_is_named():
    with pytest.raises(ValueError, match="mnist"):
        dropout.measure_dropout(0.5, "mnist")
    with pytest.raises(ValueError, match="rate"):
        dropout.measure_masks(rate=1.2)


def test_where_a_unit_is_kept_the_page_shows():
    (image,) = dropout.dropped(10, 0.0).axes[0].images
    assert (image.cmap(image.norm(image.get_array()))[..., 3] == 0).all()


FIGURES = [
    (dropout.dropped, dropout.describe_dropped, {"units": 10, "rate": 1.0}),
    (dropout.dropped, dropout.describe_dropped, {"units": 300, "rate": 0.0}),
    (dropout.overfitting, dropout.describe_overfitting, {"rate": 1.0, "data": NOISY}),
    (averaging.averaging, averaging.describe_averaging, {"rate": 0.2, "data": NOISY}),
    (averaging.rivals, averaging.describe_rivals, {"data": NOISY}),
]


@pytest.mark.parametrize(("draw", "describe", "choices"), FIGURES)
def test_figures_draw_at_the_ends_of_their_choices(draw, describe, choices):
    assert draw(**choices).axes
    assert any(character.isdigit() for character in describe(**choices))


@pytest.mark.parametrize("step", [0, 599])
def test_the_telemetry_of_both_runs_draws(step):
    assert len(dropout.over_fitted_and_cured(step).axes) == 7
    assert dropout.describe_cured(step).count("unseen digits") == 2
