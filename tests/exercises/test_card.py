"""A verdict's card says what is printed, in HTML."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from nncourse.exercises.card import verdict_card
from nncourse.exercises.degrees import in_brief, ways
from nncourse.exercises.messages import MESSAGES
from tests.exercises.answers import QUESTIONS

QUESTION = QUESTIONS["relu_backward"]
ANSWERS = {
    "passed": lambda x, dy: dy * (x > 0),
    "hint": lambda x, dy: dy,
    "case": lambda x, dy: 2 * dy * (x > 0),
    "error": lambda x, dy: dy + "<b>",
    "blank": lambda x, dy: None,
}


def in_words(text):
    return text.replace("`", "").split()


def explained(answer):
    outcomes = QUESTION.run(answer)
    return QUESTION.explain(QUESTION.judge(outcomes), outcomes, fn=answer)


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_card_has_the_words_of_the_printed_verdict(answer):
    """What `hint` would tell is there too, each behind a click."""
    verdict = explained(ANSWERS[answer])
    card = BeautifulSoup(verdict_card(verdict), "html.parser")
    card.select_one("[aria-hidden]").decompose()
    folded = [details.extract() for details in card.select("details")]
    printed = in_brief(verdict).replace(
        MESSAGES["promises"].format(text=verdict.promises), ""
    )
    for how in MESSAGES["ask_more"].format(name=QUESTION.name), ways(verdict):
        printed = printed.replace(how, "")
    for promises in card.select(".verdict-promises"):  # a list, with other words
        promises.decompose()
    assert in_words(card.get_text(" ")) == in_words(printed)
    told = [MESSAGES[label].format(text=text) for label, text in verdict.degrees]
    assert [in_words(details.div.get_text(" ")) for details in folded] == [
        in_words(text) for text in told
    ]
    kind = card.div["data-verdict"]
    assert kind == (answer if answer in ("passed", "blank") else "failed")


def test_a_failing_case_keeps_its_lines():
    card = verdict_card(explained(ANSWERS["case"]))
    case = BeautifulSoup(card, "html.parser").pre.get_text().splitlines()
    assert case[0] == "  x = array of shape (2, 2)" and "[[" in case[1]


def test_each_promise_stands_with_its_points_kept_or_open():
    verdict = QUESTION.judge(QUESTION.run(lambda x, dy: np.float64(dy) * (x > 0)))
    card = BeautifulSoup(verdict_card(verdict), "html.parser")
    rows = {row.get_text(): row["data-kept"] == "True" for row in card.select("li")}
    assert rows == {
        f"{'✓' if name in verdict.kept else '○'} {name}: "
        f"{points if name in verdict.kept else 0} of {points} points": name in verdict.kept
        for name, points in QUESTION.promises.items()
    }
    earned = [QUESTION.promises[name] for name in verdict.kept]
    assert 0 < sum(earned) == verdict.points < verdict.of
    assert f"{verdict.points} of {verdict.of}" in card.select_one(".verdict-first").text


def test_what_is_looked_at_later_stands_on_the_card_too():
    question = QUESTIONS["dense_backward"]
    verdict = question.judge(question.run(lambda x, W, dy: (dy @ W.T, x.T @ dy, dy)))
    rows = BeautifulSoup(verdict_card(verdict), "html.parser").select("li")
    assert len(rows) == len(question.promises)
    late = [row.get_text() for row in rows if "once the values are right" in row.get_text()]
    assert len(late) == 2 and "arguments left as they were: 2 points" in late[1]


def test_other_right_answers_wait_below_a_pass():
    verdict = explained(ANSWERS["passed"])
    verdict.others = ["def relu_backward(x, dy):\n    return dy * (x > 0)  # <b>"]
    shown = BeautifulSoup(verdict_card(verdict), "html.parser").select_one("details")
    assert shown.summary.get_text() == MESSAGES["on_page_others"]
    assert shown.pre.get_text() == verdict.others[0]
