"""Chapter 5's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import figures
from nncourse.chapters.ch05_dead_relu_units.runs import (
    RATES,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_remedy,
    measure_training,
)


@pytest.mark.parametrize(
    ("lr", "scale", "ends"), [(0.1, "0 to 16", (0, 16)), (0.3, "standardised", ())]
)
def test_dead_share_says_the_end_of_the_run_at_its_rate(lr, scale, ends, assert_numbers):
    run = measure_training(lr, scale)
    dead = np.mean(run["peak"][-1] <= 0)
    sentence = figures.describe_dead_share(lr, scale)
    assert_numbers(sentence, *ends, lr, 200, dead, run["accuracy"][-1])


def test_dead_share_marks_its_rate_among_the_others(assert_numbers):
    top, bottom = figures.dead_share(0.15, "0 to 1").axes
    run, i = measure_training(0.15, "0 to 1"), RATES.index(0.15)
    assert_numbers(top.get_title("left"), 256 * run["dead"][-1], 256, 0.15)
    assert_numbers(bottom.get_title("left"), 100 * run["accuracy"][-1])
    assert np.array_equal(top.lines[i].get_ydata(), 100 * run["dead"])
    assert bottom.lines[i].get_xydata().tolist() == [[0.15, 100 * run["accuracy"][-1]]]
    assert [line.get_color() != figures.GREY for line in top.lines] == [
        rate == 0.15 for rate in RATES
    ]


@pytest.mark.parametrize(("step", "row"), [(1, 1), (10, 5), (200, 9)])
def test_unit_inputs_count_the_dead_of_their_step(step, row, assert_numbers):
    peak = measure_training(0.1)["peak"][row]
    sentence = figures.describe_unit_inputs(step, 0.1)
    assert_numbers(sentence, 0.1, step, np.mean(peak <= 0))
    assert ("1 step," in sentence) == (step == 1)
    dead, alive, _ = figures.unit_inputs(step, 0.1).axes[0].lines
    assert (dead.get_ydata() <= 0).all() and (alive.get_ydata() > 0).all()
    assert set(np.r_[dead.get_ydata(), alive.get_ydata()]) <= set(peak)


@pytest.mark.parametrize("divisor", [1, 10])
def test_lowering_says_what_came_back_in_each_layer(divisor, assert_numbers):
    run = measure_lowering(0.08, divisor)
    first, second = run["revived"][0][-1], run["revived"][1][-1]
    assert second > first
    sentence = figures.describe_lowering(divisor, 0.08)
    rate = () if divisor == 1 else (0.08 / divisor,)
    assert_numbers(sentence, 3, 0.08, 200, *rate, first, second)
    top, bottom = figures.lowering(divisor).axes
    assert bottom.lines[0].get_xdata()[0] == run["lowered"]
    assert_numbers(bottom.get_title("left"), 1, 100 * first, 2, 100 * second)
    for ax, share in ((top, "dead"), (bottom, "revived")):
        for layer in (0, 1):
            assert ax.lines[layer].get_ydata()[-1] == 100 * run[share][layer][-1]


@pytest.fixture
def two_seeds(monkeypatch):
    """Trainings of two seeds are enough for a figure's test."""
    monkeypatch.setattr(figures, "SEEDS", range(2))


def median(key, lr, slope):
    return np.median([measure_training(lr, slope=slope, seed=s)[key][-1] for s in (0, 1)])


@pytest.mark.parametrize("slope", [0.01, 0.3])
def test_relu_or_leaky_says_both_and_where_the_loss_diverged(
    slope, two_seeds, assert_numbers
):
    parts = []
    for lr in (0.1, 0.15):
        parts += [lr, median("accuracy", lr, 0.0), slope, median("accuracy", lr, slope)]
    diverged = [lr for lr in RATES if not median("loss", lr, slope) < 100]
    assert diverged[-1] == 0.3 and len(diverged) == (2 if slope == 0.01 else 3)
    sentence = figures.describe_relu_or_leaky(slope)
    assert_numbers(sentence, 2, *parts, slope, 100, *diverged)


def test_relu_or_leaky_points_to_losses_above_its_axis(two_seeds):
    top, bottom = figures.relu_or_leaky(0.3).axes
    relu, leaky = (line.get_ydata() for line in top.lines)
    assert leaky[0] == 100 * median("accuracy", 0.01, 0.3)
    assert relu[2] == 100 * median("accuracy", 0.1, 0.0)
    loss = bottom.lines[1].get_ydata()
    arrows = [text for text in bottom.texts if not text.get_text()]
    assert [arrow.xy[0] for arrow in arrows] == list(np.array(RATES)[np.isnan(loss)])
    assert len(arrows) == 3


@pytest.mark.parametrize(("slope", "lr"), [(0.3, 0.03), (0.1, 0.01)])
def test_recovery_says_both_activations(slope, lr, assert_numbers):
    relu, leaky = measure_recovery(0.0, lr), measure_recovery(slope, lr)
    assert relu["back"][-1] < leaky["back"][-1]
    back = relu["back"][-1], leaky["back"][-1]
    accuracy = relu["accuracy"][-1], leaky["accuracy"][-1]
    sentence = figures.describe_recovery(slope, lr)
    assert_numbers(sentence, 200, lr, back[0], back[1], slope, *accuracy)
    top, bottom = figures.recovery(slope, lr).axes
    assert top.lines[1].get_ydata()[-1] == 100 * back[1]
    assert bottom.lines[0].get_ydata()[-1] == 100 * accuracy[0]
    assert_numbers(top.get_title("left"), 100 * back[0], slope, 100 * back[1])


@pytest.mark.parametrize("width", [1, 2])
def test_born_dead_says_ten_layers_of_its_width(width, assert_numbers):
    run = measure_born_dead(width)
    row = list(run["layers"]).index(10)
    images, one, bound = (run[name][row] for name in ("images", "one", "bound"))
    many = figures.describe_born_dead(width, "200 images")
    assert_numbers(many, width, images, 400, 200, bound)
    assert "the bound gives" in many
    single = figures.describe_born_dead(width, "one image")
    assert_numbers(single, width, one, 400, bound)
    assert "the formula gives" in single
    assert ("1 unit per layer" in single) == (width == 1)
    title = figures.born_dead(width, "one image").axes[0].get_title("left")
    assert_numbers(title, width, 100 * one)


@pytest.mark.parametrize("remedy", ["LeakyReLU", "batch normalisation"])
@pytest.mark.parametrize(("step", "row"), [(0, 0), (20, 10), (198, 99)])
def test_the_cure_says_its_step_and_both_ends(remedy, step, row, assert_numbers):
    untreated, treated = measure_remedy(), measure_remedy(remedy)
    dead = untreated["dead"][row, 0], treated["dead"][row, 0]
    sentence = figures.describe_cure(remedy, step)
    assert_numbers(sentence, step, *dead, untreated["accuracy"], treated["accuracy"])
    assert f"with {remedy}" in sentence


def test_a_remedy_that_does_not_help_is_not_drawn_as_healthy():
    def colour(remedy):
        return figures.cure(remedy).axes[0].lines[1].get_color()

    assert colour("LeakyReLU") == figures.COLOURS["leaky"]
    assert colour("lower rate") == figures.COLOURS["healthy"]


def test_the_axes_of_the_cure_are_the_same_for_every_remedy():
    axes = [figures.cure(remedy).axes for remedy in ("lower rate", "centred pixels")]
    assert len(axes[0]) == 4
    for one, other in zip(*axes, strict=True):
        assert one.get_ylim() == other.get_ylim()
