"""Chapter 6's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation import figures
from nncourse.chapters.ch06_batch_normalisation.runs import (
    COMPANY,
    measure_decayed,
    measure_feature,
    measure_run,
    measure_sizes,
    measure_statistics,
)


@pytest.mark.parametrize(
    "setting",
    [
        (1.0, -10.0, "253 others", "1 and 0"),
        (0.001, 0.0, "253 others", "1 and 0"),
        (3.0, 10.0, "five others", "3.7 and 10"),
    ],
)
def test_feature_says_mean_spread_and_three_digits_before_and_after(
    setting, assert_numbers
):
    *choices, learnt = setting
    gamma, beta = figures.LEARNT[learnt]
    run = measure_feature(*choices)
    sides = run["x"], gamma * run["y"] + beta
    said = [n for v in sides for n in (v.mean(), v.std(), *v[:3])]
    assert_numbers(figures.describe_feature(*setting), *said)
    for ax, v in zip(figures.feature(*setting).axes, sides, strict=True):
        assert_numbers(ax.get_title("left"), v.mean(), v.std(), v[0])
        marks = [line.get_xydata()[0][0] for line in ax.lines[:3]]
        assert marks == v[:3].tolist()


def test_open_marks_are_the_answers_in_the_large_batch():
    large = measure_feature(3.0, 10.0)["y"]
    assert len(figures.feature().axes[1].lines) == 3
    for company in list(COMPANY)[1:]:
        marks = figures.feature(company=company, learnt="3.7 and 10").axes[1].lines[3:]
        assert [mark.get_xdata()[0] for mark in marks] == (3.7 * large[:3] + 10).tolist()


def test_after_has_its_own_axis_until_gamma_and_beta_move_it(assert_numbers):
    top, bottom = figures.feature(0.001, 0.0).axes
    assert bottom.get_xlim()[1] < 5 < 20 < top.get_xlim()[1]
    moved = figures.feature(learnt="3.7 and 10").axes
    assert moved[0].get_xlim() == moved[1].get_xlim() == top.get_xlim()
    highest = top.patches[0].get_data().values.max()
    assert highest > top.get_ylim()[1]
    assert_numbers(top.texts[0].get_text(), highest)
    assert top.texts[0].get_text().startswith("two bars go")  # they touch at 0
    assert not figures.feature().axes[1].texts


@pytest.mark.parametrize("seed", range(4))
def test_a_mean_of_nothing_has_no_sign(seed, monkeypatch):
    v = np.random.default_rng(seed).standard_normal(99)
    feature = {"x": v, "y": v - v.mean()}
    monkeypatch.setattr(figures, "measure_feature", lambda *_, **__: feature)
    assert "After: mean 0," in figures.describe_feature(1.0, 0.0, figures.MANY, "1 and 0")
    assert ": mean 0," in figures.feature(1.0, 0.0).axes[1].get_title("left")


@pytest.mark.parametrize(("factor", "steps"), [(0.5, 600), (10.0, 150)])
def test_weight_scale_says_the_spreads_and_both_accuracies(factor, steps, assert_numbers):
    runs = [measure_run(kind, factor, n_steps=steps) for kind in (False, True)]
    without, with_norm = (100 * run["accuracy"] for run in runs)
    assert without < with_norm
    ends = [run["inputs"][layer].std() for run in runs for layer in (0, -1)]
    said = ends[0], 1, ends[1], 8, *ends[2:], steps, 0.1
    sentence = figures.describe_weight_scale(factor, steps)
    assert_numbers(sentence, factor, *said, without / 100, with_norm / 100)
    spread, accuracy = figures.weight_scale(factor, steps).axes
    *others, bare, normed = (line.get_ydata() for line in spread.lines)
    assert (bare[-1], normed[-1]) == (ends[1], ends[3]) and len(others) == 8
    assert any(np.array_equal(bare, other) for other in others)
    marks = [line.get_xydata()[0] for line in accuracy.lines if line.get_marker() == "D"]
    assert np.allclose(marks, [[factor, without], [factor, with_norm]])
    assert_numbers(accuracy.get_title("left"), without, with_norm)
    assert_numbers(accuracy.get_ylabel(), steps)


@pytest.mark.parametrize(("weight_decay", "factor"), [(0.03, 10.0), (0.1, 1.0)])
def test_decayed_says_lengths_steps_and_accuracies(weight_decay, factor, assert_numbers):
    bare, run = (measure_decayed(decay, factor) for decay in (0.0, weight_decay))
    ends = [end for one in (bare, run) for end in (one["size"][-1], one["accuracy"][-1])]
    sentence = figures.describe_decayed(weight_decay, factor)
    settled = np.sqrt((run["ratio"][-150:] ** 2).mean())
    assert_numbers(sentence, factor, *ends[:2], weight_decay, ends[2], settled, ends[3])
    size, ratio, accuracy = figures.decayed(weight_decay, factor).axes
    balance = (2 * 0.1 * weight_decay) ** 0.5
    assert_numbers(ratio.get_title("left"), settled, balance)
    assert_numbers(accuracy.get_title("left"), 100 * ends[1], 100 * ends[3])
    assert [line.get_ydata()[-1] for line in size.lines] == [ends[0], ends[2]]
    assert ratio.lines[2].get_ydata()[0] == pytest.approx(balance)


def test_fifty_ratios_make_one():
    assert figures.by_fifty(np.r_[np.full(50, 3.0), np.tile([1.0, 7.0], 25)]).tolist() == [
        3,
        5,
    ]


@pytest.mark.parametrize(("momentum", "size"), [(0.01, 64), (1.0, 4)])
def test_statistics_says_the_early_loss_by_either(momentum, size, assert_numbers):
    run = measure_statistics(momentum, size)
    early = (run["step"] >= 10) & (run["step"] <= 30)
    losses = run["batch"][early].mean(), run["running"][early].mean()
    assert losses[0] < losses[1]
    assert_numbers(figures.describe_statistics(momentum, size), 10, 30, *losses)
    (ax,) = figures.statistics(momentum, size).axes
    assert_numbers(ax.get_title("left"), 10, 30, *losses)
    own, running, above = ax.lines
    assert own.get_ydata()[-1] == run["batch"][-1]
    assert running.get_ydata()[-1] == run["running"][-1]
    assert above.get_marker() == "^"
    high = run["step"][run["running"] > 5]
    assert len(above.get_xdata()) and np.isin(above.get_xdata(), high).all()
    assert max(line.get_ydata().max() for line in ax.lines) == 5


def test_sizes_says_the_mean_of_each_after_as_many_steps(assert_numbers, monkeypatch):
    monkeypatch.setattr(figures, "NORM_SEEDS", range(1))
    values, at_two = [], {}
    for size in (1, 2, 4, 8):
        values.append(size)
        for norm in ("none", "batch", "layer", "RMS"):
            if size > 1 or norm != "batch":
                share = measure_sizes(size, norm, 0.03, 0, images=300 * size)
                values.append(share)
                at_two |= {norm: share} if size == 2 else {}
    sentence = figures.describe_sizes(2, 0.03)
    assert_numbers(sentence, 2, 6, 2, 6, 6, 3, 1, 300, *values)
    assert sentence.count("batch refuses") == 1
    tables, ax = figures.sizes(2, 0.03).axes
    assert_numbers(tables.get_title("left"), 2)
    assert_numbers(ax.get_title("left"), 100 * at_two["batch"], 100 * at_two["layer"])
    (band,) = ax.patches
    assert band.get_x() + band.get_width() / 2 == figures.SIZES.index(2)
    for bars, share in zip(ax.containers, at_two.values(), strict=True):
        assert bars.lines[0].get_ydata()[1] == pytest.approx(100 * share)
