"""Chapter 8's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import figures
from nncourse.chapters.ch08_dropout.runs import (
    RATES,
    measure_dropout,
    measure_lesions,
    measure_masks,
    measure_pruning,
)
from nncourse.chapters.ch08_dropout.tables_measured import ends, stored

NOISY = "500, a fifth wrong"


@pytest.mark.parametrize(("units", "rate"), [(100, 0.2), (300, 0.8), (10, 1.0)])
def test_dropped_says_mean_deviation_and_ends(units, rate, assert_numbers):
    counts = measure_masks(units, rate, seed=figures.TYPICAL)
    ends = counts.min(), counts.max()
    sentence = figures.describe_dropped(units, rate)
    assert_numbers(sentence, units, counts.mean(), counts.std(), *ends)
    bottom = figures.dropped(units, rate).axes[1]
    seen = ends if rate < 1 else ends[:1]
    assert_numbers(bottom.get_title("left"), *seen, units, counts.mean())
    assert sum(bar.get_height() for bar in bottom.patches) == pytest.approx(100)


@pytest.mark.parametrize(("rate", "dropped"), [(0.0, 0), (1.0, 24)])
def test_dropped_units_are_hollow_and_crossed_out_and_have_no_connections(rate, dropped):
    drawn = figures.dropped(10, rate).axes[0].lines
    units = [line for line in drawn if line.get_marker() == "o"]
    hollow = [line for line in units if line.get_markerfacecolor() == "none"]
    assert sum(len(line.get_xdata()) for line in hollow) == dropped
    assert sum(len(line.get_xdata()) for line in units) == 3 * (4 + 8 + 3)
    crosses = [line for line in drawn if line.get_marker() == "x"]
    assert sum(len(line.get_xdata()) for line in crosses) == dropped
    connections = [line for line in drawn if line.get_marker() == "None"]
    assert bool(connections) == (rate == 0)


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_overfitting_says_and_draws_the_means_at_its_rate(rate, assert_numbers):
    runs = [measure_dropout(rate, NOISY, seed=s) for s in range(5)]
    names = "train_accuracy", "test_accuracy", "train_loss", "test_loss", "printed_loss"
    means = [np.mean([run[name] for run in runs], axis=0) for name in names]
    train, test, learnt, unseen, printed = means
    assert (train[-1] > test[-1]) == (rate == 0)
    lowest = runs[0]["step"][unseen.argmin()], unseen.min()
    sentence = figures.describe_overfitting(rate, NOISY, 100)
    ends = unseen[-1], learnt[-1], printed[-1], train[-1], test[-1]
    assert_numbers(sentence, 500, 5, 100, rate, *lowest, *ends)
    assert ("with units dropped" in sentence) == (rate > 0)
    top, bottom = figures.overfitting(rate, NOISY).axes
    assert_numbers(top.get_title("left"), *lowest[::-1], unseen[-1])
    words = top.texts[-1].get_text()
    assert words.startswith("unseen" if rate == 0 else "training")
    assert_numbers(words, abs(unseen[-1] - learnt[-1]))
    assert tuple(top.lines[3].get_xydata()[0]) == lowest
    for line, mean in zip(top.lines[:3], (learnt, unseen, printed), strict=True):
        assert np.array_equal(line.get_ydata(), mean)
    mark = bottom.lines[-1].get_xydata()[0]
    assert mark == pytest.approx([RATES.index(rate), 100 * test[-1]])


@pytest.mark.parametrize("rate", [0.9, 1.0])
def test_a_network_that_cannot_learn_is_seen_to_fail(rate, assert_numbers):
    top, bottom = figures.overfitting(rate, NOISY, 25).axes
    last = [line.get_ydata()[-1] for line in top.lines[:2]]
    assert figures.HIGHEST_LOSS < max(last) < top.get_ylim()[1]
    assert top.get_ylim()[1] > figures.overfitting(0.0, NOISY, 25).axes[0].get_ylim()[1]
    assert_numbers(top.texts[-1].get_text(), abs(last[0] - last[1]))
    lowest = bottom.get_ylim()[0]
    assert bottom.lines[-1].get_ydata()[0] == lowest
    last_two = [stored(ends, at, NOISY, 25).mean(axis=0) for at in (0.9, 1.0)]
    below = {"train": [row[0] for row in last_two], "test": [row[1] for row in last_two]}
    said = [(text.get_text(), text.get_color()) for text in bottom.texts]
    assert said == [
        (f"{share:.0f} ↓", figures.COLOURS[name])
        for name, shares in below.items()
        for share in shares
    ]


def test_a_small_gap_is_named_above_the_axis():
    top = figures.overfitting(0.5, "1000 clean", 100).axes[0]
    assert top.texts[-1].get_position()[1] >= 0.1 * top.get_ylim()[1]


@pytest.mark.parametrize("first", ["the most important", "the least important"])
def test_lesions_say_what_units_are_worth_and_what_is_left(
    first, assert_numbers, monkeypatch
):
    monkeypatch.setattr(figures, "NETS", range(2))
    said, most, left = [50], [], []
    for words, rate, decay in (((), 0.0, 0.0), ((0.01,), 0.0, 0.01), ((0.5,), 0.5, 0.0)):
        choices = {"width": 50, "decay": decay}
        worth = [measure_lesions(rate, seed=s, **choices) for s in (0, 1)]
        most.append(100 * np.mean([one.max() for one in worth]))
        pruned = [measure_pruning(rate, seed=s, first=first, **choices) for s in (0, 1)]
        left.append(np.mean([one[10] for one in pruned]))
        said += [*words, most[-1], 10, left[-1]]
    assert most[0] > most[2] and left[0] < left[2]
    assert_numbers(figures.describe_lesions(0.5, 50, first), *said)
    top, bottom = figures.lesions(0.5, 50, first).axes
    assert_numbers(top.get_title("left"), *most)
    assert_numbers(bottom.get_title("left"), *(100 * share for share in left))
    assert first in bottom.get_xlabel()
    lowest = min(line.get_ydata().min() for line in bottom.lines)
    floor = bottom.get_ylim()[0]
    assert floor <= lowest and (floor > 50) == (first == "the least important")
    assert [line.get_ydata()[10] for line in bottom.lines] == pytest.approx(
        [100 * share for share in left]
    )


def test_the_two_accuracies_stand_side_by_side_and_are_named():
    bottom = figures.overfitting(0.9, NOISY).axes[1]
    places = [bar.lines[0].get_xdata() for bar in bottom.containers]
    assert np.all(places[0] < places[1])
    names = [text.get_text() for text in bottom.get_legend().get_texts()]
    assert names == ["training", "unseen"]


def test_the_first_unit_is_drawn_on_top():
    layer = figures.Dropout(0.2, np.random.default_rng(figures.TYPICAL))
    kept = layer.forward(np.ones((1, 100)), training=True)[0, :8] > 0
    top = figures.dropped(100, 0.2).axes[0]
    crosses = next(line for line in top.lines if line.get_marker() == "x")
    places = np.linspace(7.5, 0.5, 8)
    assert crosses.get_ydata().tolist() == places[~kept].tolist()


@pytest.mark.parametrize("units", [10, 300])
def test_no_bar_of_the_dropped_is_cut(units):
    bottom = figures.dropped(units, 0.2).axes[1]
    low, high = bottom.get_xlim()
    assert low < min(bar.get_x() for bar in bottom.patches)
    assert high > max(bar.get_x() + bar.get_width() for bar in bottom.patches)
