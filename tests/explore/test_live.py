"""In a kernel the controls call the function: at once, once, and honestly when it fails."""

import pytest
from matplotlib import pyplot as plt

from nncourse.explore.choices import study_of
from nncourse.explore.draw import draw
from nncourse.explore.live import Live


@pytest.fixture
def counted(figures):
    calls = []

    def wave(frequency=2, shape="sine", grid=True, step=0):
        calls.append((frequency, shape, grid, step))
        if frequency == 5 and shape == "square":
            raise ValueError("5 <square> waves")
        return figures.wave(frequency, shape, grid, step)

    wave.calls = calls
    return wave


@pytest.fixture
def live(counted, figures):
    return Live(study_of(counted, "step", None, {"grid": "a grid"}, figures.WAVE))


def test_each_choice_has_the_control_that_fits(live):
    kinds = [type(control).__name__ for control in live.controls]
    assert kinds == ["SelectionSlider", "ToggleButtons", "Checkbox", "SelectionSlider"]
    assert [c.description for c in live.controls] == [
        "frequency",
        "shape",
        "a grid",
        "step",
    ]
    assert [c.index for c in live.controls if hasattr(c, "index")] == [1, 0, 0]


def test_moving_a_control_shows_what_the_function_draws_there(live, counted):
    live.controls[0].index = 2
    live.controls[2].value = False
    live.controls[3].index = 4
    assert counted.calls[-1] == (5, "sine", False, 4)
    assert draw(live.study, (2, 0, 0, 4), "live-wave") in live.picture.value


def test_a_setting_seen_before_is_not_drawn_again(live, counted):
    for index in (2, 1, 2, 1):
        live.controls[0].index = index
    assert counted.calls == [(2, "sine", True, 0), (5, "sine", True, 0)]


def test_a_failure_stands_in_the_pictures_place_until_the_next_move(live):
    live.controls[1].index = 1
    live.controls[0].index = 2
    shown = live.picture.value
    assert "with frequency=5, shape=&#x27;square&#x27;, grid=True, step=0" in shown
    assert "ValueError: 5 &lt;square&gt; waves" in shown
    assert "Traceback" in shown
    live.controls[0].index = 1
    assert "<svg" in live.picture.value


def test_time_can_be_played(live):
    row = live.box.children[4]
    play = row.children[1]
    assert (play.min, play.max, play.value) == (0, 4, 0)
    play.value = 3
    assert live.point == (1, 0, 1, 3)


def test_no_figure_is_left_open(live):
    live.controls[0].index = 0
    assert plt.get_fignums() == []
