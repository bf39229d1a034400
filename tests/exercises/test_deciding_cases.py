"""For each word of a prompt a case decides it: near misses that pass no longer."""

import numpy as np
import pytest

from tests.exercises.answers import QUESTIONS, softmax


def cut_at(bound):
    def cross_entropy(p, labels):
        return -np.mean(np.log(np.maximum(p[np.arange(len(p)), labels], bound)))

    return cross_entropy


@pytest.mark.parametrize("bound", [1e-10, 1e-100])
@pytest.mark.parametrize("seed", [6, 11])
def test_a_near_miss_does_not_pass(bound, seed):
    question = QUESTIONS["cross_entropy"]
    assert question.judge(question.run(cut_at(bound), seed), seed).kind != "passed"


# What holds only as far as a small, tidy case goes.


def in_8_bits(n, size, rng):
    order = np.arange(n).astype(np.uint8)
    rng.shuffle(order)
    return [order[i : i + size] for i in range(0, n, size)]


def counted_in_8_bits(x, W, b):
    on = np.zeros(W.shape[1], np.uint8)
    for row in x:
        on += row @ W + b > 0
    return np.mean(on == 0)


def dlogits_by_labels(logits, labels):
    onehot = np.eye(labels.max() + 1, dtype=logits.dtype)[labels]
    return (softmax(logits) - onehot) / len(labels)


def cross_entropy_by_labels(p, labels):
    return -(np.eye(labels.max() + 1)[labels] * np.log(p)).sum(1).mean()


def gradients_by_labels(x, labels, W1, b1, W2, b2):
    h = np.maximum(x @ W1 + b1, 0)
    dz = dlogits_by_labels(h @ W2 + b2, labels)
    da = (dz @ W2.T) * (h > 0)
    return x.T @ da, da.sum(0), h.T @ dz, dz.sum(0)


def mask_of_y(x, rate, rng):
    y, mask = QUESTIONS["dropout_forward"].reference(x, rate, rng)
    return y, mask * (y != 0)


def mask_of_h(dy, x, mask, W):
    h = x * mask
    return (dy @ W.T) * mask * (h != 0), h.T @ dy


def rows_1_to_5(gradient):
    early = np.median(gradient[1:6], axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@pytest.mark.parametrize("seed", [6, 11])
@pytest.mark.parametrize(
    ("name", "answer", "wrong"),
    [
        ("shuffled_batches", in_8_bits, "values"),
        ("dead_share", counted_in_8_bits, "values"),
        ("dlogits", dlogits_by_labels, "values"),
        ("cross_entropy", cross_entropy_by_labels, "values"),
        ("network_gradients", gradients_by_labels, "dW2"),
        ("dropout_forward", mask_of_y, "mask"),
        ("repaired_backward", mask_of_h, "dx"),
        ("starved_layers", rows_1_to_5, "values"),
    ],
)
def test_a_plain_case_decides_it(name, answer, wrong, seed):
    question = QUESTIONS[name]
    assert wrong in question.judge(question.run(answer, seed), seed).open


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
