"""Calls a function that somebody else wrote, and always comes back.

The function may loop for ever, print without end, write into its arguments or return what
no array can hold. `call` gives it fresh arguments and a deadline and reports what happened
as an `Outcome` of plain data. The grader loads this file by its path into the process
where submissions run, so it knows nothing of questions and imports numpy alone.
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
from collections import deque
from dataclasses import dataclass

import numpy as np

LARGEST = 8_000_000  # bytes that an answer may hold
SHOWN = 2_000  # characters that an answer prints are shown
DEEPEST = 8  # lists within lists
ASLEEP = 4  # seconds of the clock that cost an answer as much as one of the processor
CONTEXTLIB = contextlib.contextmanager.__code__.co_filename  # __file__ may be a .pyc
COIN = random.Random(0)


class OutOfTime(BaseException):
    """The deadline has passed. Not an Exception, so `except Exception` lets it pass."""


class Unfit(Exception):
    """The answer is not plain data: numbers, text, arrays of numbers, lists of these."""


class TooMuchOutput(BaseException):
    """More was printed than anybody would read."""


@dataclass
class Fixture:
    """Stands for an argument that is not plain data: `maker(*args)`, see fixtures.py."""

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
    printed: str = ""  # the beginning of it


def call(fn, args, limit, makers=None, keyboard=True):
    """The Outcome of fn(*args) within `limit` processor seconds. `args` stay as they are.

    Raises nothing but KeyboardInterrupt, since that is the learner pressing stop, if there
    is a `keyboard`.
    """
    fresh = [build(arg, makers) for arg in args]
    before = [_stamp(arg) for arg in fresh]
    try:
        with quiet() as sink, deadline(limit):
            outcome = _outcome(fn, fresh, keyboard)
    except OutOfTime:
        return Outcome(error="timeout")
    outcome.changed = tuple(i for i, old in enumerate(before) if _stamp(fresh[i]) != old)
    outcome.printed = sink.beginning
    return outcome


def _stamp(arg):
    """What changes when an array, or a list of them, is written into."""
    if isinstance(arg, np.ndarray):
        return arg.shape, arg.tobytes()
    return [_stamp(inner) for inner in arg] if isinstance(arg, (list, tuple)) else None


def _outcome(fn, args, keyboard):
    try:
        return Outcome(plain(fn(*args)))
    except Unfit as error:
        return Outcome(error="unfit", message=str(error))
    except NotImplementedError as error:
        blank = type(error) is NotImplementedError  # and not what input() raises
        return Outcome(error="blank") if blank else _crash(error, fn)
    except OutOfTime:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and keyboard:
            raise
        return _crash(error, fn)


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


def _crash(error, fn):
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
        message=message_of(error),
        line=line[:200],
        lineno=lineno,
    )


def message_of(error):
    """An exception's message in one line; its own code may fail here as well."""
    try:
        return " ".join(str(error).split())[:300]
    except Exception:
        return ""


def build(arg, makers):
    """A fresh argument from its description: arrays copied, fixtures made."""
    if isinstance(arg, np.ndarray):
        return arg.copy()
    if isinstance(arg, Fixture):
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
    """Swallows what is printed, up to a limit, and keeps the beginning."""

    def __init__(self, limit):
        self.left, self.beginning = limit, ""

    def write(self, text):
        self.left -= len(text)
        if len(self.beginning) < SHOWN:
            self.beginning += text[:SHOWN]
        if self.left < 0:
            raise TooMuchOutput("more than 1,000,000 characters were printed")
        return len(text)


@contextlib.contextmanager
def quiet(limit=1_000_000):
    """Swallows the output and the warnings of the block."""
    sink = _Bounded(limit)
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield sink


# How a call that never ends is stopped
#
# When the time is up, a signal calls a handler, which raises OutOfTime in the middle of the
# learner's code. That may not be enough: an endless loop around `try: ... except: pass`
# swallows the exception and goes on. So the handler also has itself called again at the
# next check point. (Python looks for signals only there: at the start of a function, at the
# end of a call, where a loop jumps back.) Sooner or later one lies outside the `try`.
#
# - Raising at every check point would not do. In Python 3.12 the jump back at the end of an
#   `except:` still counts as part of the `try`, so what is raised there is swallowed, and
#   the next check point is the same jump. A coin decides at each of them whether to raise
#   or to let the code run on to the next.
# - `interrupt_main` is what has the handler called again. The end of an ordinary call of it
#   would be a check point here, in our own code, and the signal would be used up. In
#   `[*map(interrupt_main, [number])]` it is called from C, where there is none.
# - An OutOfTime raised while Python clears up an object is lost, and Python reports that to
#   `sys.unraisablehook`: to a function in C that drops it, since one in Python would be
#   interrupted in its turn.


def clocks():
    """Seconds by the processor's clock and by the wall's, to be given to `spent`."""
    return time.process_time(), time.perf_counter()


def spent(since):
    """The seconds that an answer has spent since `clocks()`, as `deadline` counts them.

    A machine that is busy with other things costs it little: an ASLEEP-th of the wall's.
    """
    processor, wall = (now - then for now, then in zip(clocks(), since, strict=True))
    return max(processor, wall / ASLEEP)


@contextlib.contextmanager
def deadline(seconds):
    """Raises OutOfTime in the block after so many seconds of the processor.

    The clock ends a block that sleeps, after ASLEEP times as long and 1 s. Where there is
    no timer (Windows, the browser, a thread) the clock alone is looked at, on every line,
    which cannot stop a call that never reaches a line.
    """
    in_main_thread = threading.current_thread() is threading.main_thread()
    # In the browser (Emscripten) setitimer is there and does nothing.
    has_timer = hasattr(signal, "setitimer") and sys.platform != "emscripten"
    if not (in_main_thread and has_timer):
        with _nothing_reported(), _clock_on_every_line(seconds, in_main_thread):
            yield
        return
    timers = [
        (signal.ITIMER_REAL, signal.SIGALRM, ASLEEP * seconds + 1),
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
    ]
    handlers = [signal.signal(number, _raise_out_of_time) for _, number, _ in timers]
    for timer, _, after in timers:
        # Again every 0.1 s, should the first signal come before the learner's code runs.
        signal.setitimer(timer, max(after, 1e-3), 0.1)
    try:
        with _nothing_reported():
            yield
    finally:
        for (timer, number, _), handler in zip(timers, handlers, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


@contextlib.contextmanager
def _nothing_reported():
    """An exception that is lost in a finalizer goes to a function in C, which drops it."""
    hook, sys.unraisablehook = sys.unraisablehook, deque(maxlen=0).append
    try:
        yield
    finally:
        sys.unraisablehook = hook


def _raise_out_of_time(number, frame):
    """A signal handler; `frame` is the code that the signal interrupted."""
    while frame is not None and frame.f_code.co_filename == CONTEXTLIB:
        frame = frame.f_back
    if frame is not None and frame.f_code.co_filename == __file__:
        return  # the signal came before or after the learner's code
    raises = COIN.random() < 0.5
    _ = [*map(_thread.interrupt_main, [number])]
    if raises:
        raise OutOfTime


@contextlib.contextmanager
def _clock_on_every_line(seconds, in_main_thread):
    """As `deadline`, by a trace function, which Python calls on every line.

    Python removes a trace function that raises, so a swallowed OutOfTime would be the last.
    In the main thread it sends the stop button's signal instead, whose handler raises at
    the learner's next check point.
    """
    end = time.monotonic() + seconds

    def look_at_clock(frame, _event, _arg):
        if time.monotonic() > end and frame.f_code.co_filename != __file__:
            if not in_main_thread:
                raise OutOfTime
            _ = [*map(_thread.interrupt_main, [signal.SIGINT])]
        return look_at_clock

    def on_sigint(number, frame):
        if time.monotonic() > end:
            _raise_out_of_time(number, frame)
        elif callable(handler):  # the stop button itself
            handler(number, frame)

    trace, handler = sys.gettrace(), signal.getsignal(signal.SIGINT)
    if in_main_thread:
        signal.signal(signal.SIGINT, on_sigint)
    sys.settrace(look_at_clock)
    try:
        yield
    finally:
        sys.settrace(trace)
        if in_main_thread:
            signal.signal(signal.SIGINT, handler)
