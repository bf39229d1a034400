"""Chapter 2's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import figures
from nncourse.chapters.ch02_backpropagation.runs import (
    measure_course,
    measure_errors,
    measure_image_gradients,
    measure_tangent,
)
from nncourse.gradcheck import TOLERANCE

TANGENTS = [("last layer, unit 5 to digit 8", 0), ("last layer, bias", 5)]


@pytest.mark.parametrize(("weight", "epochs"), TANGENTS)
def test_tangent_says_curve_and_line(weight, epochs, assert_numbers):
    run = measure_tangent(weight, epochs)
    sentence = figures.describe_tangent(weight, epochs, 0.0).removeprefix(weight)
    loss, slope, curve = run["loss"], run["slope"], run["losses"]
    ends = -2, curve[0], 2, curve[40], loss - 2 * slope, loss + 2 * slope
    assert_numbers(sentence, epochs, 0, loss, slope, *ends)


def test_the_line_follows_the_dot_along_the_curve():
    run = measure_tangent("last layer, bias", 5)
    _, line, dot = figures.tangent("last layer, bias", 5, moved=1.5).axes[0].lines
    (x,), (y,) = dot.get_data()
    assert (x, y) == (1.5, run["losses"][35])
    assert line.get_ydata()[35] == pytest.approx(y)
    around = run["losses"][[33, 34, 36, 37]]
    slope = np.dot(around, [1, -8, 8, -1]) / 1.2  # over distances of 0.1, fourth order
    assert np.ptp(line.get_ydata()) / 4 == pytest.approx(abs(slope), rel=0.02)


def test_tangents_ticks_are_few_enough_for_a_phone():
    (ax,) = figures.tangent().axes
    assert list(ax.get_xticks()) == [-2, -1, 0, 1, 2]


def test_tangent_draws_curve_and_line():
    run = measure_tangent("last layer, bias", 5)
    curve, line, _ = figures.tangent("last layer, bias", 5, 0.0).axes[0].lines
    assert np.array_equal(curve.get_ydata(), run["losses"])
    assert np.ptp(line.get_ydata()) == pytest.approx(4 * abs(run["slope"]))
    assert line.get_ydata()[20] == pytest.approx(run["loss"])


@pytest.mark.parametrize(("digit", "epochs"), [(3, 1), (8, 5)])
def test_image_gradients_say_the_largest_of_each_kind(digit, epochs, assert_numbers):
    run = measure_image_gradients(digit, epochs)
    others = [run["logits"][i] for i in range(10) if i != digit]
    assert_numbers(
        figures.describe_image_gradients(digit, epochs),
        *(digit, epochs, np.argmax(run["p"]), run["loss"]),
        *(run["logits"][digit], min(others), max(others)),
        *(np.abs(run["hidden"]).max(), np.sum(~run["on"]), 16),
        np.abs(run["pixels"]).max(),
    )


def test_axes_stay_put_over_the_epochs():
    early, late = (figures.image_gradients(3, epochs).axes for epochs in (0, 20))
    assert [ax.get_ylim() for ax in early] == [ax.get_ylim() for ax in late]
    heights = [np.ptp(figures.tangent(epochs=e).axes[0].get_ylim()) for e in (0, 20)]
    assert heights[0] == pytest.approx(heights[1])


@pytest.mark.parametrize("epochs", [0, 20])
def test_the_pixels_scale_is_their_own_and_its_title_says_it(epochs):
    ax = figures.image_gradients(6, epochs).axes[1]
    largest = np.abs(measure_image_gradients(6, epochs)["pixels"]).max()
    assert ax.images[0].get_clim() == (-largest, largest)
    assert float(ax.get_title("left").split()[-1]) == pytest.approx(largest, rel=0.1)


def test_play_begins_at_the_last_place_and_so_goes_through_all_from_the_first():
    (dot,) = (line for line in figures.tangent().axes[0].lines if line.get_marker() == "o")
    assert dot.get_xdata()[0] == figures.DISTANCES[-1]


def test_limits_hold_every_bar():
    for digit in range(10):
        run = measure_image_gradients(digit, 1)
        axes = figures.image_gradients(digit, 1).axes
        for ax, name in ((axes[2], "logits"), (axes[3], "hidden")):
            heights = [bar.get_height() for bar in ax.patches]
            assert np.array_equal(heights, run[name])
            low, high = ax.get_ylim()
            assert low <= min(heights) and max(heights) <= high


def test_the_bar_of_a_unit_that_is_off_is_hollow():
    run = measure_image_gradients(3, 1)
    bars = figures.image_gradients(3, 1).axes[3].patches
    assert [bar.get_facecolor()[3] > 0 for bar in bars] == list(run["on"])
    assert 0 < run["on"].sum() < len(bars)


@pytest.mark.parametrize(
    ("fault", "batch_norm"),
    [("ReLU slope from its output", False), ("batch norm forgets spread", True)],
)
def test_a_planted_fault_is_told_by_its_run_and_by_the_check(
    fault, batch_norm, assert_numbers
):
    right, wrong = (measure_course(name, batch_norm=batch_norm) for name in ("none", fault))
    errors = measure_errors(fault, batch_norm=batch_norm)
    sentence, _, finding = figures.describe_planted_fault(fault, True).rpartition(". ")
    cosines = wrong["cosine"][0], wrong["cosine"][-1]
    on = wrong["on"][0], wrong["on"][-1], right["on"][-1]
    assert_numbers(sentence, 60, wrong["test"][-1], right["test"][-1], *cosines, *on)
    names = [name for name, error in errors.items() if error >= TOLERANCE]
    assert finding == f"The check finds wrong: {', '.join(names)}."
    test, cosine, on, bars = figures.planted_fault(fault).axes
    assert [line.get_ydata()[-1] for line in test.lines] == [
        run["test"][-1] for run in (right, wrong)
    ]
    for line, run in zip(on.lines, (right, wrong), strict=True):
        assert np.array_equal(line.get_xydata(), np.stack([run["at"], run["on"]], axis=1))
    assert np.array_equal(cosine.lines[0].get_ydata(), wrong["cosine"])
    red = [text.get_text() for text in bars.texts]
    assert red == len(names) * ["wrong"]
    down = [label.get_text() for label in bars.get_yticklabels()][::-1]
    assert down == list(errors)[::-1]  # as the walk meets them


def test_without_a_fault_nothing_is_found():
    assert figures.describe_planted_fault("none", True).endswith("finds wrong: nothing.")


def test_a_lost_factor_is_no_fault_where_nothing_is_dropped():
    said = figures.describe_planted_fault("dropout factor lost", False)
    assert "no unit dropped: there is no factor to lose" in said
    titles = [
        figures.planted_fault(fault, dropped).get_suptitle()
        for fault, dropped in (
            ("dropout factor lost", False),
            ("dropout factor lost", True),
            ("bias averaged twice", False),
        )
    ]
    assert titles == ["no unit dropped: there is no factor to lose", "", ""]
    assert said.endswith("finds wrong: nothing.")
