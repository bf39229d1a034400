"""Chapter 5's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import figures
from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.cloud_strokes import strokes
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import measure_plasticity
from nncourse.chapters.ch05_dead_relu_units.runs import (
    measure_born_dead,
    measure_training,
)


@pytest.mark.parametrize(
    ("lr", "scale", "optimizer", "ends"),
    [(0.1, "0 to 16", "SGD", (0, 16)), (0.3, "standardised", "Adam", ())],
)
def test_dead_share_says_the_end_of_the_run_at_its_rate(
    lr, scale, optimizer, ends, assert_numbers
):
    run = measure_training(lr, scale, optimizer=optimizer)
    dead = np.mean(run["peak"][-1] <= 0)
    sentence = figures.describe_dead_share(lr, scale, optimizer)
    in_batch = np.mean(~run["on"].any(axis=0))
    assert_numbers(sentence, *ends, lr, 200, dead, in_batch, 32, run["accuracy"][-1])


def test_dead_share_marks_its_rate_among_the_others(assert_numbers):
    share, accuracy, units = figures.dead_share(0.15, "0 to 1").axes
    run, i = measure_training(0.15, "0 to 1"), figures.DEAD_RATES.index(0.15)
    assert_numbers(units.get_title("left"), 256 * run["dead"][-1], 256)
    assert_numbers(share.get_title("left"), 0.15)
    assert_numbers(accuracy.get_title("left"), 100 * run["accuracy"][-1])
    assert np.array_equal(share.lines[i].get_ydata(), 100 * run["dead"])
    assert accuracy.lines[i].get_xydata().tolist() == [[0.15, 100 * run["accuracy"][-1]]]
    assert [line.get_color() != figures.GREY for line in share.lines] == [
        rate == 0.15 for rate in figures.DEAD_RATES
    ]


def test_columns_are_the_living_then_those_off_for_these_images_then_the_dead():
    run, units = measure_training(0.1), figures.dead_share(0.1).axes[-1]
    alpha = np.asarray(units.images[0].get_array())[..., 3]
    dead, on = run["peak"][-1] <= 0, run["on"]
    grey, orange = ((alpha == shade).all(axis=0) for shade in (0.25, 0.6))
    assert orange.mean() == dead.mean() and len(orange) == len(dead) / figures.EACH
    silent = ~dead & ~on.any(axis=0)
    assert grey.mean() == pytest.approx(silent.mean(), abs=1 / len(grey))
    kinds = grey + 2 * orange
    assert np.array_equal(kinds, np.sort(kinds))
    living = on[:, ~dead & ~silent].T[figures.EACH - 1 :: figures.EACH]
    green = (alpha == 1).T
    assert np.array_equal(green[: len(living)], living) and not green[len(living) :].any()
    for text, columns in zip(units.texts, (grey, orange), strict=True):
        assert columns[round(text.get_position()[0])]
    assert [text.get_text().split()[0] for text in units.texts] == ["off", "dead:"]


def test_a_single_dead_unit_is_drawn():
    run = measure_training(0.001, seed=0)
    few = {**run, "peak": np.where(np.arange(256) == 7, -1, 1)[None]}
    ax = figures.panels()[1]
    figures._draw_units(ax, few)
    alpha = np.asarray(ax.images[0].get_array())[..., 3]
    assert (alpha == 0.6).all(axis=0).tolist() == 63 * [False] + [True]


def test_labels_of_curves_that_end_near_one_another_are_one():
    ends = {0.01: 0.0, 0.03: 0.4, 0.1: 52.0, 0.15: 90.0, 0.3: 97.0, 1.0: 100.0}
    assert [text for text, _ in figures.end_labels(ends)] == ["0.1", "0.15–1"]
    assert [end for _, end in figures.end_labels({0.1: 50.0, 0.3: 60.0})] == [55]


@pytest.mark.parametrize(("step", "row"), [(0, 0), (3, 3), (50, 6)])
def test_the_cloud_counts_the_units_that_see_no_image(step, row, assert_numbers):
    run = measure_cloud(0.3, "raw")
    dead = run["dead"][row]
    sentence = figures.describe_cloud(step, 0.3, "raw")
    assert_numbers(sentence, 0.3, step, dead.sum(), 8, *(np.flatnonzero(dead) + 1))
    (ax,) = figures.cloud(step, 0.3, "raw").axes
    assert_numbers(ax.get_title("left"), step, dead.sum(), 8)
    dashed = [line for line in ax.lines if line.get_linestyle() == "--"]
    assert len(dashed) == dead.sum()
    assert [text.get_text() for text in ax.texts] == list("12345678")


def test_the_cloud_moves_to_the_origin_on_axes_that_stand_still():
    raw, centred = (figures.cloud(0, 0.3, pixels).axes[0] for pixels in ("raw", "centred"))
    assert raw.get_xlim() == centred.get_xlim() and raw.get_ylim() == centred.get_ylim()
    for ax, at_origin in ((raw, False), (centred, True)):
        points = ax.lines[0].get_xydata()
        assert (np.abs(points.mean(axis=0)) < 0.5).all() == at_origin
        low, high = ax.get_xlim()
        assert low < points.min() and points.max() < high


def test_a_unit_is_on_where_its_stroke_points():
    run, row = measure_cloud(0.3, "raw"), 3
    _, *drawn, _ = figures.cloud(3).axes[0].lines  # without the cloud and the origin
    pairs = zip(drawn[::2], drawn[1::2], strict=True)
    for (line, stroke), w, b in zip(pairs, run["W"][row].T, run["b"][row], strict=True):
        foot, tip = stroke.get_xydata()
        on_the_line = np.vstack([foot, line.get_xydata()])
        assert np.allclose(on_the_line @ w + b, 0)
        assert np.abs(line.get_xydata()).max(axis=1).min() > 14  # it leaves the axes
        assert tip @ w + b > 0


@pytest.mark.parametrize("pixels", ["raw", "centred"])
@pytest.mark.parametrize("lr", [0.03, 0.1, 0.3])
def test_every_number_stands_at_its_own_stroke_alone(lr, pixels):
    run = measure_cloud(lr, pixels)
    for W, b in zip(run["W"], run["b"], strict=True):
        feet, tips, numbers = np.swapaxes(strokes(W, b, run["x"][::9]), 0, 1)
        to_tip = np.linalg.norm(numbers[:, None] - tips, axis=2)
        assert (to_tip.argmin(axis=1) == np.arange(8)).all()
        apart = np.linalg.norm(numbers[:, None] - numbers, axis=2) + 9 * np.eye(8)
        assert apart.min() > 1.5  # twice the width of a digit
        assert np.abs([feet, numbers]).max() < 14 and min(feet.min(), numbers.min()) > -8
        to_lines = np.abs(numbers @ W + b) / np.linalg.norm(W, axis=0)
        assert to_lines.min() > 0.4


def test_a_line_outside_the_axes_has_no_stroke():
    W, b = np.array([[1.0, 0.0], [0.0, 0.0]]), np.array([-99.0, 1.0])
    assert np.isnan(strokes(W, b, np.zeros((1, 2)))).all()


@pytest.mark.parametrize("width", [2, 4])
def test_born_dead_says_both_starts_and_the_bound(width, assert_numbers):
    run, lopsided = (measure_born_dead(width, lopsided=kind) for kind in (False, True))
    values = []
    for layers in (10, 20):
        i = layers - 1
        values += [layers, run["images"][i], run["bound"][i], lopsided["images"][i]]
    assert_numbers(figures.describe_born_dead(width), 400, width, *values)
    (ax,) = figures.born_dead(width).axes
    assert_numbers(ax.get_title("left"), 100 * values[1], 100 * values[3])
    named = {
        line.get_label(): line.get_ydata() for line in ax.get_legend_handles_labels()[0]
    }
    assert named["bound"][9] == 100 * run["bound"][9]
    assert len(ax.lines) == len(figures.WIDTHS) + 2


def test_plasticity_says_the_first_and_last_tasks_of_both(assert_numbers, monkeypatch):
    monkeypatch.setattr(figures, "TASK_SEEDS", [0])
    values, lost = [], []
    for cure in ("none", "LeakyReLU"):
        run = measure_plasticity(cure)
        ends = run["accuracy"][1:11].mean(), run["accuracy"][-10:].mean()
        values += [*ends, run["off"][-1]]
        lost.append(100 * (ends[0] - ends[1]))
    fresh = np.mean([measure_plasticity(seed=s)["accuracy"][0] for s in range(2)])
    monkeypatch.setattr(figures, "FRESH_SEEDS", range(2))
    assert_numbers(figures.describe_plasticity("LeakyReLU"), 2, 11, *values, fresh)
    top, bottom = figures.plasticity("LeakyReLU").axes
    assert set(top.lines[2].get_ydata()) == {100 * fresh}
    assert_numbers(top.get_title("left"), *lost)
    assert bottom.lines[0].get_ydata()[-1] == 100 * values[2]


def test_a_cure_that_gains_says_so_in_a_title_that_fits(monkeypatch):
    ends = {"none": (60, 60, 47), figures.DRAWN_ANEW: (60, 60, 62)}
    monkeypatch.setattr(figures, "accuracy_and_off", lambda cure: (ends[cure], (0, 9)))
    top, _ = figures.plasticity(figures.DRAWN_ANEW).axes
    assert top.get_title("left") == "Accuracy (%): ReLU loses 13, redrawn gains 2"
    assert [text.get_text() for text in top.get_legend().texts][:2] == ["ReLU", "redrawn"]


def test_the_cloud_is_drawn_after_any_step():
    among, alone = measure_cloud(0.3, "raw"), measure_cloud(0.3, "raw", at=(3,))
    assert (alone["W"][0] == among["W"][3]).all()
    assert figures.cloud(4).axes[0].get_title("left").startswith("Step 4:")
    assert "after 200 steps" in figures.describe_cloud(200, 0.3, "raw")
