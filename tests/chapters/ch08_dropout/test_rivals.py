"""The rivals, judged by either half on what the other half chose."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import rivals_figures
from nncourse.chapters.ch08_dropout.tables_measured import halves, stopped, stored

NARROW = "a fifth wrong, 25 units"
NOISY = "500, a fifth wrong"


def test_the_sentence_says_the_mean_of_each_by_either_half(assert_numbers):
    values = []
    for name, setting in rivals_figures.SETTINGS.items():
        shares = stored(halves, *setting, NOISY, 25).mean(axis=0) / 100
        values += [*(float(word) for word in name.split() if word[0] == "0"), *shares]
    values += [*stored(stopped, NOISY, 25).mean(axis=0) / 100]
    assert rivals_figures.means_by_half(NOISY)[0][-1] == "early stopping"
    gains = np.abs(rivals_figures.verdict(NARROW)[1])
    sentence = rivals_figures.describe_rivals(NARROW).replace("-", "")
    assert_numbers(sentence, 25, 5, *values, *gains)


def test_what_one_half_chose_is_judged_by_the_other(monkeypatch):
    names = ["nothing", "dropout 0.2", "dropout 0.5", "decay 0.1", "decay 0.2"]
    means = np.array([[50.0, 60, 70, 62, 61], [50.0, 66, 65, 60, 64]])
    monkeypatch.setattr(rivals_figures, "means_by_half", lambda case: (names, means))
    chosen, gains = rivals_figures.verdict(NARROW)
    assert chosen == [{"dropout": 1, "decay": 4}, {"dropout": 2, "decay": 3}]
    assert gains == [60 - 61, 65 - 60]


@pytest.mark.parametrize("case", rivals_figures.RIVALRIES)
def test_filled_dots_are_those_chosen_and_the_title_says_the_verdict(case):
    (ax,) = rivals_figures.rivals(case).axes
    _, means = rivals_figures.means_by_half(case)
    chosen, gains = rivals_figures.verdict(case)
    filled = [line for line in ax.lines if line.get_markerfacecolor() != "none"]
    for line, judge, of in zip(filled, means, chosen, strict=True):
        assert line.get_xdata().tolist() == [judge[row] for row in of.values()]
    said = ax.get_title("left").replace("−", "-").split(":")[1].split()
    assert [float(said[0]), float(said[2])] == pytest.approx(gains, abs=0.05)
    assert float(said[-1]) == pytest.approx(np.mean(gains), abs=0.05)


@pytest.mark.parametrize("case", rivals_figures.RIVALRIES)
def test_what_reads_less_than_the_axis_shows_is_said_at_its_row(case):
    (ax,) = rivals_figures.rivals(case).axes
    names, means = rivals_figures.means_by_half(case)
    least, most = ax.get_xlim()
    below = [row for row in range(len(names)) if means[:, row].min() < least]
    arrows = [text for text in ax.texts if text.get_text().startswith("←")]
    assert [text.get_position()[1] for text in arrows] == below
    assert all(names[row] == "dropout 0.9" for row in below)
    assert means.max() < most
