"""Chapter 1's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import runs as reading
from nncourse.init import normal

SEED = 7


@pytest.fixture(scope="module")
def found():
    return reading.measure_learning(width=16, rate=0.1, epochs=6, seed=SEED)


def test_a_network_without_opinions_loses_ln_10():
    assert reading.measure_first_loss(normal, SEED) == pytest.approx(np.log(10), abs=1e-3)


def test_one_row_an_epoch_and_one_loss_a_step(found):
    assert len(found["loss"]) == 6 * 22  # 1348 images in batches of 64
    assert len(found["train"]) == len(found["test"]) == len(found["W"]) == 7
    assert found["W"].shape == (7, 64, 16)


def test_probabilities_sum_to_one_and_agree_with_the_accuracy(found):
    labels = reading.train_and_test(SEED)[1][1]
    assert np.allclose(found["p"].sum(axis=2), 1)
    assert np.allclose((found["p"].argmax(axis=2) == labels).mean(axis=1), found["test"])


def test_learning_lowers_the_loss_and_raises_the_accuracy(found):
    assert found["loss"][-22:].mean() < 0.5 * found["loss"][:22].mean()
    assert found["test"][-1] > found["test"][0] + 0.4


def test_train_and_test_share_no_image():
    (x, _), (x_test, _) = reading.train_and_test(SEED)
    together = np.concatenate([x, x_test])
    assert len(together) == 1797
    assert len(np.unique(together, axis=0)) == 1797


def test_same_seed_same_run():
    again = reading.measure_learning.__wrapped__(width=16, rate=0.1, epochs=6, seed=SEED)
    assert np.array_equal(again["p"], reading.measure_learning(16, 0.1, 6, SEED)["p"])


def test_opinions_are_three_hard_and_three_easy_digits():
    labels = reading.train_and_test()[1][1]
    rows = reading.opinion_rows()
    p = reading.measure_learning()["p"][-1][rows, labels[rows]]
    assert len(set(rows)) == 6
    assert p[:3].max() < 0.1 < 0.9 < p[3:].min()


def test_mistakes_are_drawn_as_they_were_read():
    figure = reading.mistakes(64)
    found, labels = reading.measure_learning(64), reading.train_and_test()[1][1]
    epoch = found["train"].argmax()
    wrong = (found["p"][epoch].argmax(axis=1) != labels).sum()
    assert f"epoch {epoch}: {wrong} of 449" in figure.get_suptitle()


def test_a_fall_in_the_last_epoch_is_not_charged_to_the_width():
    found = {"train": np.array([0.1, 0.4, 0.5, 0.2])}
    assert reading.best_epoch(found) == 2


def test_the_loss_of_every_batch_is_drawn():
    left = reading.learning(8, 0.01).axes[0]
    assert len(left.lines[0].get_xdata()) == 440
    assert len(left.lines[1].get_xdata()) == 20


def test_descriptions_carry_the_numbers_of_their_pictures():
    found, rows = reading.measure_learning(), reading.opinion_rows()
    end = f"{found['test'][-1]:.0%}"
    assert f"{end} of the unseen" in reading.describe_learning(16, 0.1)
    assert f"{end} of the unseen" in reading.describe_hidden_units(20)
    label = reading.train_and_test()[1][1][rows[0]]
    assert reading.describe_opinion(0, 0).startswith(f"A digit labelled {label}")
    assert "of 449" in reading.describe_mistakes(2)
