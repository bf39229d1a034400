"""Hostile and broken submissions, and what the grades should say of each.

They do what a broken or ill-meant notebook might, within bounds: they touch nothing but the
loopback address and start at most 200 processes.
"""

import json
from dataclasses import dataclass

from nncourse.exercises.function import Function
from nncourse.grade import packets
from tests.grade.made_class import blank, solved


@dataclass
class Hostile:
    """One submission, and the verdicts it should get.

    `files` are below the folder of submissions. `verdict` and `reason` are those of the
    answer it spoils; None if it spoils nothing. `others` is the verdict on the rest.
    """

    files: dict
    verdict: str | None
    reason: str = ""
    others: str = "passed"


def hostile_submissions(chapter, student):
    """name -> Hostile; each belongs to a student called `student`-name."""
    target = target_of(chapter)
    cells = {
        name: (_function(target, body), *expected)
        for name, (body, *expected) in BODIES.items()
    }
    submissions = {}
    for name, (cell, *expected) in (cells | hostile_cells(chapter)).items():
        nb = solved(chapter, **{target.name: cell})
        submissions[name] = Hostile({f"{student}-{name}.ipynb": nb}, *expected)
    for name, (change, *expected) in notebook_changes(target).items():
        nb = json.loads(solved(chapter))
        change(nb)
        files = {f"{student}-{name}.ipynb": json.dumps(nb)}
        submissions[name] = Hostile(files, *expected)
    return submissions | odd_files(chapter, student)


def target_of(chapter):
    """The question that the hostile submissions spoil."""
    return [q for q in chapter.questions if isinstance(q, Function)][1]


def _function(target, body):
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f"import os, sys\n\n\n{_head(target)}:\n{lines}"


def _head(target):
    return f"def {target.name}({', '.join(target.arguments)})"


STUBBORN = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
FORKS = "for _ in range(200):\n    if os.fork() == 0:\n        while True: pass"
CONNECT = "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)"
SEARCH = "import gc\nreturn [x for x in gc.get_objects() if 'expected' in str(x)[:99]]"
MUTE = "class Mute(Exception):\n    def __str__(self):\n        raise self\nraise Mute"
MANY_FILES = "for i in range(10**6):\n    open(f'/tmp/{i}', 'w').close()"
FULL_DISK = """for name in ('/tmp/x', '/tmp/y', '/tmp/z'):
    with open(name, 'wb') as f:
        for _ in range(30):
            f.write(bytes(10**6))
return 1"""
HOARD = "hoard = []\nwhile True:\n    hoard.append(bytearray(10**7))"
DEAF = """import signal
for number in (signal.SIGALRM, signal.SIGPROF):
    signal.signal(number, signal.SIG_IGN)
while True: pass"""
EXEC = "os.execv('/py/bin/python3', ['x', '-S', '-c', 'while 1: pass'])"
EQUAL = "class Same:\n    __eq__ = lambda *_: True\nreturn Same()"
FORGED = """for fd in range(3, 64):
    try:
        os.write(fd, b'\\0\\0\\0\\2\\0\\0\\0\\0[]')
    except OSError:
        pass
while True: pass"""
FORMULA = "raise type('=1+1\\n<b>', (Exception,), {})(';=1+1')"
PATCH_NUMPY = (
    "np.allclose = np.array_equal = lambda *_, **__: True\n"
    "np.testing = None\n"
    "check = progress = lambda *_: 100\n"
)
BREAK_NUMPY = "np.array = np.asarray = np.ndarray = np.errstate = None\n"
RAW_OUTPUT = "\n\nimport os\nfor _ in range(40):\n    os.write(1, b'x' * 10**6)"


BODIES = {  # name -> (body of the answer's function, verdict, reason)
    "loop": ("while True:\n    pass", "timeout", "too long"),
    "stubborn-loop": (STUBBORN, "timeout"),
    "sleeper": ("import time\ntime.sleep(3600)", "timeout"),
    "exit": ("os._exit(0)", "died", "ended the process"),
    "sys-exit": ("sys.exit(0)", "error", "SystemExit"),
    "memory": ("return np.ones(400_000_000)", "memory", "memory"),
    "output": ("print('x' * 40_000_000)\nreturn 1", "output", "prints more"),
    "processes": (FORKS, "error", "not permitted"),
    "reader": ("return open('/etc/passwd').read()", "error", "No such file"),
    "writer": ("open('../spoilt', 'w').write('x')", "error", "Read-only"),
    "socket": (CONNECT, "error", "not permitted"),
    "searcher": (SEARCH, "unfit"),
    "objects": ("return np.array([None, {}], object)", "unfit", "objects"),
    "nan": ("return np.nan", "wrong|nan|shape|misconception"),
    "generator": ("return (i for i in range(3))", "unfit", "a generator"),
    "circle": ("a = []\na.append(a)\nreturn a", "unfit", "holds itself"),
    "odd-error": ("raise ValueError('\\ud800\\x1b[2J')", "error", "ValueError"),
    "mute-error": (MUTE, "error", "Mute"),
    "files": (MANY_FILES, "died", "too many files"),
    "disk": (FULL_DISK, "error", "No space left"),
    "memory-in-pieces": (HOARD, "memory|timeout"),
    "deaf-loop": (DEAF, "timeout"),
    "stopped": ("os.kill(os.getpid(), 19)", "timeout"),
    "another-program": (EXEC, "died|timeout"),
    "abort": ("os.abort()", "died", "was killed"),
    "null-pointer": ("import ctypes\nctypes.string_at(0)", "died", "was killed"),
    "closed-pipes": ("os.closerange(0, 64)", "died"),
    "recursion": ("def f():\n    f()\nf()", "error", "RecursionError"),
    "long-message": ("raise ValueError('x' * 20_000_000)", "error", "ValueError"),
    "equal-to-all": (EQUAL, "unfit", "type Same"),
    "text-subclass": ("class T(str): pass\nreturn T('x')", "unfit", "type T"),
    "forged-reply": (FORGED, "died|timeout"),
    "many-axes": ("return np.zeros((4,) * 10, np.int8)", "shape", "has shape"),
    "error-as-formula": (FORMULA, "error", "=1+1 <b>"),
}


def hostile_cells(chapter):
    """name -> (the answer's cell, verdict, reason, verdict on the others)."""
    target = target_of(chapter)
    name, right = target.name, target.answer_cell()
    questions = f"nncourse.chapters.ch{chapter.stem.replace('-', '_')}.questions"
    steal = f"import {questions} as secret\n{name} = secret.{name}"
    return {
        "loop-in-cell": (f"while True:\n    pass\n{right}", "timeout", "too long"),
        "exit-in-cell": (f"import os\nos._exit(7)\n{right}", "died", "ended the process"),
        "sys-exit-in-cell": (f"import sys\nsys.exit(0)\n{right}", "error", "SystemExit"),
        "raw-output": (right + RAW_OUTPUT, None),
        "monkeypatch": (
            PATCH_NUMPY + _function(target, "return np.zeros(3)"),
            "shape|wrong|misconception",
        ),
        "vandal": (BREAK_NUMPY + right, "error|unfit|died|wrong", "", "any"),
        "reference": (steal, "error", "No module named"),
        "syntax": (f"{_head(target)[:-1]}:\n    return", "error", "SyntaxError"),
        "magic": (f"%matplotlib inline\n!ls /\n%time 3\n{right}", None),
        "cell-magic": (f"%%time\n{right}", None),
        "nul": (f"{right}\n# \0", "error", "null bytes"),
        "surrogate": (f"{right}\n# \ud800", None),
        "itself": (_function(target, f"return {name}"), "unfit", "a function"),
        "number": (f"{name} = 3", "unfit", "no function"),
        "class": (f"class {name}:\n    pass", "error", "TypeError"),
    }


SLEEP = """import os, time
for fd in range(3, 9):
    try:
        os.write(fd, {reply!r})
    except OSError:
        pass
time.sleep(60)"""


REPLY_AHEAD = """import os
for fd in range(3, 9):
    try:
        os.write(fd, {reply!r})
    except OSError:
        pass"""


def notebook_changes(target):
    """name -> (function that changes a right notebook in place, verdict, reason)."""
    answer = "a-" + target.name.replace("_", "-").lower()

    def delete(nb):
        gone = (answer, "c" + answer[1:], "imports")
        nb["cells"] = [cell for cell in nb["cells"] if cell["id"] not in gone]

    def flood(nb):
        stream = {"output_type": "stream", "name": "stdout", "text": "x" * 40_000_000}
        nb["cells"][1]["outputs"] = [stream]

    def add_strange_cells(nb):
        nb["cells"] += [7, None, {"cell_type": "code", "source": {"a": 1}}, {"source": []}]
        nb["metadata"] = "../../etc"

    def add_blank_lines(nb):
        nb["cells"].insert(1, _code_cell("\n" * 40_000 + "x = 1"))

    def add_much_code(nb):
        nb["cells"].insert(1, _code_cell("x = 1\n" * 100_000))

    def answer_twice(nb):
        cell = next(cell for cell in nb["cells"] if cell["id"] == answer)
        nb["cells"].append(cell | {"source": f"{_head(target)}:\n    return 0"})

    def add_much_metadata(nb):
        nb["metadata"] = {f"key {i}": [] for i in range(500_000)}

    def reply_ahead(nb):
        reply = packets.pack({"defined": True, "outcomes": [], "error": 7, "cells": 7})
        source = REPLY_AHEAD.format(reply=reply * 3)
        nb["cells"].insert(1, _code_cell(source))

    def sleep_before_a_long_cell(nb):
        outcome = {"error": "", "message": "", "line": "", "lineno": 0, "changed": []}
        nb["cells"].insert(1, _code_cell(SLEEP.format(reply=packets.pack(outcome))))
        nb["cells"].insert(2, _code_cell("x = 1\n" * 40_000))

    return {
        "deleted": (delete, "missing", "no cell defines"),
        "reordered": (lambda nb: nb["cells"].reverse(), None),
        "flooded": (flood, None),
        "strange": (add_strange_cells, None),
        "blank-lines": (add_blank_lines, None),
        "answered-twice": (answer_twice, "unfit|shape|wrong|misconception"),
        "much-metadata": (add_much_metadata, None),
        "reply-ahead": (reply_ahead, "died|blank|missing|passed", "", "any"),
        "much-code": (add_much_code, "unreadable", "characters of code"),
        "write-without-end": (
            sleep_before_a_long_cell,
            "blank|died|timeout|shape",
            "",
            "any",
        ),
    }


def _code_cell(source):
    return {"cell_type": "code", "id": "added", "source": source}


def odd_files(chapter, student):
    """name -> Hostile, for files that are no notebooks and for odd names and places."""
    whole = solved(chapter)
    contents = {
        "truncated": whole[: len(whole) // 2],
        "no-notebook": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "json-list": "[1, 2, 3]",
        "deep": "[" * 200_000,
        "empty-file": "",
        "long-number": '{"cells": [], "nbformat": ' + "1" * 1_000_000 + "}",
        "deep-metadata": whole[:-1] + ', "x": ' + "[" * 90_000 + "]" * 90_000 + "}",
        "brackets": '{"cells": [' + "[]," * 7_000_000 + "0]}",
        "deep-cell": '{"cells": [' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "]}",
    }
    submissions = {
        name: Hostile({f"{student}-{name}.ipynb": data}, "unreadable", "", "")
        for name, data in contents.items()
    }
    two = {f"{student}-two/a.ipynb": blank(chapter), f"{student}-two/b.ipynb": whole}
    long_name = f"{student}-" + "\U0001d49c" * 63  # 254 bytes, of the 255 there may be
    odd_name = f"{student}-odd name ; $(x), ..%2Fé/a b;c.ipynb"
    return submissions | {
        "empty-folder": Hostile({f"{student}-empty-folder/": ""}, "absent", "", "absent"),
        "two": Hostile(two, None),
        "long-name": Hostile({f"{long_name}/a.ipynb": whole}, None),
        "odd name ; $(x), ../é": Hostile({odd_name: whole}, None),
        "formula": Hostile({f"=1+1 {student}-formula.ipynb": whole}, None),
    }
