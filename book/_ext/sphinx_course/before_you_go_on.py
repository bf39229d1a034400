"""Before you go on: where a chapter begins, three questions about earlier ones.

They stand between the chapter's opening, which says what it is about, and its first
section. Without a script they are the same three for everybody. All others wait in a
`template`, and `static/before_you_go_on.js` chooses those that this reader once got wrong.
"""

from itertools import chain, zip_longest

from .messages import MESSAGES
from .quizzes import quizzes

ASKED = 3
BOX = """
<details class="before-you-go-on" open><summary>{summary}</summary>
<div class="quiz">{asked}</div>
<template>{all}</template>
</details>
"""
QUESTION = """<div data-question="{ident}"><p><strong>{asked}</strong>
<a href="{href}">{chapter}</a></p>{answers}</div>"""


def questions_before(page, found):
    """All questions of the chapters before a page in turns, the nearest chapter's first.

    Of each chapter those come first that its own page has not asked.
    """
    pages = list(found)
    here = pages.index(page)
    turned = []
    for earlier in reversed(pages[:here]):
        quiz = found[earlier][here % 2 :] + found[earlier][: here % 2]
        turned.append(sorted(quiz, key=lambda question: not question.later))
    return [question for question in chain(*zip_longest(*turned)) if question]


def as_html(question, pathto):
    return QUESTION.format(
        ident=question.ident,
        asked=question.asked,
        href=pathto(question.page),
        chapter=MESSAGES["chapter"].format(number=question.chapter),
        answers=question.answers,
    )


def add_questions(app, pagename, templatename, context, doctree):
    found = app.config.course_quizzes
    if pagename not in found or not (before := questions_before(pagename, found)):
        return
    shown = [as_html(question, context["pathto"]) for question in before]
    box = BOX.format(
        summary=MESSAGES["before_you_go_on"],
        asked="".join(shown[:ASKED]),
        all="".join(shown),
    )
    heading, end, rest = context["body"].partition("</h1>")
    opening, section, rest = rest.partition("<section")
    context["body"] = heading + end + opening + box + section + rest


def read_quizzes(app, config):
    config.course_quizzes = quizzes(app.srcdir)


def setup(app):
    # Of the kind "html": a changed quiz is asked on later chapters' pages, so all are
    # written again.
    app.add_config_value("course_quizzes", {}, "html")
    app.connect("config-inited", read_quizzes)
    app.connect("html-page-context", add_questions)
