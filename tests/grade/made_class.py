"""Makes classes to try the grader on: right, wrong, blank and hostile notebooks.

    python -m tests.grade.made_class FOLDER --students 200 --hostile 20

run in the repository's folder. Students are numbers.
"""

import argparse
import dis
import inspect
import json
import random
import re
from pathlib import Path

from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.notebook import notebook
from nncourse.exercises.question import source


def solved(chapter, **changed):
    """A notebook with the references put in; `changed` gives other cells, None a blank."""
    answers = {q.name: q.answer_cell() for q in chapter.questions} | changed
    return _as_json(notebook(chapter, {k: v for k, v in answers.items() if v is not None}))


def blank(chapter):
    """A notebook in which nothing is answered."""
    return _as_json(notebook(chapter))


def wrong_cell(question, misconception):
    """The cell of a learner with that misconception; it needs nothing but the notebook."""
    wrong = question.misconceptions[misconception].answer
    if not isinstance(question, Function):
        return question.answer_cell(wrong)
    sources, todo = {}, [wrong]
    while todo:
        fn = todo.pop()
        sources.pop(fn.__name__, None)  # so that a helper stands above all that call it
        sources[fn.__name__] = source(fn)
        defaults = [getattr(value, "__name__", "") for value in fn.__defaults__ or ()]
        for name in [*_globals_of(fn.__code__), *defaults]:
            helper = fn.__globals__.get(name)
            if isinstance(helper, Function):
                helper = helper.reference
            if inspect.isfunction(helper) and _folder(helper) == _folder(fn):
                todo.append(helper)
    cell = "\n\n".join(reversed(sources.values()))
    cell = re.sub(rf"\b{question.name}\b(?=\()", f"_{question.name}", cell)
    return f"{cell}\n\n\n{question.name} = {wrong.__name__}"


def _folder(fn):
    return fn.__module__.rpartition(".")[0]


def write(folder, files):
    """Write {path below `folder`: text or bytes}; a path that ends in / is a folder."""
    for path, data in files.items():
        place = Path(folder) / path
        if path.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())


def make_class(folder, chapter, students=200, hostile=0, seed=0):
    """A class on the disk. About a quarter of all answers are wrong, a tenth blank."""
    from tests.grade.hostile import hostile_submissions

    rng = random.Random(seed)
    for i in range(students - hostile):
        changed = {}
        for question in chapter.questions:
            luck = rng.random()
            if luck < 0.25:
                misconception = rng.choice(list(question.misconceptions))
                changed[question.name] = wrong_cell(question, misconception)
            elif luck < 0.35:
                changed[question.name] = None
        write(folder, {f"student-{i:04d}.ipynb": solved(chapter, **changed)})
    everybody = hostile_submissions(chapter, "hostile")
    for name in rng.sample(sorted(everybody), min(hostile, len(everybody))):
        write(folder, everybody[name].files)


def _globals_of(code):
    """The global names that a function's code looks up."""
    inner = [c for c in code.co_consts if hasattr(c, "co_names")]
    steps = dis.get_instructions(code)
    names = {step.argval for step in steps if step.opname == "LOAD_GLOBAL"}
    return names.union(*map(_globals_of, inner))


def _as_json(nb):
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return json.dumps(nb, indent=1)


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m tests.grade.made_class")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--hostile", type=int, default=20)
    parser.add_argument("--chapter", default=chapters()[0].stem)
    args = parser.parse_args(argv)
    chapter = next(c for c in chapters() if c.stem == args.chapter)
    make_class(args.folder, chapter, args.students, args.hostile)


if __name__ == "__main__":
    main()
