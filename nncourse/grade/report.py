"""What the teacher gets: a row for each answer, a summary of the class, and a picture."""

import json
import statistics
from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path

from nncourse.exercises.course import questions
from nncourse.grade.mark import Row, absent
from nncourse.grade.notebooks import label
from nncourse.grade.tables import write_table


def rows_of(results, submissions, penalty=0, stems=()):
    """All Rows in order: students by name, chapters and questions as the course has them.

    The chapters of `stems` are expected of everybody, or else each that anybody handed in.
    For each day that a notebook is late, `penalty` per cent of its points are not counted.
    """
    everything = (row for result in results.values() for row in result["rows"])
    stems = stems or sorted({row["chapter"] for row in everything if row["chapter"]})
    rows = []
    for submission in submissions:
        student = submission.student
        days = {label(path): late for path, late in submission.late.items()}
        notebooks = {}  # by chapter and path
        for row in [Row(**row) for row in results[student]["rows"]]:
            row.late = days.get(row.notebook, 0)
            row.counted = points(row.points * max(100 - penalty * row.late, 0) / 100)
            notebooks.setdefault(row.chapter, {}).setdefault(row.notebook, []).append(row)
        for stem in stems:
            rows += _best(list(notebooks.get(stem, {}).values())) or absent(student, stem)
        rows += [row for rows in notebooks.get("", {}).values() for row in rows]
    return rows


def _best(notebooks):
    """Of a student's notebooks for one chapter the Rows of the one that counts most."""
    best = max(notebooks, key=_worth, default=[])
    if len(notebooks) > 1:
        note = f"{len(notebooks)} notebooks for this chapter, the better one counts"
        best[0].reason = "; ".join(filter(None, [note, best[0].reason]))
    return best


def _worth(rows):
    return sum(row.counted for row in rows), sum(row.points for row in rows)


def write_grades(path, rows, isolation):
    """A row for each answer."""
    names = [field.name for field in fields(Row)]
    values = ([*(getattr(row, name) for name in names), isolation] for row in rows)
    write_table(path, [*names, "isolation"], values)


def write_totals(path, rows, isolation):
    """A row for each student: points counted, by chapter and in all."""
    stems, earned = points_by_chapter(rows)
    lines = []
    for student in dict.fromkeys(row.student for row in rows):
        own = [earned[student, stem] for stem in stems]
        lines.append([student, *own, points(sum(own)), isolation])
    write_table(path, ["student", *stems, "total", "isolation"], lines)


def points_by_chapter(rows):
    """(the chapters' stems, {(student, stem): points counted})."""
    sums = Counter()
    for row in rows:
        key = row.student, row.chapter
        sums[key] = points(sums[key] + row.counted)
    return sorted({row.chapter for row in rows if row.chapter}), sums


def points(number):
    """The number as points are written: to a hundredth, and whole where it is whole."""
    number = round(number, 2)
    return int(number) if number == int(number) else number


def write_json(path, rows, summary):
    text = json.dumps(
        {"summary": summary, "grades": [asdict(row) for row in rows]},
        indent=1,
        ensure_ascii=False,
    )
    Path(path).write_text(text + "\n", encoding="utf-8")


def summarise(rows):
    """The class in numbers: points, verdicts, questions, misconceptions."""
    students = list(dict.fromkeys(row.student for row in rows))
    earned = Counter()
    for row in rows:
        earned[row.student] += row.counted
    totals = sorted(points(earned[student]) for student in students)
    per_question = {}
    for row in rows:
        if not row.question:
            continue
        counts = per_question.setdefault(
            row.question, {"chapter": row.chapter, "of": row.of, "passed": 0, "answers": 0}
        )
        counts["passed"] += row.verdict == "passed"
        counts["answers"] += row.verdict not in ("blank", "missing", "absent")
    common = Counter((r.question, r.misconception) for r in rows if r.misconception)
    ranked = sorted(common.items(), key=lambda item: (-item[1], item[0]))
    return {
        "students": len(students),
        "points": {
            "lowest": totals[0] if totals else 0,
            "median": points(statistics.median(totals)) if totals else 0,
            "highest": totals[-1] if totals else 0,
            "possible": sum(counts["of"] for counts in per_question.values()),
        },
        "verdicts": dict(sorted(Counter(row.verdict for row in rows).items())),
        "questions": per_question,
        "misconceptions": [
            {
                "question": question,
                "misconception": name,
                "students": count,
                "hint": questions()[question][1].hint(name),
            }
            for (question, name), count in ranked
        ],
    }


def as_text(summary, top=8):
    """The summary in a few lines of text."""
    reached = summary["points"]
    lines = [
        f"{summary['students']} students, of {reached['possible']} points: lowest "
        f"{reached['lowest']}, median {reached['median']}, highest {reached['highest']}",
        "Solved by:",
    ]
    for name, counts in summary["questions"].items():
        share = counts["passed"] / max(summary["students"], 1)
        lines.append(f"  {name:28} {counts['passed']:5d}  {share:4.0%}")
    if summary["misconceptions"]:
        lines.append("Most frequent misconceptions:")
    for row in summary["misconceptions"][:top]:
        lines.append(f"  {row['students']:5d}  {row['question']}: {row['misconception']}")
    return "\n".join(lines)


def write_picture(path, summary, top=12):
    """A picture for the next lesson: what was solved, the most frequent misconceptions."""
    from matplotlib.figure import Figure

    shown = list(reversed(summary["misconceptions"][:top]))
    solved = list(reversed(summary["questions"].items()))
    rows = max(len(shown), len(solved), 3)
    figure = Figure(figsize=(12, 1.4 + 0.42 * rows), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.4))
    number = max(summary["students"], 1)
    shares = [100 * counts["passed"] / number for _, counts in solved]
    _bars(left, [name for name, _ in solved], shares, "#0072B2", "{:.0f} %")
    left.set_xlim(0, 115)
    left.set_title("Solved, % of the class", loc="left")
    names = [f"{m['question']}: {m['misconception'].replace('_', ' ')}" for m in shown]
    _bars(right, names, [m["students"] for m in shown], "#D55E00", "{:.0f}")
    right.set_title("Most frequent misconceptions, students", loc="left")
    right.set_xlim(0, 1.15 * max([m["students"] for m in shown], default=1))
    figure.savefig(path, dpi=120, metadata={"Software": None})


def _bars(axes, names, values, colour, template):
    axes.barh(range(len(names)), values, color=colour, height=0.7)
    axes.set_yticks(range(len(names)), names)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.tick_params(left=False)
    for i, value in enumerate(values):
        axes.annotate(
            template.format(value),
            (value, i),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
