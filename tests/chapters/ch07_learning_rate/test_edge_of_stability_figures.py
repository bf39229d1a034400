"""The figures on sharpness show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import edge_of_stability_figures as figures
from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    measure_bounces,
    measure_edge,
    measure_first_steps,
    measure_warm_up,
)


def test_turns_are_counted_where_the_direction_changes():
    assert figures.turns({"along": np.array([0.0, 1, -1, 2, 3, 4])}) == 2
    assert figures.turns({"along": np.array([3.0, 2, 1])}) == 0


@pytest.mark.parametrize(
    ("descent", "step", "limit"),
    [("plain", 0, 2 / 3), ("cross-entropy", 790, 2 / 3), ("momentum 0.5", 400, 1.0)],
)
def test_the_edge_says_its_step_the_limit_and_the_turns(
    descent, step, limit, assert_numbers
):
    loss, momentum = figures.DESCENTS[descent]
    run = measure_edge(3.0, loss=loss, momentum=momentum)
    row = list(run["step"]).index(step)
    turns = figures.turns(measure_bounces(3.0, momentum=momentum, loss=loss)[step])
    taken = min(step, 100)
    rises = (np.diff(run["all_losses"][step - taken : step + 1]) > 0).sum()
    values = step, run["loss"][row], run["sharpness"][row], limit, turns
    values += (rises, taken) if step else ()
    assert_numbers(figures.describe_edge_of_stability(3.0, descent, step), *values)


def test_a_single_turn_is_said_in_words(monkeypatch):
    monkeypatch.setattr(figures, "turns", lambda bounce: 1)
    sentence = figures.describe_edge_of_stability(3.0, "plain", 400)
    assert "turn round once along" in sentence


def test_the_edge_is_drawn_up_to_its_step(assert_numbers):
    run, bounce = measure_edge(3.0), measure_bounces(3.0)[400]
    slice_, loss, sharpness = figures.edge_of_stability(3.0, step=400).axes
    assert loss.lines[0].get_xdata()[-1] == sharpness.lines[0].get_xdata()[-1] == 400
    assert loss.lines[0].get_ydata()[-1] == run["loss"][40]
    assert sharpness.lines[0].get_ydata()[-1] == run["sharpness"][40]
    assert sharpness.lines[1].get_ydata()[0] == 2 / 3
    assert_numbers(sharpness.get_title("left"), run["sharpness"][40], 2 / 3)
    assert_numbers(slice_.get_title("left"), 400, 409)
    lowest = min(bounce["loss"].min(), bounce["slice"].min())
    iterates = np.column_stack([bounce["along"], bounce["loss"] - lowest])
    assert np.array_equal(slice_.lines[1].get_xydata(), iterates)


@pytest.mark.parametrize(("lr", "warmup"), [(3.0, 300), (12.0, 10)])
def test_warm_up_says_how_the_warmed_run_ends(lr, warmup, assert_numbers):
    last = measure_warm_up(lr, warmup)["all_losses"][-1]
    sentence = figures.describe_warm_up(lr, warmup)
    assert sentence.endswith("it diverges.") == (lr == 12.0)
    assert_numbers(sentence, lr, warmup, *([last] if lr == 3.0 else []))
    title = figures.warm_up(lr, warmup).axes[0].get_title("left")
    assert_numbers(title, lr, warmup, *([last] if lr == 3.0 else []))
    assert title.endswith("no warm-up: it diverges")


@pytest.mark.parametrize("warmup", [10, 100, 300])
def test_warm_up_shows_the_steps_in_which_it_is_decided(warmup):
    run = measure_warm_up(2.0, warmup)
    loss, sharpness = figures.warm_up(2.0, warmup).axes
    shown = loss.get_xlim()[1]
    assert warmup < shown <= max(50, 1.2 * warmup)
    jump = np.flatnonzero(np.diff(run["all_losses"]) > 0.1)[0]
    assert 0.05 * shown < jump < shown
    *_, warmed, limit = sharpness.lines
    measured = measure_first_steps(2.0, warmup, n_steps=int(shown) + 1)
    lost = np.flatnonzero(~((measured > 0) & (measured < 100)))
    until = lost[0] if len(lost) else int(shown) + 1  # nothing is drawn after diverging
    at = warmed.get_xdata()
    assert at[-1] == until - 1 and np.diff(at).max() <= 3
    assert np.array_equal(warmed.get_ydata(), measured[at])
    steps, limits = limit.get_data()
    rate = 2.0 * np.minimum(1, (steps + 1) / warmup)
    assert steps[-1] == shown and np.allclose(limits, 2 / rate)


@pytest.mark.parametrize("step", [50, 330, 790])
def test_ten_steps_fill_their_panel_however_short_they_are(step):
    top, *_ = figures.edge_of_stability(2.0, step=step).axes
    x, y = np.array(top.lines[1].get_xydata()).T
    assert np.ptp(x) > 0.3 * np.ptp(top.get_xlim()) or top.get_xlim()[1] == 0.03
    assert top.get_ylim()[0] < y.min() and y.max() < top.get_ylim()[1]


@pytest.mark.parametrize("step", [0, 10, 790])
def test_a_run_with_cross_entropy_lies_within_its_panels(step):
    _, loss, sharpness = figures.edge_of_stability(3.0, "cross-entropy", step).axes
    for ax in (loss, sharpness):
        low, high = ax.get_ylim()
        assert low < ax.lines[0].get_ydata().min() <= ax.lines[0].get_ydata().max() < high


def test_ten_steps_later_the_valley_is_seen_to_be_wider():
    top, *_ = figures.edge_of_stability(2.0, step=340).axes
    now, _, _, before = top.lines
    assert before.get_linestyle() == ":" and top.texts[0].get_text().startswith("dotted")
    x, y = before.get_data()
    rim = abs(x) > 0.9 * abs(x).max()
    assert y[rim].mean() > 1.25 * np.interp(x, *now.get_data())[rim].mean()
    top, *_ = figures.edge_of_stability(2.0, step=600).axes  # none was measured before it
    assert len(top.lines) == 3
    assert not [text for text in top.texts if text.get_text().startswith("dotted")]


def test_the_edge_is_drawn_at_any_step():
    top, *_ = figures.edge_of_stability(2.0, step=47).axes
    assert top.get_title("left").endswith("steps 47 to 56")
    assert "At step 47 " in figures.describe_edge_of_stability(2.0, "plain", 47)


def test_a_slice_that_has_grown_flat_is_drawn_flat():
    top, *_ = figures.edge_of_stability(3.0, "cross-entropy", 790).axes
    drawn = np.concatenate([line.get_ydata() for line in top.lines])
    assert np.ptp(drawn) < 0.05 * np.ptp(top.get_ylim())


def test_steps_that_follow_on_each_other_share_their_axes_and_others_do_not():
    before, now, far = (
        figures.edge_of_stability(2.0, step=n).axes[0] for n in (330, 340, 790)
    )
    assert before.get_xlim() == now.get_xlim() != far.get_xlim()
    assert before.get_ylim() == now.get_ylim() != far.get_ylim()
    *_, dotted = now.lines
    assert tuple(dotted.get_xdata()[[0, -1]]) == now.get_xlim()


def test_jumps_that_are_short_beside_those_to_come_are_said_to_be_there():
    top, *_ = figures.edge_of_stability(2.0, step=320).axes
    assert [text.get_text() for text in top.texts] == [figures.SHORT]
