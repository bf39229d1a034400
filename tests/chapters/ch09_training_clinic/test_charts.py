"""What the pictures of a patient show, and the sentences that say it."""

import numpy as np
import pytest

from nncourse.chapters.ch09_training_clinic import figures
from nncourse.chapters.ch09_training_clinic.charts import (
    DECADES,
    FIRST,
    LAST,
    by_layer,
    describe_vital_signs,
    runs_side_by_side,
    vital_signs,
)

SEED = 3


@pytest.fixture(scope="module")
def history():
    return figures.history_of("rate too low", 2, SEED)


@pytest.fixture
def overflown(history):
    """The same, as if the loss were lost in the middle."""
    loss = np.where(history["step"] > 30, np.nan, history["loss"])
    return history | {"loss": loss}


def test_the_sentence_has_the_numbers_of_the_run(history, assert_numbers):
    loss, chance = history["loss"], np.log(history["classes"])
    ends = history["train_accuracy"][-1], history["accuracy"][-1]
    update = history["update"][0]
    sentence = describe_vital_signs(history, ["update"])
    assert_numbers(sentence, loss[0], loss.max(), loss[-1], chance, *ends, *update)


def test_layers_are_drawn_at_the_step_that_is_asked_for(history, overflown):
    drawn = {step: vital_signs(history, ["update", "dead"], step) for step in (FIRST, LAST)}
    for step, row in ((FIRST, 0), (LAST, -1)):
        line = drawn[step].axes[2].lines[0]
        assert np.array_equal(line.get_ydata(), history["update"][row])
    before = np.flatnonzero(history["step"] <= 30)[-1]
    last = by_layer(overflown, "update", LAST)  # the last whose loss is a number
    assert np.array_equal(last, history["update"][before])


def test_a_loss_that_is_lost_ends_in_a_triangle(history, overflown):
    def marks(run):
        return [line for line in vital_signs(run).axes[0].lines if line.get_marker() == "^"]

    assert not marks(history)
    (mark,) = marks(overflown)
    assert mark.get_xdata()[0] == history["step"][history["step"] > 30][0]


def test_a_huge_loss_leaves_the_panel_and_not_the_axis(history):
    huge = history | {"loss": history["loss"] * 1e30}
    ax = vital_signs(huge).axes[0]
    assert ax.get_ylim()[1] == pytest.approx(np.log(10) * 10.0**DECADES)


def test_side_by_side_says_each_accuracy(history):
    runs = {"patient": history, "treated": history}
    figure = runs_side_by_side(runs, {"patient": 0.1234, "treated": 0.987}, "Title")
    assert [text.get_text() for text in figure.axes[1].texts] == ["12.3", "98.7"]


def test_each_fault_has_its_sign():
    """Not the chapter's seed, and the sign that the chapter gives it."""
    first = {
        fault: {
            sign: by_layer(figures.history_of(fault, 2, SEED), sign, FIRST)
            for sign in ("gradient", "update", "spread", "dead")
        }
        for fault in ("healthy", "sigmoid too deep", "weights too large", "dead units")
    }
    gradient = first["sigmoid too deep"]["gradient"]
    assert gradient[0] < 0.1 * gradient[-1]
    spread = first["weights too large"]["spread"]
    assert (spread[1:] > 2 * spread[:-1]).all()
    assert first["dead units"]["dead"].max() > 0.85 > first["healthy"]["dead"].max()
