"""In a kernel the controls call the function: at once, once, and with errors shown."""

import pytest

from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.widgets import FigureWidget


@pytest.fixture
def calls():
    """The arguments of every call of the figure function."""
    return []


@pytest.fixture
def widget(figures, calls):
    def wave(frequency=2, shape="sine", grid=True, step=0):
        calls.append((frequency, shape, grid, step))
        if frequency == 5 and shape == "square":
            raise ValueError("5 <square> waves")
        return figures.wave(frequency, shape, grid, step)

    return FigureWidget(interactive_figure(wave, figures.WAVE, labels={"grid": "a grid"}))


def test_each_choice_has_the_control_that_fits(widget):
    kinds = [type(control).__name__ for control in widget.controls]
    assert kinds == ["SelectionSlider", "ToggleButtons", "Checkbox", "SelectionSlider"]
    labels = [control.description for control in widget.controls]
    assert labels == ["frequency", "shape", "a grid", "step"]
    assert [widget.controls[k].index for k in (0, 1, 3)] == [1, 0, 0]
    assert widget.controls[2].value is True


def test_a_changed_control_shows_the_frame_of_its_setting(widget, calls):
    widget.controls[0].index = 2
    widget.controls[2].value = False
    widget.controls[3].index = 4
    assert calls[-1] == (5, "sine", False, 4)
    assert draw_frame(widget.figure, (2, 0, 0, 4), "live-wave") in widget.picture.value


def test_a_setting_seen_before_is_not_drawn_again(widget, calls):
    for index in (2, 1, 2, 1):
        widget.controls[0].index = index
    assert calls == [(2, "sine", True, 0), (5, "sine", True, 0)]


def test_an_error_stands_in_the_figures_place_until_the_next_change(widget):
    widget.controls[1].index = 1
    widget.controls[0].index = 2
    shown = widget.picture.value
    assert "with frequency=5, shape=&#x27;square&#x27;, grid=True, step=0" in shown
    assert "ValueError: 5 &lt;square&gt; waves" in shown
    assert "<square>" not in shown
    assert "Traceback" in shown
    widget.controls[0].index = 1
    assert draw_frame(widget.figure, (1, 1, 1, 0), "live-wave") in widget.picture.value


def test_time_can_be_played(widget):
    row = widget.box.children[4]
    play = row.children[1]
    assert (play.min, play.max, play.value) == (0, 4, 0)
    play.value = 3
    assert widget.setting == (1, 0, 1, 3)


def test_by_hand_a_press_goes_on_by_one_and_at_last_to_the_first(figures):
    figure = interactive_figure(figures.wave, {"step": range(3)}, by_hand=True)
    widget = FigureWidget(figure)
    following = widget.box.children[1].children[1]
    assert following.description == "Next"
    for step in (1, 2, 0):
        following.click()
        assert widget.setting == (step,)
