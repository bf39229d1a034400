"""The cliff of a recurrent unit: its slopes, the descent on it, and its picture."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients.cliff_figures import (
    LIMITS_OF_STEPS,
    MAP,
    NO_LIMIT,
    bottom,
    clipped_steps,
    describe_clipped_steps,
)
from nncourse.chapters.ch04_exploding_gradients.cliff_runs import (
    CLIFF_RATE,
    cliff,
    measure_bias,
    measure_cliff,
    measure_starts,
)


@pytest.mark.parametrize("place", [(1.3, 0.0), (0.8, 0.1), (1.21, -0.069)])
def test_the_slopes_of_the_cliff_are_its_derivatives(place):
    (w, b), h = place, 1e-7
    _, by_w, by_b = cliff(w, b)
    assert by_w == pytest.approx(
        (cliff(w + h, b)[0] - cliff(w - h, b)[0]) / (2 * h), rel=1e-4
    )
    assert by_b == pytest.approx(
        (cliff(w, b + h)[0] - cliff(w, b - h)[0]) / (2 * h), rel=1e-4
    )


def test_a_cut_step_keeps_its_direction_and_has_the_length_of_rate_times_limit():
    cut, whole = measure_cliff(0.3), measure_cliff(np.inf)
    short, long = (run["path"][1] - run["path"][0] for run in (cut, whole))
    assert np.linalg.norm(short) == pytest.approx(CLIFF_RATE * 0.3)
    assert short / np.linalg.norm(short) == pytest.approx(long / np.linalg.norm(long))


def test_uncut_it_is_lost_for_good_and_cut_it_reaches_the_valley_after_many_steps():
    uncut, cut = measure_cliff(np.inf), measure_cliff(1.0)
    assert uncut["norm"][3] > 100 and uncut["norm"][4:].max() < 1e-6
    assert np.abs(uncut["path"][4:]).max() > 5 and uncut["loss"][4:].min() > 0.49
    assert cut["loss"][10] > 0.1 and cut["loss"][40] < 0.01
    slow = measure_cliff(0.3)["loss"]
    assert slow[40] > 0.1


def test_of_many_starts_a_middle_limit_takes_most_to_the_valley_and_throws_none():
    uncut, loose, best, tight = (measure_starts(c) for c in (np.inf, 10.0, 3.0, 0.3))
    assert uncut["starts"] == 930
    assert uncut["thrown"] > 0.05 > loose["thrown"] == best["thrown"] == 0
    assert best["arrived"] > 0.99 > loose["arrived"] > uncut["arrived"] > 0.7
    assert tight["arrived"] < 0.3
    slow = measure_starts(np.inf, 0.001)
    assert slow["thrown"] == 0 and slow["arrived"] < 0.05


def test_one_start_among_many_goes_where_it_goes_alone():
    for limit in (np.inf, 3.0):
        alone = [
            measure_cliff(limit, start=(w, b), n_steps=40)["loss"][40] < 0.01
            for w in np.linspace(1.05, 1.5, 30)
            for b in np.linspace(-0.3, 0.3, 31)
        ]
        assert measure_starts(limit)["arrived"] == pytest.approx(np.mean(alone), abs=0.003)


def test_along_the_bottom_the_loss_is_zero():
    w = np.linspace(0.6, 1.3, 8)
    assert cliff(w, bottom(w))[0].max() < 1e-6


@pytest.mark.parametrize("limit", LIMITS_OF_STEPS)
@pytest.mark.parametrize("steps", [0, 1, 4, 40])
def test_every_step_on_the_map_is_drawn_and_said(limit, steps, assert_numbers):
    run = measure_cliff(LIMITS_OF_STEPS[limit])
    ax, _ = clipped_steps(limit, steps).axes
    way = next(line for line in ax.lines if line.get_marker() == "o")
    path = run["path"][: steps + 1]
    (left, right), (low, high) = MAP
    inside = [left <= w <= right and low <= b <= high for w, b in path]
    assert np.array_equal(np.transpose(way.get_data()), path[inside])
    texts = [text.get_text() for text in ax.texts]
    lost = not all(inside)
    assert lost == (limit == NO_LIMIT and steps >= 4)
    assert any(text.startswith("on to (3.9, 6.5)") for text in texts) == lost
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    said = [*([float(limit)] if limit != NO_LIMIT else []), steps]
    said += [run["loss"][0], run["loss"][steps], *([lengths.max()] if steps else [])]
    assert_numbers(describe_clipped_steps(limit, steps), 50, *said, *path[-1])


def test_the_section_falls_to_the_crack_on_either_side_of_where_plain_descent_leaps():
    section = clipped_steps().axes[1]
    curve, tangent, leap = section.lines
    run, (b, loss) = measure_cliff(np.inf), curve.get_data()
    lowest, (w, stands) = loss.argmin(), run["path"][3]
    assert loss[lowest] < 1e-6 and b[lowest] == pytest.approx(bottom(np.array(w)))
    assert (np.diff(loss[: lowest + 1]) < 0).all() and (np.diff(loss[lowest:]) > 0).all()
    assert (leap.get_xdata()[0], leap.get_ydata()[0]) == (stands, run["loss"][3])
    (left, right), (low, high) = tangent.get_data()
    assert (high - low) / (right - left) == pytest.approx(cliff(w, stands)[2])
    assert np.interp(stands, [right, left], [high, low]) == pytest.approx(run["loss"][3])
    assert f"norm {run['norm'].max():.0f}" in [text.get_text() for text in section.texts]


def test_the_more_gradients_are_cut_the_more_their_mean_turns():
    none, few, half = (measure_bias(share, seed=11) for share in (1.0, 0.9, 0.5))
    assert none["angle"] < 0.1 and none["length"] == pytest.approx(1)
    assert 1 < few["angle"] < half["angle"] < 60
    assert half["length"] < few["length"] < 1
