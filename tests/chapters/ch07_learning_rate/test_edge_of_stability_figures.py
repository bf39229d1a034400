"""The figures on sharpness show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import edge_of_stability_figures as figures
from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    measure_edge,
    measure_warm_up,
)


def test_rises_are_counted_in_whole_fifties():
    losses = np.r_[np.arange(51.0), np.arange(50.0, 0, -1)]
    assert figures.rises_by_fifty(losses, 100).tolist() == [100, 0]
    assert figures.rises_by_fifty(losses, 99).tolist() == [100]
    assert not len(figures.rises_by_fifty(losses, 49))


@pytest.mark.parametrize("step", [0, 400, 790])
def test_the_edge_says_its_step_the_limit_and_the_latest_rises(step, assert_numbers):
    run = measure_edge(3.0)
    row = list(run["step"]).index(step)
    before, after = run["all_losses"][:-1], run["all_losses"][1:]
    whole = step // 50 * 50
    rises = (after > before)[whole - 50 : whole]
    latest = [100 * rises.mean()] if step else []
    values = step, run["loss"][row], run["sharpness"][row], 2 / 3, *latest
    assert_numbers(figures.describe_edge_of_stability(3.0, step), *values)


def test_the_edge_is_drawn_up_to_its_step(assert_numbers):
    run = measure_edge(3.0)
    loss, rises, sharpness = figures.edge_of_stability(3.0, 400).axes
    assert loss.lines[0].get_xdata()[-1] == sharpness.lines[0].get_xdata()[-1] == 400
    assert loss.lines[0].get_ydata()[-1] == run["loss"][40]
    assert sharpness.lines[0].get_ydata()[-1] == run["sharpness"][40]
    assert len(rises.patches) == 8
    assert sharpness.lines[1].get_ydata()[0] == 2 / 3
    assert_numbers(sharpness.get_title("left"), run["sharpness"][40], 2 / 3)


@pytest.mark.parametrize(("lr", "warmup"), [(3.0, 300), (12.0, 10)])
def test_warm_up_says_how_the_warmed_run_ends(lr, warmup, assert_numbers):
    last = measure_warm_up(lr, warmup)["all_losses"][-1]
    sentence = figures.describe_warm_up(lr, warmup)
    assert sentence.endswith("it diverges.") == (lr == 12.0)
    assert_numbers(sentence, lr, warmup, *([last] if lr == 3.0 else []))
    plain, warmed = figures.warm_up(lr, warmup).axes[0].lines
    assert plain.get_ydata()[-1] > 0.09
    assert (warmed.get_ydata()[-1] == last) == (lr == 3.0)


@pytest.mark.parametrize("step", [0, 20, 490])
def test_the_cure_says_both_runs_at_its_step(step, assert_numbers):
    values = []
    for warmup in (0, 300):
        run = measure_warm_up(3.0, warmup)
        row = list(run["step"]).index(step)
        if np.isfinite(run["loss"][row]):
            largest = [run[name][row].max() for name in ("gradient", "update")]
            values += [run["loss"][row], *largest]
    sentence = figures.describe_cure(step)
    assert_numbers(sentence, step, *values)
    assert ("no warm-up: lost;" in sentence) == (step > 0)
    assert len(figures.cure(step).axes) == 4
