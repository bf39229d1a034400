"""At the edge of stability jumps lower the sharpness, step by step, as worked out."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import edge_of_stability_figures as edge
from nncourse.chapters.ch07_learning_rate import throw_figures as figures
from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    measure_bounces,
    measure_edge,
)
from nncourse.chapters.ch07_learning_rate.sharpest_directions import (
    hessian_times,
    sharpest_directions,
)
from nncourse.chapters.ch07_learning_rate.throw_runs import (
    measure_directions,
    measure_throw,
)

SEED = 7


def test_the_sharpest_directions_are_those_of_the_whole_hessian(small):
    gradient, parameters = small
    before = parameters.copy()
    scale = np.linspace(0.5, 2, 13)
    H = np.stack([hessian_times(gradient, parameters, unit) for unit in np.eye(13)])
    H = scale[:, None] * (H + H.T) / 2 * scale
    found, u = sharpest_directions(gradient, parameters, np.ones(13), 3, 13, scale)
    assert np.allclose(found, np.linalg.eigvalsh(H)[::-1][:3], rtol=1e-4)
    assert np.allclose(H @ u, found * u, atol=1e-3 * found[0])
    assert np.array_equal(parameters, before)


def test_each_step_is_that_of_the_measured_run_and_lies_beside_its_floor():
    run, throw = measure_edge(3.0, seed=SEED), measure_throw(3.0, 90, 21, SEED)
    assert throw["step"].tolist() == list(range(90, 111))
    assert np.allclose(throw["loss"], run["all_losses"][90:111])
    row = run["sharpness"][9:12]
    assert np.allclose(throw["sharpness"][::10], row, rtol=0.08)
    assert (throw["x"][1:] * throw["x"][:-1] < 0).mean() > 0.8  # from side to side


@pytest.mark.parametrize("seed", [0, 3])
def test_the_sharpness_falls_where_the_jumps_are_long_and_by_what_is_worked_out(seed):
    sharpness = measure_edge(2.0, seed=seed)["sharpness"]
    falls_at = 10 * int(np.diff(sharpness).argmin())
    throw = measure_throw(2.0, falls_at - 15, 31, seed)
    fall = throw["sharpness"][-1] - throw["sharpness"][0]
    assert fall < -0.2
    assert figures.worked_out(throw)[-1] - throw["sharpness"][0] == pytest.approx(
        fall, rel=0.45
    )
    steepest = np.diff(throw["sharpness"]).argmin()
    assert abs(throw["x"][steepest]) > 0.7 * abs(throw["x"]).max()
    short = abs(throw["x"][:-1]) < 0.01  # while nothing jumps it climbs, as worked out
    climbs = np.diff(throw["sharpness"])[short]
    assert np.median(climbs) == pytest.approx(
        np.median(throw["climb"][:-1][short]), rel=0.3
    )


def test_points_off_the_curve_jump_in_other_sharp_directions():
    seen = measure_directions(3.0, 790)
    assert (seen["sharpness"] > 0.97 * 2 / 3).all()
    assert seen["jumps"][1:].max() > 5 * seen["jumps"][0]
    assert 0.9 < seen["explained"] < 1.05
    assert edge._what_it_does(measure_bounces(3.0)[790]) == edge.FLOATING
    assert not edge._what_it_does(measure_bounces(2.0)[330])
    assert edge._what_it_does(measure_bounces(1.0)[790]) == edge.NONE


def test_step_by_step_shows_its_run_and_says_it(assert_numbers):
    run = measure_throw(3.0, 390, 31, SEED)
    figure = edge.edge_of_stability(3.0, edge.EACH_STEP, 400, SEED)
    loss, x, sharpness = figure.axes
    assert np.array_equal(loss.lines[0].get_ydata(), run["loss"])
    assert np.array_equal(x.lines[1].get_ydata(), run["x"])
    measured, worked_out, limit = sharpness.lines
    assert np.array_equal(measured.get_ydata(), run["sharpness"])
    assert worked_out.get_ydata()[0] == run["sharpness"][0]
    assert limit.get_ydata()[0] == 2 / 3
    up = (np.diff(run["loss"]) > 0).sum()
    assert_numbers(loss.get_title("left"), 3, up, 30)
    longest = abs(run["x"]).argmax()
    change = run["sharpness"][-1] - run["sharpness"][0]
    reckoned = worked_out.get_ydata()[-1] - run["sharpness"][0]
    sentence = edge.describe_edge_of_stability(3.0, edge.EACH_STEP, 400, SEED)
    farthest = abs(run["x"][longest]), run["step"][longest]
    assert_numbers(sentence, 390, 420, 3, up, 30, *farthest, change, reckoned, 2 / 3)


def test_the_first_steps_have_a_neighbour_to_either_side():
    assert figures.describe_step_by_step(2.0, 0).startswith("Steps 1 to 31 ")


def test_the_edge_says_how_often_the_loss_rose(assert_numbers):
    losses = measure_edge(3.0)["all_losses"][300:401]
    title = edge.edge_of_stability(3.0, step=400).axes[1].get_title("left")
    assert_numbers(title, (np.diff(losses) > 0).sum(), 100)
    assert edge.edge_of_stability(3.0, step=0).axes[1].get_title("left") == "Loss"


def test_a_run_that_diverges_has_no_floor_to_be_seen_from():
    with pytest.raises(ValueError, match="lr must be lower than 12"):
        measure_throw(12.0, 320)
