"""A recurrent network in training: its gradients, the runs as stored, and their figure."""

from itertools import pairwise

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients.recall_figures import (
    describe_recall,
    middle_start,
    recall,
)
from nncourse.chapters.ch04_exploding_gradients.recall_inside_measured import (
    LENGTHS as SEEN_LENGTHS,
)
from nncourse.chapters.ch04_exploding_gradients.recall_inside_measured import (
    LOOKS,
    SEEN,
    inside,
    learnt_inside,
)
from nncourse.chapters.ch04_exploding_gradients.recall_measured import (
    BLOCK,
    LENGTHS,
    RATES,
    WAYS,
    answered,
    in_blocks,
    learnt,
    learnt_of,
    norms,
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
    for words in (5, 30):
        run = measure_recall(1.0, n_steps=40, words=words)
        assert in_blocks(run["norm"]) == pytest.approx(norms(words, "cut")[0, :2], rel=0.01)


def test_a_gradient_below_the_limit_is_left_as_it_is():
    uncut, loose = (measure_recall(limit, n_steps=3) for limit in (np.inf, 1e3))
    assert all(np.array_equal(uncut[sign], loose[sign]) for sign in uncut)
    assert answered({"right": np.ones(200)}) == 1


def test_cut_to_1_all_learn_it_at_the_high_rate_and_uncut_few_at_any():
    assert learnt(RATE, "1") == 5 and learnt(RATE, "none") <= 1
    assert max(learnt(rate, "none") for rate in RATES) <= 2


def test_the_cut_carries_the_task_to_texts_of_four_times_the_length():
    most = {
        way: max(n for n in LENGTHS if learnt_of(n, way) > 2) for way in ("uncut", "cut")
    }
    assert most == {"uncut": 10, "cut": 40}
    assert learnt_of(20, "uncut") == learnt(RATE, "none")
    assert learnt_of(20, "cut") == learnt(RATE, "1")


@pytest.mark.parametrize("words", SEEN_LENGTHS)
def test_figure_and_sentence_have_every_run(words, assert_numbers):
    left, *right = recall(words).axes
    said = [words]
    for i, way in enumerate(WAYS):
        seen = {sign: inside(words, way, sign) for sign in ("eigenvalue", "first")}
        run = norms(words, way)
        ends = [0, *right[0].lines[5 * i].get_xdata() // BLOCK]
        largest = [run[:, a:b].max(axis=1) for a, b in pairwise(ends)]
        rows_of = np.transpose(largest), *seen.values()
        for ax, rows in zip(right, rows_of, strict=True):
            lines = ax.lines[5 * i : 5 * i + 5]
            assert np.array_equal([line.get_ydata() for line in lines], rows)
            thick = [line.get_linewidth() > 2 for line in lines]
            assert np.flatnonzero(thick) == middle_start(words)
        assert ends[-1] == run.shape[1]
        assert list(left.lines[i].get_ydata()) == [learnt_of(n, way) for n in LENGTHS]
        peaks, last = run.max(axis=1), run[:, -1]
        said += [*([1] if way == "cut" else []), learnt_of(words, way), 5]
        said += [peaks.min(), peaks.max(), last.min(), last.max()]
        said += [end(rows[:, -1]) for rows in seen.values() for end in (np.min, np.max)]
    assert_numbers(describe_recall(words), *said)


@pytest.mark.parametrize("words", SEEN_LENGTHS)
def test_the_networks_seen_inside_are_those_that_are_counted(words):
    assert all(learnt_inside(words, way) == learnt_of(words, way) for way in WAYS)


def test_inside_a_run_is_seen_what_is_stored():
    looks = LOOKS[:3]
    run = measure_recall(1.0, seed=1, n_steps=looks[-1], words=20, looks=looks)
    for sign in SEEN:
        seen = [look[sign] for look in run["inside"]]
        assert seen == pytest.approx(inside(20, "cut", sign)[1, :3], rel=0.02)


def test_the_first_words_gradient_overtakes_the_lasts_where_w_has_grown_by_half():
    looks = range(1, 51)
    for seed in range(5):
        run = measure_recall(np.inf, seed=seed, n_steps=50, looks=looks)["inside"]
        turn = next(look for look in run if look["first"] > 1)
        assert 1.4 < turn["eigenvalue"] < 1.75 and run[0]["first"] < 0.03
