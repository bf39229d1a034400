"""The figure of why the layer helps shows medians of its runs, and says them."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation import smoothness_figures
from nncourse.chapters.ch06_batch_normalisation.smoothness_runs import TRIALS

KINDS = ("none", 0.0), ("batch", 0.0), ("batch", 0.5)


def accuracy(norm, jitter, lr, seed):
    return [0.1, 0.8, 0.3][(seed + len(norm)) % 3] * (1 - jitter * lr)


def ratio(norm, jitter, seed):
    return np.array(TRIALS) * [0.2, 1.0, 0.4][seed] + len(norm) + jitter


def curve(panel, i):
    return [line for line in panel.lines if line.get_marker() == "o"][i]


def test_smoother_says_medians_and_draws_them_in_a_band(assert_numbers, monkeypatch):
    def measure_jitter(norm, jitter, lr, seed):
        return {"accuracy": accuracy(norm, jitter, lr, seed)}

    def measure_trials(norm, jitter, seed):
        after = ratio(norm, jitter, seed)
        return {"ratio": after, "longest": after[0]}

    monkeypatch.setattr(smoothness_figures, "measure_jitter", measure_jitter)
    monkeypatch.setattr(smoothness_figures, "measure_trials", measure_trials)
    monkeypatch.setattr(smoothness_figures, "SEEDS", range(3))
    scored = [[accuracy(*kind, 0.5, s) for s in range(3)] for kind in KINDS]
    loss = [[ratio(*kind, s) for s in range(3)] for kind in KINDS]
    turns = [np.median([after[0] for after in row]) for row in loss]
    medians = np.median(scored, axis=1)
    steps = [smoothness_figures.after_one_step(*kind, 0.5) for kind in KINDS]
    said = [n for three in zip(medians, steps, turns, strict=True) for n in three]
    assert_numbers(smoothness_figures.describe_smoother(0.5), 3, 0.5, *said)
    left, right = smoothness_figures.smoother(0.5).axes
    assert_numbers(left.get_title("left"), 0.5)
    for ax, ends in ((left, 100 * medians), (right, turns)):
        names = [name for _, _, name, _ in smoothness_figures.NETWORKS]
        for text, name, end in zip(ax.texts, names, ends, strict=True):
            assert_numbers(text.get_text(), end)
            assert text.get_text().startswith(f"{name}: ")
    for panel, heights in ((left, 100 * medians), (right, steps)):
        marks = [line.get_xydata()[0] for line in panel.lines if line.get_marker() == "D"]
        assert np.allclose(marks, [[0.5, height] for height in heights])
    for i, row in enumerate(scored):
        assert curve(left, i).get_xdata().tolist() == [0.03, 0.1, 0.3, 0.5, 0.8]
        assert np.isclose(curve(left, i).get_ydata()[3], 100 * medians[i])
        band = left.collections[i].get_paths()[0].vertices
        ends = sorted(set(band[band[:, 0] == 0.5, 1]))
        assert np.allclose(ends, [100 * min(row), 100 * max(row)])
        middle = np.median(loss[i], axis=0)
        assert np.array_equal(curve(right, i).get_ydata(), middle)
    for panel in (left, right):
        assert list(panel.lines[-1].get_xdata()) == [0.5, 0.5]


def test_after_one_step_is_the_median_and_lies_between_two_trials(monkeypatch):
    def measure_trials(norm, jitter, seed):
        return {"ratio": np.array(TRIALS) ** 2 * [1.0, 3.0, 9.0][seed], "longest": 1.0}

    monkeypatch.setattr(smoothness_figures, "measure_trials", measure_trials)
    monkeypatch.setattr(smoothness_figures, "SEEDS", range(3))
    for lr in (TRIALS[2], 0.5):
        assert np.isclose(smoothness_figures.after_one_step("none", 0.0, lr), 3 * lr**2)
