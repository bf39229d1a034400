"""Lines to put in order, a function to repair, a number to guess and to compute."""

import itertools

import numpy as np
import pytest

from nncourse.exercises.messages import NUMBERS
from nncourse.exercises.number_help import number_help
from tests.exercises.answers import QUESTIONS


def test_every_order_in_which_the_lines_work_is_right(checked):
    assert {
        checked("way_back", order)[0] for order in ("DBFAC", "DFABC", "d, f, a, c, b")
    } == {5}


def test_the_rules_of_a_puzzle_are_what_its_lines_need():
    """All orders are run: those that the rules refuse break, the others do the same."""
    question = QUESTIONS["drawn_anew"]
    lines = zip(question.letters, question.lines, strict=True)
    code = {letter: compile(line, letter, "exec") for letter, line in lines}

    def done(order):
        rng = np.random.default_rng(3)
        x, W, V = (rng.normal(size=size) for size in ((5, 3), (3, 4), (4, 2)))
        world = {"np": np, "rng": rng, "x": x, "W": W, "V": V}
        world["b"] = np.array([0, -99.0, 0, -99])
        for letter in order:
            exec(code[letter], world)
        return np.concatenate([world[name].ravel() for name in "WbV"])

    right = done(question.value)
    for order in itertools.permutations(question.value):
        if question.same(order, question.value):
            assert (done(order) == right).all()
        else:
            with pytest.raises(NameError):
                done(order)


@pytest.mark.parametrize(
    ("value", "right", "agrees"),
    [
        (0.9, 0.881, True),
        (0.88, 0.881, True),
        (2.3, 2.30259, True),
        (12, 12.34, True),
        (-12, -12.34, True),
        (1.0, 0.881, False),
        (2, 2.30259, False),
        (10, 9.6, False),
        (10, 12.34, False),
        (0.8, 0.881, False),
    ],
)
def test_a_rounding_keeps_a_digit_behind_the_point_or_two(value, right, agrees):
    assert (number_help(value, right) == NUMBERS["rounded"]) == agrees


def test_what_broken_code_does_is_worked_out_once_a_seed(monkeypatch):
    question = QUESTIONS["repaired_step"]
    as_found = question.run(question.starter)
    assert question.judge(as_found).kind == "blank"
    monkeypatch.setattr(question, "run", None)
    assert question.judge(as_found).kind == "blank"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("BDFAC", "dW2 is made of dz"),
        ("DBGAC", "line G multiplies by W2"),
        ("DBFA", "missing: C."),
        ("E", "Also, not all lines that are needed are in it; missing: A, B, C, D, F."),
        (
            "DBFEC",
            "line E takes the mask from the gradient. Which units were on was decided "
            "forward, by a.\n",
        ),
        ("CAFBD", "read from its end this order is right"),
        ("DBFAZ", "there is no line Z; there are A, B, C, D, E, F, G"),
        (["D", "D"], "line D stands in it twice"),
        ("", "it names no line"),
        (np.array(["D", "B"]), "asked for: a text"),
        (3, "asked for: a text"),
    ],
)
def test_an_order_that_does_not_work_is_told_why(order, said, checked):
    points, text = checked("way_back", order)
    assert points == 0 and said in text, text


@pytest.mark.parametrize(
    "name", ["repaired_backward", "residual_backward", "repaired_step"]
)
def test_broken_code_left_as_it_is_earns_nothing_and_runs(name, checked):
    question = QUESTIONS[name]
    world = {"np": np}
    exec(question.stub, world)
    text = checked(world[name])[1]
    assert "not attempted" in text and "Wrong" not in text
    outcomes = question.run(world[name])
    assert not any(outcome.error for outcome in outcomes)


def test_changed_code_that_does_the_same_is_told_so(checked):
    def repaired_backward(dy, x, mask, W):
        return (dy @ W.T) * (x >= 1e-9), x.T @ dy

    assert "does what the code in the cell did" in checked(repaired_backward)[1]

    def repaired_step(x, dy, W1, W2, lr, limit): ...

    assert "Wrong" not in checked(repaired_step)[1]


def test_a_repair_of_one_of_two_faults_is_told_the_other(checked):
    def residual_backward(dy, x, W, b):
        da = dy * (x @ W + b > 0)
        return da @ W.T, x.T @ da, da.sum(axis=0)

    points, text = checked(residual_backward)
    assert 0 < points < 10 and "the way around the layer is still missing" in text


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (2.5, "ten times as long steps are for a steady slope"),
        (0.475, "your guess was right"),
        (np.float64(0.475), "your guess was right"),
        (np.int64(2), "this rate the run diverges"),
        ("more", "your guess is no number"),
        (float("nan"), "your guess was nan"),
    ],
)
def test_a_guess_costs_nothing_and_is_answered(guess, said, checked):
    points, text = checked("limit_with_momentum", {"guess": guess, "computed": 0.475})
    assert points == 10 and said in text, text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"guess": ..., "computed": 0.475}, "its `guess` is still missing"),
        ({"guess": 0.475, "computed": 0.25}, "the limit without momentum"),
        ({"guess": 1, "answer": 0.475}, "asked for: dict(guess=..., computed=...)"),
        ({"guess": 1, "computed": "0.475"}, "asked for: a number"),
        (0.475, "a guess is asked for beside the number"),
    ],
)
def test_the_computed_number_alone_decides(answer, said, checked):
    points, text = checked("limit_with_momentum", answer)
    assert points == 0 and said in text, text


def test_a_guess_lies_where_the_prompt_says(checked):
    points, text = checked("nearest_mean", {"guess": 70, "computed": 526 / 597})
    assert points == 0 and "your guess, 70, does not lie between 0 and 1" in text, text


@pytest.mark.parametrize(
    ("order", "said", "remembers"),
    [("CEFGAB", "overwrites", True), ("CEGFAB", "comes after the step", False)],
)
def test_what_a_test_overwrites_is_told_where_it_does(order, said, remembers, checked):
    text = checked("step_and_test", order)[1]
    assert said in text and ("remember" in text) == remembers


@pytest.mark.parametrize("warmup", [0, 150])
def test_a_rate_that_no_warm_up_rescues_is_told_so_with_and_without_one(warmup, checked):
    text = checked("warm_start", {"lr": 20, "warmup": warmup})[1]
    assert "no warm-up within 300 steps rescues" in text


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("passes_needed", 64 * 20_000, "counts once"),
        ("chance_loss", np.inf, "1 // 10 is 0"),
        ("nearest_mean", {"guess": 0.5, "computed": 0.092}, "Square each one"),
        ("limit_with_momentum", {"guess": 2.5, "computed": 4.75}, "an average"),
        ("limit_with_momentum", {"guess": 2.5, "computed": 0.25}, "passes |w| = 1 once"),
        ("times_guessing", 9.73 / (6 / 7), "minus the natural logarithm"),
    ],
)
def test_the_mistake_behind_a_number_is_named(name, answer, said, checked):
    points, text = checked(name, answer)
    assert points == 0 and said in text
