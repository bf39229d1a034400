"""One bad batch in a healthy run: what it does, and what the figure says of it."""

import numpy as np
import pytest

from nncourse import training
from nncourse.chapters.ch04_exploding_gradients.bad_batch_figures import (
    bad_batch,
    describe_bad_batch,
)
from nncourse.chapters.ch04_exploding_gradients.bad_batch_measured import (
    DRAWN,
    MOMENTS,
    SEEDS,
    digits_read,
    measure_norms,
    measure_read,
    measure_usual,
    median,
    norms,
    read_before,
    usual_norms,
)
from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    ADAM,
    AFTER,
    BAD_STEP,
    BATCHES,
    CUT,
    FAST_ADAM,
    SGD_MOMENTUM,
    TIMES_16,
    TIMES_100,
    USUAL,
    WRONG_LABELS,
    checks_before,
    measure_bad_batch,
    measure_before,
    run_until,
)
from nncourse.chapters.deep_nets import deep_net
from nncourse.init import he

SEED = 11


def test_every_label_of_the_mislabelled_batch_is_wrong_and_its_images_are_as_they_were():
    images, labels = np.ones((3, 64)), np.arange(10)
    same, wrong = BATCHES[WRONG_LABELS](images, labels, SEED)
    assert same is images and (wrong != labels).all()
    assert set(wrong) <= set(range(10))


@pytest.mark.parametrize("batch", [WRONG_LABELS, TIMES_16])
def test_only_the_bad_batch_differs_until_its_step_is_taken(batch):
    good, bad = (measure_bad_batch(b, np.inf, SEED) for b in (USUAL, batch))
    assert np.array_equal(good["loss"][:BAD_STEP], bad["loss"][:BAD_STEP])
    assert bad["loss"][BAD_STEP] != good["loss"][BAD_STEP]
    assert len(good["loss"]) == 220 and good["read"][-1] > 0.9
    assert good["read"][0] == bad["read"][0] and len(bad["read"]) == len(AFTER)


def test_how_bad_the_batch_is_is_trained_from_its_step_on(monkeypatch):
    """What went before is kept, so that a reader who turns it waits half as long."""
    taken = []
    monkeypatch.setattr(training, "watchers", [lambda net, loss: taken.append(loss)])
    for batch in (TIMES_16, WRONG_LABELS):
        taken.clear()
        run = measure_bad_batch(batch, CUT, SEED)
    assert np.array_equal(taken, run["loss"][BAD_STEP:])


def test_nothing_is_cut_before_the_bad_batch():
    uncut, cut = (measure_bad_batch(TIMES_16, limit, SEED) for limit in (np.inf, 0.1))
    assert np.array_equal(cut["loss"][: BAD_STEP + 1], uncut["loss"][: BAD_STEP + 1])
    assert cut["loss"][BAD_STEP + 1] != uncut["loss"][BAD_STEP + 1]


def test_the_network_is_tested_after_as_many_steps_as_are_said():
    """A cut to nothing leaves the network as it was; uncut it changes with the first."""
    still = measure_bad_batch(WRONG_LABELS, 1e-12, SEED, at=20)["read"]
    moved = measure_bad_batch(WRONG_LABELS, np.inf, SEED, at=20)["read"]
    assert still[0] == moved[0] and still[1] != moved[1]
    assert len(measure_bad_batch(WRONG_LABELS, np.inf, SEED, at=20)["loss"]) == 120


@pytest.mark.parametrize(
    ("batch", "optimiser", "at", "way"),
    [(WRONG_LABELS, ADAM, BAD_STEP, "uncut"), (TIMES_16, SGD_MOMENTUM, 20, "cut")],
)
def test_a_run_is_stored_as_it_is_measured_today(batch, optimiser, at, way):
    stored = digits_read(batch, optimiser, at, way)[1]
    measured = np.array(measure_read(batch, optimiser, at, way, seed=1), float)
    assert np.median(np.abs(measured - stored)) < 2


def test_ahead_of_the_bad_batch_digits_and_norms_are_stored_as_they_are_measured_today():
    for at in (20, BAD_STEP):
        assert measure_usual(at) == pytest.approx(usual_norms(at), rel=0.05)
        before, _ = norms(WRONG_LABELS, at, "uncut")
        assert len(before) == at
        today = measure_bad_batch(WRONG_LABELS, np.inf, DRAWN, at)["norm"]
        assert np.median(np.abs(today[:at] / before - 1)) < 0.01
    read = 100 * np.array(measure_before(BAD_STEP, seed=1))
    assert checks_before(20) == [0, 10] and len(read) == len(checks_before(BAD_STEP))
    assert np.median(np.abs(read - read_before(BAD_STEP)[1])) < 2


def test_the_norm_is_stored_before_its_cut_from_the_bad_step_on():
    _, after = norms(WRONG_LABELS, BAD_STEP, "cut")
    assert after[0] > CUT and len(after) == AFTER[-1]
    today = measure_norms(WRONG_LABELS, BAD_STEP, "cut")
    assert np.median(np.abs(today / after - 1)) < 0.05


def test_the_run_drawn_has_the_middle_one_of_the_bad_gradients():
    bad = [measure_bad_batch(WRONG_LABELS, seed=seed)["norm"][BAD_STEP] for seed in SEEDS]
    assert np.argsort(bad)[len(SEEDS) // 2] == DRAWN


def test_at_ten_times_its_rate_the_wrong_labels_cost_adam_as_much_and_the_cut_spares_it():
    uncut, cut = (
        median(digits_read(WRONG_LABELS, FAST_ADAM, BAD_STEP, way))
        for way in ("uncut", "cut")
    )
    assert uncut.min() < 60 and cut.min() > 90


def test_wrong_labels_cost_momentum_most_for_a_while_and_the_cut_spares_it():
    for seed in range(5):
        uncut, cut = (
            digits_read(WRONG_LABELS, SGD_MOMENTUM, BAD_STEP, way)[seed]
            for way in ("uncut", "cut")
        )
        assert uncut.min() < 45 and uncut[-1] > 90 and cut.min() > 90
        assert digits_read(WRONG_LABELS, ADAM)[seed].min() > 85


def test_the_middle_run_counts_nan_as_the_worst():
    runs = np.array([[90, 80.0], [95, np.nan], [93, np.nan]])
    assert median(runs)[0] == 93 and np.isnan(median(runs)[1])
    runs[2, 1] = 70
    assert median(runs)[1] == 70


def test_adam_bounds_the_step_that_momentum_takes_whole():
    plain, adam = (
        measure_bad_batch(TIMES_100, optimiser=rule) for rule in (SGD_MOMENTUM, ADAM)
    )
    grown = [
        run["step"][BAD_STEP] / np.median(run["step"][100:120]) for run in (plain, adam)
    ]
    assert grown[0] > 50 and grown[1] < 6
    assert np.isnan(plain["read"][-1]) and adam["read"][-1] > 0.9


def test_the_share_of_a_step_is_the_way_over_the_weights():
    net, _, _ = run_until(1, SEED)
    start, _ = deep_net(10, "relu", he, SEED, 50)
    p, before = (
        np.concatenate([w.ravel() for w in some.params.values()]) for some in (net, start)
    )
    share = measure_bad_batch(USUAL, np.inf, SEED)["step"][0]
    assert share == pytest.approx(np.linalg.norm(p - before) / np.linalg.norm(before))


def test_the_figure_has_every_run_thin_and_the_middle_one_thick():
    ax = bad_batch().axes[1]
    ahead, lines = ax.lines[: len(SEEDS) + 2], ax.lines[len(SEEDS) + 2 :]
    *before, thick, calm = (line.get_ydata() for line in ahead)
    assert np.array_equal(before, read_before(BAD_STEP))
    assert np.array_equal(thick[:-1], median(np.array(before))) and thick[-1] == calm[0]
    assert np.array_equal(calm, median(digits_read(USUAL, SGD_MOMENTUM)))
    drawn = np.array([line.get_ydata() for line in lines])
    for way, (*runs, middle) in zip(("uncut", "cut"), np.split(drawn, 2), strict=True):
        read = digits_read(WRONG_LABELS, SGD_MOMENTUM, BAD_STEP, way)
        assert np.array_equal(runs, read) and np.array_equal(middle, median(read))
    behind = calm - median(digits_read(WRONG_LABELS, SGD_MOMENTUM))
    assert ax.get_title(loc="left") == f"uncut, {behind.max():.0f} points behind"


def test_the_gradient_with_which_the_cut_run_steps_never_leaves_the_limit():
    limit, uncut, cut, before = bad_batch().axes[0].lines
    assert set(limit.get_ydata()) == {CUT}
    ahead, spike = norms(WRONG_LABELS, BAD_STEP, "uncut")
    assert np.array_equal(before.get_ydata(), ahead)
    assert np.array_equal(uncut.get_ydata(), [ahead[-1], *spike])
    drawn = cut.get_ydata()[1:]
    assert drawn[0] == CUT and drawn.max() == CUT
    assert spike[0] > 2 * max(ahead.max(), spike[1:].max())


def test_a_run_that_is_lost_says_so():
    lost = bad_batch(TIMES_100).axes[1].get_title(loc="left")
    assert lost == "uncut, 3 of 5 end in nan"
    assert "3 of 5 end in nan" in describe_bad_batch(TIMES_100, BAD_STEP)
    assert bad_batch(TIMES_100, 1000).axes[1].get_title(loc="left") == "no harm"


@pytest.mark.parametrize("at", MOMENTS)
def test_the_sentence_says_the_norm_and_the_digits_at_their_worst_and_at_the_end(
    at, assert_numbers
):
    uncut, cut, calm = (
        median(digits_read(batch, SGD_MOMENTUM, at, way))
        for batch, way in (
            (WRONG_LABELS, "uncut"),
            (WRONG_LABELS, "cut"),
            (USUAL, "uncut"),
        )
    )
    said = [at, norms(WRONG_LABELS, at, "uncut")[1][0], *usual_norms(at)]
    for k in (np.argmax(calm - uncut), -1):
        said += [AFTER[k], uncut[k] / 100, cut[k] / 100, CUT, calm[k] / 100]
    assert_numbers(describe_bad_batch(WRONG_LABELS, at), *said)
