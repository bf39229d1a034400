"""The grader's side of a conversation with one submission's process.

Nothing that comes back is trusted: every write and read has a deadline, every reply a
largest length that is checked before it is read, and `outcome_of` accepts only texts,
numbers and arrays of numbers.
"""

import contextlib
import os
import select
import time

from nncourse.exercises.safe_call import Outcome
from nncourse.grade.isolation import start
from nncourse.grade.packets import PREFIX, BadPacket, bounded_lengths, pack, unpack

LOOK_EVERY = 0.05  # seconds
MAX_FILES = 20_000  # bytes are bounded by the sandbox, the number of files is not
SIGNALLED = range(129, 160)  # bubblewrap reports signal n as exit code 128 + n


class Died(Exception):
    """The submission's process ended or had to be ended; the text says why."""


class TooManyFiles(Exception):
    """More files lie in its scratch folder than any answer needs."""


class Session:
    """One submission's process, in a sandbox of its own.

    `command` starts bubblewrap (see isolation.py); without one there is no sandbox.
    """

    def __init__(self, command):
        self.process = start(command)
        popen = self.process.popen
        self.source, self.sink = popen.stdout.fileno(), popen.stdin.fileno()
        os.set_blocking(self.source, False)
        os.set_blocking(self.sink, False)
        self.seconds = 0.0  # of the processor, as the process itself says

    def ask(self, message, seconds):
        """The reply to a message, a dict of plain data. Raises Died."""
        deadline = time.monotonic() + seconds
        try:
            self._check_number_of_files()  # of a quick submission too, once a request
            self._write(pack(message), deadline)
            header, arrays = bounded_lengths(self._read(PREFIX.size, deadline))
            reply = unpack(self._read(header, deadline), self._read(arrays, deadline))
            if type(reply) is not dict:
                raise BadPacket("no dict")
            if type(seconds := reply.pop("seconds", None)) is float:
                self.seconds = seconds
        except TimeoutError:
            self.end()
            raise Died("timeout") from None
        except BadPacket:
            self.end()
            raise Died("nonsense") from None
        except TooManyFiles:
            self.end()
            raise Died("files") from None
        except (EOFError, OSError):
            raise Died(self._how_it_ended()) from None
        except BaseException:  # Ctrl-C among others
            self.end()
            raise
        return reply

    def end(self):
        """End the process and everything in its sandbox. May be called twice."""
        self.process.kill()

    def _how_it_ended(self):
        """In one word. The exit code may be the submission's own, so it judges nothing."""
        with contextlib.suppress(Exception):
            self.process.popen.wait(2)
        code = self.process.popen.poll()
        self.end()
        if code is None or code < 0 or code in SIGNALLED:
            return "killed"
        return "exited"

    def _write(self, data, deadline):
        data = memoryview(data)
        while data:
            self._wait([], [self.sink], deadline)
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self.sink, data[: 1 << 16]) :]

    def _read(self, n, deadline):
        parts = []
        while n:
            self._wait([self.source], [], deadline)
            try:
                part = os.read(self.source, min(n, 1 << 20))
            except BlockingIOError:
                continue
            if not part:
                raise EOFError
            parts.append(part)
            n -= len(part)
        return b"".join(parts)

    def _wait(self, readable, writable, deadline):
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ready = select.select(readable, writable, [], min(left, LOOK_EVERY))
            if ready[0] or ready[1]:
                return
            self._check_number_of_files()

    def _check_number_of_files(self):
        scratch = self.process.scratch()
        if not scratch:
            return
        try:
            room = os.statvfs(scratch)
        except OSError:
            return  # it has just ended
        if room.f_files - room.f_ffree > MAX_FILES:
            raise TooManyFiles


def outcome_of(reply):
    """An Outcome from a reply of a submission's process, or BadPacket."""
    texts = [reply.get(name) for name in ("error", "message", "line")]
    lineno, changed = reply.get("lineno"), reply.get("changed")
    if not all(type(text) is str for text in texts) or type(lineno) is not int:
        raise BadPacket("an outcome of no known form")
    if type(changed) is not list or not all(type(i) is int for i in changed[:20]):
        raise BadPacket("an outcome of no known form")
    error, message, line = texts
    return Outcome(
        value=reply.get("value"),
        changed=tuple(changed[:20]),
        error=error[:60],
        message=message[:300],
        line=line[:200],
        lineno=lineno,
    )
