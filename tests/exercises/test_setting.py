"""Configurations: what is a setting, and a hint that fits what was measured."""

import numpy as np
import pytest

from tests.exercises.answers import QUESTIONS


class _Hostile:
    def __eq__(self, other):
        raise BaseException("no comparing")

    __hash__ = None


def test_an_answer_that_cannot_be_compared_raises_nothing(checked):
    points, text = checked("reader", {"width": _Hostile(), "lr": 0.1})
    assert points == 0 and "is not on offer" in text


@pytest.mark.parametrize("lr", [np.float64(0.3), np.array(0.3), np.float32(0.3)])
def test_a_setting_that_numpy_made_is_a_setting(lr, checked):
    assert checked("reader", {"width": np.int64(64), "lr": lr})[0] == 10


def test_a_whole_number_will_do_for_a_setting(checked):
    config = {"pixels": "standardised", "slope": 0, "momentum": 0}
    assert checked("all_alive", config)[0] == 15
    config = {"batch_norm": 1, "lr": 1, "size": 64.0}
    assert "batch_norm = 1 is not on offer" in checked("sprint", config)[1]


@pytest.mark.parametrize(
    ("config", "right", "wrong"),
    [
        (
            {"width": "64", "lr": 0.1},
            "Right: what is given for lr is on offer.",
            "width = '64' ",
        ),
        ({"width": 64, "lr": 1e9}, "for width is on offer.", "lr = 1000000000.0 is not"),
        ({"width": 64}, "for width is on offer.", "the setting 'lr' is missing"),
        (
            {"width": True, "lr": 5, "rest": 1},
            "for lr is on offer.",
            "there is no setting 'rest'",
        ),
        ({"widht": 64, "lr": "a"}, "", "there is no setting 'widht'; there are width, lr"),
    ],
)
def test_a_setting_that_does_not_exist_is_told_after_those_that_do(
    config, right, wrong, checked
):
    _, text = checked("reader", config)
    assert right in text and wrong in text, text


def _thirty(activation, init, batch_norm):
    return {"activation": activation, "init": init, "batch_norm": batch_norm, "lr": 0.01}


@pytest.mark.parametrize(
    ("name", "config", "misconception"),
    [
        ("reader", {"width": 16, "lr": 0.001}, "too_slow"),  # its loss starts above chance
        ("thirty_layers", _thirty("tanh", "xavier", True), "random_spread"),
        ("thirty_layers", _thirty("relu", "orthogonal", True), "relu_normalised"),
        ("rescue", {"batch_norm": False, "lr": 1e-4, "limit": 1e9}, "rate_alone"),
        ("rescue", {"batch_norm": True, "lr": 1.0, "limit": 1e9}, "too_fast"),
        ("sprint", {"batch_norm": True, "lr": 0.3, "size": 4}, "few"),
        ("warm_start", {"lr": 7.0, "warmup": 150}, "too_short"),
        ("noisy_reader", {"units": 10, "rate": 0.0}, "too_narrow"),
        # What makes all others fail as well comes first.
        ("noisy_reader", {"units": 10, "rate": 0.98}, "nearly_all_dropped"),
        ("thirty_layers", _thirty("relu", "he", False) | {"lr": 10}, "far_too_fast"),
        ("thirty_layers", _thirty("relu", "he", True) | {"lr": 1e-5}, "far_too_slow"),
    ],
)
def test_a_configurations_hint_fits_what_was_measured(name, config, misconception):
    verdict = QUESTIONS[name].judge(config)
    assert (verdict.misconception, verdict.points) == (misconception, 0), verdict
    assert str(verdict).index("Right:") < str(verdict).index("Measured:")


@pytest.mark.parametrize(
    ("name", "config", "said"),
    [
        ("first_patient", ("weights too small", "let it be"), "that is for a healthy one"),
        ("second_patient", ("healthy", "lower the rate"), "Whoever is healthy is let be"),
        ("first_patient", ("shuffled labels", "raise the rate"), "gives other treatments"),
        (
            "third_patient",
            ("shuffled labels", "mend the labels", "gradient check"),
            "does not show what you name",
        ),
    ],
)
def test_what_does_not_belong_to_a_wrong_name_is_told(name, config, said):
    config = {"seed": 17} | dict(zip(("name", "treatment", "test"), config, strict=False))
    assert said in QUESTIONS[name].judge(config).hint


def test_a_loss_that_exploded_is_told_in_a_few_digits(checked):
    _, text = checked("warm_start", {"lr": 7.0, "warmup": 200})
    assert "Measured:" in text
    assert max(map(len, text.split())) < 20
