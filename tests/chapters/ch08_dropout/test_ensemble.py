"""Networks trained apart and averaged, and what is drawn of them."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import ensemble_figures, ensemble_runs
from nncourse.chapters.ch08_dropout.ensemble_runs import (
    AVERAGED,
    HARD,
    averaged,
    examples,
    measure_apart,
    measure_by_masks,
    networks,
    same_mistakes,
)
from nncourse.chapters.ch08_dropout.runs import measure_dropout, training_set
from nncourse.chapters.ch08_dropout.shifted_runs import measure_shifted
from nncourse.chapters.ch08_dropout.tables_measured import apart, by_masks, stored
from nncourse.training import evaluate

NOISY = "500, a fifth wrong"
SEED = 7


def test_the_first_network_is_that_of_the_other_figures_and_the_next_another():
    nets = networks(NOISY, 0.5, SEED, n=2)
    *_, x, labels = training_set(NOISY, SEED)
    run = measure_dropout(0.5, NOISY, seed=SEED)
    assert evaluate(nets[0], x, labels)[1] == run["test_accuracy"][-1]
    assert not np.allclose(nets[0].layers[0].W, nets[1].layers[0].W)
    *_, x, labels = examples(HARD, SEED)
    (net,) = networks(HARD, 0.0, SEED, n=1)
    assert evaluate(net, x, labels)[1] == measure_shifted(0.0, True, SEED)


@pytest.mark.parametrize("resampled", [False, True])
def test_bagged_networks_lack_a_third_of_the_examples_and_the_others_none(
    resampled, monkeypatch
):
    learnt = []
    monkeypatch.setattr(ensemble_runs, "learn", lambda net, *seen: learnt.append(seen))
    networks(NOISY, 0.3, SEED, resampled, n=2)
    x, labels, *_ = training_set(NOISY, SEED)
    said = {tuple(row): label for row, label in zip(x, labels, strict=True)}
    for its, its_labels, _ in learnt:
        assert its.shape == x.shape
        assert [said[tuple(row)] for row in its] == its_labels.tolist()
        different = len(np.unique(its, axis=0))
        assert abs(different - 316) < 30 if resampled else different == 500
    one, other = (seen[0] for seen in learnt)
    assert np.array_equal(one, other) != resampled


def test_an_average_is_over_probabilities_and_over_every_group():
    sure, torn = [0.9, 0.1], [0.45, 0.55]
    answers = np.array([[torn], [sure], [torn], [torn]])
    assert averaged(answers, 1, [0]) == 0.25
    assert averaged(answers, 2, [0]) == 0.5  # the sure one carries its pair
    assert averaged(answers, 4, [0]) == 1


def test_a_mistake_is_shared_if_another_gives_the_same_wrong_answer():
    labels = np.array([0, 1, 2, 3])
    read = np.array([[9, 1, 9, 3], [9, 1, 8, 3]])  # one mistake of two is the same
    assert same_mistakes(read, labels) == 0.5
    read = np.array([[9, 9, 9, 3], [9, 1, 2, 3]])  # a third of these, all of those
    assert same_mistakes(read, labels) == pytest.approx((1 / 3 + 1) / 2)


def test_fifty_masks_read_about_what_one_pass_reads_and_one_mask_far_less():
    masks = 100 * measure_by_masks(NOISY, 0.5, SEED, n=2)
    one_pass = 100 * measure_apart(NOISY, 0.5, SEED, n=2)[0]
    assert len(masks) == len(AVERAGED)
    assert abs(masks[-1] - one_pass) < 2 and masks[0] < one_pass - 4


@pytest.mark.parametrize("data", ensemble_figures.SHOWN)
def test_ensembles_draws_and_says_what_is_stored(data, assert_numbers):
    rows = {
        "plain": stored(apart, data, 0.0, False, 50),
        "bagged": stored(apart, data, 0.0, True, 50),
        "masks": stored(by_masks, data, 0.5),
    }
    one_pass = stored(apart, data, 0.5, False, 10)[:, 0].mean()
    (ax,) = ensemble_figures.ensembles(data).axes
    *lines, level = ax.lines
    for name, line in zip(ensemble_figures.LINES, lines, strict=True):
        assert line.get_xdata().tolist() == list(AVERAGED)
        assert line.get_ydata() == pytest.approx(rows[name].mean(axis=0))
        low, high = ax.get_ylim()
        assert low < line.get_ydata().min() and line.get_ydata().max() < high
    assert level.get_ydata() == pytest.approx([one_pass] * 2)
    plain = rows["plain"].mean(axis=0)[-1]
    assert_numbers(ax.get_title("left"), 50, 50 * 600, plain, 1, 600, one_pass)
    said = [number for row in ensemble_figures.LINES
            for pair in zip(rows[row].mean(axis=0) / 100, AVERAGED, strict=True)
            for number in pair]  # fmt: skip
    assert_numbers(
        ensemble_figures.describe_ensembles(data).split(" sets. ")[1],
        *said, 0.5, one_pass / 100, 600
    )  # fmt: skip
