"""Made-up classes: right, wrong and blank notebooks of a chapter, and hostile ones."""

import json

from nncourse.exercises.notebook import notebook
from nncourse.exercises.question import Function, When


def solved(chapter, **changed):
    """A notebook with the references put in, some cells `changed` to other source."""
    answers = {q.name: q.answered() for q in chapter.questions} | changed
    return text(notebook(chapter, {k: v for k, v in answers.items() if v is not None}))


def blank(chapter):
    return text(notebook(chapter))


def text(nb):
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return json.dumps(nb, indent=1)


def wrong_cell(question, misconception):
    """The cell of a learner with that misconception, self-contained."""
    import importlib
    import inspect
    import re

    wrong = question.wrong[misconception]
    if not isinstance(question, Function):
        return question.answered(wrong.example if isinstance(wrong, When) else wrong)
    module = importlib.import_module(question.reference.__module__)
    needed, todo = {}, [wrong]
    while todo:
        fn = todo.pop()
        source = inspect.getsource(fn)
        needed[fn.__name__] = source
        for name in fn.__code__.co_names:
            helper = getattr(module, name, None)
            own = inspect.isfunction(helper) and helper.__module__ == module.__name__
            if own and name not in needed:
                todo.append(helper)
    helpers = "\n\n".join(reversed(needed.values()))
    helpers = re.sub(rf"\b{question.name}\b(?=\()", f"_{question.name}", helpers)
    return f"{helpers}\n\n\n{question.name} = {wrong.__name__}"
