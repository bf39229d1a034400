"""Chapter 1's figures show their runs, and say in a sentence what they show."""

import re
from itertools import pairwise

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import figures
from nncourse.chapters.ch01_reading_digits.runs import (
    example_rows,
    measure_learning,
    measure_mistakes,
)
from nncourse.chapters.digit_sets import train_and_test


@pytest.mark.parametrize(("width", "rate", "examples"), [(16, 0.1, 1348), (1, 0.01, 32)])
def test_learning_says_its_losses_and_accuracies(width, rate, examples, assert_numbers):
    run = measure_learning(width, rate, examples=examples)
    epochs = run["loss"].reshape(20, 22).mean(axis=1)
    unseen = [run["unseen"][0], run["unseen"][20], run["unseen"].min()]
    end = [run["train"][20], run["test"][20], run["test"].max()]
    sentence = figures.describe_learning(width, rate, examples)
    said = width, rate, examples, 22, epochs[0], epochs[19], epochs.min(), *unseen, *end
    assert_numbers(sentence, *said)
    assert ("units" in sentence) == (width > 1)


@pytest.mark.parametrize(("examples", "epochs"), [(1348, 20), (32, 440), (500, 55)])
def test_learning_draws_every_batch_and_every_epoch(examples, epochs):
    run = measure_learning(16, 0.01, examples=examples)
    left, right = figures.learning(16, 0.01, examples).axes
    assert np.array_equal(left.lines[0].get_ydata(), run["loss"])
    assert left.lines[1].get_xdata()[0] == 11  # the middle of the first 22 steps
    assert np.allclose(left.lines[1].get_ydata()[3], run["loss"][66:88].mean())
    ends = np.transpose([np.arange(0, 441, 22), run["unseen"]])
    assert np.array_equal(left.lines[2].get_xydata(), ends)
    when = "after each epoch" if examples == 1348 else "every 22 steps"
    assert left.lines[2].get_label() == f"unseen digits, {when}"  # no mean, as the solid
    assert np.array_equal(right.lines[0].get_ydata(), 100 * run["train"])
    assert np.array_equal(right.lines[1].get_ydata(), 100 * run["test"])
    assert right.lines[0].get_xdata()[-1] == epochs


@pytest.mark.parametrize("epoch", [0, 3, 20])
def test_hidden_units_say_how_far_the_weights_moved(epoch, assert_numbers):
    run = measure_learning()
    before, after = run["W"][0], run["W"][epoch]
    moved = np.sqrt(np.sum((after - before) ** 2, axis=0))  # one length a unit
    sizes = np.mean(np.abs(after)), np.mean(np.abs(before))
    votes = run["votes"][epoch]
    (unit,), (digit,) = np.nonzero(votes == votes.max())
    sentence = figures.describe_hidden_units(epoch)
    said = epoch, run["test"][epoch], *sizes, 64, moved.max(), moved.min(), unit, digit
    assert_numbers(sentence, *said)


def test_each_hidden_unit_is_drawn_with_its_own_weights_and_votes():
    (ax,) = figures.hidden_units(20).axes
    run = measure_learning()
    assert len(ax.images) == 2 * 16
    for unit in (0, 15):
        weights, votes = (image.get_array().ravel() for image in ax.images[2 * unit :][:2])
        assert np.array_equal(weights, run["W"][20][:, unit])
        assert np.array_equal(votes, run["votes"][20][unit])
        label = f"most for {votes.tolist().index(votes.max())}"
        assert ax.texts[unit].get_text() == label


def test_positive_weights_are_red_and_negative_blue():
    (ax,) = figures.hidden_units(20).axes
    weights = ax.images[0]
    low, high = (weights.cmap(weights.norm(v)) for v in (-1.0, 1.0))
    assert high[0] > 2 * high[2] and low[2] > 2 * low[0]
    assert weights.norm(0) == 0.5


@pytest.mark.parametrize("example", range(6))
@pytest.mark.parametrize("epoch", [0, 20])
def test_ten_probabilities_say_what_one_digit_is_read_as(example, epoch, assert_numbers):
    row = example_rows()[example]
    label, p = train_and_test()[1][1][row], measure_learning()["p"][epoch][row]
    sentence = figures.describe_ten_probabilities(example, epoch)
    read_as = p.argsort()[-1]
    assert_numbers(sentence, label, epoch, read_as, p.max(), p[label], -np.log(p[label]))
    bars = figures.ten_probabilities(example, epoch).axes[1].patches
    assert np.allclose([bar.get_height() for bar in bars], p)
    dot = figures.ten_probabilities(example, epoch).axes[2].lines[1]
    assert np.allclose(dot.get_xydata(), [[p[label], -np.log(p[label])]])


@pytest.mark.parametrize(("width", "moved"), [(2, "not moved"), (64, "up")])
def test_mistakes_are_counted_and_named(width, moved, assert_numbers):
    epoch, wrong, answers = measure_mistakes(width, moved)
    labels = train_and_test()[1][1]
    pairs = [number for row in wrong[:10] for number in (labels[row], answers[row])]
    sentence = figures.describe_mistakes(width, moved)
    assert ("moved up by a pixel" in sentence) == (moved == "up")
    assert_numbers(sentence, width, epoch, len(wrong), 449, *pairs)


def test_mistakes_are_drawn_as_they_were_read():
    figure = figures.mistakes(64)
    epoch, wrong, answers = measure_mistakes(64)
    assert f"epoch {epoch}: {len(wrong)} of 449" in figure.get_suptitle()
    x, labels = train_and_test()[1]
    for ax, row in zip(figure.axes, wrong, strict=False):
        label, answer = re.findall(r"\d", ax.get_title(loc="left"))
        assert (int(label), int(answer)) == (labels[row], answers[row])
        assert np.array_equal(ax.images[0].get_array().ravel(), x[row])


def test_images_of_mistakes_do_not_touch():
    figure = figures.mistakes(64)
    figure.draw_without_rendering()
    boxes = [ax.images[0].get_window_extent() for ax in figure.axes]
    gaps = [right.x0 - left.x1 for left, right in pairwise(boxes[:5])]
    assert min(gaps) > 0.1 * boxes[0].width


@pytest.mark.parametrize(("rate", "marks"), [(1.0, ["↑ up to 19"]), (0.1, [])])
def test_a_loss_that_leaves_its_panel_is_marked(rate, marks):
    left = figures.learning(16, rate).axes[0]
    assert [text.get_text() for text in left.texts] == marks
