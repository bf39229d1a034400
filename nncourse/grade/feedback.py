"""Pages for people: one for each student, and one of the class for the teacher.

A student's page says what was right, names the known mistake with its hint, and says of
other mistakes only of which kind they are: never a private case, unless the teacher asks.
"""

import html
import itertools
import re
from pathlib import Path

from nncourse.exercises.card import in_code
from nncourse.exercises.course import chapters, questions
from nncourse.grade.report import points

KINDS = {
    "passed": "right",
    "misconception": "a known mistake",
    "wrong": "other values than asked for",
    "shape": "another shape than asked for",
    "dtype": "another type of numbers than asked for",
    "nan": "values that are no numbers",
    "order": "the right values in another order",
    "changed": "it changes its arguments",
    "unfit": "no numbers or arrays of numbers",
    "blank": "not attempted",
    "missing": "no cell gives it",
    "absent": "no notebook",
    "error": "it stops with an error",
    "timeout": "it runs too long",
    "memory": "it asks for too much memory",
    "output": "it prints too much",
    "died": "it ended the process it ran in",
    "unreadable": "the file cannot be read as a notebook",
    "ungraded": "not graded yet",
}
STYLE = """:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto;
 padding: 0 1rem } table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
 border-bottom: 1px solid #8888 } td.points { white-space: nowrap }
img { max-width: 100% } @media print { body { margin: 0 } }"""


def write_student_pages(folder, rows, show_cases=False):
    """One page a student in `folder`, named like the student."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    by_student = {}
    for row in rows:
        by_student.setdefault(row.student, []).append(row)
    names = set()
    for student, own in by_student.items():
        name = _file_name(student, names)
        names.add(name.casefold())
        page = _page(student, _student_body(own, show_cases))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


def _file_name(student, taken):
    """A name for a student's page, like none of `taken`, that every system can store."""
    name = re.sub(r"[^\w(). -]", "_", student)[:80]
    name = name.encode()[:200].decode(errors="ignore").strip(". ") or "student"
    numbered = (f"{name} {n}" for n in itertools.count(2))
    return next(n for n in itertools.chain([name], numbered) if n.casefold() not in taken)


def _student_body(rows, show_cases):
    parts = []
    titles = {chapter.stem: chapter.title for chapter in chapters()}
    for stem in dict.fromkeys(row.chapter for row in rows):
        own = [row for row in rows if row.chapter == stem]
        parts.append(f"<h2>{_text(titles.get(stem, own[0].notebook))}</h2>")
        if stem:
            parts.append(f"<p>{_reached(own)}</p>")
        lines = "".join(_answer(row, show_cases) for row in own)
        parts.append(f"<table>{lines}</table>")
    return "\n".join(parts)


def _reached(rows):
    """The points of a chapter, and what is left of them if it came late."""
    earned, of = points(sum(row.points for row in rows)), sum(row.of for row in rows)
    counted, days = points(sum(row.counted for row in rows)), max(row.late for row in rows)
    late = f", {days} day{'s' * (days > 1)} late" if days else ""
    left = f": {counted} count" if counted != earned else ""
    return f"{earned} of {of} points{late}{left}"


def _answer(row, show_cases):
    text = KINDS.get(row.verdict, row.verdict)
    if row.misconception:
        text = questions()[row.question][1].hint(row.misconception)
    elif show_cases and row.reason:
        text += f": {row.reason}"
    earned = f"{row.points} of {row.of}" if row.of else ""
    name, text = _text(row.question), in_code(text)
    cells = f'<th scope="row">{name}</th><td class="points">{earned}</td><td>{text}</td>'
    return f"<tr>{cells}</tr>\n"


def write_class_page(path, summary, ignored, picture, isolation):
    """The class on a page: who solved what, the misconceptions with their hints."""
    reached = summary["points"]
    class_size = summary["students"]
    solved = "".join(
        f"<tr><td>{_text(name)}</td><td>{counts['passed']} of {class_size}</td></tr>"
        for name, counts in summary["questions"].items()
    )
    mistakes = "".join(
        f"<tr><td>{m['students']}</td><td>{_text(m['question'])}</td><td>"
        f"{in_code(m['hint'])}</td></tr>"
        for m in summary["misconceptions"]
    )
    files = "".join(f"<li>{_text(name)}: {_text(why)}</li>" for name, why in ignored)
    image = f'<img src="{_text(picture)}" alt="The tables below as bars.">'
    body = f"""<p>{class_size} students, of {reached["possible"]} points: lowest
{reached["lowest"]}, median {reached["median"]}, highest {reached["highest"]}.
{isolation}</p>
{image if picture else ""}
<h2>Solved</h2><table>{_head("Question", "Students")}{solved}</table>
<h2>Misconceptions</h2><table>{_head("Students", "Question", "Hint")}{mistakes}</table>
<h2>Files that were ignored</h2><ul>{files or "<li>none</li>"}</ul>"""
    Path(path).write_text(_page("The class", body), encoding="utf-8")


def _page(title, body):
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{_text(title)}</title>
<style>{STYLE}</style>
<h1>{_text(title)}</h1>
{body}
</html>
"""


def _head(*names):
    return "<tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr>\n"


def _text(value):
    return html.escape(str(value))
