"""What is said of a mistake that no table knows is so, and names what differs."""

import numpy as np
import pytest

from nncourse.exercises.structure import other_arguments
from tests.exercises.answers import QUESTIONS, named
from tests.exercises.answers import softmax as right


def told(name, fn):
    """What `check` tells of an answer as hint, its known mistakes aside."""
    question = QUESTIONS[name]
    outcomes = question.run(named(name, fn))
    verdict = question.explain(question.judge(outcomes), outcomes, fn=fn)
    assert not verdict.misconception, verdict
    return verdict.hint


def _dense(dx=1.0, dW=1.0, db=1.0):
    return lambda x, W, dy: (dx * (dy @ W.T), dW * (x.T @ dy), db * dy.sum(axis=0))


def _padded(z):
    return np.hstack([right(z), np.zeros((len(z), 2), z.dtype)])


def _by_columns(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(0)


@pytest.mark.parametrize(
    ("name", "fn", "words"),
    [
        ("softmax", lambda z: -right(z), "wrong sign"),
        ("softmax", lambda z: 3 * right(z), "the right one times 3"),
        ("softmax", lambda z: right(z) / len(z), "1 / the number of rows of `logits`"),
        ("softmax", lambda z: right(z).T, "transposed"),
        ("softmax", lambda z: right(z).ravel(), "in one long row"),
        ("softmax", lambda z: right(z).sum(axis=0), "the sum over axis 0 of the right one"),
        ("softmax", lambda z: right(z) ** 2, "the square of the right one"),
        ("softmax", lambda z: 1 - right(z), "1 minus the value of the right one"),
        ("softmax", lambda z: right(z).round(2), "rounded to 2 decimals"),
        ("softmax", lambda z: right(z) + 0.25, "too large by 0.25"),
        ("softmax", lambda z: right(z)[:, ::-1], "columns in reverse order"),
        ("softmax", lambda z: np.roll(right(z), 1, 1), "one place too far to the right"),
        ("softmax", lambda z: z, "the argument `logits` as it came in"),
        ("softmax", lambda z: np.exp(z) / np.exp(z).sum(1)[:, None], "is nan or inf. Does"),
        ("softmax", lambda z: right(z).tolist(), "stand in a list"),
        ("softmax", lambda z: tuple(right(z)), "stand in a tuple"),
        ("usable_rate", lambda run, rates: 99 + float(run(0.01)[-1]), "whatever `rates`"),
        ("softmax", lambda z: (right(z), 0), "the first is right"),
        ("softmax", _padded, "columns of 0"),
        ("softmax", lambda z: right(z) * (1 + z[:, :1] ** 2), "every row"),
        ("softmax", lambda z: right(-z), "for -`logits`"),
        (
            "repaired_step",
            lambda *args: tuple(1.1 * w for w in QUESTIONS["repaired_step"](*args)[::-1]),
            "`W1` has the shape that `W2` should have",
        ),
        ("dense_backward", _dense(db=-1), "`db` has the right size and the wrong sign"),
        ("dense_backward", _dense(2, 2, 2), "each of `dx`, `dW`, `db` is the"),
        ("dense_backward", lambda x, W, dy: (dy @ W.T, x.T @ dy), "db is missing"),
        ("sigmoid_backward", lambda y, dy: y**2 - y**3, "whatever `dy` is"),
        ("step_length", lambda lr, norm, limit: min(norm, limit) / lr, "square of `lr`"),
        ("step_length", lambda lr, norm, limit: lr, "the argument `lr`"),
        ("cross_entropy", lambda p, labels: 0.5, "0.5 in every case"),
        ("softmax", lambda z: np.exp(z - z.max(1)[:, None]) ** 2, "row of the right"),
        ("softmax", lambda z: right(z.T).T, "rows and columns in each other's place"),
        ("softmax", _by_columns, "columns of what it returns add up to 1"),
        ("dlogits", lambda z, labels: z[0, 0] * labels[0] + 9, "is one number where"),
        ("dlogits", lambda z, labels: z.max(1) + labels, "axis 1 is missing"),
        ("update_ratio", lambda W, step: step.sum(0) / W.sum(0), "axis 0 of what"),
        ("numerical_gradient", lambda f, v: 2 * v, "whatever `f` is"),
        ("kick", lambda x, others, dz, lr: abs(dz) * (others @ x + 1), "the opposite way"),
        ("step_length", lambda lr, norm, limit: lr * min(norm or 9, limit), "`norm` is 0"),
    ],
)  # fmt: skip
def test_a_relation_to_the_right_answer_is_told(name, fn, words, monkeypatch):
    monkeypatch.setattr(QUESTIONS[name], "misconceptions", {})
    with np.errstate(all="ignore"):
        assert words in told(name, fn)


def _at_times(other):
    """A softmax that returns another thing in some cases, by no rule that is known."""
    return lambda z: right(z) if np.abs(z).sum() % 1 < 0.5 else other(z)


def _dead_share_too_large(x, W, b):
    share = QUESTIONS["dead_share"](x, W, b)
    return share + (share > 0) * np.sin(x.sum()) ** 2


@pytest.mark.parametrize(
    ("name", "fn", "words"),
    [
        ("softmax", lambda z: z, "what it returns is the argument `logits`"),
        ("softmax", _at_times(lambda z: z), "where it is wrong, what it returns is the"),
        ("softmax", _at_times(lambda z: z / 0), "where it is wrong, what it returns is na"),
        ("softmax", _at_times(lambda z: None), "in some cases it returns None"),
        ("dead_share", _dead_share_too_large, "where it is wrong, every number it returns"),
    ],
)  # fmt: skip
def test_a_sentence_says_whether_it_is_so_of_all_cases_and_counts_none(
    name, fn, words, monkeypatch
):
    monkeypatch.setattr(QUESTIONS[name], "misconceptions", {})
    with np.errstate(all="ignore"):
        hint = told(name, fn)
    assert hint.startswith(words) and " of " not in hint.partition(".")[0]


def test_nothing_is_said_of_what_is_right_or_has_nothing_to_do_with_it():
    assert told("relu_backward", lambda x, dy: np.sin(3 * x + dy)) == ""
    assert told("softmax", right) == ""
    assert "sum" not in told("cross_entropy", lambda p, labels: np.array([np.nan]))


def test_a_function_that_only_sounds_like_a_logarithm_is_allowed(checked):
    def sigmoid_backward(y, dy):
        return np.where(np.logical_not(y < 0), dy * y * (1 - y), 0)

    points, text = checked(sigmoid_backward)
    assert points == 15, text


def test_two_mistakes_are_told_one_by_one(checked):
    def dense_backward(x, W, dy):
        return dy @ W.T, x.T @ dy / len(x), dy.mean(axis=0)

    _, text = checked(dense_backward)
    assert "db is n times too small" in text and "dW is n times too small" in text


def test_a_mistake_beside_a_known_one_is_told_as_well(checked):
    def dense_backward(x, W, dy):
        return dy @ W.T, 2 * (x.T @ dy), dy.mean(axis=0)

    _, text = checked(dense_backward)
    assert "db is n times too small" in text and "`dW` is the right one times 2" in text


def test_the_parts_are_named_and_what_differs_is_marked(checked):
    def dense_backward(x, W, dy):
        dW = x.T @ dy
        dW[0, 0] += 1
        return dy @ W.T, dW, dy.sum(axis=0)

    _, text = checked(dense_backward)
    assert "dx is right" in text and "db is right" in text
    marked = text[text.index("and is") :]
    assert marked.count("*") == 1


def test_numpys_errors_are_explained(checked):
    def largest_stretch(Ws):
        return np.linalg.eigvals(Ws[0] @ Ws[-1])[0]

    assert "the columns of A are as many as the rows of B" in checked(largest_stretch)[1]


def test_nothing_that_the_search_itself_does_warns(recwarn, monkeypatch):
    monkeypatch.setattr(QUESTIONS["batch_norm_forward"], "misconceptions", {})

    def batch_norm_forward(x, gamma, beta, eps):
        whole = QUESTIONS["batch_norm_forward"](x, gamma, beta, eps)
        return gamma * x + beta if len(x) == 1 else whole

    assert "`x` has one row" in told("batch_norm_forward", batch_norm_forward)
    assert not recwarn.list


def test_a_small_number_beside_tiny_ones_is_neither_a_rounding_nor_all(monkeypatch):
    monkeypatch.setattr(QUESTIONS["update_ratio"], "misconceptions", {})

    def update_ratio(W, step):
        return np.linalg.norm(step) / (np.linalg.norm(W) + 1e-8)

    words = told("update_ratio", update_ratio)
    assert "rounded" not in words and "whatever" not in words


def _ones_in_the_first_row(labels, classes):
    rows = np.zeros((len(labels), classes))
    np.put(rows, labels, 1)
    return rows


def _eps_as_a_floor(x, gamma, beta, eps):
    return gamma * (x - x.mean(0)) / np.sqrt(np.maximum(x.var(0), eps)) + beta


def _dw_first(x, W, dy):
    return dy.T @ x, dy.sum(axis=0), dy @ W.T


@pytest.mark.parametrize(
    ("name", "fn", "false"),
    [
        ("one_hot", _ones_in_the_first_row, "whatever"),  # their order alone is not used
        ("batch_norm_forward", _eps_as_a_floor, "whatever"),  # a small one is not used
        ("dense_backward", _dw_first, "missing"),  # it is another part, in another place
    ],
)
def test_what_is_used_sometimes_or_stands_elsewhere_is_not_missing(
    name, fn, false, monkeypatch
):
    monkeypatch.setattr(QUESTIONS[name], "misconceptions", {})
    words = told(name, fn)
    assert false not in words


def test_an_argument_of_which_the_sign_alone_is_used_is_used():
    assert "whatever" not in told("relu_backward", lambda x, dy: x * (dy > 0))


def test_what_a_right_answer_can_do_without_is_not_called_unused():
    def dropout_backward(dy, x, y, rate):
        return dy * y / (x + np.asarray(1e-7, x.dtype))

    assert "rate" not in told("dropout_backward", dropout_backward)


def test_what_counts_0_of_anything_is_not_called_unused(monkeypatch):
    monkeypatch.setattr(QUESTIONS["dead_share"], "misconceptions", {})

    def dead_share(x, W, b):
        return (x @ (W + b / len(W)) <= 0).all(axis=0).mean()

    assert "whatever" not in told("dead_share", dead_share)


def test_results_in_another_order_are_not_missing_an_axis():
    def clip_together(dW, db, limit):
        return QUESTIONS["clip_together"](dW, db, limit)[::-1]

    assert told("clip_together", clip_together) == ""


def test_a_bias_left_out_is_not_called_a_negative_one():
    question = QUESTIONS["residual_backward"]
    changes = [words for words, _ in other_arguments._changes({"b": np.ones(2)})]
    assert changes.index("`b` set to 0, whatever it is") < changes.index("-`b`")
    assert "no_bias" in question.misconceptions


def test_what_is_drawn_without_the_generator_is_told():
    rng = np.random.default_rng(0)

    def own(x, rate, _):
        mask = (rng.random(x.shape) >= rate) / (1 - rate if rate < 1 else np.inf)
        return x * mask.astype(x.dtype), mask.astype(x.dtype)

    assert "two generators with the same seed" in told("dropout_forward", own)

    def drawn_anew(dy, x, mask, W):
        return dy @ W.T * rng.permuted(mask), (x * mask).T @ dy

    assert "drawn at random" in told("repaired_backward", drawn_anew)


def test_a_number_of_steps_is_not_compared_with_a_rate():
    def rate_at(k, n, lr, warmup):
        if k < warmup:
            return lr * (k + 1) / warmup
        return lr / 2 * (1 + np.cos(np.pi * k - warmup / n - warmup))

    assert "`lr`" not in told("rate_at", rate_at)
