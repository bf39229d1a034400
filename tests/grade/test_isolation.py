"""Each fence alone, with those outside it removed."""

import os
import socket
import sys

import pytest

import nncourse.exercises
from nncourse.exercises.course import chapters
from nncourse.grade.isolation import MAX_PROCESSES, descendants
from nncourse.grade.mark import seed_of
from nncourse.grade.sandbox import Died, Sandbox

linux = pytest.mark.skipif(sys.platform != "linux", reason="a fence of Linux")
INNER = ("limits", "user", "namespaces", "landlock")


def answer_of(sandbox, source, limit=5.0):
    """The variable `answer` after a cell has run."""
    session = sandbox.session()
    try:
        ran = session.ask(
            {"do": "run", "source": source, "name": "cell", "limit": limit}, 30
        )
        assert ran["error"] == "", ran
        reply = session.ask({"do": "value", "name": "answer", "limit": limit}, 30)
        return reply["outcomes"][0]["value"]
    finally:
        session.end()


@pytest.fixture(scope="module")
def inner():
    """All fences but the audit hook, which would refuse first."""
    with Sandbox(INNER) as sandbox:
        sandbox.session().end()
        yield sandbox


def needs(sandbox, fence):
    if fence not in sandbox.standing:
        pytest.skip(f"this system offers no {fence}")


TRY = """
def attempt(f):
    try:
        return str(f())
    except BaseException as error:
        return type(error).__name__
"""


@linux
def test_the_kernel_refuses_other_files(inner, tmp_path):
    needs(inner, "landlock")
    secret = tmp_path / "seed.txt"
    secret.write_text("secret")
    source = TRY + (
        f"answer = [attempt(lambda: open({str(secret)!r}).read()),\n"
        f"  attempt(lambda: open({str(tmp_path / 'new')!r}, 'w')),\n"
        f"  attempt(lambda: open({nncourse.exercises.__file__!r}).read()),\n"
        "  attempt(lambda: open('/proc/self/environ').read()),\n"
        "  attempt(lambda: open('own', 'w').write('x')),\n"
        "  attempt(lambda: open(np.__file__).read(3))]"
    )
    assert answer_of(inner, source) == ["PermissionError"] * 4 + ["1", '"""']
    assert os.listdir(tmp_path) == ["seed.txt"]


@linux
@pytest.mark.parametrize("fence", ["namespaces", "landlock"])
def test_there_is_no_network_not_even_loopback(fence):
    """Refused twice: by a network namespace, and by Landlock where it can."""
    with Sandbox((fence,)) as sandbox, socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        source = TRY + (
            "import socket\n"
            f"answer = attempt(lambda: socket.create_connection(('127.0.0.1', {port}), 2))"
        )
        result = answer_of(sandbox, source)
        needs(sandbox, "network" if fence == "namespaces" else "landlock")
        assert result in ("OSError", "PermissionError")


BOMB = """
import os, time
answer = 0
try:
    for _ in range(200):
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        answer += 1
except OSError:
    pass
"""


@linux
def test_processes_are_limited_and_none_is_left(inner):
    if os.getuid() == 0:  # whom no limit of this kind binds, unless it becomes another
        needs(inner, "user")
    assert answer_of(inner, BOMB) < MAX_PROCESSES


@linux
@pytest.mark.parametrize("fences", [("namespaces",), ()], ids=["namespaces", "none"])
def test_processes_left_running_are_ended(fences):
    """Even those that left their session, and where nothing limits them."""
    with Sandbox(fences) as sandbox:
        source = BOMB.replace("os.fork() == 0:", "os.fork() == 0:\n            os.setsid()")
        assert answer_of(sandbox, source.replace("200", "20")) == 20
        assert descendants(sandbox.process.pid) == set()


@linux
def test_signals_do_not_reach_the_grader(inner):
    needs(inner, "processes")
    source = TRY + (
        "import os\n"
        f"answer = [attempt(lambda: os.kill({os.getpid()}, 9)),\n"
        "  attempt(lambda: os.setuid(1))]"
    )
    first, second = answer_of(inner, source)
    assert first in ("ProcessLookupError", "PermissionError")
    assert second in ("PermissionError", "OSError")


def test_memory_is_limited(inner):
    needs(inner, "limits")
    source = TRY + "answer = attempt(lambda: np.ones(400_000_000))"
    assert "Memory" in answer_of(inner, source)


SEARCH = """
present = [False] * len(needles)
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
    for line in maps:
        place, rights = line.split()[:2]
        start, end = (int(x, 16) for x in place.split("-"))
        if not rights.startswith("rw") or end - start > 1e8:
            continue
        try:
            memory.seek(start)
            data = np.frombuffer(memory.read(end - start), np.uint8)
        except (OSError, ValueError):
            continue
        for i, backwards in enumerate(needles):  # never put together forwards
            at = np.arange(len(data) - len(backwards))
            for k in range(len(backwards)):
                at = at[data[at + k] == backwards[-1 - k]]
            present[i] |= len(at) > 0
answer = present
"""


@linux
def test_no_reference_and_no_seed_is_in_its_memory():
    """Looked for in its whole memory, with no fence standing."""
    chapter = chapters()[0]
    seed = seed_of("a private seed")
    needles = [
        str(seed).encode(),
        seed.to_bytes(8, "little"),
        b"wrong_axis",
        chapter.questions[2].hint("overflow")[:40].encode(),
        b"def softmax(logits):\n",
        b"fresh_namespace",  # which is there
    ]
    backwards = [needle[::-1] for needle in needles]
    with Sandbox(()) as sandbox:
        session = sandbox.session()
        cases = [list(args) for args in chapter.questions[2].seeded_cases(seed)]
        ask = {"do": "run", "source": "softmax = lambda z: z", "name": "a", "limit": 5.0}
        session.ask(ask, 30)
        call = {"do": "call", "name": "softmax", "cases": cases, "limit": 5.0}
        session.ask(call, 30)
        source = f"needles = {backwards!r}\n" + SEARCH
        slow = {"source": source, "limit": 60.0}  # 2 s where nothing else runs
        assert session.ask(ask | slow, 250)["error"] == ""
        reply = session.ask({"do": "value", "name": "answer", "limit": 5.0}, 30)
        session.end()
    *secret, known = reply["outcomes"][0]["value"]
    assert known, "the search finds nothing at all"
    assert secret == [False] * 5


def test_without_fork_it_works_too():
    """As on Windows: a process for each submission, and fewer fences."""
    with Sandbox(("audit", "limits"), fork=False) as sandbox:
        assert answer_of(sandbox, "answer = float(np.ones(3).sum())") == 3.0
        assert answer_of(sandbox, "answer = 'fresh' if 'x' not in dir() else x") == "fresh"
        session = sandbox.session()
        with pytest.raises(Died, match="exited"):
            source = "import os; os._exit(3)"
            session.ask({"do": "run", "source": source, "name": "a", "limit": 2.0}, 30)


@pytest.mark.parametrize(
    "junk",
    [b"\0\0\0\2[]", b"\xff\xff\xff\xff", b"\0\0\0\x09\0\0\0\x05{", b"\0\0\0\1x" * 50],
    ids=["list", "endless", "short", "noise"],
)
def test_nonsense_from_a_submission_is_refused(junk):
    """Even where it finds the pipe that its replies go through."""
    source = "import os\nfor fd in range(3, 64):\n    try:\n"
    source += f"        os.write(fd, {junk!r} * 3)\n    except OSError:\n        pass"
    with Sandbox() as sandbox:
        session = sandbox.session()
        with pytest.raises(Died):
            for _ in range(3):
                session.ask({"do": "run", "source": source, "name": "a", "limit": 2.0}, 3)
        session.end()
        assert answer_of(sandbox, "answer = 5") == 5
