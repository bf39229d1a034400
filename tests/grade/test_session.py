"""A submission's process may lie, stall or vanish; the grader goes on in time."""

import time

import numpy as np
import pytest

from nncourse.grade.isolation import sandbox_command
from nncourse.grade.packets import pack
from nncourse.grade.session import Died, Session

pytestmark = pytest.mark.usefixtures("sandbox")
JUNK = {
    "list": b"\0\0\0\2\0\0\0\0[]",
    "endless": b"\xff" * 8,
    "no-json": b"\0\0\0\5\0\0\0\0{{{{{",
    "noise": b"\0\0\0\1x" * 50,
}


@pytest.fixture
def session():
    session = Session(sandbox_command())
    yield session
    session.end()


def run(session, source, seconds=30):
    ask = {"do": "run", "source": source, "name": "cell", "limit": 5.0}
    return session.ask(ask, seconds)


@pytest.mark.parametrize("name", JUNK)
def test_nonsense_is_refused(name, session):
    """Even where it finds the pipe that its replies go through."""
    source = "import os\nfor fd in range(3, 64):\n    try:\n"
    source += f"        os.write(fd, {JUNK[name]!r} * 3)\n    except OSError:\n        pass"
    with pytest.raises(Died):
        for _ in range(3):
            run(session, source, 3)


def test_a_write_has_a_deadline(session):
    """The process sleeps and reads nothing; its pipe holds 64 kB."""
    run(session, "1")  # it has started
    forged = "import os, time\nfor fd in (3, 4):\n    try:\n"
    forged += f"        os.write(fd, {pack({})!r})\n"
    forged += "    except OSError:\n        pass\ntime.sleep(60)"
    assert run(session, forged, 10) == {}
    started = time.monotonic()
    with pytest.raises(Died, match="timeout"):
        session.ask({"do": "read", "data": np.zeros(3_000_000, np.uint8)}, 1.0)
    assert time.monotonic() - started < 3


def test_many_small_files_end_it(session):
    with pytest.raises(Died, match="files"):
        source = "for i in range(10**6):\n    open(f'/tmp/{i}', 'w').close()"
        ask = {"do": "run", "source": source, "name": "cell", "limit": 60.0}
        session.ask(ask, 60)


def test_many_small_files_end_it_however_quickly_it_answers(session):
    with pytest.raises(Died, match="files"):
        for n in range(100):
            run(session, f"for i in range(300):\n    open(f'/tmp/{n}-{{i}}', 'w').close()")


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("os._exit(0)", "exited"),
        ("os._exit(70)", "exited"),
        ("os._exit(137)", "killed"),  # which is a lie, and judges nothing
        ("os.abort()", "killed"),
        ("os.kill(os.getpid(), 9)", "killed"),
        ("import ctypes; ctypes.string_at(0)", "killed"),
    ],
)
def test_how_it_ended_is_told(source, how, session):
    with pytest.raises(Died, match=how):
        run(session, f"import os\n{source}")


def test_memory_is_limited_all_together(session):
    source = "hoard = []\ntry:\n    while True:\n        hoard.append(bytearray(10**7))\n"
    source += "except MemoryError:\n    answer = len(hoard)\n    hoard.clear()"
    run(session, source)
    reply = session.ask({"do": "value", "name": "answer", "limit": 5.0}, 30)
    assert 50 < reply["outcomes"][0]["value"] < 100


def test_plots_and_progress_bars_work_and_two_runs_give_the_same():
    source = """
import os, tempfile
import matplotlib.pyplot as plt
from IPython.display import HTML, display
display(HTML("<b>"))
from tqdm import tqdm
for i in tqdm(range(3)):
    plt.plot(np.arange(i + 2))
plt.savefig("figure.png")
with tempfile.TemporaryDirectory() as folder:
    open(os.path.join(folder, "x"), "w").write("x")
np.save(os.path.expanduser("~/x.npy"), np.ones(3))
answer = [sorted(os.listdir()), os.getcwd(), os.path.expanduser("~"), hash("text")]
"""
    results = []
    for _ in range(2):
        session = Session(sandbox_command())
        assert run(session, source)["error"] == ""
        results.append(session.ask({"do": "value", "name": "answer", "limit": 5.0}, 30))
        session.end()
    assert results[0] == results[1]
    assert results[0]["outcomes"][0]["value"][0] == ["figure.png", "matplotlib", "x.npy"]
