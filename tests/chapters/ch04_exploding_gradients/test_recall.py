"""A recurrent network in training: its gradients, the runs as stored, and their figure."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients.recall_figures import (
    describe_recall,
    recall,
)
from nncourse.chapters.ch04_exploding_gradients.recall_measured import (
    LIMITS,
    RATES,
    answered,
    curves,
    learnt,
)
from nncourse.chapters.ch04_exploding_gradients.recall_runs import (
    FIRST,
    RATE,
    loss_and_gradients,
    measure_recall,
    new_network,
    texts,
)


@pytest.mark.parametrize("name", ["U", "W", "V", "b", "c"])
def test_the_gradients_through_time_are_those_of_differences(name):
    rng, h = np.random.default_rng(11), 1e-6
    p, (x, first) = new_network(rng), texts(rng, count=5, words=6)
    _, _, grads = loss_and_gradients(p, x, first)
    flat = p[name].reshape(-1)
    for i in rng.integers(0, flat.size, 8):
        kept, losses = flat[i], []
        for flat[i] in (kept + h, kept - h):
            losses.append(loss_and_gradients(p, x, first)[0])
        flat[i] = kept
        by_differences = (losses[0] - losses[1]) / (2 * h)
        assert grads[name].reshape(-1)[i] == pytest.approx(by_differences, abs=1e-8)


def test_a_texts_first_word_is_asked_for_and_never_comes_again():
    x, first = texts(np.random.default_rng(11), count=7)
    assert x.shape == (20, 7, 6) and (x.sum(axis=2) == 1).all()
    assert (x[0].argmax(axis=1) == first).all()
    assert x[1:, :, :FIRST].sum() == 0


def test_a_run_begins_as_it_is_stored():
    run = measure_recall(1.0, n_steps=40)
    assert run["loss"].reshape(2, 20).mean(axis=1) == pytest.approx(
        curves("1")["loss"][0, :2], rel=0.01
    )
    assert run["norm"][:20].max() == pytest.approx(curves("1")["norm"][0, 0], rel=0.01)


def test_a_gradient_below_the_limit_is_left_as_it_is():
    uncut, loose = (measure_recall(limit, n_steps=3) for limit in (np.inf, 1e3))
    assert all(np.array_equal(uncut[sign], loose[sign]) for sign in uncut)
    assert answered({"right": np.ones(200)}) == 1


def test_cut_to_1_all_learn_it_at_the_high_rate_and_uncut_few_at_any():
    assert learnt(RATE, "1") == 5 and learnt(RATE, "none") <= 1
    assert max(learnt(rate, "none") for rate in RATES) <= 2


@pytest.mark.parametrize("limit", LIMITS)
def test_figure_and_sentence_have_every_run(limit, assert_numbers):
    run = curves(limit)
    for ax, sign in zip(recall(limit).axes, ("norm", "loss"), strict=True):
        drawn = [line.get_ydata() for line in ax.lines[:5]]
        assert np.array_equal(drawn, run[sign])
    title = recall(limit).axes[1].get_title(loc="left")
    assert title == f"loss: {learnt(RATE, limit)} of 5 learn"
    said = [float(limit)] if limit != "none" else []
    peaks, last = run["norm"].max(axis=1), run["loss"][:, -1]
    said += [learnt(RATE, limit), 5, peaks.min(), peaks.max(), last.min(), last.max()]
    assert_numbers(describe_recall(limit), *said)
