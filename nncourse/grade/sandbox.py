"""The grader's side of the process in which submissions run (worker.py).

A Sandbox keeps one such process ready; `session()` opens a fresh fork of it for one
submission. Nothing that comes back is trusted: every reply has a deadline and a largest
size, and is unpacked into plain arrays or refused.
"""

import contextlib
import os
import queue
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from nncourse.exercises.packing import LARGEST, LENGTH, BadPacket, Pipe, pack, unpack
from nncourse.exercises.safe_call import Outcome

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
EXERCISES_STUB = '''"""While a notebook is graded, there is nothing to check against."""

__all__ = ["check", "progress", "solution"]


def check(*_):
    return 0


progress = solution = check
'''
SECRET = "exercises", "grade", "chapters"  # folders with references
FENCES = ("audit", "limits", "user", "namespaces", "landlock")


class Died(Exception):
    """The submission's process ended or had to be ended; the text says why."""


class Sandbox:
    """A process ready to run submissions, and its own copy of the course's package."""

    def __init__(self, fences=FENCES, memory=1_000_000_000, seconds=120, fork=None):
        self.fork = (
            hasattr(os, "fork") and hasattr(socket, "recv_fds") if fork is None else fork
        )
        self.memory, self.seconds, self.fences = memory, seconds, tuple(fences)
        self.base = Path(tempfile.mkdtemp(prefix="nncourse-grade-"))
        self.base.chmod(0o711)
        self.library = _library(self.base / "lib")
        (self.base / "work").mkdir()
        (self.base / "work").chmod(0o711)
        self.process = None
        self.standing = ()
        self.seconds_used = 0.0  # processor time of all submissions so far

    def session(self):
        """A Session in a fresh process and an empty folder."""
        if self.process is None or self.process.poll() is not None:
            self._start()
        return Session(self)

    def close(self):
        self._stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self):
        self._stop()
        helpers = [
            PACKAGE / "exercises" / "packing.py",
            PACKAGE / "exercises" / "safe_call.py",
            PACKAGE / "exercises" / "fixtures.py",
            HERE / "isolation.py",
        ]
        sites = _sites()
        paths = [str(self.library), *sites]
        channel = worker_end = None
        if self.fork:
            channel, worker_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        command = [sys.executable, "-I", "-S", "-B", str(HERE / "worker.py")]
        command += [
            "fork" if self.fork else "spawn",
            str(worker_end.fileno() if worker_end else 0),
        ]
        self.process = subprocess.Popen(
            [*command, os.pathsep.join(paths), *map(str, helpers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[worker_end.fileno()] if worker_end else (),
            env=_environment(self.base),
            cwd=self.base / "work",
        )
        self.channel = channel
        if worker_end:
            worker_end.close()
        readable = [str(self.library), *_system_library()]
        hidden = []
        for site in sites:
            for entry in sorted(os.scandir(site), key=lambda e: e.name):
                course = entry.name.startswith(("nncourse", "__editable"))
                (hidden if course else readable).append(entry.path)
        hidden += [str(PACKAGE / name) for name in SECRET]
        setup = {
            "readable": readable,
            "hidden": hidden,
            "base": str(self.base / "work"),
            "root": str(self.base),
            "fences": list(self.fences),
            "seconds": self.seconds,
            "memory": self.memory,
            "file_size": 10_000_000,
        }
        self.control = TimedPipe(self.process.stdout.fileno(), self.process.stdin.fileno())
        self.control.write(pack(setup))
        answer = unpack(self.control.read(60))
        self.standing = tuple(answer["fences"])

    def _stop(self):
        if self.process is None:
            return
        if self.channel is not None:
            self.channel.close()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


class Session:
    """One submission's process."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.folder = Path(tempfile.mkdtemp(dir=sandbox.base / "work"))
        self.open = True
        if sandbox.fork and sandbox.standing and "user" in sandbox.standing:
            self.folder.chmod(0o777)
        job = pack({"folder": str(self.folder)})
        if not sandbox.fork:
            sandbox.control.write(job)
            self.pipe = sandbox.control
            return
        request_read, request_write = os.pipe()
        reply_read, reply_write = os.pipe()
        try:
            socket.send_fds(sandbox.channel, [job], [request_read, reply_write])
        finally:
            os.close(request_read), os.close(reply_write)
        self.pipe = TimedPipe(reply_read, request_write)

    def ask(self, message, seconds):
        """The reply to a message, a dict of plain data. Raises Died."""
        try:
            self.pipe.write(pack(message))
            reply = unpack(self.pipe.read(seconds))
            if type(reply) is not dict:
                raise BadPacket("no dict")
        except TimeoutError:
            self.end()
            raise Died("timeout") from None
        except BadPacket:
            self.end()
            raise Died("nonsense") from None
        except (EOFError, OSError):
            raise Died(self.end(gone=True)) from None
        return reply

    def end(self, gone=False):
        """End the process, remove its folder. Returns how it ended by itself, if it did."""
        if not self.open:
            return ""
        self.open = False
        sandbox = self.sandbox
        how = self._end_forked(gone) if sandbox.fork else self._end_spawned(gone)
        shutil.rmtree(self.folder, ignore_errors=True)
        return how

    def _end_forked(self, gone):
        sandbox = self.sandbox
        self.pipe.close()
        try:
            report = None
            if gone:  # let it finish, so that its own exit code is seen
                with contextlib.suppress(TimeoutError):
                    report = sandbox.control.read(2)
            sandbox.channel.send(b".")
            report = unpack(report or sandbox.control.read(20))
            sandbox.seconds_used += report["seconds"]
            return how_it_ended(os.waitstatus_to_exitcode(report["status"]))
        except (OSError, EOFError, TimeoutError, BadPacket):
            sandbox._stop()
            return "killed"

    def _end_spawned(self, gone):
        process = self.sandbox.process
        if gone:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(2)
        process.poll()
        how = (
            how_it_ended(process.returncode) if process.returncode is not None else "killed"
        )
        process.kill()
        self.sandbox._stop()
        return how


def how_it_ended(code):
    """An exit code in one word."""
    if code == -24:  # SIGXCPU
        return "timeout"
    return "exited" if code >= 0 else "killed"


class TimedPipe(Pipe):
    """A Pipe whose reads have a deadline; the other side may close or flood it."""

    def __init__(self, source, sink):
        super().__init__(source, sink)
        self.pending = b""
        self.parts = None
        if os.name == "nt":  # select knows no pipes there
            self.parts = queue.Queue()
            threading.Thread(target=self._feed, daemon=True).start()

    def read(self, seconds):
        end = time.monotonic() + seconds
        self._fill(LENGTH.size, end)
        (length,) = LENGTH.unpack_from(self.pending)
        if length > LARGEST:
            raise BadPacket("a packet too long")
        size = LENGTH.size + length
        self._fill(size, end)
        data, self.pending = self.pending[LENGTH.size : size], self.pending[size:]
        return data

    def _fill(self, n, end):
        parts, total = [self.pending], len(self.pending)
        while total < n:
            part = self._part(max(end - time.monotonic(), 0))
            if not part:
                raise EOFError
            parts.append(part)
            total += len(part)
        self.pending = b"".join(parts)

    def _part(self, seconds):
        if self.parts is not None:
            try:
                return self.parts.get(timeout=seconds)
            except queue.Empty:
                raise TimeoutError from None
        ready, _, _ = select.select([self.source], [], [], seconds)
        if not ready:
            raise TimeoutError
        return os.read(self.source, 1 << 20)

    def _feed(self):
        with contextlib.suppress(OSError):
            while part := os.read(self.source, 1 << 20):
                self.parts.put(part)
        self.parts.put(b"")


def outcome_of(reply):
    """An Outcome from a reply of a submission's process, or BadPacket."""
    try:
        return Outcome(
            value=reply["value"],
            changed=tuple(int(i) for i in reply["changed"])[:20],
            error=str(reply["error"])[:60],
            message=str(reply["message"])[:300],
            line=str(reply["line"])[:200],
            lineno=int(reply["lineno"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadPacket(str(error)) from None


def _library(folder):
    """A copy of the package without its exercises and its grader."""
    here = folder / "nncourse"
    skip = shutil.ignore_patterns(
        "exercises", "grade", "claims*", "questions*", "__pycache__"
    )
    shutil.copytree(PACKAGE, here, ignore=skip)
    (here / "exercises").mkdir()
    (here / "exercises" / "__init__.py").write_text(EXERCISES_STUB, encoding="utf-8")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _environment(base):
    inherited = ("SYSTEMROOT", "LD_LIBRARY_PATH")
    variables = {k: os.environ[k] for k in inherited if k in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "VECLIB")}
    work = str(base / "work")
    own = {"TMPDIR": work, "HOME": work, "MPLBACKEND": "Agg", "LC_ALL": "C"}
    return variables | threads | own


def _sites():
    """The folders that hold numpy and its neighbours."""
    return [str(Path(np.__file__).resolve().parent.parent)]


def _system_library():
    """Where Python's own modules and the system's libraries lie."""
    import sysconfig

    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    paths |= {os.path.dirname(os.__file__), sysconfig.get_config_var("LIBDIR") or ""}
    paths |= {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"}
    return sorted(path for path in paths if path and os.path.exists(path))
