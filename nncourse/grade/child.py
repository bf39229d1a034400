"""The process in which submissions run. It holds no reference, no seed and no expectation.

Started once, it imports numpy and the course's package (without its exercises), and then
forks for every submission; where there is no fork it serves one submission and ends. This
file runs as a script, `python -I -S child.py`, and is told the rest in its first message.
"""

import builtins
import contextlib
import importlib.util
import linecache
import os
import re
import select
import shutil
import signal
import socket
import struct
import sys
import time
import types


def main():
    control = Pipe(sys.stdin.fileno(), sys.stdout.fileno())
    mode = sys.argv[1]
    channel = socket.socket(fileno=int(sys.argv[2])) if mode == "fork" else None
    sys.path[:0] = sys.argv[3].split(os.pathsep)
    tools = [load(name, path) for name, path in zip(TOOLS, sys.argv[4:], strict=True)]
    packing, _, _, cage = tools
    setup = packing.unpack(control.read())
    sys.dont_write_bytecode = True
    for name in (
        "numpy",
        "numpy.linalg",
        "numpy.random",
        "numpy.fft",
        "nncourse",
        "ctypes",
    ):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)

    fences = Fences(cage, setup)
    control.write(packing.pack({"fences": fences.standing, "base": cage.memory_in_use()}))
    if mode == "spawn":
        job = packing.unpack(control.read())
        fences.close_on(job)
        serve(control, tools, job["folder"], fences)
    else:
        breed(control, channel, tools, fences)
        shutil.rmtree(setup["root"], ignore_errors=True)  # the grader is gone


TOOLS = ("packing", "calling", "given", "cage")


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Pipe:
    """Packets over two file descriptors, each behind its length."""

    def __init__(self, source, sink):
        self.source, self.sink = source, sink

    def read(self):
        (length,) = struct.unpack(">I", self._exactly(4))
        return self._exactly(length)

    def write(self, data):
        data = memoryview(struct.pack(">I", len(data)) + data)
        while data:
            data = data[os.write(self.sink, data) :]

    def _exactly(self, n):
        parts = []
        while n:
            part = os.read(self.source, min(n, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            n -= len(part)
        return b"".join(parts)


class Fences:
    """The fences of cage.py: those put up once, and those around each submission."""

    def __init__(self, cage, setup):
        self.cage, self.setup, self.linux = cage, setup, cage.Linux()
        self.user, self.ruleset, self.own_pids = None, None, False
        self.standing = []
        wanted = setup["fences"]
        root = hasattr(os, "getuid") and os.getuid() == 0
        powers = root or ("namespaces" in wanted and cage.be_root_of_nobody())
        if "namespaces" in wanted and powers:
            if self.linux.unshare(cage.NEW_NET | cage.NEW_IPC):
                self.standing.append("network")
            self.own_pids = self._try_pids()
            if self.own_pids:
                self.standing.append("processes")
        if "landlock" in wanted:
            self.ruleset = self.linux.landlock(
                [*setup["readable"], "/dev/null", "/dev/urandom"],
                [setup["base"], "/dev/null"],
            )
            if self.ruleset is not None:
                self.standing.append("landlock")
        self.namespaced = powers and not root
        self.read_all = False
        if "user" in wanted and root and self._spare_user():
            self.standing.append("user")
        self.standing += [name for name in ("audit", "limits") if name in wanted]
        self.linux.adopt_orphans()

    def _spare_user(self):
        spare = self.cage.SPARE_USERS
        user = spare[os.getpid() % len(spare)]
        needed = [os.__file__, *sys.argv[3].split(os.pathsep)]
        for read_all in (False, True) if self.ruleset is not None else (False,):
            if self.cage.can_read_as(user, needed, read_all):
                self.user, self.read_all = user, read_all
                break
        return self.user is not None

    def _try_pids(self):
        pid = os.fork()
        if pid == 0:
            os._exit(0 if self.linux.unshare(self.cage.NEW_PID) else 1)
        return os.waitpid(pid, 0)[1] == 0

    def close_on(self, job):
        """Put up the fences around this process, which runs one submission from now on."""
        cage, linux, setup = self.cage, self.linux, self.setup
        os.chdir(job["folder"])
        if "limits" in self.standing:
            own_count = self.user is not None or self.namespaced
            others = 0 if own_count else cage.tasks_of_user()
            cage.limit_self(
                setup["seconds"],
                setup["memory"] + cage.memory_in_use(),
                setup["file_size"],
                others + cage.PROCESSES,
            )
        if self.user is not None:
            cage.become(self.user, self.read_all)
        if self.standing and linux.ok:
            if self.namespaced:
                linux.set_capabilities(0)
            linux.no_new_privileges()
            linux.die_with_parent()
        if self.ruleset is not None:
            linux.enforce(self.ruleset)
            os.close(self.ruleset)


def breed(control, channel, tools, fences):
    """Fork for every submission that is asked for, and clear up behind each."""
    packing, _, _, cage = tools
    spent = 0.0
    while True:
        try:
            message, (source, sink), *_ = socket.recv_fds(channel, 65536, 2)
        except (ValueError, OSError):
            return
        if not message:
            return
        job = packing.unpack(message)
        watch, alive = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(watch)
            channel.close()
            control.write = None
            _be_submission(Pipe(source, sink), alive, tools, job, fences)
            os._exit(0)
        for fd in (source, sink, alive):
            os.close(fd)
        # Until it ends, or the grader hangs up or asks for its end by a byte.
        ready, _, _ = select.select([watch, channel], [], [])
        asked = channel in ready and watch not in ready and channel.recv(1)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(watch)
        left = sweep(cage)
        times = os.times()
        total = times.children_user + times.children_system
        note = {"status": status, "left": left, "seconds": total - spent}
        spent = total
        try:
            control.write(packing.pack(note))
            if not asked and channel.recv(1) != b".":
                return
        except OSError:
            return


def _be_submission(pipe, alive, tools, job, fences):
    """In the forked process: one more fork for process numbers of its own, then serve."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.setsid()
    if fences.own_pids and fences.linux.unshare(fences.cage.NEW_PID):
        pid = os.fork()
        if pid:
            os.close(pipe.source), os.close(pipe.sink)
            _, status = os.waitpid(pid, 0)
            code = os.waitstatus_to_exitcode(status)
            if code < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            os._exit(code)
        os.close(alive)  # the first of the two holds it
    try:
        fences.close_on(job)
        serve(pipe, tools, job["folder"], fences)
    except BaseException:
        os._exit(70)


def sweep(cage):
    """Kill what a submission left running; how many there were."""
    killed = 0
    for _ in range(100):
        found = cage.descendants(os.getpid())
        if not found:
            break
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                killed += 1
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.002)
    return killed


def serve(pipe, tools, folder, fences):
    """Run the cells, then call what they defined, as asked, until told to stop."""
    packing, calling, given, cage = tools
    deeds = []
    sys.argv[:] = ["submission"]
    sys.stdin = open(os.devnull)  # noqa: SIM115
    if "audit" in fences.standing:
        setup = fences.setup
        cage.watch(folder, setup["readable"], setup["hidden"], deeds)
    namespace = fresh_namespace()
    before = dict(namespace)
    pack, unpack, call = packing.pack, packing.unpack, calling.call
    makers, made = given.MAKERS, calling.Made

    def reply(message):
        message["deeds"] = deeds[:20]
        deeds.clear()
        pipe.write(pack(message))

    while True:
        ask = unpack(pipe.read(), made)
        if ask["do"] == "run":
            reply(asdict(run(ask["source"], ask["name"], ask["limit"], namespace, calling)))
        elif ask["do"] == "call":
            fn = namespace.get(ask["name"], ask)
            if fn is before.get(ask["name"], before):  # the package's own is no answer
                fn = ask
            if fn is ask or fn is Ellipsis:
                reply({"found": fn is not ask, "outcomes": []})
            elif not callable(fn):
                shown = calling.Outcome(error="unfit", message="no function at all")
                reply({"found": True, "outcomes": [asdict(shown)]})
            elif calling.is_blank(fn):
                reply({"found": True, "outcomes": [asdict(calling.Outcome(error="blank"))]})
            else:
                found = []
                for args in ask["cases"]:
                    found.append(asdict(call(fn, args, ask["limit"], makers, cpu=True)))
                    if found[-1]["error"] == "timeout":
                        break
                reply({"found": True, "outcomes": found})
        elif ask["do"] == "value":
            value = namespace.get(ask["name"], ask)
            blank = value is Ellipsis or _is_blank_setting(value)
            if blank:
                outcome = calling.Outcome(error="blank")
            elif value is ask:
                outcome = calling.Outcome()
            else:
                outcome = call(lambda v=value: v, (), ask["limit"], cpu=True)
            reply({"found": value is not ask, "outcomes": [asdict(outcome)]})
        else:
            os._exit(0)


def _is_blank_setting(value):
    return type(value) is dict and any(v is Ellipsis for v in value.values())


def asdict(outcome):
    return {
        "value": outcome.value,
        "changed": tuple(outcome.changed),
        "error": outcome.error,
        "message": outcome.message,
        "line": outcome.line,
        "lineno": outcome.lineno,
    }


def fresh_namespace():
    """What a notebook's cells see before the first of them has run."""
    import numpy

    import nncourse
    import nncourse.exercises

    module = types.ModuleType("__main__")
    namespace = vars(module)
    namespace |= {"__builtins__": builtins, "np": numpy}
    namespace |= {name: getattr(nncourse, name) for name in nncourse.__all__}
    for name in nncourse.exercises.__all__:
        namespace[name] = getattr(nncourse.exercises, name)
    namespace["display"] = lambda *_, **__: None
    namespace["get_ipython"] = Shell
    sys.modules["__main__"] = module
    return namespace


class Shell:
    """Stands for IPython's shell: any method may be called and does nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def run(source, name, limit, namespace, calling):
    """The Outcome of one cell. Magics and shell lines do nothing."""
    file = f"<{name}>"
    first = source.lstrip().partition("\n")
    if first[0].startswith("%%"):
        kept = first[0].split()[0] in ("%%time", "%%timeit", "%%capture", "%%prun")
        source = "\n" + first[2] if kept else ""
    try:
        try:
            code = compile(source, file, "exec")
        except SyntaxError:
            source = "\n".join(_without_magic(line) for line in source.split("\n"))
            code = compile(source, file, "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return calling.Outcome(
            error=type(error).__name__,
            message=str(getattr(error, "msg", error))[:300],
            line=str(getattr(error, "text", "") or "").strip()[:200],
            lineno=getattr(error, "lineno", 0) or 0,
        )
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)

    return calling.call(types.FunctionType(code, namespace), (), limit, cpu=True)


def _without_magic(line):
    bare = line.strip()
    shell = bare[:1] in ("%", "!", "?") or re.fullmatch(r"[\w.]+\?{1,2}", bare)
    return line[: len(line) - len(line.lstrip())] + "pass" if shell else line


if __name__ == "__main__":
    main()
