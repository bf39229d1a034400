"""The figure of why the layer helps shows medians of its runs, and says them."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation import smoothness_figures
from nncourse.chapters.ch06_batch_normalisation.smoothness_runs import TRIALS

KINDS = ("none", 0.0), ("batch", 0.0), ("batch", 0.5)


def accuracy(norm, jitter, lr, seed):
    return [0.1, 0.8, 0.3][(seed + len(norm)) % 3] * (1 - jitter * lr)


def ratio(norm, jitter, seed):
    return np.array(TRIALS) * [0.2, 1.0, 0.4][seed] + len(norm) + jitter


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
    pairs = [n for pair in zip(medians, turns, strict=True) for n in pair]
    assert_numbers(smoothness_figures.describe_smoother(0.5), 3, 0.5, *pairs)
    left, right = smoothness_figures.smoother(0.5).axes
    assert_numbers(left.get_title("left"), 0.5)
    for ax, ends in ((left, 100 * medians), (right, turns)):
        names = [name for _, _, name, _ in smoothness_figures.NETWORKS]
        for text, name, end in zip(ax.get_legend().texts, names, ends, strict=True):
            assert_numbers(text.get_text(), end)
            assert text.get_text().startswith(f"{name}: ")
    for i, row in enumerate(scored):
        assert left.lines[i].get_xdata().tolist() == [0.03, 0.1, 0.3, 0.5, 0.8]
        assert np.isclose(left.lines[i].get_ydata()[3], 100 * medians[i])
        band = left.collections[i].get_paths()[0].vertices
        ends = sorted(set(band[band[:, 0] == 0.5, 1]))
        assert np.allclose(ends, [100 * min(row), 100 * max(row)])
        middle = np.median(loss[i], axis=0)
        assert np.array_equal(right.lines[i].get_ydata(), middle)
    for panel in (left, right):
        assert list(panel.lines[-1].get_xdata()) == [0.5, 0.5]
