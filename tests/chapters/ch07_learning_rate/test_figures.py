"""Chapter 7's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import figures
from nncourse.chapters.ch07_learning_rate.runs import (
    RATES,
    mean_accuracy,
    measure_bowl,
    measure_range_test,
    measure_rate,
    share_kept,
)


@pytest.mark.parametrize(("lr", "grows"), [(1.98, False), (2.02, True)])
def test_bowl_says_where_the_loss_begins_and_ends(lr, grows, assert_numbers):
    run = measure_bowl(lr)
    sentence = figures.describe_bowl(lr, 0.0, 20)
    kept = abs(1 - lr)
    assert_numbers(sentence, run["loss"][0], run["loss"][-10:].max(), 40, kept)
    assert f"The loss {'grows' if grows else 'shrinks'}" in sentence
    top, bottom, plane = figures.bowl(lr, 0.0).axes
    assert_numbers(bottom.get_title("left"), run["loss"][-10:].max())
    assert np.array_equal(top.lines[0].get_xydata(), run["path"])
    assert np.array_equal(bottom.lines[0].get_ydata(), run["loss"])
    limit, setting = plane.lines
    assert np.allclose(limit.get_xdata(), 2 * (1 + np.array(limit.get_ydata())))
    assert setting.get_xydata().tolist() == [[lr, 0.0]]


def test_a_long_valley_is_shown_until_the_fitted_momentum_is_ahead(assert_numbers):
    fitted, plain = (figures.bowl(*setting, 1400) for setting in ((3.7, 0.9), (1.98, 0.0)))
    losses = [figure.axes[1].lines[0].get_ydata() for figure in (fitted, plain)]
    assert losses[0][-1] < 1e-3 * losses[1][-1]
    for figure, loss in zip((fitted, plain), losses, strict=True):
        low, high = figure.axes[1].get_ylim()
        assert low < loss[-1] < high
    sentence = figures.describe_bowl(3.7, 0.9, 1400)
    late = losses[0][-10:].max()
    assert_numbers(sentence, losses[0][0], late, 200, 0.9**0.5)
    assert "Without momentum it grows." in sentence


def test_a_swing_that_ends_as_it_passes_zero_is_not_told_as_an_arrival():
    title = figures.bowl(1.5, 0.9).axes[1].get_title("left")
    assert measure_bowl(1.5, 0.9)["loss"][-1] < 1e-5 and title.endswith("≤ 0.11")


@pytest.mark.parametrize(("lr", "optimizer"), [(0.1, "Adam"), (0.01, "SGD")])
def test_rate_by_rate_says_its_rate_and_the_best(lr, optimizer, assert_numbers):
    runs = [[measure_rate(rate, optimizer, seed=s) for s in range(5)] for rate in RATES]
    means = [np.mean([run["test_accuracy"] for run in row]) for row in runs]
    i = RATES.index(lr)
    sentence = figures.describe_rate_by_rate(lr, optimizer)
    update = runs[i][0]["update"]
    ratios = update[:10].mean(), np.median(update)
    assert_numbers(sentence, lr, *ratios, means[i], 5, max(means))
    loss, update, accuracies = figures.rate_by_rate(lr, optimizer).axes
    assert_numbers(accuracies.get_title("left"), 100 * means[i], lr)
    assert loss.lines[0].get_ydata()[-1] == runs[i][0]["loss"][-1]
    assert update.lines[0].get_ydata()[-1] == runs[i][0]["update"][-1]
    assert np.allclose(accuracies.lines[0].get_ydata(), 100 * np.array(means))
    assert accuracies.lines[1].get_xdata()[0] == lr


@pytest.mark.parametrize("lr", [0.03, 1.0])
def test_momentum_stands_beside_sgd_at_ten_times_its_rate(lr, assert_numbers):
    loss, update, accuracies = figures.rate_by_rate(lr, figures.BOTH, 3).axes
    runs = measure_rate(lr, seed=3), measure_rate(lr / 10, "momentum", seed=3)
    for ax, name, lowest in ((loss, "loss", 0), (update, "update", 1e-6)):
        for line, run in zip(ax.lines, runs, strict=True):
            assert line.get_ydata()[-1] == max(run[name][-1], lowest)
    plain, fast, _ = accuracies.lines
    means = mean_accuracy(lr), mean_accuracy(lr / 10, "momentum")
    for line, mean in zip((plain, fast), means, strict=True):
        (right,) = line.get_ydata()[np.isclose(line.get_xdata(), lr)]
        assert right == 100 * mean
    assert (abs(means[0] - means[1]) < 0.03) == (lr < 1)
    sentence = figures.describe_rate_by_rate(lr, figures.BOTH, 3)
    assert_numbers(sentence, lr, means[0], 5, 0.9, lr / 10, means[1])
    assert_numbers(accuracies.get_title("left"), *(100 * mean for mean in means))


@pytest.mark.parametrize("kappa", [20, 1400])
def test_plain_descent_is_drawn_and_said_beside_momentum(kappa, assert_numbers):
    n_steps = figures.steps_shown(kappa)
    run, plain = (measure_bowl(1.9, momentum, kappa, n_steps) for momentum in (0.4, 0.0))
    valley, losses, _ = figures.bowl(1.9, 0.4, kappa).axes
    assert any(np.array_equal(line.get_xydata(), plain["path"]) for line in valley.lines)
    assert any(np.array_equal(line.get_ydata(), plain["loss"]) for line in losses.lines)
    late = [each["loss"][-10:].max() for each in (run, plain)]
    kept = figures.share_kept(1.9, 0.4, kappa)
    sentence = figures.describe_bowl(1.9, 0.4, kappa)
    assert_numbers(sentence, run["loss"][0], late[0], n_steps, kept, late[1])
    assert "Without momentum" not in figures.describe_bowl(1.9, 0.0, kappa)


@pytest.mark.parametrize(("momentum", "kappa"), [(0.5, 20), (0.9, 100), (0.33, 3)])
def test_a_bowl_is_drawn_between_the_settings_that_have_frames(momentum, kappa):
    *_, plane = figures.bowl(1.0, momentum, kappa).axes
    assert plane.lines[1].get_xydata().tolist() == [[1.0, momentum]]


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_a_rising_rate_is_drawn_to_where_its_loss_turns(optimizer, assert_numbers):
    run = measure_range_test(optimizer, 3)
    lowest = run["smooth"].argmin()
    sentence = figures.describe_one_rising_rate(optimizer, 3)
    values = run["smooth"][lowest], run["turn"], lowest + 1, run["turn"] / 10
    assert_numbers(sentence, *values)
    (ax,) = figures.one_rising_rate(optimizer, 3).axes
    assert_numbers(ax.get_title("left"), run["turn"], run["turn"] / 10)
    _, smooth, turn, tenth = ax.lines
    assert np.array_equal(smooth.get_ydata(), run["smooth"])
    assert turn.get_xydata().tolist() == [[run["turn"], run["smooth"][lowest]]]
    assert tenth.get_xdata()[0] == run["turn"] / 10


def test_the_map_says_that_its_steps_are_those_of_the_long_run():
    *_, plane = figures.bowl(2.65, 0.4).axes
    assert plane.get_title("left").endswith("in the long run")


@pytest.mark.parametrize("kappa", [20, 1400])
def test_the_corners_of_a_level_on_the_map_take_exactly_its_steps(kappa):
    *_, plane = figures.bowl(2.65, 0.4, kappa).axes
    levels = [float(text.get_text()) for text in plane.texts if text.get_text().isdigit()]
    assert levels == sorted(figures.LEVELS[kappa], reverse=True)
    for steps, region in zip(levels, plane.patches, strict=True):
        corners = region.get_xy()
        assert -1 / np.log10(share_kept(*corners.T, kappa)) == pytest.approx(
            steps, rel=0.01
        )
        middle = share_kept(*corners[:4].mean(axis=0), kappa)
        assert -1 / np.log10(middle) < steps


@pytest.mark.parametrize("optimizer", ["momentum", "Adam"])
def test_a_network_that_died_has_a_ratio_that_falls_as_its_velocity(optimizer):
    run = measure_rate(1.0, optimizer, seed=3)
    dead = np.log(run["update"][run["alive"] + 10 :])
    assert run["alive"] < 60
    assert abs(np.exp(np.diff(dead).mean()) - 0.9) < 0.02
    middle = figures.rate_by_rate(1.0, optimizer, 3).axes[1]
    assert middle.lines[-1].get_xdata()[0] == run["alive"]
    said = figures.describe_rate_by_rate(1.0, optimizer, 3)
    assert said.endswith(f"From step {run['alive']} on no W has a gradient.")
    assert len(figures.rate_by_rate(0.1, optimizer, 3).axes[1].lines) == 2
