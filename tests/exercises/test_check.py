"""What a learner meets: wrong on purpose in many ways, and helped each time."""

import contextlib
import inspect
import json
import signal
import sys
import threading
import time

import numpy as np
import pytest

import nncourse
from nncourse.exercises import calling, check, progress, record, solution
from nncourse.exercises.course import chapters, questions
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.question import Function, difference


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """A progress file of the test's own."""
    path = tmp_path / "kept" / "progress.jsonl"
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(path))
    return path


def said(capsys, *answer):
    points = check(*answer)
    return points, capsys.readouterr().out


def test_right(capsys):
    def softmax(z):
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    points, text = said(capsys, softmax)
    assert points == 20
    assert "passed, 20 of 20" in text
    assert "Chapter 1: 20 of 100" in text


def test_a_notebook_shows_the_text_and_nbgrader_the_number(capsys, monkeypatch):
    from IPython.core.formatters import DisplayFormatter

    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    points, _ = said(capsys, "chance_loss", 2.302585)
    assert DisplayFormatter().format(points) == ({}, {})
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert DisplayFormatter().format(points) == ({"text/plain": "10"}, {})


def test_a_misconception_is_named_after_what_was_right(capsys):
    def softmax(z):
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    points, text = said(capsys, softmax)
    assert points == 0
    assert "Subtract each row's largest" in text
    assert text.index("Right: 4 of 6 cases") < text.index("Hint:")


def test_parts_that_are_right_are_said_first(capsys):
    def dense_backward(x, W, dy):
        return dy @ W.T, x.T @ dy, dy.mean(axis=0)

    _, text = said(capsys, dense_backward)
    assert "Right: dx, dW in all 5 cases." in text
    assert "db is n times too small" in text


def test_a_second_mistake_does_not_hide_the_first(capsys):
    def softmax(z):  # overflows as well
        return np.exp(z) / np.exp(z).sum(axis=0)

    assert "your columns add up to 1" in said(capsys, softmax)[1]


def test_precision_does_not_hide_a_mistake(capsys):
    def dropout_forward(x, rate, rng):  # float64 for float32, and inf at a rate of 1
        mask = (rng.random(x.shape) < rate) / (1 - rate)
        return x * mask, mask

    assert "you keep what should be dropped" in said(capsys, dropout_forward)[1]


def test_of_two_mistakes_in_two_results_one_is_named(capsys):
    def dense_backward(x, W, dy):
        return dy @ W.T, dy.T @ x, dy.mean(axis=0)

    _, text = said(capsys, dense_backward)
    assert "Right: dx in all 5 cases." in text
    assert "db is n times too small" in text


def test_a_crash_that_is_known_shows_the_line_and_the_hint(capsys):
    def softmax(z):
        e = np.exp(z)
        return e / e.sum(axis=1)

    _, text = said(capsys, softmax)
    assert "keepdims=True" in text
    assert text.index("return e / e.sum(axis=1)") < text.index("Hint:")


def test_a_crash_of_the_same_kind_elsewhere_gets_no_hint(capsys):
    def softmax(z):
        if len(z) > 1:
            raise ValueError("mine")
        return _softmax(z)

    _, text = said(capsys, softmax)
    assert "ValueError: mine" in text and "Hint" not in text


def test_broadcasting_is_blamed_only_where_it_hides(capsys):
    def dense_backward(x, W, dy):
        return (dy @ W.T).T, x.T @ dy, dy.sum(axis=0)

    assert "Broadcasting" not in said(capsys, dense_backward)[1]
    assert "Broadcasting" in said(capsys, "softmax", lambda z: _softmax(z)[:, :1])[1]


def test_an_unknown_mistake_shows_the_smallest_case(capsys):
    def softmax(z):
        return np.full(z.shape, 0.3, z.dtype)

    _, text = said(capsys, softmax)
    assert "Right: the shape (1, 2)" in text
    assert "logits = array of shape (1, 2)" in text
    assert "should return array of shape (1, 2) [[0.25 0.75]]" in text
    assert "returned      array of shape (1, 2) [[0.3 0.3]]" in text


def test_a_crash_shows_the_learners_own_line(capsys):
    def softmax(z):
        a = z.sum()
        return np.linalg.inv(z) / a

    _, text = said(capsys, softmax)
    assert "LinAlgError" in text
    assert "return np.linalg.inv(z) / a" in text


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        (lambda z: z.sort(), "returns None"),
        (lambda z: np.exp(z - z.max()).sum(1), "has shape"),
        (lambda z: _softmax(z)[:, :, None], "has shape"),
        (lambda z: _softmax(z).tolist(), "asked for: an array of shape"),
        (lambda z: _softmax(z).astype(np.float64), "the values are right in float64"),
        (lambda z: _softmax(z).astype(np.float16), "right values in float16"),
        (lambda z: _softmax(z) + np.nan, "nan or inf"),
        (lambda z: _in_place(z), "overwritten"),
        (lambda z: np.array([None], object), "an array of objects"),
        (lambda z: (row for row in z), "a generator"),
        (lambda z: len, "a function"),
        (lambda z: 10**30, "64 bits"),
        (lambda z: sys.exit(3), "SystemExit"),
        (lambda z: _recurse(z), "RecursionError"),
        (lambda z: print("x" * 2_000_000), "TooMuchOutput"),
        (lambda z, w: z, "TypeError"),
        (lambda z: np.ones((10**8, 10**8)), "MemoryError|Unable to allocate"),
    ],
)
def test_every_way_of_failing_is_told(body, phrase, capsys):
    body.__name__ = "softmax"
    points, text = said(capsys, body)
    assert points == 0
    assert any(part in text for part in phrase.split("|")), text


def _softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def _in_place(z):
    z[...] = _softmax(z)
    return z


def _recurse(z):
    return _recurse(z)


def test_swapped_results_are_seen(capsys):
    def dense_backward(x, W, dy):
        return x.T @ dy, dy @ W.T, dy.sum(axis=0)

    assert "another order than dx, dW, db" in said(capsys, dense_backward)[1]


def test_an_argument_written_into_is_seen(capsys):
    def cross_entropy(p, labels):
        p[:] = np.log(p)
        return -p[np.arange(len(labels)), labels].mean()

    assert "writes into its argument p" in said(capsys, cross_entropy)[1]


def _for_ever(z):
    while True:
        with contextlib.suppress(Exception):
            z = z + 1


def _except_all(z):
    while True:
        try:  # noqa: SIM105, as a learner writes it
            len(str(z))
        except:  # noqa: E722
            pass


def _except_all_around_a_loop(z):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")
@pytest.mark.parametrize("loop", [_for_ever, _except_all, _except_all_around_a_loop])
def test_an_endless_loop_ends_within_a_second(loop, capsys, monkeypatch):
    monkeypatch.setattr(loop, "__name__", "softmax")
    started = time.process_time()  # a machine that is busy elsewhere makes it no longer
    points, text = said(capsys, loop)
    assert time.process_time() - started < 1.0
    assert points == 0 and "stopped after 0.8 s" in text


@pytest.mark.parametrize("loop", [_for_ever, _except_all, _except_all_around_a_loop])
def test_it_ends_without_a_timer_too(loop, capsys, monkeypatch):
    """As in the browser and on Windows, where lines are watched instead."""
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr(loop, "__name__", "softmax")
    handler = signal.getsignal(signal.SIGINT)
    points, text = said(capsys, loop)
    assert points == 0 and "stopped after 0.8 s" in text
    assert signal.getsignal(signal.SIGINT) is handler
    assert said(capsys, "softmax", _softmax)[0] == 20


def test_it_ends_in_a_thread_too(capsys):
    """Where no signal can be set: only lines are watched."""

    def softmax(z):
        while True:
            z = z + 1

    texts = []
    thread = threading.Thread(target=lambda: texts.append(check(softmax)))
    thread.start()
    thread.join(10)
    assert texts == [0]
    assert "stopped after" in capsys.readouterr().out


def test_checking_takes_well_under_a_second(capsys):
    slow = {}
    for name, (_, question) in questions().items():
        answer = (
            question.reference if isinstance(question, Function) else question.reference()
        )
        started = time.thread_time()
        check(name, answer)
        slow[name] = time.thread_time() - started
    assert max(slow.values()) < 1.0, slow  # measured 0.1 at most


class _Odd(BaseException):
    """As asyncio's CancelledError: no Exception, and none of ours."""


class _Hostile:
    def __eq__(self, other):
        raise _Odd("no comparing")

    __hash__ = None


@pytest.mark.parametrize("error", [_Odd, SystemExit, GeneratorExit, Warning])
def test_whatever_an_answer_raises_is_told(error, capsys):
    def softmax(z):
        raise error("mine")

    points, text = said(capsys, softmax)
    assert points == 0
    assert f"Wrong: {error.__name__}: mine" in text
    assert 'raise error("mine")' in text


def test_an_error_that_cannot_say_what_it_is(capsys):
    class Mute(Exception):
        def __str__(self):
            raise self

    def softmax(z):
        raise Mute

    assert "Wrong: Mute:" in said(capsys, softmax)[1]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here")
def test_an_error_that_never_ends_saying_what_it_is(capsys):
    class Endless(Exception):
        def __str__(self):
            while self:
                pass
            return ""

    def softmax(z):
        raise Endless

    assert "stopped after 0.8 s" in said(capsys, softmax)[1]


def test_the_stop_button_stops(capsys):
    def softmax(z):
        raise KeyboardInterrupt

    assert said(capsys, softmax) == (0, WORDS["interrupted"].format(name="check") + "\n")


def test_an_answer_that_cannot_be_compared_raises_nothing(capsys):
    points, text = said(capsys, "reader", {"width": _Hostile(), "lr": 0.1})
    assert points == 0 and "is not on offer" in text


SHUFFLED = {
    "from one": lambda n, size, rng: _cut(rng.permutation(n) + 1, size),
    "backwards": lambda n, size, rng: _cut(np.arange(n)[::-1], size),
    "inside each batch": lambda n, size, rng: list(
        map(rng.permutation, _cut(np.arange(n), size))
    ),
    "floats": lambda n, size, rng: _cut(rng.permutation(n).astype(float), size),
}


def _cut(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def _shifted_softmax(shift):
    def softmax(z):
        with np.errstate(all="ignore"):
            e = np.exp(z - shift(z, axis=1, keepdims=True))
            return e / e.sum(1, keepdims=True)

    return softmax


@pytest.mark.parametrize(
    ("name", "fn"),
    [
        *(("shuffled_batches", fn) for fn in SHUFFLED.values()),
        ("usable_rate", lambda run, rates: rates[0]),
        ("usable_rate", lambda run, rates: rates[-1]),
        (
            "usable_rate",
            lambda run, rates: next(r for r in rates if run(r)[-1] < run(r)[0]),
        ),
        ("softmax", _shifted_softmax(np.min)),
        ("softmax", _shifted_softmax(np.mean)),
    ],
)
def test_what_only_looks_right_does_not_pass(name, fn):
    fn.__name__ = name
    question = questions()[name][1]
    assert question.judge(question.run(fn)).points == 0


def test_any_float_will_do_where_floats_are_asked_for(capsys):
    def one_hot(labels, classes):
        return np.eye(classes, dtype=np.float32)[labels]

    assert said(capsys, one_hot)[0] == 15


def test_the_packages_own_function_is_no_answer(capsys):
    points, text = said(capsys, nncourse.numerical_gradient)
    assert points == 0 and "the package's own" in text


@pytest.mark.parametrize("lr", [np.float64(0.3), np.array(0.3), np.float32(0.3)])
def test_a_setting_that_numpy_made_is_a_setting(lr, capsys):
    assert said(capsys, "reader", {"width": np.int64(64), "lr": lr})[0] == 20


@pytest.mark.parametrize(
    "answer",
    [(), (3,), (None,), ("no such",), (lambda: 1,), ("softmax",), ("softmax", 3, 4),
     ("softmax", "text"), ("chance_loss", []), ("chance_loss", np.ones(3)),
     ("chance_loss", "2.3"), ("chance_loss", 1j), ("chance_loss", np.nan),
     ("reader", 5), ("reader", {}), ("reader", {"width": 64}),
     ("reader", {"width": "64", "lr": 0.1}), ("reader", {"width": 64, "lr": float("nan")}),
     ("reader", {"width": 64, "lr": 0.1, "rest": 1}), ("reader", {1: 2}),
     ("reader", {"width": True, "lr": [0.1]}),
     ("reader", {"width": np.array([8, 16]), "lr": np.array([0.1])})],
)  # fmt: skip
def test_it_never_raises(answer, capsys):
    points, text = said(capsys, *answer)
    assert points == 0
    assert text
    assert "could not finish" not in text


def test_a_mistake_of_ours_is_no_exception_either(capsys, monkeypatch):
    monkeypatch.setattr(Function, "judge", lambda *_: 1 / 0)
    points, text = said(capsys, questions()["softmax"][1].reference)
    assert points == 0 and "ZeroDivisionError" in text


@pytest.mark.parametrize("name", list(questions()))
def test_blank_is_said_to_be_blank(name, capsys):
    question = questions()[name][1]
    world = {}
    exec(question.stub, world)
    points, text = said(capsys, name, world[name])
    assert (points, text) == (
        0,
        WORDS["blank"].format(name=name, of=question.points) + "\n",
    )
    nbgrader_stub = question.stub.replace("    ...\n", "    raise NotImplementedError()\n")
    if isinstance(question, Function):
        exec(nbgrader_stub, world)
        assert said(capsys, name, world[name]) == (points, text)


@pytest.mark.parametrize("name", list(questions()))
def test_the_stub_shows_no_answer(name):
    question = questions()[name][1]
    assert question.solution not in question.stub
    if isinstance(question, Function):
        assert inspect.getdoc(question.reference).split()[0] in question.stub


def test_progress_is_kept_and_never_lost(kept, capsys):
    check("chance_loss", 2.302585)
    check("chance_loss", 1.0)  # worse, later
    check("softmax", lambda z: z)
    assert record.read()[0] == {"chance_loss": 10, "softmax": 0}
    size = kept.stat().st_size
    check("chance_loss", 2.302585)
    assert kept.stat().st_size == size  # run again, nothing new to note
    with open(kept, "ab") as f:
        f.write(b'{"question": "one_h')  # the plug was pulled here
    check("one_hot", questions()["one_hot"][1].reference)
    assert record.read() == ({"chance_loss": 10, "softmax": 0, "one_hot": 15}, 1)
    capsys.readouterr()
    progress()
    text = capsys.readouterr().out
    assert "1  Reading digits                          25 of 100" in text
    assert "25 of 800" in text
    assert "Next: softmax in chapter 1, 20 points." in text
    assert "1 unreadable lines" in text


def test_what_is_next_is_in_the_chapter_at_hand(capsys):
    check("ten_slopes", 1.0)
    check("logits_grow", 1.5**12)
    capsys.readouterr()
    progress()
    assert "Next: clipped_rate in chapter 4, 10 points." in capsys.readouterr().out
    check("ten_slopes", 0.25**10)
    capsys.readouterr()
    progress()
    assert "Next: sigmoid_backward in chapter 3, 15 points." in capsys.readouterr().out
    for question in chapters()[2].questions:
        record.note(question.name, question.points)
    progress()
    assert "Next: chance_loss in chapter 1, 10 points." in capsys.readouterr().out


def test_a_file_that_is_no_progress_is_left_where_it_is(kept, capsys):
    kept.parent.mkdir()
    kept.write_bytes(b"\x00\xffnot ours\n[1]\n{}\n")
    check("chance_loss", 2.302585)
    assert kept.read_bytes().startswith(b"\x00\xffnot ours\n[1]\n{}\n")
    assert record.read() == ({"chance_loss": 10}, 3)


def test_a_place_that_cannot_be_written_is_said(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(tmp_path / "file" / "progress.jsonl"))
    points, text = said(capsys, "chance_loss", 2.302585)
    assert points == 10 and "could not be saved" in text
    progress()


def test_two_notebooks_at_once_lose_nothing(kept):
    names = [f"q{i}" for i in range(40)]
    threads = [threading.Thread(target=record.note, args=(name, 5)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert record.read() == (dict.fromkeys(names, 5), 0)


def test_the_solution_is_the_reference_and_comes_after_an_attempt(capsys):
    question = questions()["softmax"][1]
    solution("softmax")
    assert "try it first" in capsys.readouterr().out
    check("softmax", lambda z: z)
    capsys.readouterr()
    solution(question.reference)
    assert inspect.getsource(question.reference).rstrip() in capsys.readouterr().out


def test_all_done_is_said(capsys):
    for name, (_, question) in questions().items():
        record.note(name, question.points)
    progress()
    assert WORDS["done"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        (np.ones(3), np.ones(3), None),
        (np.ones((3, 1)), np.ones(3), "shape"),
        (1.0, np.ones(1), "shape"),
        (np.ones(3, np.float32), np.ones(3), "dtype"),
        (np.ones(3, int), np.ones(3), "dtype"),
        (np.ones(3, bool), np.ones(3, int), None),
        (np.ones(3) + 1e-3, np.ones(3), "value"),
        (np.full(3, np.nan), np.ones(3), "nan"),
        (np.full(3, np.nan), np.full(3, np.nan), None),
        ([1.0, 1.0], np.ones(2), "type"),
        (2, 2.0, None),
        (np.float64(2), 2, None),
        ((1, 2), (1, 2, 3), "count"),
        ({"a": 1.0}, {"a": 1.0}, None),
        ({"a": 1.0}, {"b": 1.0}, "type"),
        ("a", "a", None),
        (None, 1.0, "value"),
    ],
)
def test_what_counts_as_the_same(got, expected, kind):
    found = difference(got, expected)
    assert (found and found.kind) == kind


def _thirty(activation, init, batch_norm):
    return {"activation": activation, "init": init, "batch_norm": batch_norm, "lr": 0.01}


@pytest.mark.parametrize(
    ("name", "config", "taken_for"),
    [
        ("reader", {"width": 16, "lr": 0.001}, "too_slow"),  # its loss starts above chance
        ("thirty_layers", _thirty("sigmoid", "he", True), "random_spread"),
        ("thirty_layers", _thirty("relu", "orthogonal", True), "relu_normalised"),
        ("rescue", {"batch_norm": False, "lr": 1e-4, "limit": 1e9}, "rate_alone"),
        ("rescue", {"batch_norm": True, "lr": 1.0, "limit": 1e9}, "too_fast"),
        ("sprint", {"batch_norm": True, "lr": 0.3, "size": 4}, "few"),
        ("warm_start", {"lr": 7.0, "warmup": 150}, "too_short"),
        ("noisy_reader", {"units": 10, "rate": 0.0}, "too_narrow"),
    ],
)
def test_a_configurations_hint_fits_what_was_measured(name, config, taken_for):
    verdict = questions()[name][1].judge(config)
    assert (verdict.misconception, verdict.points) == (taken_for, 0), verdict
    assert str(verdict).index("Right:") < str(verdict).index("Measured:")


@pytest.mark.parametrize(
    ("config", "right", "wrong"),
    [
        ({"width": "64", "lr": 0.1}, "Right: the setting of lr.", "width = '64' is not on"),
        ({"width": 64, "lr": 1e9}, "Right: the setting of width.", "lr = 1000000000.0 is"),
        ({"width": 64}, "Right: the setting of width.", "the setting 'lr' is missing"),
        ({"width": True, "lr": 5, "rest": 1}, "Right: the setting of lr.", "'rest'"),
        ({"widht": 64, "lr": "a"}, "", "there is no setting 'widht'; there are width, lr"),
    ],
)
def test_a_setting_that_does_not_exist_is_told_after_those_that_do(
    config, right, wrong, capsys
):
    _, text = said(capsys, "reader", config)
    assert right in text and wrong in text, text


def test_a_whole_number_will_do_for_a_setting(capsys):
    config = {"pixels": "standardised", "slope": 0, "momentum": 0}
    assert said(capsys, "all_alive", config)[0] == 20
    config = {"batch_norm": 1, "lr": 1, "size": 64.0}
    assert "batch_norm = 1 is not on offer" in said(capsys, "sprint", config)[1]


def test_lists_of_numbers_are_shown_in_a_line(capsys):
    assert "returned      [[1]]" in said(capsys, "one_hot", lambda labels, n: [[1]])[1]


def test_a_loss_that_exploded_is_told_in_a_few_digits(capsys):
    _, text = said(capsys, "warm_start", {"lr": 7.0, "warmup": 200})
    assert max(map(len, text.split())) < 20


def test_the_answer_is_not_the_callers_array():
    z = np.ones(3)
    assert calling.call(lambda a: a, (z,), 1.0).value is not z


def test_every_chapters_words_are_json():
    """So that a translation can be kept in any form."""
    for chapter in chapters():
        assert json.loads(json.dumps(chapter.words)) == chapter.words
