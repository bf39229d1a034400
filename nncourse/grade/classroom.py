"""Made-up classes to try the grader on: right, wrong, blank and hostile notebooks.

    python -m nncourse.grade.classroom DIR --students 200 --hostile 20

Everybody in it is a number. The hostile ones do what a broken or ill-meant notebook might,
within bounds: they touch nothing but the loopback address and spawn 200 processes at most.
"""

import argparse
import importlib
import inspect
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from nncourse.exercises.catalog import chapters
from nncourse.exercises.notebook import notebook
from nncourse.exercises.question import Function, When


def solved(chapter, **changed):
    """A notebook with the references put in; `changed` gives other cells, None a blank."""
    answers = {q.name: q.answered() for q in chapter.questions} | changed
    return _text(notebook(chapter, {k: v for k, v in answers.items() if v is not None}))


def blank(chapter):
    return _text(notebook(chapter))


def wrong_cell(question, misconception):
    """The cell of a learner with that misconception; it needs nothing but the notebook."""
    wrong = question.wrong[misconception]
    if not isinstance(question, Function):
        return question.answered(wrong.example if isinstance(wrong, When) else wrong)
    module = importlib.import_module(question.reference.__module__)
    needed, todo = {}, [wrong]
    while todo:
        fn = todo.pop()
        needed.pop(fn.__name__, None)  # those it calls stand above it
        needed[fn.__name__] = inspect.getsource(fn)
        for name in _names(fn.__code__):
            helper = getattr(module, name, None)
            if inspect.isfunction(helper) and helper.__module__ == module.__name__:
                todo.append(helper)
    source = "\n\n".join(reversed(needed.values()))
    source = re.sub(rf"\b{question.name}\b(?=\()", f"_{question.name}", source)
    return f"{source}\n\n\n{question.name} = {wrong.__name__}"


@dataclass
class Hostile:
    """One way to be a nuisance: files, and what the grades should say of it.

    `files` are below the folder of submissions. `verdict` and `reason` are those of the
    question it spoils; None stands for one that is spoilt in nothing.
    """

    files: dict
    verdict: str | None
    reason: str = ""
    others: str = "passed"  # the verdict on the other questions


def hostile(chapter, student):
    """name -> Hostile, each for a student of its own, called `student` and the name."""
    target = _target(chapter)
    args = ", ".join(target.arguments)
    found = {}

    def add(name, cell, verdict, reason="", others="passed"):
        nb = solved(chapter, **{target.name: cell})
        found[name] = Hostile({f"{student}-{name}.ipynb": nb}, verdict, reason, others)

    def inside(body, after=""):
        lines = "".join(f"    {line}\n" for line in body.split("\n"))
        return f"import os, sys\n\n\ndef {target.name}({args}):\n{lines}{after}"

    right = target.answered()
    add("loop", inside("while True:\n    pass"), "timeout", "too long")
    add("loop-in-cell", f"while True:\n    pass\n{right}", "timeout", "too long")
    stubborn = (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    )
    add("stubborn-loop", inside(stubborn), "timeout")
    add("sleeper", inside("import time\ntime.sleep(3600)"), "timeout")
    add("exit", inside("os._exit(0)"), "died", "ended the process")
    add("exit-in-cell", f"import os\nos._exit(7)\n{right}", "died", "ended the process")
    add("sys-exit", inside("sys.exit(0)"), "error", "SystemExit")
    add("sys-exit-in-cell", f"import sys\nsys.exit(0)\n{right}", "error", "SystemExit")
    add("memory", inside("return np.ones(400_000_000)"), "memory", "memory")
    add("output", inside("print('x' * 40_000_000)\nreturn 1"), "output", "prints more")
    add(
        "raw-output",
        f"{right}\n\nimport os\nfor _ in range(40):\n    os.write(1, b'x' * 10**6)",
        None,
    )
    bomb = "for _ in range(200):\n    if os.fork() == 0:\n        while True: pass"
    add("processes", inside(bomb), "error", "started a process")
    add("reader", inside("return open('/etc/passwd').read()"), "error", "read outside")
    add("writer", inside("open('../spoilt', 'w').write('x')"), "error", "wrote outside")
    add(
        "socket",
        inside("import socket\nsocket.create_connection(('127.0.0.1', 9), 1)"),
        "error",
        "opened a socket",
    )
    patch = "np.allclose = np.array_equal = lambda *_, **__: True\nnp.testing = None\n"
    patch += "check = progress = lambda *_: 100\n"
    add("monkeypatch", patch + inside("return np.zeros(3)"), "shape|wrong|misconception")
    vandal = "np.array = np.asarray = np.ndarray = np.errstate = None\n" + right
    add("vandal", vandal, "error|unfit|died|wrong", "", "any")
    seek = (
        f"import nncourse.chapters.ch{chapter.stem.replace('-', '_')}.questions as secret\n"
    )
    seek += f"{target.name} = secret.{target.name}"
    add("reference", seek, "error", "No module named")
    search = "import gc\nreturn [x for x in gc.get_objects() if 'expected' in str(x)[:99]]"
    add("searcher", inside(search), "error", "searched the memory")
    add("syntax", f"def {target.name}({args}:\n    return", "error", "SyntaxError")
    add("magic", f"%matplotlib inline\n!ls /\n%time 3\n{right}", None)
    add("cell-magic", f"%%time\n{right}", None)
    add("objects", inside("return np.array([None, {}], object)"), "unfit", "objects")
    add("nan", inside("return np.nan"), "wrong|nan|shape|misconception")
    add("generator", inside("return (i for i in range(3))"), "unfit", "a generator")
    add("itself", inside(f"return {target.name}"), "unfit", "a function")
    add("circle", inside("a = []\na.append(a)\nreturn a"), "unfit", "holds itself")
    add("number", f"{target.name} = 3", "unfit", "no function")
    add("odd-error", inside("raise ValueError('\\ud800\\x1b[2J')"), "error", "ValueError")
    mute = "class Mute(Exception):\n    def __str__(self):\n        raise self\nraise Mute"
    add("mute-error", inside(mute), "error", "Mute")
    add("class", f"class {target.name}:\n    pass", "error", "TypeError")

    def change(name, edit, verdict, reason="", others="passed"):
        nb = json.loads(solved(chapter))
        edit(nb)
        path = f"{student}-{name}.ipynb"
        found[name] = Hostile({path: json.dumps(nb)}, verdict, reason, others)

    own = "a-" + target.name.replace("_", "-").lower()

    def delete(nb):
        nb["cells"] = [
            c for c in nb["cells"] if c["id"] not in (own, "c" + own[1:], "imports")
        ]

    def flood(nb):
        stream = {"output_type": "stream", "name": "stdout", "text": "x" * 40_000_000}
        nb["cells"][1]["outputs"] = [stream]

    def strange(nb):
        nb["cells"] += [7, None, {"cell_type": "code", "source": {"a": 1}}, {"source": []}]
        nb["metadata"] = "../../etc"

    change("deleted", delete, "missing", "no cell defines")
    change("reordered", lambda nb: nb["cells"].reverse(), None)
    change("flooded", flood, None)
    change("strange", strange, None)
    whole = solved(chapter)
    files = {
        "truncated": whole[: len(whole) // 2],
        "no-notebook": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "json-list": "[1, 2, 3]",
        "deep": "[" * 200_000,
        "empty-file": "",
    }
    for name, data in files.items():
        found[name] = Hostile({f"{student}-{name}.ipynb": data}, "unreadable", "", "")
    found["empty-folder"] = Hostile(
        {f"{student}-empty-folder/": ""}, "absent", "", "absent"
    )
    found["two"] = Hostile(
        {f"{student}-two/a.ipynb": blank(chapter), f"{student}-two/b.ipynb": whole}, None
    )
    found["odd name ; $(x), ../é"] = Hostile(
        {f"{student}-odd name ; $(x), ..%2Fé/a b;c.ipynb": whole}, None
    )
    found["formula"] = Hostile({f"=1+1 {student}-formula.ipynb": whole}, None)
    return found


def write(folder, files):
    """Put files, by path below `folder`, on the disk; a path that ends in / is a folder."""
    for path, data in files.items():
        place = Path(folder) / path
        if path.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())


def make_class(folder, chapter, students=200, hostiles=20, seed=0):
    """A class on the disk. About a quarter of all answers are wrong, a tenth blank."""
    rng = random.Random(seed)
    for i in range(students - hostiles):
        changed = {}
        for question in chapter.questions:
            luck = rng.random()
            if luck < 0.25:
                changed[question.name] = wrong_cell(
                    question, rng.choice(list(question.wrong))
                )
            elif luck < 0.35:
                changed[question.name] = None
        write(folder, {f"student-{i:04d}.ipynb": solved(chapter, **changed)})
    found = hostile(chapter, "hostile")
    for name in rng.sample(sorted(found), min(hostiles, len(found))):
        write(folder, found[name].files)


def _target(chapter):
    return [q for q in chapter.questions if isinstance(q, Function)][1]


def _names(code):
    inner = [c for c in code.co_consts if hasattr(c, "co_names")]
    return set(code.co_names).union(*[_names(c) for c in inner])


def _text(nb):
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return json.dumps(nb, indent=1)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m nncourse.grade.classroom")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--hostile", type=int, default=20)
    parser.add_argument("--chapter", default=chapters()[0].stem)
    args = parser.parse_args(argv)
    chapter = next(c for c in chapters() if c.stem == args.chapter)
    make_class(args.folder, chapter, args.students, args.hostile)


if __name__ == "__main__":
    main()
