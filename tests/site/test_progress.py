"""How far a reader is: noted while reading, shown beside the contents, and forgotten."""

import pytest

from nncourse.exercises.course import questions

CHAPTER = "book/chapters/03-vanishing-gradients"
EXERCISES = {  # the chapter's, as the record names them, and their points
    f"{CHAPTER.replace('/chapters/', '/exercises/')}#{question.name}": question.points
    for chapter, question in questions().values()
    if chapter.stem == CHAPTER.rpartition("/")[2]
}
TO_END = """section => section.lastElementChild.scrollIntoView({ block: "center" })"""
READ = f"readerRecord.shareRead('{CHAPTER}')"
READ_ALL = f"""() => {{
    const seen = [...document.querySelectorAll("article > section > section")];
    readerRecord.set("read", "{CHAPTER}",
        {{ seen: seen.map((section) => section.id), of: seen.length }});
    readerRecord.set("answered", "{CHAPTER}#quiz-1", {{ right: true, due: false }});
}}"""


@pytest.fixture
def chapter(open_page, address):
    return open_page(f"{address}/{CHAPTER}.html")


def rows(page):
    return page.locator(".reader-progress li").all_inner_texts()


def test_a_section_counts_once_its_end_was_on_the_screen(chapter):
    assert chapter.evaluate(READ) == 0
    chapter.locator("#where-the-factor-comes-from").evaluate(TO_END)
    chapter.wait_for_function(f"{READ} > 0", timeout=5000)
    seen = chapter.evaluate(f"readerRecord.get('read', '{CHAPTER}').seen")
    assert "where-the-factor-comes-from" in seen and "sources" not in seen


def test_what_flies_past_does_not_count(chapter):
    chapter.locator("#where-the-factor-comes-from").evaluate(TO_END)
    chapter.wait_for_timeout(200)
    chapter.evaluate("scrollTo(0, 0)")
    chapter.wait_for_timeout(1200)
    assert chapter.evaluate(READ) == 0


def test_it_is_shown_in_numbers_and_marked_in_the_contents(chapter):
    name = "3. Vanishing gradients"
    link = chapter.locator(".bd-links").get_by_role("link", name=name)
    summary = chapter.locator(".reader-progress > summary")
    assert summary.inner_text().startswith("0 % of the course done")
    chapter.evaluate(READ_ALL)
    summary.click()
    assert rows(chapter)[0] == "1 of 9 chapters read"
    assert rows(chapter)[-1].startswith("1 of ")
    assert rows(chapter)[-1].endswith(" questions answered")
    assert not summary.inner_text().startswith("0 %")
    assert link.get_by_role("img", name="finished").is_visible()


def test_a_chapter_begun_is_marked_so(chapter):
    chapter.evaluate(f"readerRecord.set('read', '{CHAPTER}', {{ seen: ['a'], of: 3 }})")
    marks = chapter.locator(".bd-links").get_by_role("img")
    assert [mark.get_attribute("aria-label") for mark in marks.all()] == ["begun"]


def test_it_says_where_it_is_kept(chapter):
    chapter.locator(".reader-progress > summary").click()
    assert (
        "this browser and nowhere else" in chapter.locator(".reader-progress").inner_text()
    )


@pytest.mark.parametrize(
    ("button", "left"), [("Keep it", 1), ("Forget it", 0), ("Escape", 1)]
)
def test_it_is_forgotten_once_that_is_confirmed(button, left, chapter):
    chapter.evaluate(READ_ALL)
    chapter.locator(".reader-progress > summary").click()
    chapter.get_by_role("button", name="Forget my progress").click()
    dialog = chapter.get_by_role("dialog", name="Forget my progress")
    if button == "Escape":
        chapter.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name=button).click()
    dialog.wait_for(state="hidden")
    assert rows(chapter)[0] == f"{left} of 9 chapters read"


def test_what_a_page_no_longer_asks_does_not_count_twice(chapter):
    chapter.evaluate(f"""() => {{
        for (let n = 1; n < 40; n += 1) {{
            readerRecord.set("answered", "{CHAPTER}#quiz-" + n, {{ right: true }});
        }}
    }}""")
    chapter.locator(".reader-progress > summary").click()
    assert rows(chapter)[-1].startswith("5 of ")


def test_exercises_are_counted_once_one_is_passed(chapter):
    chapter.locator(".reader-progress > summary").click()
    assert not [row for row in rows(chapter) if "exercises" in row]
    exercise, most = next(iter(EXERCISES.items()))
    for points, passed in ((most - 1, 0), (most, 1)):
        chapter.evaluate(f"readerRecord.set('passed', '{exercise}', {points})")
        assert rows(chapter)[-1].startswith(f"{passed} of ")
        assert rows(chapter)[-1].endswith(" exercises passed")


def test_points_stand_in_numbers_and_beside_the_exercises(open_page, address):
    page = open_page(f"{address}/book/intro.html")
    said = page.locator(".reader-points")
    assert not said.is_visible()
    (first, most), (second, _), (third, _) = list(EXERCISES.items())[:3]
    for exercise, points in ((first, most), (second, 4), (third, "null"), ("x#gone", 9)):
        page.evaluate(f"readerRecord.set('passed', '{exercise}', {points})")
    assert said.inner_text() == f"You have {most + 4} of 900 points."
    page.locator(".reader-progress > summary").click()
    assert f"{most + 4} of 900 points" in rows(page)
    assert rows(page)[-1].startswith("1 of ")
    marks = page.locator(".bd-links .chapter-mark").all_inner_texts()
    assert marks == [f"{most + 4} of 100 points"]


def test_a_prediction_taken_back_is_none(chapter):
    chapter.locator(".reader-progress > summary").click()
    for value, made in (("2", 1), ("null", 0)):
        chapter.evaluate(f"readerRecord.set('predicted', '{CHAPTER}#depth', {value})")
        (row,) = [row for row in rows(chapter) if "predictions" in row]
        assert row.startswith(f"{made} of ")
