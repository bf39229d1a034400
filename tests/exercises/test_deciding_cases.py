"""For each word of a prompt a case decides it: near misses that pass no longer."""

import numpy as np
import pytest

from tests.exercises.answers import QUESTIONS


def cut_at(bound):
    def cross_entropy(p, labels):
        return -np.mean(np.log(np.maximum(p[np.arange(len(p)), labels], bound)))

    return cross_entropy


@pytest.mark.parametrize("bound", [1e-10, 1e-100])
@pytest.mark.parametrize("seed", [6, 11])
def test_a_near_miss_does_not_pass(bound, seed):
    question = QUESTIONS["cross_entropy"]
    assert question.judge(question.run(cut_at(bound), seed), seed).kind != "passed"


def test_results_may_stand_in_a_list():
    question = QUESTIONS["network_gradients"]

    def network_gradients(*args):
        return list(question.reference(*args))

    assert question.judge(question.run(network_gradients)).kind == "passed"


@pytest.mark.parametrize("name", ["chance_loss", "revived_units"])
def test_none_is_told_where_it_comes_from(name, checked):
    points, text = checked(name, print(end=""))
    assert points == 0 and "not attempted" in text and "it is None" in text


def test_a_setting_that_is_none_is_not_called_untried(checked):
    points, text = checked("rescue", {"batch_norm": True, "lr": 0.1, "limit": None})
    assert points == 0 and "limit = None is not a number" in text


@pytest.mark.parametrize(("answer", "all_points"), [(9.5e-7, 0), (9.53e-7, 10)])
def test_as_many_digits_as_the_prompt_names_decide(answer, all_points, checked):
    assert checked("ten_slopes", answer)[0] == all_points
