"""Whatever an answer does, `check` comes back, and says what happened."""

import contextlib
import signal
import threading
import time

import numpy as np
import pytest

from nncourse.exercises import check
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.safe_call import call
from tests.exercises.answers import QUESTIONS, named, softmax

needs_a_timer = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="no timer signal on this system"
)


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


def _while_clearing_up(z):
    class Slow:
        def __del__(self):
            for _ in range(10_000):
                pass

    while True:
        Slow()


LOOPS = _for_ever, _except_all, _except_all_around_a_loop, _while_clearing_up


@needs_a_timer
@pytest.mark.parametrize("loop", LOOPS)
def test_an_endless_loop_ends_within_a_second(loop, checked):
    started = time.process_time()  # a machine that is busy elsewhere makes it no longer
    points, text = checked(named("softmax", loop))
    assert time.process_time() - started < 1.0
    assert points == 0 and "takes longer than 0.8 s and was stopped" in text


@pytest.mark.parametrize("loop", LOOPS)
def test_it_ends_without_a_timer_too(loop, checked, monkeypatch):
    """As in the browser and on Windows, where the clock is looked at on every line."""
    monkeypatch.delattr(signal, "setitimer", raising=False)
    handler = signal.getsignal(signal.SIGINT)
    points, text = checked(named("softmax", loop))
    assert points == 0 and "takes longer than 0.8 s and was stopped" in text
    assert signal.getsignal(signal.SIGINT) is handler
    assert checked(softmax)[0] == 20


def test_it_ends_in_a_thread_too(capsys):
    """Where no signal can be set: the clock is looked at on every line."""

    def softmax(z):
        while True:
            z = z + 1

    points = []
    thread = threading.Thread(target=lambda: points.append(check(softmax)))
    thread.start()
    thread.join(10)
    assert points == [0]
    assert "was stopped" in capsys.readouterr().out


def test_checking_takes_well_under_a_second():
    seconds = {}
    for name, question in QUESTIONS.items():
        answer = (
            question.reference if isinstance(question, Function) else question.reference()
        )
        started = time.thread_time()
        check(name, answer)
        seconds[name] = time.thread_time() - started
    assert max(seconds.values()) < 1.0, seconds


class _Odd(BaseException):
    """As asyncio's CancelledError: no Exception, and none of ours."""


@pytest.mark.parametrize("error", [_Odd, SystemExit, GeneratorExit, Warning])
def test_whatever_an_answer_raises_is_told(error, checked):
    def softmax(z):
        raise error("mine")

    points, text = checked(softmax)
    assert points == 0
    assert f"Wrong: {error.__name__}: mine" in text
    assert 'raise error("mine")' in text


def test_an_error_that_cannot_say_what_it_is(checked):
    class Mute(Exception):
        def __str__(self):
            raise self

    def softmax(z):
        raise Mute

    assert "Wrong: Mute:" in checked(softmax)[1]


@needs_a_timer
def test_an_error_that_never_ends_saying_what_it_is(checked):
    class Endless(Exception):
        def __str__(self):
            while self:
                pass
            return ""

    def softmax(z):
        raise Endless

    assert "takes longer than 0.8 s and was stopped" in checked(softmax)[1]


def test_the_stop_button_stops(checked):
    def softmax(z):
        raise KeyboardInterrupt

    assert checked(softmax) == (0, MESSAGES["interrupted"].format(name="check") + "\n")


def test_the_answer_is_not_the_callers_array():
    z = np.ones(3)
    returned = []
    outcome = call(lambda a: returned.append(a) or a, (z,), 1.0)
    assert returned[0] is not z
    assert outcome.value is not returned[0]


@needs_a_timer
def test_waiting_for_a_busy_machine_is_no_endless_loop():
    question = QUESTIONS["relu_backward"]

    def relu_backward(x, dy):
        time.sleep(0.05)  # as if other programs had the processor
        return dy * (x > 0)

    outcomes = question.run(relu_backward, limit=0.3)
    assert question.judge(outcomes).kind == "passed"
