"""Every answer gets the verdict it deserves."""

import csv
import json

from nncourse.exercises.course import chapters
from tests.grade.made_class import solved, write, wrong_cell

CHAPTER = chapters()[0]


def test_each_answer_gets_what_was_put_in(handed_in, grades):
    rows = list(csv.DictReader(grades.open(encoding="utf-8-sig")))
    by_student = {}
    for row in rows:
        by_student.setdefault(row["student"], {})[row["question"]] = row
    assert len(by_student) == 9
    seen = set()
    for student, answers in by_student.items():
        path = handed_in / f"{student}.ipynb"
        if not path.exists():
            assert {row["verdict"] for row in answers.values()} == {"absent"}
            continue
        cells = json.loads(path.read_bytes())["cells"]
        sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
        for question in CHAPTER.questions:
            source = sources["a-" + question.name.replace("_", "-")]
            row = answers[question.name]
            seen.add(row["verdict"])
            if source == question.answer_cell():
                assert (row["verdict"], row["points"]) == ("passed", str(question.points))
            elif source == question.stub:
                assert (row["verdict"], row["points"]) == ("blank", "0")
            else:
                expected = {wrong_cell(question, m): m for m in question.misconceptions}
                assert row["misconception"] == expected[source]
                assert int(row["points"]) < question.points
    assert seen == {"passed", "blank", "misconception"}


def test_the_packages_own_function_is_no_answer_and_numpys_numbers_are(grade, tmp_path):
    folder, second = tmp_path / "handed in", chapters()[1]
    gone = solved(second, numerical_gradient="3 / 0")
    known = solved(second, numerical_gradient="from nncourse import numerical_gradient")
    typed = solved(
        CHAPTER, reader="reader = dict(width=np.int64(64), lr=np.float64(0.3))\nreader?"
    )
    write(folder, {"gone.ipynb": gone, "known.ipynb": known, "typed.ipynb": typed})
    out = tmp_path / "grades.csv"
    grade(folder, out)
    rows = {
        (row["student"], row["question"]): row["points"]
        for row in csv.DictReader(out.open(encoding="utf-8-sig"))
    }
    assert rows["gone", "numerical_gradient"] == rows["known", "numerical_gradient"] == "0"
    assert rows["gone", "dense_backward"] == "20"
    assert rows["typed", "reader"] == "10"
