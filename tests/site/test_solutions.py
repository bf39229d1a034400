"""On the page every exercise has its solution behind a click, and it is the reference."""

import pytest
from bs4 import BeautifulSoup

from nncourse.exercises.course import chapters


@pytest.mark.parametrize("chapter", chapters(), ids=lambda c: c.stem)
def test_each_question_has_its_reference_behind_a_click(chapter, site):
    page = site / "book" / "exercises" / f"{chapter.stem}.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    shown = [details.pre.get_text() for details in soup.select("details.solution")]
    assert [text.rstrip() for text in shown] == [
        question.answer_cell() for question in chapter.questions
    ]
    assert not any(details.has_attr("open") for details in soup.select("details.solution"))
