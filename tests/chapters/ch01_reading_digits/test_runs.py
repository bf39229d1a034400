"""Chapter 1's runs keep their promises, on seeds of their own."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import runs
from nncourse.chapters.digit_sets import train_and_test
from nncourse.init import normal

SEED = 7


@pytest.fixture(scope="module")
def run():
    return runs.measure_learning(width=16, rate=0.1, epochs=6, seed=SEED)


def test_a_network_without_opinions_loses_ln_10():
    assert runs.measure_first_loss(normal, seed=SEED) == pytest.approx(np.log(10), abs=1e-3)


def test_one_row_an_epoch_and_one_loss_a_step(run):
    assert len(run["loss"]) == 6 * 22  # 1348 images in batches of 64
    assert len(run["train"]) == len(run["test"]) == len(run["W"]) == 7
    assert run["W"].shape == (7, 64, 16)


@pytest.mark.parametrize(
    ("examples", "batch", "steps", "epochs"),
    [(1348, 64, 22, 1), (500, 64, 22, 22 / 8), (90, 16, 85, 85 / 6)],
)
def test_a_row_says_its_step_and_how_often_the_examples_were_seen(
    examples, batch, steps, epochs
):
    run = runs.measure_learning(4, epochs=2, seed=SEED, batch=batch, examples=examples)
    assert len(run["loss"]) == 2 * steps
    assert np.array_equal(run["step"], [0, steps, 2 * steps])
    assert np.allclose(run["epoch"], [0, epochs, 2 * epochs])


def test_an_epoch_has_the_mean_loss_of_its_22_steps(run):
    means = runs.epoch_means(run)
    assert len(means) == 6
    assert means[1] == pytest.approx(run["loss"][22:44].mean())


def test_probabilities_sum_to_one_and_agree_with_the_accuracy(run):
    labels = train_and_test(SEED)[1][1]
    assert np.allclose(run["p"].sum(axis=2), 1)
    assert np.allclose((run["p"].argmax(axis=2) == labels).mean(axis=1), run["test"])


def test_learning_lowers_the_loss_and_raises_the_accuracy(run):
    assert run["loss"][-22:].mean() < 0.5 * run["loss"][:22].mean()
    assert run["test"][-1] > run["test"][0] + 0.4


def test_the_loss_on_unseen_digits_is_that_of_their_probabilities(run):
    labels = train_and_test(SEED)[1][1]
    p = run["p"][:, np.arange(len(labels)), labels]
    assert np.allclose(run["unseen"], -np.log(p).mean(axis=1))


def test_few_digits_are_learnt_by_heart():
    """The loss on unseen ones then rises; the share of them that is read does not fall."""
    few = runs.measure_learning(16, 1.0, seed=SEED, examples=32)
    assert len(few["loss"]) == 20 * 22 and few["train"][-1] == 1
    lowest = few["unseen"].argmin()
    assert few["unseen"][-1] > 1.1 * few["unseen"][lowest]
    assert few["test"][-1] > few["test"][lowest] - 0.02


def test_places_that_were_shown_are_read_and_others_are_not():
    shown, other = (runs.measure_taught_places(place, SEED) for place in ("left", "up"))
    assert shown > 0.85 > 0.5 > other


def test_the_bend_pays_once_the_digits_move():
    """Where they were written, a network without it reads them as well."""
    cases = (("not moved",), -0.03, 0.03), (("not moved", "left", "right"), 0.03, 0.1)
    for places, least, most in cases:
        bent, straight = (
            runs.measure_taught_places(places[-1], SEED, places, 64, bend)
            for bend in (True, False)
        )
        assert least < bent - straight < most


def test_of_width_0_a_network_taught_places_has_no_hidden_layer():
    with_two = runs.measure_taught_places("left", SEED, width=2)
    without = runs.measure_taught_places("left", SEED, width=0)
    assert without > 0.75 > 0.6 > with_two


def test_where_they_were_written_the_hidden_layer_gains_nothing():
    seeds = range(SEED, SEED + 4)
    without = [
        runs.measure_taught_places("not moved", seed, ("not moved",), width=0)
        for seed in seeds
    ]
    with_it = [runs.measure_learning(seed=seed)["test"][-1] for seed in seeds]
    assert min(without) > 0.9
    assert abs(np.mean(with_it) - np.mean(without)) < 0.015


def test_train_and_test_share_no_image():
    (x, _), (x_test, _) = train_and_test(SEED)
    together = np.concatenate([x, x_test])
    assert len(together) == 1797
    assert len(np.unique(together, axis=0)) == 1797


def test_same_seed_same_run(run):
    again = runs.measure_learning.__wrapped__(width=16, rate=0.1, epochs=6, seed=SEED)
    assert np.array_equal(again["p"], run["p"])


def test_examples_are_three_hard_and_three_easy_digits():
    labels = train_and_test()[1][1]
    rows = runs.example_rows()
    p = runs.measure_learning()["p"][-1][rows, labels[rows]]
    assert len(set(rows)) == 6
    assert p[:3].max() < 0.1 < 0.9 < p[3:].min()


def test_a_fall_in_the_last_epoch_is_not_charged_to_the_width():
    run = {"train": np.array([0.1, 0.4, 0.5, 0.2])}
    assert runs.best_epoch(run) == 2


def test_mistakes_are_all_that_the_best_epoch_misread():
    epoch, wrong, answers = runs.measure_mistakes(2)
    run, labels = runs.measure_learning(2), train_and_test()[1][1]
    assert run["train"][epoch] == run["train"].max()
    assert 1 - len(wrong) / len(labels) == pytest.approx(run["test"][epoch])
    assert (answers[wrong] != labels[wrong]).all()


def test_a_pixel_with_ink_moves_to_its_neighbour_and_out_at_the_edge():
    x = np.zeros((1, 64))
    x[0, 8 * 3 + 7] = 1  # row 3, the last column
    for direction, place in (("left", 8 * 3 + 6), ("down", 8 * 4 + 7), ("up", 8 * 2 + 7)):
        assert runs.moved_by_a_pixel(x, direction)[0].nonzero()[0].tolist() == [place]
    assert not runs.moved_by_a_pixel(x, "right").any()
    with pytest.raises(ValueError, match=r"direction must be one of.*'north'"):
        runs.moved_by_a_pixel(x, "north")


def test_digits_that_are_not_moved_are_read_as_in_training():
    run = runs.measure_learning(8)
    assert np.array_equal(runs.read_as(run, 3, "not moved", 0), run["p"][3].argmax(axis=1))
