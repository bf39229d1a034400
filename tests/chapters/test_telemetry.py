"""The panel of vital signs draws the recorded values, and none after the loss is lost."""

import numpy as np
import pytest

from nncourse.chapters.telemetry import HEALTHY_UPDATE, TITLES, telemetry
from nncourse.chapters.vital_signs import nearest_row, signs_by_step

STEPS = np.array([0, 10, 20])


@pytest.fixture
def history(rng):
    """Three recorded steps of a network of four Dense and three ReLU layers, the last
    without a loss.
    """
    layers = {"gradient": 4, "spread": 3, "dead": 3, "saturation": 0, "update": 4}
    signs = {sign: rng.uniform(0.1, 1, (3, n)) for sign, n in layers.items()}
    return {"step": STEPS, "loss": np.array([2.0, 1.0, np.nan]), **signs}


def panel(figure, sign):
    """The axes of one vital sign."""
    titles = {ax.get_title(loc="left"): ax for ax in figure.axes}
    return titles.get(TITLES[sign]) or titles[f"{TITLES[sign]} (log)"]


def test_signs_of_a_step_without_a_loss_are_nan(history):
    signs = signs_by_step(history)
    assert all(np.isnan(values[2]).all() for values in signs.values())
    assert np.array_equal(signs["dead"][:2], history["dead"][:2])


def test_the_nearest_recorded_step_is_taken(history):
    assert [nearest_row(history, step) for step in (-5, 4, 6, 14, 400)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("sign", ["gradient", "spread", "update"])
def test_every_layer_is_drawn_at_its_place(history, sign):
    line = panel(telemetry({"relu": history}, 9), sign).lines[0]
    assert np.array_equal(line.get_ydata(), history[sign][1])
    assert list(line.get_xdata()) == list(range(1, history[sign].shape[1] + 1))


def test_two_runs_are_told_apart_without_colour(history):
    runs = {"a": history, "b": history | {"gradient": 2 * history["gradient"]}}
    lines = panel(telemetry(runs, 0, {"a": "sick", "b": "healthy"}), "gradient").lines
    assert np.array_equal(lines[1].get_ydata(), 2 * lines[0].get_ydata())
    assert lines[0].get_linestyle() != lines[1].get_linestyle()
    assert lines[0].get_marker() != lines[1].get_marker()


def test_a_lost_run_says_so_and_draws_nothing_more(history):
    figure = telemetry({"relu": history}, 20)
    (label,) = (text.get_text() for text in figure.axes[0].get_legend().texts)
    assert label == "relu, overflows by step 20"
    assert np.isnan(panel(figure, "gradient").lines[0].get_ydata()).all()


def shown(figure):
    """The signs that have a panel, in order."""
    titles = [ax.get_title(loc="left").removesuffix(" (log)") for ax in figure.axes[1:]]
    return [next(sign for sign in TITLES if TITLES[sign] == title) for title in titles]


def test_only_the_signs_that_speak_get_a_panel(history):
    all_but_one = ["gradient", "update", "spread", "dead"]
    assert shown(telemetry({"relu": history}, 0)) == all_but_one
    alive = history | {"dead": 0.1 * history["dead"]}
    assert shown(telemetry({"relu": alive}, 0)) == ["gradient", "update", "spread"]
    shallow = history | {"spread": history["spread"][:, :1]}
    assert shown(telemetry({"relu": shallow}, 0)) == ["gradient", "update", "dead"]
    saturated = history | {"saturation": history["dead"]}
    assert shown(telemetry({"a": alive, "b": saturated}, 0))[-2:] == ["dead", "saturation"]
    assert shown(telemetry({"relu": history}, 0, signs=["dead"])) == ["dead"]


def test_dead_units_are_drawn_over_time_all_layers_together(history):
    curve, now = panel(telemetry({"relu": history}, 10), "dead").lines
    assert np.array_equal(curve.get_xdata(), STEPS)
    assert np.allclose(curve.get_ydata()[:2], history["dead"][:2].mean(axis=1))
    assert np.isnan(curve.get_ydata()[2])
    assert list(now.get_xdata()) == [10, 10]


def test_limits_keep_an_axis_for_all_runs(history):
    limits = {"gradient": (1e-5, 1e5)}
    for scale in (1, 1000):
        runs = {"relu": history | {"gradient": scale * history["gradient"]}}
        figure = telemetry(runs, 0, limits=limits)
        assert panel(figure, "gradient").get_ylim() == (1e-5, 1e5)


def test_axes_hold_the_whole_run_and_stay(history):
    early, late = (telemetry({"relu": history}, step) for step in (0, 10))
    for sign in ("gradient", "spread", "update"):
        low, high = panel(early, sign).get_ylim()
        assert (low, high) == panel(late, sign).get_ylim()
        values = signs_by_step(history)[sign][:2]
        assert low <= values.min() and values.max() <= high
    low, high = panel(early, "update").get_ylim()
    assert low < HEALTHY_UPDATE < high


def test_a_wide_spread_gets_a_logarithmic_axis(history):
    assert panel(telemetry({"relu": history}, 0), "spread").get_yscale() == "linear"
    history["spread"][0, 0] = 500
    assert panel(telemetry({"relu": history}, 0), "spread").get_yscale() == "log"


def test_the_loss_is_as_tall_as_all_signs_beside_it(history):
    figure = telemetry({"relu": history}, 0, signs=["gradient", "spread", "update"])
    figure.draw_without_rendering()
    loss, *signs = (ax.get_position() for ax in figure.axes)
    assert loss.y1 == pytest.approx(signs[0].y1) and loss.y0 == pytest.approx(signs[-1].y0)
