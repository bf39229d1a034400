"""Calling a function that somebody else wrote, and coming back.

It may loop for ever, print without end, write into its arguments or return what no array
can hold. `call` gives it fresh arguments and a deadline and tells what happened as an
`Outcome` of plain data. The bulk grader loads this file alone into the process where
submissions run, so it knows nothing of questions and needs numpy alone.
"""

import _thread
import contextlib
import dis
import io
import linecache
import random
import signal
import sys
import threading
import time
import types
import warnings
from dataclasses import dataclass

import numpy as np

LARGEST = 8_000_000  # bytes that an answer may hold
DEEPEST = 8  # lists within lists
COIN = random.Random(0)
CONTEXTLIB = contextlib.contextmanager.__code__.co_filename  # __file__ may be a .pyc


class OutOfTime(BaseException):
    """The deadline has passed. Not an Exception, so `except Exception` lets it pass."""


class Unfit(Exception):
    """The answer is not plain data: numbers, text, arrays of numbers, lists of these."""


class TooMuchOutput(BaseException):
    """More was printed than anybody would read."""


@dataclass
class Made:
    """A stand-in for an argument that is no plain data: `maker(*args)` of given.py."""

    maker: str
    args: tuple = ()


@dataclass
class Outcome:
    """What one call did: its value, or else its error, and what it wrote into."""

    value: object = None
    changed: tuple = ()
    error: str = ""  # the exception's class; "timeout", "unfit" and "blank" are ours
    message: str = ""
    line: str = ""  # of the learner's own code, where it broke
    lineno: int = 0


def call(fn, args, limit, makers=None, cpu=False):
    """The Outcome of fn(*args) within `limit` seconds. `args` stay as they are.

    Raises nothing but KeyboardInterrupt, since that is the learner pressing stop. With
    `cpu` the limit is in processor seconds and nobody sits at the keyboard.
    """
    fresh = [build(arg, makers) for arg in args]
    before = [arg.tobytes() if isinstance(arg, np.ndarray) else None for arg in fresh]
    try:
        with quiet(), deadline(limit, cpu):
            outcome = _called(fn, fresh, cpu)
    except OutOfTime:
        return Outcome(error="timeout")
    outcome.changed = tuple(
        i for i, old in enumerate(before) if old is not None and fresh[i].tobytes() != old
    )
    return outcome


def _called(fn, args, cpu):
    try:
        return Outcome(plain(fn(*args)))
    except Unfit as error:
        return Outcome(error="unfit", message=str(error))
    except NotImplementedError:
        return Outcome(error="blank")
    except OutOfTime:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and not cpu:
            raise
        return broken(error, fn)


def is_blank(fn):
    """Whether a function is still the empty stub: it has no statement but `...` or pass."""
    code = getattr(fn, "__code__", None)
    if code is None:
        return False
    idle = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}
    steps = [(step.opname, step.argval) for step in dis.get_instructions(code)]
    return all(name in idle for name, _ in steps) and not any(
        value is not None for name, value in steps if name.endswith("_CONST")
    )


def broken(error, fn=None):
    """The Outcome of a call that raised `error`, with the learner's own line."""
    home = getattr(getattr(fn, "__code__", None), "co_filename", None)
    line, lineno = "", 0
    tb = error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == home:
            lineno = tb.tb_lineno
        tb = tb.tb_next
    if lineno:
        line = linecache.getline(home, lineno).strip()
    return Outcome(
        error=type(error).__name__[:60],
        message=said_by(error),
        line=line[:200],
        lineno=lineno,
    )


def said_by(error):
    """An exception's message in one line; its own code may fail here as well."""
    try:
        return " ".join(str(error).split())[:300]
    except Exception:
        return ""


def build(arg, makers):
    """A fresh argument from its description: arrays copied, `Made` ones made."""
    if isinstance(arg, np.ndarray):
        return arg.copy()
    if isinstance(arg, Made):
        return makers[arg.maker](*[build(inner, makers) for inner in arg.args])
    if isinstance(arg, (list, tuple)):
        return type(arg)(build(inner, makers) for inner in arg)
    if isinstance(arg, dict):
        return {key: build(inner, makers) for key, inner in arg.items()}
    return arg


def plain(value, depth=0):
    """`value` as plain data of our own: arrays copied, nothing that could act by itself."""
    if depth > DEEPEST:
        raise Unfit("something that holds itself, or lists too deep")
    kind = type(value)
    if value is None or kind in (bool, float, str):
        if kind is str and len(value) > 10_000:
            raise Unfit("a text of more than 10,000 characters")
        return value
    if kind is int:
        if abs(value) >= 2**63:
            raise Unfit("a whole number too large for 64 bits")
        return value
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.array(value, order="C", subok=False)
        if array.dtype.kind not in "biufc" or array.dtype.itemsize > 16:
            raise Unfit(
                "an array of objects"
                if array.dtype.kind == "O"
                else "an array of no numbers"
            )
        if array.nbytes > LARGEST:
            raise Unfit("an array of more than 8 MB")
        return array.astype(array.dtype.newbyteorder("="), copy=False)
    if kind in (list, tuple):
        if len(value) > 10_000:
            raise Unfit("a list of more than 10,000 entries")
        return kind(plain(inner, depth + 1) for inner in value)
    if kind is dict:
        if len(value) > 1000 or not all(type(key) is str for key in value):
            raise Unfit("a dictionary whose keys are not all text")
        return {key: plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, types.GeneratorType):
        raise Unfit("a generator")
    if callable(value):
        raise Unfit("a function")
    raise Unfit(f"an object of type {kind.__name__[:60]}")


class _Bounded(io.TextIOBase):
    """Swallows what is printed, up to a limit."""

    def __init__(self, limit):
        self.left = limit

    def write(self, text):
        self.left -= len(text)
        if self.left < 0:
            raise TooMuchOutput("more than 1,000,000 characters were printed")
        return len(text)


@contextlib.contextmanager
def quiet(limit=1_000_000):
    """No printing, no warnings: the answer is what is looked at."""
    sink = _Bounded(limit)
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def deadline(seconds, cpu=False):
    """Raise OutOfTime in the block after so many seconds, of the clock or of the processor.

    By a timer signal where there is one. Elsewhere (Windows, the browser, a thread) by
    looking at the clock on every line, which cannot stop a call that never reaches a line.
    """
    main = threading.current_thread() is threading.main_thread()
    if (
        main
        and hasattr(signal, "setitimer")
        and sys.platform != "emscripten"  # it has the name and not the thing
    ):
        timers = [(signal.ITIMER_REAL, signal.SIGALRM, 4 * seconds + 1 if cpu else seconds)]
        if cpu:
            timers.append((signal.ITIMER_PROF, signal.SIGPROF, seconds))
        old = [signal.signal(number, _ring) for _, number, _ in timers]
        for timer, _, after in timers:
            signal.setitimer(timer, max(after, 1e-3), 0.1)  # again, if it was swallowed
        try:
            yield
        finally:
            for (timer, number, _), handler in zip(timers, old, strict=True):
                signal.setitimer(timer, 0)
                signal.signal(number, handler)
        return
    with _watched_by_line(seconds, main):
        yield


def _ring(number, frame):
    while frame is not None and frame.f_code.co_filename == CONTEXTLIB:
        frame = frame.f_back
    if frame is None or frame.f_code.co_filename != __file__:  # not while we clear up
        # A bare `except:` may swallow it, so the next one rings right behind. By map, since
        # after a plain call the interpreter would let it ring in here. And only at every
        # other place by chance, since some lie where it is always swallowed.
        here = COIN.random() < 0.5
        for _ in map(_thread.interrupt_main, [number]):
            if here:
                raise OutOfTime
            return


@contextlib.contextmanager
def _watched_by_line(seconds, main):
    """In the main thread by the signal of the stop button, since Python takes a function
    away that raises while it watches: it would not see the `except:` that swallows it."""
    end = time.monotonic() + seconds

    def look(frame, _event, _arg):
        if time.monotonic() > end and frame.f_code.co_filename != __file__:
            for _ in map(_thread.interrupt_main, [signal.SIGINT] if main else ()):
                return look
            raise OutOfTime
        return look

    def ring(number, frame):
        if time.monotonic() > end:
            _ring(number, frame)
        elif callable(handler):
            handler(number, frame)

    old, handler = sys.gettrace(), signal.getsignal(signal.SIGINT)
    if main:
        signal.signal(signal.SIGINT, ring)
    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(old)
        if main:
            signal.signal(signal.SIGINT, handler)
