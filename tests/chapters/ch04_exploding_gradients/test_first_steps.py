"""The first steps of runs that fail and that learn, and the figure of twenty of them."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients.first_steps_figures import (
    KINDS,
    NAN,
    NONE,
    describe_first_steps,
    first_steps,
)
from nncourse.chapters.ch04_exploding_gradients.runs import (
    measure_border,
    measure_first_steps,
    measure_training,
)
from nncourse.plots import COLOURS


def runs_of(m, m_last, lr):
    return [measure_first_steps(m, lr, seed, m_last) for seed in range(5)]


def dots(ax):
    """{(x, row of the four): (colour, whether it is filled)} of a panel."""
    return {
        (x, int(y)): (line.get_color(), line.get_markerfacecolor() != "none")
        for line in ax.lines
        for x, y in line.get_xydata()
    }


def test_the_first_steps_are_those_that_training_takes():
    run, steps = measure_training(1.0, lr=0.1, seed=3), measure_first_steps(1.0, 0.1, 3)
    assert steps["step"][:10] == pytest.approx(run["update"][:10].max(axis=1))
    assert steps["loss"] == run["loss"][0]
    assert steps["norm"].shape == (30,)


def test_a_collapse_ends_the_first_steps_with_one_beyond_all_bounds():
    for (m, m_last, lr), lost in zip(KINDS.values(), (1, 1, 0, 0), strict=True):
        for run in runs_of(m, m_last, lr):
            assert np.isinf(run["step"].max()) == lost == (len(run["step"]) < 30)
            assert len(run["norm"]) == len(run["step"])


def test_the_figure_has_every_run_where_it_is_measured():
    first, longest = first_steps().axes
    at_first, at_longest = {}, {}
    for row, (kind, fails) in enumerate(zip(KINDS, (1, 1, 1, 0), strict=True)):
        drawn = COLOURS["sick" if fails else "healthy"], bool(fails)
        for run in runs_of(*KINDS[kind]):
            most = run["step"].max()
            at_first[10 * run["step"][0] or NONE, row] = drawn
            at_longest[most if np.isfinite(most) else NAN, row] = drawn
    assert dots(first) == at_first and dots(longest) == at_longest
    for ax, places in ((first, at_first), (longest, at_longest)):
        assert sum(len(line.get_xdata()) for line in ax.lines) == 20
        left, right = ax.get_xlim()
        assert all(left < x < right for x, _ in places)
        said = [text.get_text() for text in ax.texts]
        assert said == [f"{kind}: fail" for kind in list(KINDS)[:3]] + [
            "He's own, rate 0.03: learn"
        ]


def test_no_measured_step_stands_beyond_what_stands_for_none_and_for_nan():
    steps = [run["step"] for kind in KINDS.values() for run in runs_of(*kind)]
    assert min(10 * step[0] for step in steps if step[0]) > NONE
    assert max(step.max() for step in steps if np.isfinite(step.max())) < NAN


def test_what_is_said_to_fail_reads_few_digits_and_what_learns_nearly_all():
    for (m, m_last, lr), fails in zip(KINDS.values(), (1, 1, 1, 0), strict=True):
        runs = [measure_training(m, lr=lr, seed=s, m_last=m_last) for s in range(5)]
        reads = np.nan_to_num([run["accuracy"] for run in runs])
        assert max(reads) < 0.2 if fails else min(reads) > 0.9


def test_the_sentence_says_the_ends_of_every_row(assert_numbers):
    said = [10, 30]
    for m, m_last, lr in KINDS.values():
        runs = runs_of(m, m_last, lr)
        first = sorted({10 * run["step"][0] for run in runs})
        longest = [run["step"].max() for run in runs]
        lost = np.isinf(longest).all()
        said += [lr] if m_last is None else [0]
        said += [0] if first == [0] else [first[0], first[-1]]
        said += [np.nan] if lost else [min(longest), max(longest)]
    assert_numbers(describe_first_steps(), *said, 0.5, 0.04)


@pytest.mark.parametrize("seed", [7, 8])
def test_thirty_steps_part_other_runs_as_well(seed):
    fails, learns = (measure_first_steps(1.0, rate, seed) for rate in (0.1, 0.03))
    assert fails["step"].max() > 0.04 > learns["step"].max()
    assert np.nan_to_num(measure_training(1.0, lr=0.1, seed=seed)["accuracy"]) < 0.2


def test_below_the_border_a_step_lowers_the_loss_and_far_above_it_raises_it():
    assert 5e-5 < measure_border(2.0, seed=11) < 1e-3 < 0.01 < measure_border(1.0, seed=11)
    for rate, lower in ((measure_border(2.0) / 2, True), (0.03, False)):
        run = measure_training(2.0, lr=rate, epochs=1)
        assert (run["loss"][1] < run["loss"][0]) == lower
