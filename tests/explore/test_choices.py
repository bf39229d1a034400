"""What can be chosen is checked before anything is drawn, and errors name what is wrong."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.explore import ExploreError, explore
from nncourse.explore.choices import study_of


def decay(depth=10, activation="relu", rate=0.1, step=0):
    return Figure()


def asked(function=decay, play="step", describe=None, labels=None, **lists):
    return study_of(function, play, describe, labels or {}, lists)


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
    ],
)
def test_the_control_fits_the_values(values, kind):
    assert asked(depth=values).choices[0].kind == kind


def test_words_give_radio_buttons_a_list_or_a_checkbox():
    four = ["relu", "tanh", "sigmoid", "leaky"]
    assert asked(activation=four).choices[0].kind == "radio"
    assert asked(activation=[*four, "none"]).choices[0].kind == "select"

    def figure(batch_norm=False):
        return Figure()

    (choice,) = asked(figure, batch_norm=[False, True]).choices
    assert (choice.kind, choice.label, choice.texts) == (
        "checkbox",
        "batch norm",
        ("no", "yes"),
    )


def test_numpy_scalars_become_plain_numbers():
    (choice,) = asked(rate=np.array([0.01, 0.1])).choices
    assert choice.values == (0.01, 0.1)
    assert all(type(v) is float for v in choice.values)


def test_points_are_numbered_in_their_order_and_grouped_by_run():
    study = asked(step=range(3), depth=[5, 10], activation=["relu", "tanh"])
    points = list(study.points())
    assert [study.number(point) for point in points] == list(range(12))
    groups = study.groups()
    assert [len(group) for group in groups] == [3] * 4
    assert sorted(point for group in groups for point in group) == points
    for group in groups:
        assert [point[0] for point in group] == [0, 1, 2]
        assert len({point[1:] for point in group}) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            {"depth": [2, 5]},
            r"explore\(decay\): the default depth=10 is not among .*\[2, 5\]",
        ),
        ({"dept": [10]}, "unknown choice 'dept'; the function takes depth, activation"),
        ({"labels": {"dept": "x"}}, "unknown choice 'dept'"),
        ({"depth": 10}, "depth needs a list of values, not 10"),
        ({"activation": "relu"}, "activation needs a list of values, not 'relu'"),
        ({"depth": []}, "no values given for depth"),
        ({"depth": [10, 2, 10]}, "depth lists 10 more than once"),
        (
            {"play": "time", "depth": [10]},
            r"play='time' is not among the choices \['depth'\]",
        ),
        (
            {"depth": range(100), "rate": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]},
            "depth 100 x rate 7 = 700 combinations, more than the budget of 600",
        ),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call, message):
    with pytest.raises(ExploreError, match=message):
        asked(**call)


def test_a_parameter_needs_a_default_or_values():
    def figure(depth, rate=0.1):
        return Figure()

    with pytest.raises(
        ExploreError, match=r"explore\(figure\): no values given for.*'depth'"
    ):
        asked(figure, rate=[0.1])
    with pytest.raises(ExploreError, match="depth needs a default to start from"):
        asked(figure, depth=[1, 2])
    with pytest.raises(ExploreError, match="needs a function that draws, not 3"):
        asked(3)


def test_without_jupyter_it_draws_the_default_and_says_how_to_turn_it(capsys):
    explore(decay, depth=[2, 10])
    assert capsys.readouterr().out == "decay: 2 settings of depth; Jupyter turns it.\n"
    with pytest.raises(ExploreError, match="activation='relu' is not among"):
        explore(decay, activation=["tanh"])
