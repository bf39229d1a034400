"""One bad batch in a healthy run: what it does uncut, and what the figure says of it."""

import numpy as np

from nncourse import training
from nncourse.chapters.ch04_exploding_gradients.bad_batch_figures import (
    TO_THE_END,
    bad_batch,
    describe_bad_batch,
)
from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    BAD_STEP,
    CUT,
    measure_bad_batch,
)

SEED = 11


def test_only_the_bad_batch_differs_until_its_step_is_taken():
    good, bad = (measure_bad_batch(times, np.inf, SEED) for times in (1, 16))
    assert np.array_equal(good["loss"][:BAD_STEP], bad["loss"][:BAD_STEP])
    assert bad["loss"][BAD_STEP] != good["loss"][BAD_STEP]
    assert len(good["loss"]) == 220 and good["accuracy"] > 0.9


def test_how_bad_the_batch_is_is_trained_from_its_step_on(monkeypatch):
    """What went before is kept, so that a reader who turns it waits half as long."""
    taken = []
    monkeypatch.setattr(training, "watchers", [lambda net, loss: taken.append(loss)])
    for times in (16, 17):
        taken.clear()
        run = measure_bad_batch(times, CUT, SEED)
    assert np.array_equal(taken, run["loss"][BAD_STEP:])


def test_nothing_is_cut_before_the_bad_batch():
    uncut, cut = (measure_bad_batch(16, limit, SEED) for limit in (np.inf, 0.1))
    assert np.array_equal(cut["loss"][: BAD_STEP + 1], uncut["loss"][: BAD_STEP + 1])
    assert cut["loss"][BAD_STEP + 1] != uncut["loss"][BAD_STEP + 1]


def test_a_cut_run_comes_through_what_ends_the_other():
    uncut, cut = (measure_bad_batch(100, limit) for limit in (np.inf, CUT))
    assert uncut["norm"][BAD_STEP] > 20 * CUT and np.isnan(uncut["accuracy"])
    assert cut["accuracy"] > 0.9 and cut["loss"][BAD_STEP + 1 :].max() < 1


def test_the_sentence_says_the_norms_and_both_ends(assert_numbers):
    uncut, cut = (measure_bad_batch(16, limit) for limit in (np.inf, CUT))
    norms = [run["norm"][BAD_STEP] for run in (uncut, cut)]
    said = 16, BAD_STEP, norms[0], norms[1], CUT, uncut["accuracy"], cut["accuracy"]
    assert_numbers(describe_bad_batch(16), *said)
    assert "ends in nan" in describe_bad_batch(100)
    left, right = bad_batch(16, TO_THE_END).axes
    shown = slice(BAD_STEP - 30, 220)  # to the end, which the text speaks of
    assert np.array_equal(left.lines[0].get_ydata(), uncut["loss"][shown])
    assert np.array_equal(right.lines[2].get_ydata(), cut["norm"][shown])
    thick = left.lines[1]
    assert list(thick.get_xdata()[[0, -1]]) == [BAD_STEP - 30, 219]
    assert thick.get_ydata()[0] == np.median(uncut["loss"][BAD_STEP - 37 : BAD_STEP - 22])


def test_the_figure_opens_on_each_step_around_the_bad_batch():
    uncut, cut = (measure_bad_batch(16, limit) for limit in (np.inf, CUT))
    for ax, sign in zip(bad_batch(16).axes, ("loss", "norm"), strict=True):
        for line, run in zip(ax.lines, (uncut, cut), strict=False):
            steps = line.get_xdata()
            assert BAD_STEP - 10 < steps[0] < BAD_STEP - 5 and len(steps) == 25
            assert np.array_equal(line.get_ydata(), run[sign][steps])
