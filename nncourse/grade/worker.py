"""The process in which submissions run. It holds no reference, no seed, no expected answer.

It starts once, imports numpy and the course's package (without its exercises), and forks
for every submission; where there is no fork it serves one submission and ends. This file
runs as a script, `python -I -S worker.py`, and gets its settings in the first packet.
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
import sys
import time
import types

HELPERS = "packing", "safe_call", "fixtures", "isolation"
IMPORTED_AHEAD = (  # so that no submission pays for them
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "numpy.fft",
    "nncourse",
    "ctypes",
)


def main():
    mode = sys.argv[1]
    channel = socket.socket(fileno=int(sys.argv[2])) if mode == "fork" else None
    sys.path[:0] = sys.argv[3].split(os.pathsep)
    helpers = [load(*named) for named in zip(HELPERS, sys.argv[4:], strict=True)]
    packing, _, _, isolation = helpers
    control = packing.Pipe(sys.stdin.fileno(), sys.stdout.fileno())
    setup = packing.unpack(control.read())
    sys.dont_write_bytecode = True
    for name in IMPORTED_AHEAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)

    fences = Fences(isolation, setup)
    control.write(packing.pack({"fences": fences.standing}))
    if mode == "spawn":
        job = packing.unpack(control.read())
        fences.close_around(job)
        serve(control, helpers, job["folder"], fences)
    else:
        fork_submissions(control, channel, helpers, fences)
        shutil.rmtree(setup["root"], ignore_errors=True)  # the grader is gone


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Fences:
    """The fences of isolation.py: those put up once, and those around each submission."""

    def __init__(self, isolation, setup):
        self.isolation, self.setup = isolation, setup
        self.user, self.read_all = None, False
        self.ruleset, self.new_pids = None, False
        self.standing = []
        wanted = setup["fences"]
        root = hasattr(os, "getuid") and os.getuid() == 0
        may_unshare = root or ("namespaces" in wanted and isolation.enter_user_namespace())
        self.in_user_namespace = may_unshare and not root
        if "namespaces" in wanted and may_unshare:
            if isolation.unshare(isolation.CLONE_NEWNET | isolation.CLONE_NEWIPC):
                self.standing.append("network")
            self.new_pids = self._can_unshare_pids()
            if self.new_pids:
                self.standing.append("processes")
        if "landlock" in wanted:
            self.ruleset = isolation.landlock_ruleset(
                [*setup["readable"], "/dev/null", "/dev/urandom"],
                [setup["base"], "/dev/null"],
            )
            if self.ruleset is not None:
                self.standing.append("landlock")
        if "user" in wanted and root and self._choose_user():
            self.standing.append("user")
        self.standing += [name for name in ("audit", "limits") if name in wanted]
        isolation.prctl(isolation.PR_SET_CHILD_SUBREAPER, 1)  # so that none escapes `sweep`

    def _choose_user(self):
        spare = self.isolation.SPARE_USERS
        user = spare[os.getpid() % len(spare)]
        paths = [os.__file__, *sys.argv[3].split(os.pathsep)]
        for read_all in (False, True) if self.ruleset is not None else (False,):
            if self.isolation.can_read_as(user, paths, read_all):
                self.user, self.read_all = user, read_all
                break
        return self.user is not None

    def _can_unshare_pids(self):
        pid = os.fork()
        if pid == 0:
            os._exit(0 if self.isolation.unshare(self.isolation.CLONE_NEWPID) else 1)
        return os.waitpid(pid, 0)[1] == 0

    def close_around(self, job):
        """Put up the fences around this process, which runs one submission from now on."""
        isolation, setup = self.isolation, self.setup
        os.chdir(job["folder"])
        if "limits" in self.standing:
            counted_alone = self.user is not None or self.in_user_namespace
            others = 0 if counted_alone else isolation.count_threads_of_user()
            isolation.limit_resources(
                setup["seconds"],
                setup["memory"] + isolation.address_space(),
                setup["file_size"],
                others + isolation.MAX_PROCESSES,
            )
        if self.user is not None:
            isolation.switch_user(self.user, self.read_all)
        if self.standing and isolation.LINUX:
            if self.in_user_namespace:
                isolation.set_capabilities(0)
            isolation.prctl(isolation.PR_SET_NO_NEW_PRIVS, 1)
            isolation.prctl(isolation.PR_SET_PDEATHSIG, isolation.SIGKILL)
        if self.ruleset is not None:
            isolation.enforce_landlock(self.ruleset)
            os.close(self.ruleset)


def fork_submissions(control, channel, helpers, fences):
    """Fork for every submission that comes over the channel, and clean up after each."""
    packing, _, _, isolation = helpers
    seconds_before = 0.0
    while True:
        try:
            message, (source, sink), *_ = socket.recv_fds(channel, 65536, 2)
        except (ValueError, OSError):
            return
        if not message:
            return
        job = packing.unpack(message)
        end_read, end_write = os.pipe()  # readable once the submission's process is gone
        pid = os.fork()
        if pid == 0:
            os.close(end_read)
            channel.close()
            control.write = None
            run_submission(packing.Pipe(source, sink), end_write, helpers, job, fences)
            os._exit(0)
        for fd in (source, sink, end_write):
            os.close(fd)
        # Until it ends, or the grader hangs up or asks for its end by a byte.
        ready, _, _ = select.select([end_read, channel], [], [])
        asked_to_end = channel in ready and end_read not in ready and channel.recv(1)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(end_read)
        sweep(isolation)
        times = os.times()
        seconds = times.children_user + times.children_system
        report = {"status": status, "seconds": seconds - seconds_before}
        seconds_before = seconds
        try:
            control.write(packing.pack(report))
            if not asked_to_end and channel.recv(1) != b".":
                return
        except OSError:
            return


def run_submission(pipe, end_write, helpers, job, fences):
    """In the forked process: one more fork for process ids of its own, then `serve`."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.setsid()
    if fences.new_pids and fences.isolation.unshare(fences.isolation.CLONE_NEWPID):
        pid = os.fork()
        if pid:
            os.close(pipe.source), os.close(pipe.sink)
            _, status = os.waitpid(pid, 0)
            code = os.waitstatus_to_exitcode(status)
            if code < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            os._exit(code)
        os.close(end_write)  # the outer of the two processes holds it open
    try:
        fences.close_around(job)
        serve(pipe, helpers, job["folder"], fences)
    except BaseException:
        os._exit(70)


def sweep(isolation):
    """Kill whatever a submission left running."""
    for _ in range(100):
        pids = isolation.descendants(os.getpid())
        if not pids:
            break
        for pid in pids:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.002)


def serve(pipe, helpers, folder, fences):
    """Run cells and call what they defined, as the grader asks, until it says stop."""
    packing, safe_call, fixtures, isolation = helpers
    violations = []
    sys.argv[:] = ["submission"]
    sys.stdin = open(os.devnull)  # noqa: SIM115
    if "audit" in fences.standing:
        setup = fences.setup
        isolation.install_audit_hook(folder, setup["readable"], setup["hidden"], violations)
    namespace = fresh_namespace()
    provided = dict(namespace)
    # Bound here once: a submission may replace these names in the modules.
    pack, unpack = packing.pack, packing.unpack
    makers, fixture = fixtures.MAKERS, safe_call.Fixture
    while True:
        request = unpack(pipe.read(), fixture)
        if request["do"] == "run":
            reply = asdict(run_cell(request, namespace, safe_call))
        elif request["do"] == "call":
            reply = call_answer(request, namespace, provided, safe_call, makers)
        elif request["do"] == "value":
            reply = read_answer(request, namespace, safe_call)
        else:
            os._exit(0)
        reply["violations"] = violations[:20]
        violations.clear()
        pipe.write(pack(reply))


MISSING = object()


def call_answer(request, namespace, provided, safe_call, makers):
    """Outcomes of the submission's function, case by case until one is too slow."""
    name, limit = request["name"], request["limit"]
    fn = namespace.get(name, MISSING)
    if fn is MISSING or fn is provided.get(name, MISSING):  # the package's is no answer
        return {"defined": False, "outcomes": []}
    if fn is Ellipsis:
        return {"defined": True, "outcomes": []}
    if not callable(fn):
        outcomes = [safe_call.Outcome(error="unfit", message="no function at all")]
    elif safe_call.is_blank(fn):
        outcomes = [safe_call.Outcome(error="blank")]
    else:
        outcomes = []
        for args in request["cases"]:
            outcomes.append(safe_call.call(fn, args, limit, makers, cpu=True))
            if outcomes[-1].error == "timeout":
                break
    return {"defined": True, "outcomes": [asdict(outcome) for outcome in outcomes]}


def read_answer(request, namespace, safe_call):
    """Outcome of reading a variable of the submission."""
    value = namespace.get(request["name"], MISSING)
    if value is MISSING:
        outcome = safe_call.Outcome()
    elif value is Ellipsis or _is_blank_setting(value):
        outcome = safe_call.Outcome(error="blank")
    else:
        outcome = safe_call.call(lambda: value, (), request["limit"], cpu=True)
    return {"defined": value is not MISSING, "outcomes": [asdict(outcome)]}


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
    """The names that a notebook's cells see before the first of them has run."""
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


def run_cell(request, namespace, safe_call):
    """Outcome of one cell. Magics and shell lines do nothing."""
    source, file = request["source"], f"<{request['name']}>"
    first_line, _, rest = source.lstrip().partition("\n")
    if first_line.startswith("%%"):
        is_python = first_line.split()[0] in ("%%time", "%%timeit", "%%capture", "%%prun")
        source = "\n" + rest if is_python else ""
    try:
        try:
            code = compile(source, file, "exec")
        except SyntaxError:
            source = "\n".join(_without_magic(line) for line in source.split("\n"))
            code = compile(source, file, "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return safe_call.Outcome(
            error=type(error).__name__,
            message=str(getattr(error, "msg", error))[:300],
            line=str(getattr(error, "text", "") or "").strip()[:200],
            lineno=getattr(error, "lineno", 0) or 0,
        )
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    run = types.FunctionType(code, namespace)
    return safe_call.call(run, (), request["limit"], cpu=True)


def _without_magic(line):
    bare = line.strip()
    shell = bare[:1] in ("%", "!", "?") or re.fullmatch(r"[\w.]+\?{1,2}", bare)
    return line[: len(line) - len(line.lstrip())] + "pass" if shell else line


if __name__ == "__main__":
    main()
