"""One bad batch in a healthy run: what it does uncut, and what the figure says of it."""

import numpy as np
import pytest

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
    run_until,
)
from nncourse.chapters.deep_nets import deep_net
from nncourse.init import he

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


@pytest.mark.parametrize("optimiser", ["momentum", "Adam"])
def test_the_sentence_says_the_norm_the_steps_and_both_ends(optimiser, assert_numbers):
    uncut, cut = (
        measure_bad_batch(16, limit, optimiser=optimiser) for limit in (np.inf, CUT)
    )
    steps = (
        uncut["step"][BAD_STEP],
        cut["step"][BAD_STEP],
        np.median(uncut["step"][100:120]),
    )
    said = 16, BAD_STEP, uncut["norm"][BAD_STEP], *steps, uncut["accuracy"], CUT
    assert_numbers(describe_bad_batch(16, optimiser), *said, cut["accuracy"])
    left, right = bad_batch(16, optimiser, TO_THE_END).axes
    shown = slice(BAD_STEP - 30, 220)  # to the end, which the text speaks of
    assert np.array_equal(left.lines[0].get_ydata(), uncut["loss"][shown])
    assert np.array_equal(right.lines[2].get_ydata(), cut["step"][shown])
    thick = left.lines[1]
    assert list(thick.get_xdata()[[0, -1]]) == [BAD_STEP - 30, 219]
    assert thick.get_ydata()[0] == np.median(uncut["loss"][BAD_STEP - 37 : BAD_STEP - 22])


def test_a_run_that_is_lost_says_so():
    assert "ends in nan" in describe_bad_batch(100)


def test_adam_bounds_the_step_that_momentum_takes_whole():
    plain, adam = (measure_bad_batch(100, optimiser=rule) for rule in ("momentum", "Adam"))
    grown = [
        run["step"][BAD_STEP] / np.median(run["step"][100:120]) for run in (plain, adam)
    ]
    assert grown[0] > 50 and grown[1] < 6
    assert np.isnan(plain["accuracy"]) and adam["accuracy"] > 0.9


def test_the_share_of_a_step_is_the_way_over_the_weights():
    net, _, _ = run_until(1, SEED)
    start, _ = deep_net(10, "relu", he, SEED, 50)
    p, before = (
        np.concatenate([w.ravel() for w in some.params.values()]) for some in (net, start)
    )
    share = measure_bad_batch(1, np.inf, SEED)["step"][0]
    assert share == pytest.approx(np.linalg.norm(p - before) / np.linalg.norm(before))


def test_the_figure_opens_on_each_step_around_the_bad_batch():
    uncut, cut = (measure_bad_batch(16, limit) for limit in (np.inf, CUT))
    for ax, sign in zip(bad_batch(16).axes, ("loss", "step"), strict=True):
        for line, run in zip(ax.lines, (uncut, cut), strict=False):
            steps = line.get_xdata()
            assert BAD_STEP - 10 < steps[0] < BAD_STEP - 5 and len(steps) == 25
            assert np.array_equal(line.get_ydata(), run[sign][steps])
