"""The program inside the sandbox. It holds no reference, no seed and no expected answer.

It reads requests from its standard input and writes replies to its standard output, one
packet each: read a notebook, run a cell, call an answer on some cases, read a variable.
One process serves one notebook. It runs as a script, beside the files that it imports.
"""

import builtins
import contextlib
import os
import sys
import time
import types

import fixtures
import numpy
import packets
import safe_call
from cells import read_notebook, run_cell

import nncourse

LIMITS = {  # sizes in bytes, time in seconds of the processor
    "RLIMIT_AS": 1_000_000_000,
    "RLIMIT_CPU": 120,
    "RLIMIT_FSIZE": 32_000_000,
    "RLIMIT_NOFILE": 64,
    "RLIMIT_CORE": 0,
}
MISSING = object()


def main():
    limit_resources()
    source, sink = private_pipes()
    sys.argv[:] = ["submission"]
    sys.stdin = open(os.devnull)  # noqa: SIM115
    namespace = fresh_namespace()
    provided = dict(namespace)
    # Bound here once: a submission may replace these names in the modules.
    pack, unpack, fixture = packets.pack, packets.unpack, safe_call.Fixture
    processor_time = time.process_time
    lengths = packets.PREFIX
    while True:
        header, arrays = lengths.unpack(read_exactly(source, lengths.size))
        request = unpack(
            read_exactly(source, header), read_exactly(source, arrays), fixture
        )
        reply = answer(request, namespace, provided)
        reply["seconds"] = processor_time()  # for the benchmark; nothing is judged by it
        data = memoryview(pack(reply))
        while data:
            data = data[os.write(sink, data) :]


def limit_resources():
    """Limit this process; a system's own limit stays where it is lower."""
    import resource

    for name, value in LIMITS.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))


def private_pipes():
    """Descriptors for requests and replies; what is printed to 1 and 2 goes nowhere."""
    source, sink = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    return source, sink


def read_exactly(source, n):
    parts = []
    while n:
        part = os.read(source, min(n, 1 << 20))
        if not part:
            os._exit(0)  # the grader has hung up
        parts.append(part)
        n -= len(part)
    return b"".join(parts)


def fresh_namespace():
    """The names that a notebook's cells see before the first of them has run."""
    exercises = types.ModuleType("nncourse.exercises", "Nothing is checked while grading.")
    exercises.__all__ = ["check", "hint", "progress", "solution"]
    for name in exercises.__all__:
        setattr(exercises, name, lambda *_, **__: 0)
    sys.modules["nncourse.exercises"] = nncourse.exercises = exercises
    module = types.ModuleType("__main__")
    namespace = vars(module)
    namespace |= {"__builtins__": builtins, "np": numpy}
    namespace |= {name: getattr(nncourse, name) for name in nncourse.__all__}
    namespace |= {name: getattr(exercises, name) for name in exercises.__all__}
    namespace["display"] = lambda *_, **__: None
    namespace["get_ipython"] = Shell
    sys.modules["__main__"] = module
    # Without IPython itself, by which matplotlib would know a notebook.
    display = types.ModuleType("IPython.display", "Shows nothing while grading.")
    display.__getattr__ = Shell().__getattr__
    sys.modules["IPython.display"] = display
    return namespace


class Shell:
    """Stands for IPython's shell: any method may be called and does nothing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def answer(request, namespace, provided):
    """The reply to a request."""
    if request["do"] == "read":
        return read_notebook(request["data"].tobytes())
    if request["do"] == "run":
        where = request["source"], request["name"], request["limit"], namespace
        return as_dict(run_cell(*where))
    if request["do"] == "call":
        return call_answer(request, namespace, provided)
    return read_answer(request, namespace)


def call_answer(request, namespace, provided):
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
            outcomes.append(
                safe_call.call(fn, args, limit, fixtures.MAKERS, keyboard=False)
            )
            if outcomes[-1].error == "timeout":
                break
    return {"defined": True, "outcomes": [as_dict(outcome) for outcome in outcomes]}


def read_answer(request, namespace):
    """Outcome of reading a variable of the submission."""
    value = namespace.get(request["name"], MISSING)
    if value is MISSING:
        outcome = safe_call.Outcome()
    elif value is Ellipsis or _is_blank_setting(value):
        outcome = safe_call.Outcome(error="blank")
    else:
        outcome = safe_call.call(lambda: value, (), request["limit"], keyboard=False)
    return {"defined": value is not MISSING, "outcomes": [as_dict(outcome)]}


def _is_blank_setting(value):
    return type(value) is dict and any(v is Ellipsis for v in value.values())


def as_dict(outcome):
    return {
        "value": outcome.value,
        "changed": list(outcome.changed),
        "error": outcome.error,
        "message": outcome.message,
        "line": outcome.line,
        "lineno": outcome.lineno,
    }


if __name__ == "__main__":
    main()
