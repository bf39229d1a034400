"""One matrix over and over: its gradients are right, and what the figure says of them."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients import recurrent_runs as runs
from nncourse.chapters.ch04_exploding_gradients.recurrent_figures import (
    describe_recurrent,
    recurrent,
)

SEED = 11


def test_a_bad_kind_is_named():
    with pytest.raises(ValueError, match=r"kind must be one of.*'triangular'"):
        runs.measure_recurrent(kind="triangular")


def test_the_gradient_is_the_slope_of_what_the_last_word_leaves():
    """Central differences: how a push at h after the first word moves dh · h at the end."""
    g, words, width = 1.5, 4, 6
    rng = np.random.default_rng(SEED)
    W = g * runs.KINDS["gaussian"](width, rng)
    read = 0.3 * rng.standard_normal((words, 20, width))
    dh = rng.standard_normal((20, width))
    dh /= np.linalg.norm(dh, axis=1, keepdims=True)

    def end(push):
        h = np.tanh(read[0]) + push
        for word in read[1:]:
            h = np.tanh(h @ W + word)
        return np.sum(dh * h, axis=1)

    pushes = 1e-5 * np.eye(width)
    slopes = np.array([(end(push) - end(-push)) / 2e-5 for push in pushes])
    run = runs.measure_recurrent(g, "gaussian", words, width, SEED)
    assert run["tanh"][:, words - 1] == pytest.approx(np.linalg.norm(slopes, axis=0))


def test_without_tanh_an_orthogonal_matrix_multiplies_exactly():
    run = runs.measure_recurrent(1.5, "orthogonal", words=12, seed=SEED)
    assert np.allclose(run["alone"], 1.5 ** np.arange(13))
    assert run["singular"] == pytest.approx(1.5) == run["eigenvalue"]


def test_the_eigenvalue_decides_where_singular_values_are_alike():
    two = [runs.measure_recurrent(1.0, kind, seed=SEED) for kind in ("gaussian", "one-way")]
    assert two[0]["singular"] == pytest.approx(two[1]["singular"], rel=0.3)
    assert two[0]["eigenvalue"] > 0.9 and two[1]["eigenvalue"] == 0
    assert two[0]["alone"][:, 30].min() > 0.02 and two[1]["alone"][:, 30].max() < 1e-12
    for run in two:  # no gradient grows faster than the singular value lets it
        assert (run["tanh"] <= 1.0001 * run["singular"] ** np.arange(31)).all()


@pytest.mark.parametrize("kind", ["gaussian", "one-way"])
def test_the_sentence_says_both_values_and_both_ends(kind, assert_numbers):
    run = runs.measure_recurrent(2.0, kind)
    ends = [f(run[way][:, 30]) for way in ("alone", "tanh") for f in (np.min, np.max)]
    sentence = describe_recurrent(2.0, kind)
    assert sentence.startswith(f"One matrix, {kind}, times 2")
    assert_numbers(sentence, 2, run["singular"], run["eigenvalue"], 1, *ends)
    for ax, way in zip(recurrent(2.0, kind).axes, ("alone", "tanh"), strict=True):
        assert np.array_equal(ax.lines[19].get_ydata(), run[way][19])
        assert len(ax.lines) == 22
        assert [line.get_linestyle() for line in ax.lines[20:]] == ["--", "-"]


def test_what_leaves_the_panel_or_has_no_line_is_said():
    alone, tanh = recurrent(2.0, "one-way").axes
    assert [text.get_text() for text in tanh.texts] == ["↓ smaller still"]
    named = [text.get_text() for text in alone.get_legend().get_texts()]
    assert named[1] == "largest eigenvalue: 0, no line"
    assert not recurrent(1.0, "gaussian").axes[0].texts


def test_the_titles_set_very_large_and_very_small_lengths_as_powers_of_ten():
    titles = [ax.get_title("left") for ax in recurrent(2.0, "gaussian").axes]
    assert titles == ["W alone: 10⁹ to 3×10⁹", "tanh: 16 to 300"]
    assert recurrent(2.0, "one-way").axes[1].get_title("left") == "tanh: 3×10⁻¹⁹ to 5×10⁻¹⁶"
