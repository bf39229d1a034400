"""Chapter 8's runs keep what they promise, with seeds of their own."""

import copy

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout.runs import (
    SETS,
    difference_that_dropout_makes,
    mean_after_dropout,
    measure_averaging,
    measure_doubt,
    measure_dropout,
    measure_early_stopping,
    measure_halves,
    measure_lesions,
    measure_masks,
    measure_pruning,
    measure_vital_signs,
    mislabelled,
    training_set,
    worth_on_the_other_half,
)
from nncourse.chapters.softmax import softmax
from nncourse.data import digits
from nncourse.training import evaluate

SEED = 7
NOISY = "500, a fifth wrong"


@pytest.mark.parametrize(("units", "rate"), [(10, 0.5), (100, 0.2), (300, 0.8)])
def test_the_number_dropped_is_binomial(units, rate):
    counts = measure_masks(units, rate, n_steps=4000, seed=SEED)
    deviation = np.sqrt(units * rate * (1 - rate))
    assert counts.mean() == pytest.approx(units * rate, abs=4 * deviation / np.sqrt(4000))
    assert counts.std() == pytest.approx(deviation, rel=0.06)


@pytest.mark.parametrize(("rate", "dropped"), [(0.0, 0), (1.0, 50)])
def test_the_ends_drop_none_and_all(rate, dropped):
    assert (measure_masks(50, rate, n_steps=20, seed=SEED) == dropped).all()


@pytest.mark.parametrize("data", SETS)
def test_training_sets_are_of_their_size_and_share_nothing_with_the_test(data):
    x, labels, wrong, x_test, _ = training_set(data, SEED)
    n, share = SETS[data]
    assert len(x) == len(labels) == n
    assert wrong.sum() == round(share * n)
    together = {row.tobytes() for row in x} & {row.tobytes() for row in x_test}
    assert len(together) <= 2  # a digit or two in the data are identical


def test_wrong_labels_are_wrong():
    x, labels, wrong, *_ = training_set(NOISY, SEED)
    true_of = {row.tobytes(): label for row, label in zip(*digits(), strict=True)}
    right = np.array([true_of[row.tobytes()] for row in x]) == labels
    assert np.array_equal(right, ~wrong)


def test_a_fifth_of_the_labels_is_drawn_anew_and_never_the_same():
    *_, truth = training_set(NOISY, SEED)
    for share in (0.0, 0.2):
        changed = mislabelled(truth, share, np.random.default_rng(SEED)) != truth
        assert changed.mean() == pytest.approx(share, abs=0.04)


def test_rate_zero_changes_no_bit_and_another_rate_does():
    assert difference_that_dropout_makes(0.0, SEED) == 0
    assert difference_that_dropout_makes(0.2, SEED) > 0


def test_without_scaling_the_mean_falls_by_the_rate():
    assert mean_after_dropout(0.3, seed=SEED) == pytest.approx(1, abs=0.02)
    unscaled = mean_after_dropout(0.3, scaled=False, seed=SEED)
    assert unscaled == pytest.approx(0.7, abs=0.02)


def test_more_dropout_memorises_less():
    shares = [
        measure_dropout(rate, NOISY, seed=SEED)["memorised"] for rate in (0, 0.35, 0.7)
    ]
    assert shares == sorted(shares, reverse=True)


def test_clean_labels_leave_nothing_to_memorise():
    assert np.isnan(measure_dropout(0.5, "100 clean", seed=SEED)["memorised"])


def test_a_run_is_recorded_after_every_40th_step():
    run = measure_dropout(0.5, "100 clean", seed=SEED)
    assert run["step"].tolist() == list(range(40, 601, 40))


def test_the_printed_loss_is_that_of_the_batches_with_units_dropped():
    plain, dropped = (measure_dropout(r, "1000 clean", seed=SEED) for r in (0.0, 0.7))
    assert plain["printed_loss"][1:] == pytest.approx(plain["train_loss"][1:], rel=0.5)
    assert dropped["printed_loss"][-1] > 2 * dropped["train_loss"][-1]
    assert dropped["printed_loss"][-1] > dropped["test_loss"][-1]


def test_the_vital_signs_are_of_the_same_run():
    signs, run = measure_vital_signs(0.5, seed=SEED), measure_dropout(0.5, seed=SEED)
    assert signs["step"].tolist() == [*range(0, 600, 40), 599]
    assert signs["test_loss"][-1] == run["test_loss"][-1]
    assert signs["loss"][-1] == run["train_loss"][-1]


def test_averages_over_more_masks_lose_less():
    run = measure_averaging(0.5, NOISY, SEED, most=16, repeats=3)
    assert run["k"].tolist() == [1, 2, 4, 8, 16]
    assert (np.diff(run["loss"].mean(axis=0)) < 0).all()


def test_averaging_leaves_the_network_and_its_generator_as_they_were():
    net = measure_dropout(0.2, NOISY, seed=SEED)["net"]
    generators = [layer.rng for layer in net.layers if hasattr(layer, "rng")]
    states = [generator.bit_generator.state for generator in generators]
    scaled_loss = measure_averaging(0.2, NOISY, SEED, most=2, repeats=1)["scaled_loss"]
    assert [layer.rng for layer in net.layers if hasattr(layer, "rng")] == generators
    assert [generator.bit_generator.state for generator in generators] == states
    assert scaled_loss == measure_dropout(0.2, NOISY, seed=SEED)["test_loss"][-1]


def test_either_half_of_the_unseen_digits_judges():
    shares = measure_halves(0.0, 0.003, NOISY, SEED)
    assert all(s * 300 == pytest.approx(round(s * 300)) for s in shares)
    assert np.mean(shares) == pytest.approx(
        measure_dropout(0.0, NOISY, 0.003, SEED)["test_accuracy"][-1]
    )
    stopped = [measure_early_stopping(NOISY, SEED, judge=judge)[0] for judge in (0, 1)]
    assert stopped[0] != stopped[1]


def test_on_the_other_half_the_top_unit_is_worth_no_more_than_the_top_one_there():
    worth = worth_on_the_other_half(0.5, seed=SEED)
    assert worth <= 2 * measure_lesions(0.5, NOISY, SEED).max() + 1e-9
    without = worth_on_the_other_half(0.0, seed=SEED)
    assert without > worth
    assert 600 * without == pytest.approx(round(600 * without))


def test_early_stopping_is_judged_where_it_stopped():
    _, _, _, x_test, labels_test = training_set(NOISY, SEED)
    end = measure_dropout(0.0, NOISY, seed=SEED)["net"]
    share = (end.forward(x_test[300:]).argmax(axis=1) == labels_test[300:]).mean()
    assert measure_halves(0.0, 0.0, NOISY, SEED)[1] == share
    assert measure_early_stopping(NOISY, SEED)[0] > share


def test_a_unit_is_worth_what_the_network_loses_without_it():
    net = copy.deepcopy(measure_dropout(0.5, NOISY, seed=SEED)["net"])
    worth = measure_lesions(0.5, NOISY, SEED)
    *_, x, labels = training_set(NOISY, SEED)
    before = evaluate(net, x, labels)[1]
    net.layers[-1].W[7] = 0
    assert worth.shape == (100,)
    assert worth[7] == pytest.approx(before - evaluate(net, x, labels)[1])


def test_the_first_of_the_pruned_is_the_most_important():
    left = measure_pruning(0.5, NOISY, SEED)
    worth = measure_lesions(0.5, NOISY, SEED)
    assert len(left) == 51
    assert left[0] - left[1] == pytest.approx(worth.max())
    kinder = measure_pruning(0.5, NOISY, SEED, first="the least important")
    assert kinder[0] - kinder[1] == pytest.approx(worth.min())
    assert kinder[20] > left[20]


def test_pruning_by_size_takes_out_the_smallest_weights_first():
    net = copy.deepcopy(measure_dropout(0.5, NOISY, seed=SEED)["net"])
    *_, x, labels = training_set(NOISY, SEED)
    sizes = np.linalg.norm(net.layers[-1].W, axis=1)
    net.layers[-1].W[sizes.argsort()[:20]] = 0
    left = measure_pruning(0.5, NOISY, SEED, first="the smallest weights")
    assert left[20] == pytest.approx(evaluate(net, x, labels)[1])


def test_doubt_by_one_pass_is_that_of_its_own_probabilities():
    doubt = measure_doubt(0.5, NOISY, SEED, masks=4)
    *_, x, labels = training_set(NOISY, SEED)
    p = softmax(measure_dropout(0.5, NOISY, seed=SEED)["net"].forward(x))
    wrong = p.argmax(axis=1) != labels
    least_sure = np.argsort(p.max(axis=1))[: len(x) // 10]
    assert doubt["one pass"]["found"] == pytest.approx(
        wrong[least_sure].sum() / wrong.sum()
    )
    for way in doubt.values():
        assert way["unsure"] < way["sure"] < 1


def test_a_bad_choice_is_named():
    with pytest.raises(ValueError, match="mnist"):
        measure_dropout(0.5, "mnist")
    with pytest.raises(ValueError, match="rate"):
        measure_masks(rate=1.2)
