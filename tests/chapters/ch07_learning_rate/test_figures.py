"""Chapter 7's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import figures
from nncourse.chapters.ch07_learning_rate.runs import (
    RATES,
    measure_bowl,
    measure_decay,
    measure_rate,
)


@pytest.mark.parametrize(("lr", "grows"), [(1.98, False), (2.02, True)])
def test_bowl_says_where_the_loss_begins_and_ends(lr, grows, assert_numbers):
    run = measure_bowl(lr)
    sentence = figures.describe_bowl(lr, 0.0)
    assert_numbers(sentence, run["loss"][0], run["loss"][-1], 40)
    assert f"The loss {'grows' if grows else 'shrinks'}" in sentence
    top, bottom = figures.bowl(lr, 0.0).axes
    assert np.array_equal(top.lines[0].get_xydata(), run["path"])
    assert np.array_equal(bottom.lines[0].get_ydata(), run["loss"])


@pytest.mark.parametrize(("choice", "optimizer"), [(6, "Adam"), (2, "SGD")])
def test_rate_by_rate_says_its_rate_and_the_best(choice, optimizer, assert_numbers):
    runs = [
        [measure_rate(lr, optimizer, seed=seed) for seed in range(5)]
        for lr in RATES[optimizer]
    ]
    means = [np.mean([run["test_accuracy"] for run in row]) for row in runs]
    lr, run = RATES[optimizer][choice - 1], runs[choice - 1][0]
    sentence = figures.describe_rate_by_rate(choice, optimizer)
    assert_numbers(sentence, lr, np.median(run["update"]), means[choice - 1], 5, max(means))
    loss, update, accuracies = figures.rate_by_rate(choice, optimizer).axes
    assert loss.lines[0].get_ydata()[-1] == run["loss"][-1]
    assert update.lines[0].get_ydata()[-1] == run["update"][-1]
    assert np.allclose(accuracies.lines[0].get_ydata(), 100 * np.array(means))
    assert accuracies.lines[1].get_xdata()[0] == lr


def test_schedules_says_the_last_epoch_of_each(assert_numbers):
    means = [
        np.mean([measure_decay(0.3, name, seed)["test_accuracy"] for seed in range(5)], 0)
        for name in ("constant", "step", "cosine")
    ]
    sentence = figures.describe_schedules(0.3)
    assert_numbers(sentence, 0.3, 5, *(mean[-1] for mean in means))
    for line, mean in zip(figures.schedules(0.3).axes[2].lines, means, strict=True):
        assert np.allclose(line.get_ydata(), 100 * mean)
