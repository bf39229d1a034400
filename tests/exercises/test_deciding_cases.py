"""For each word of a prompt a case decides it: near misses that pass no longer."""

import numpy as np
import pytest

from nncourse.exercises.course import questions
from tests.exercises.answers import named

QUESTIONS = {name: question for name, (_, question) in questions().items()}


def lowest_first(labels, classes):
    labels = labels - labels.min()
    return np.eye(classes)[labels]


def cut_at(bound):
    def cross_entropy(p, labels):
        return -np.mean(np.log(np.maximum(p[np.arange(len(p)), labels], bound)))

    return cross_entropy


def smaller_rate(k, n, lr, warmup):
    falling = lr / 2 * (1 + np.cos(np.pi * (k - warmup) / (n - warmup)))
    return min(lr * (k + 1) / warmup, falling) if warmup else falling


def rise_a_step_short(k, n, lr, warmup):
    if k < warmup - 1:
        return lr * (k + 1) / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup) / (n - warmup)))


def single_feature_through(x, gamma, beta, eps):
    right = QUESTIONS["layer_norm"].reference
    return right(x, gamma, beta, eps) if x.shape[1] > 1 else gamma * x + beta


def starved(rows=5, limit=lambda last: last / 100, less=np.less, by=1.0):
    def starved_layers(gradient):
        early = np.median(gradient[:rows] / (gradient[:rows, -1:] ** (1 - by)), axis=0)
        return np.flatnonzero(less(early, limit(early[-1]))) + 1

    return starved_layers


@pytest.mark.parametrize(
    ("name", "fn"),
    [
        ("one_hot", lowest_first),
        ("cross_entropy", cut_at(1e-10)),
        ("cross_entropy", cut_at(1e-100)),
        ("rate_at", smaller_rate),
        ("rate_at", rise_a_step_short),
        ("layer_norm", single_feature_through),
        ("starved_layers", starved(rows=4)),
        ("starved_layers", starved(limit=lambda last: 0.01)),
        ("starved_layers", starved(less=np.less_equal)),
        ("starved_layers", starved(by=0.0)),
    ],
)
@pytest.mark.parametrize("seed", [6, 11])
def test_a_near_miss_does_not_pass(name, fn, seed):
    question = QUESTIONS[name]
    assert question.judge(question.run(named(name, fn), seed), seed).kind != "passed"


def test_the_way_these_are_written_passes_where_nothing_is_missed():
    question = QUESTIONS["starved_layers"]
    fn = named("starved_layers", starved())
    assert question.judge(question.run(fn)).kind == "passed"


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
