"""A quiz as a reader answers it, and its questions asked again before later chapters."""

import pytest

THIRD = "book/chapters/03-vanishing-gradients"
FOURTH = "book/chapters/04-exploding-gradients"
CHOOSE = "Choose an answer first."
COLOUR = """said => getComputedStyle(said).borderLeftColor"""


@pytest.fixture
def chapter(open_page, address):
    return open_page(f"{address}/{THIRD}.html")


def question(page, n):
    """The n-th question of the chapter's own quiz."""
    return page.locator("#check-yourself form").nth(n - 1)


def answer(form, choice):
    form.get_by_role("radio").nth(choice).check()
    form.get_by_role("button", name="Check").click()


def test_a_question_names_its_choices(chapter):
    name = "1. Why does the first layer of a deep sigmoid network hardly learn?"
    group = chapter.get_by_role("group", name=name)
    assert group.get_by_role("radio").count() == 3
    assert group.get_by_role("radio", name="The pixels are too small.").count() == 1


def test_it_is_answered_by_keyboard(chapter):
    question(chapter, 1).get_by_role("radio").first.focus()
    chapter.keyboard.press("ArrowDown")
    assert question(chapter, 1).get_by_role("status").inner_text() == ""
    chapter.keyboard.press("Enter")
    assert "Right:" in question(chapter, 1).get_by_role("status").inner_text()


def test_nothing_chosen_is_said_and_not_counted(chapter):
    question(chapter, 1).get_by_role("button", name="Check").click()
    assert question(chapter, 1).get_by_role("status").inner_text() == CHOOSE
    assert chapter.evaluate("Object.keys(readerRecord.all('answered'))") == []
    answer(question(chapter, 1), 1)
    assert "Right:" in question(chapter, 1).get_by_role("status").inner_text()


def test_right_and_wrong_differ_in_word_sign_and_colour(chapter):
    said = question(chapter, 1).get_by_role("status")
    answer(question(chapter, 1), 0)
    wrong = said.inner_text(), said.evaluate(COLOUR)
    answer(question(chapter, 1), 1)
    right = said.inner_text(), said.evaluate(COLOUR)
    assert wrong[0].startswith("✗") and "Not quite: all layers drew" in wrong[0]
    assert right[0].startswith("✓") and "Right: slopes of at most" in right[0]
    assert wrong[1] != right[1]


def test_another_choice_takes_the_verdict_away(chapter):
    answer(question(chapter, 1), 0)
    question(chapter, 1).get_by_role("radio").nth(2).check()
    assert question(chapter, 1).get_by_role("status").inner_text() == ""


def test_first_tries_are_counted_and_remembered(chapter):
    count = chapter.locator(".quiz-count")
    assert count.inner_text() == ""
    answer(question(chapter, 1), 1)
    answer(question(chapter, 2), 0)
    answer(question(chapter, 2), 2)
    assert count.inner_text() == "1 of 5 right at the first try"
    chapter.reload()
    assert count.inner_text() == "1 of 5 right at the first try"
    answer(question(chapter, 2), 2)
    assert count.inner_text() == "1 of 5 right at the first try"


def test_what_was_missed_is_asked_first_until_it_is_right(chapter, address):
    missed = question(chapter, 4).locator("legend").inner_text().removeprefix("4. ")
    answer(question(chapter, 4), 0)
    chapter.goto(f"{address}/{FOURTH}.html")
    asked = chapter.locator(".before-you-go-on form")
    assert asked.count() == 3
    assert asked.first.locator("legend").inner_text() == f"{missed} chapter 3"
    answer(asked.first, 1)
    chapter.reload()
    assert missed not in chapter.locator(".before-you-go-on").inner_text()
    chapter.goto(f"{address}/{THIRD}.html")
    assert chapter.locator(".quiz-count").inner_text() == "0 of 5 right at the first try"


def test_what_was_right_is_not_asked_again_on_the_same_day(open_page, address):
    page = open_page(f"{address}/book/chapters/01-reading-digits.html")
    answer(question(page, 1), 0)  # wrong at first
    for n, right in enumerate((1, 2, 0), 1):
        answer(question(page, n), right)
    page.goto(f"{address}/book/chapters/02-backpropagation.html")
    asked = page.locator(".before-you-go-on form")
    for n, right in enumerate((1, 0, 1)):  # what chapter 1 has kept for later
        answer(asked.nth(n), right)
    page.reload()
    assert asked.count() == 0
    line = page.locator(".before-you-go-on").inner_text()
    assert line.startswith("Today you have answered all questions")
    page.evaluate(A_DAY_LATER)
    page.reload()
    assert asked.count() == 3
    missed = asked.first.locator("legend").inner_text()
    assert missed.startswith("A network with 100 classes")
    answer(asked.first, 1)
    page.reload()
    assert missed not in asked.locator("legend").all_inner_texts()


A_DAY_LATER = """() => {
    for (const [id, one] of Object.entries(readerRecord.all("answered")))
        readerRecord.set("answered", id, { ...one, solved: one.solved - 86_400_000 });
}"""


def test_what_waits_for_later_chapters_is_not_seen_in_its_own(open_page, address):
    page = open_page(f"{address}/book/chapters/01-reading-digits.html")
    assert page.locator("#check-yourself .quiz-later p").count() > 0
    assert not page.locator("#check-yourself .quiz-later").is_visible()
    assert page.locator("#check-yourself form").count() == 3


def test_the_questions_before_can_be_folded_for_good(open_page, address):
    page = open_page(f"{address}/{FOURTH}.html")
    box = page.locator(".before-you-go-on")
    assert box.get_by_role("radio").first.is_visible()
    box.locator("> summary").click()
    page.wait_for_function("readerRecord.all('read') && Object.keys("
                           "readerRecord.all('read')).length")  # fmt: skip
    page.reload()
    assert not box.get_by_role("radio").first.is_visible()


def test_without_a_script_answers_unfold(open_page, address):
    page = open_page(f"{address}/{FOURTH}.html", java_script_enabled=False)
    for quiz, asked in ((".before-you-go-on", 3), ("#check-yourself", 5)):
        assert page.locator(f"{quiz} .quiz p:has(> strong)").count() == asked
        first = page.locator(f"{quiz} .quiz details").first
        first.locator("summary").click()
        assert first.locator("p").is_visible()


def test_the_first_chapter_has_nothing_to_ask(open_page, address):
    page = open_page(f"{address}/book/chapters/01-reading-digits.html")
    assert page.locator(".before-you-go-on").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_answers_do_not_widen_the_page(width, open_page, address):
    size = {"width": width, "height": 900}
    page = open_page(f"{address}/{THIRD}.html", viewport=size)
    answer(question(page, 4), 0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
