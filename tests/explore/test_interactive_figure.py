"""Choices are checked before anything is drawn, and errors name what is wrong."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.explore import ExploreError
from nncourse.explore.interactive_figure import interactive_figure


def decay(depth=10, activation="relu", rate=0.1, step=0):
    return Figure()


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([2, 10, 30], "slider"),
        ([30, 10, 2], "slider"),
        (range(0, 11, 5), "slider"),
        (np.array([5, 10]), "slider"),
        ([10, 2, 30], "radio"),
        ([10, 2, 30, 4, 5], "select"),
        ([10], "radio"),
        ([10, "all"], "radio"),
        ([10, None], "radio"),
        ([10, True], "radio"),
        ([10, "a", "b", "c"], "radio"),
        ([10, "a", "b", "c", "d"], "select"),
    ],
)
def test_the_control_fits_the_values(values, kind):
    assert interactive_figure(decay, {"depth": values}).choices[0].kind == kind


def test_a_yes_or_no_becomes_a_checkbox():
    def figure(batch_norm=False):
        return Figure()

    (choice,) = interactive_figure(figure, {"batch_norm": [False, True]}).choices
    assert (choice.kind, choice.label, choice.texts) == (
        "checkbox",
        "batch norm",
        ("no", "yes"),
    )


def test_numpy_scalars_become_plain_numbers():
    (choice,) = interactive_figure(decay, {"rate": np.array([0.01, 0.1])}).choices
    assert choice.values == (0.01, 0.1)
    assert all(type(v) is float for v in choice.values)


def test_settings_are_numbered_in_their_order_and_grouped_by_run():
    choices = {"step": range(3), "depth": [5, 10], "activation": ["relu", "tanh"]}
    figure = interactive_figure(decay, choices)
    settings = list(figure.settings())
    assert [figure.index(setting) for setting in settings] == list(range(12))
    runs = figure.runs()
    assert [len(run) for run in runs] == [3] * 4
    assert sorted(setting for run in runs for setting in run) == settings
    for run in runs:
        assert [setting[0] for setting in run] == [0, 1, 2]
        assert len({setting[1:] for setting in run}) == 1


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (
            {"depth": [2, 5]},
            r"explore\(decay\): the default depth=10 is not among .*\[2, 5\]",
        ),
        ({"dept": [10]}, "unknown choice 'dept'; the function takes depth, activation"),
        ({"depth": 10}, "depth needs a list of values, not 10"),
        ({"activation": "relu"}, "activation needs a list of values, not 'relu'"),
        ({"depth": []}, "no values given for depth"),
        ({"depth": [10, 2, 10]}, "depth lists 10 more than once"),
        (
            {"depth": range(100), "rate": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]},
            "depth 100 x rate 7 = 700 combinations, more than the budget of 600",
        ),
    ],
)
def test_a_wrong_choice_is_named(choices, message):
    with pytest.raises(ExploreError, match=message):
        interactive_figure(decay, choices)


@pytest.mark.parametrize(
    ("values", "options", "pace"),
    [(3, {}, 600), (20, {}, 300), (100, {}, 120), (3, {"by_hand": True}, 0)],
)
def test_the_more_values_the_faster_it_plays_and_by_hand_not_at_all(values, options, pace):
    choices = {"depth": range(5, 5 + values) if values > 5 else [2, 5, 10]}
    assert interactive_figure(decay, choices, play="depth", **options).pace == pace
    assert interactive_figure(decay, choices, play=None, **options).pace == 0


def test_a_wrong_label_or_play_button_is_named():
    with pytest.raises(ExploreError, match="unknown choice 'dept'"):
        interactive_figure(decay, {}, labels={"dept": "x"})
    with pytest.raises(
        ExploreError, match=r"play='time' is not among the choices \['depth'\]"
    ):
        interactive_figure(decay, {"depth": [10]}, play="time")


def test_a_parameter_needs_a_default_or_values():
    def figure(depth, rate=0.1):
        return Figure()

    message = r"explore\(figure\): no values given for.*'depth'"
    with pytest.raises(ExploreError, match=message):
        interactive_figure(figure, {"rate": [0.1]})
    with pytest.raises(ExploreError, match="depth needs a default to start from"):
        interactive_figure(figure, {"depth": [1, 2]})
    with pytest.raises(ExploreError, match="needs a function that draws, not 3"):
        interactive_figure(3, {})
