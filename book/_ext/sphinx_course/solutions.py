"""A solution behind a click, below each exercise: the reference that answers meet.

The notebooks hold no answers. Here, once a page of exercises is read, the source of a
question's reference is put below the cell that checks the question, in a `details` element,
which needs no script.
"""

import os
import re
import tempfile
from pathlib import Path

from docutils import nodes

from nncourse.exercises.course import questions
from nncourse.exercises.messages import MESSAGES

FOLDER = "book/exercises/"
CHECK = re.compile(r'^check\("?(\w+)"?\)$')


def ignore_own_progress(app, config):
    """The notebooks run as for a new reader, whatever the builder has solved."""
    missing = Path(tempfile.gettempdir()) / "nncourse-nobody" / "progress.jsonl"
    os.environ["NNCOURSE_PROGRESS"] = str(missing)


def add_solutions(app, doctree):
    if not app.env.docname.startswith(FOLDER):
        return
    for code in list(doctree.findall(nodes.literal_block)):
        check = CHECK.match(code.astext().strip())
        cell = cell_around(code)
        if check and check[1] in questions() and cell is not None:
            place = cell.parent.index(cell) + 1
            cell.parent[place:place] = solution(check[1])


def cell_around(node):
    """The notebook's code cell that a node belongs to, or None."""
    while node is not None and node.get("nb_element") != "cell_code":
        node = node.parent
    return node


def solution(name):
    """The nodes of one question's folded solution."""
    _, question = questions()[name]
    source = question.answer_cell()  # so that it can be pasted where it belongs
    opening = f'<details class="solution"><summary>{MESSAGES["on_page"]}</summary>'
    return [
        nodes.raw("", opening, format="html"),
        nodes.literal_block(source, source, language="python"),
        nodes.raw("", "</details>", format="html"),
    ]


def setup(app):
    app.connect("config-inited", ignore_own_progress)
    app.connect("doctree-read", add_solutions)
