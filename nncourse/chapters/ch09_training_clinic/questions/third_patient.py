"""A patient whose fault takes a test."""

from nncourse.chapters.ch09_training_clinic.exam import PLACES
from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.chapters.ch09_training_clinic.questions.offers import asked_of
from nncourse.chapters.ch09_training_clinic.treating import HEALTHY
from nncourse.clinic import EXAMINATIONS


@chapter.setting(
    points=20,
    prompt="""
    **Your third patient.** Its readings alone do not tell. `look(3, seed)` shows them;
    `examine(3, seed, "gradient check")` makes a test, and any other in the same way. Give
    the `test` that settles it, the name and the treatment.
    """,
    **asked_of(
        3,
        "the test must be the one that shows it, the name right, the treatment a cure.",
        test=list(EXAMINATIONS),
    ),
)
def third_patient():
    """Twice the same examples, and two answers."""
    return dict(
        seed=0,
        test="evaluate twice",
        name="dropout on in evaluation",
        treatment="evaluate without dropout",
    )


@third_patient.wrong_where(lambda config, measured: config["name"] == HEALTHY)
def taken_for_well():
    """it is not well: its healthy twin reads more. Make the tests one after the other and
    see which one speaks."""
    return dict(seed=0, test="gradient check", name="healthy", treatment="let it be")


@third_patient.wrong_where(
    lambda config, measured: measured["named"] and measured["tested"]
)
def tested_not_cured():
    """test and name are right. The treatment does not remove that cause."""
    return third_patient.reference() | dict(treatment="lower the rate")


@third_patient.wrong_where(lambda config, measured: measured["named"])
def other_test():
    """the name is right, and the test that you give does not show it."""
    return third_patient.reference() | dict(test="fit one batch")


@third_patient.wrong_where(lambda config, measured: measured["tested"])
def test_misread():
    """the test is the right one; read its result again. What does it find wrong?"""
    return third_patient.reference() | dict(
        name="wrong gradient", treatment="mend the backward pass"
    )


@third_patient.wrong_where(
    lambda config, measured: config["name"] in ("shuffled labels", "dropout too strong")
)
def another_takes_a_test():
    """what you name takes a test as well, and does not ail this patient. Make the others,
    one after the other, and see which one speaks."""
    return dict(
        seed=2,
        test="permute the labels",
        name="shuffled labels",
        treatment="mend the labels",
    )


@third_patient.wrong_where(lambda config, measured: config["name"] not in PLACES[3])
def shown_by_readings():
    """that would show in the readings. Here a test is needed: make them one after the other
    and see which one speaks."""
    return dict(
        seed=0, test="drop nothing", name="rate too high", treatment="lower the rate"
    )


@third_patient.wrong_where(lambda config, measured: True)
def nothing_found():
    """the test that you give finds nothing wrong with this patient. Make another."""
    return dict(
        seed=0,
        test="gradient check",
        name="wrong gradient",
        treatment="mend the backward pass",
    )


third_patient.right(
    dict(
        seed=2,
        test="gradient check",
        name="wrong gradient",
        treatment="mend the backward pass",
    ),
    dict(
        seed=1,
        test="look at the weights",
        name="constant weights",
        treatment="draw the usual first weights",
    ),
)
