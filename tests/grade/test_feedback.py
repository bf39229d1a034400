"""Pages for students and the teacher, and tables for Canvas and Moodle."""

import csv
import html
import re

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade.__main__ import main
from nncourse.grade.feedback import KINDS, write_student_pages
from nncourse.grade.mark import Row
from nncourse.grade.tables import write_table
from tests.grade.made_class import solved, write, wrong_cell

pytestmark = pytest.mark.usefixtures("sandbox")
CHAPTER = chapters()[0]


def read(path):
    with open(path, newline="", encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))


def as_html(hint):
    return re.sub("`(.*?)`", r"<code>\1</code>", html.escape(hint, quote=False))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Four students: Canvas and late, Moodle with a misconception, and an odd name."""
    home = tmp_path_factory.mktemp("feedback")
    question = CHAPTER.questions[2]
    mistake = wrong_cell(question, next(iter(question.misconceptions)))
    broken = solved(CHAPTER, softmax="def softmax(logits):\n    return logits[99999]")
    files = {
        "smithanna_LATE_12_34_x.ipynb": broken,
        "smithben_13_35_x.ipynb": "no notebook",
        "Zoe Smith_56_assignsubmission_file_/x.ipynb": solved(CHAPTER, softmax=mistake),
        "<b>&.ipynb": solved(CHAPTER),
    }
    write(home / "in", files)
    args = [home / "in", "--out", home / "g.csv", "--quiet", "--late-penalty", "10"]
    assert main([str(arg) for arg in args]) == 0
    return home


def test_points_are_taken_off_for_each_day(graded):
    rows = [r for r in read(graded / "g.csv") if r["student"] == "smithanna (12)"]
    assert {row["late"] for row in rows} == {"1"}
    assert sum(int(row["points"]) for row in rows) == 80
    assert sum(float(row["counted"]) for row in rows) == 72


def test_canvas_and_moodle_find_their_own_students(graded):
    totals = {row["student"]: row["total"] for row in read(graded / "g-totals.csv")}
    possible, row, away = read(graded / "g-canvas.csv")
    assert "Points Possible" in possible["Student"] and possible[CHAPTER.stem] == "100"
    assert (row["ID"], row[CHAPTER.stem]) == ("12", totals["smithanna (12)"])
    assert (away["ID"], away[CHAPTER.stem]) == ("13", "")
    (row,) = read(graded / f"g-moodle-{CHAPTER.stem}.csv")
    assert row["Identifier"] == "Participant 56" and row["Full name"] == "Zoe Smith"
    assert (row["Grade"], row["Maximum Grade"]) == (totals["Zoe Smith (56)"], "100")
    assert row["Last modified (grade)"] == ""


def test_a_student_reads_the_hint_and_no_private_case(graded):
    pages = {path.stem: path.read_text() for path in (graded / "g-feedback").iterdir()}
    assert len(pages) == 4
    question = CHAPTER.questions[2]
    hint = question.hint(next(iter(question.misconceptions)))
    assert as_html(hint) in pages["Zoe Smith (56)"]
    assert KINDS["error"] in pages["smithanna (12)"]
    assert (
        "99999" not in pages["smithanna (12)"]
        and "80 of 100 points, 1 day late: 72 count" in pages["smithanna (12)"]
    )


def test_pages_show_cases_if_asked_and_names_do_no_harm(tmp_path):
    row = Row("../<i>", "", "", 0, 0, "unreadable", "", "<script>", "x.ipynb")
    write_student_pages(tmp_path / "pages", [row, row], show_cases=True)
    (page,) = (tmp_path / "pages").iterdir()
    assert "&lt;script&gt;" in page.read_text() and "<script>" not in page.read_text()
    other = Row("../<I>", "", "", 0, 0, "unreadable", "", "", "x.ipynb")
    write_student_pages(tmp_path / "two", [row, other])
    assert len(list((tmp_path / "two").iterdir())) == 2


def test_a_page_has_a_name_that_a_disk_can_store_and_no_other_page_has(tmp_path):
    """The name of a folder has at most 255 bytes, and a page's has an ending too."""
    names = [
        "\U0001d49c" * 63 + "abc",
        "x" * 100 + "a",
        "x" * 100 + "b",
        "?",
        "..",
        "Ann",
        "ann",
    ]
    rows = [Row(name, "", "", 0, 0, "unreadable", "", "", "x.ipynb") for name in names]
    write_student_pages(tmp_path, rows)
    pages = [path.name for path in tmp_path.iterdir()]
    assert len({page.casefold() for page in pages}) == len(names)
    assert max(len(page.encode()) for page in pages) < 255


def test_every_verdict_in_the_grades_has_a_sentence(graded):
    assert {row["verdict"] for row in read(graded / "g.csv")} <= set(KINDS)


def test_the_page_of_the_class_has_the_hints_and_its_picture(graded):
    page = (graded / "g-class.html").read_text()
    question = CHAPTER.questions[2]
    assert as_html(question.hint(next(iter(question.misconceptions)))) in page
    assert 'src="g.png"' in page


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", ";=1", "a; =1", "\t=1", "x\n=1;=2", 'x;"=1', "＝1", ' "=1'],
)
def test_no_cell_is_a_formula(text, tmp_path):
    write_table(tmp_path / "x.csv", ["a"], [[text]])
    cell = (tmp_path / "x.csv").read_text("utf-8-sig").split("\n")[1]
    for part in cell.replace("\t", ";").split(";"):
        assert part.strip('" \r')[:1] not in tuple("=+-@＝")
