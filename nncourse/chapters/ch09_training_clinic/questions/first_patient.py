"""A patient whose fault shows in one panel."""

from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.chapters.ch09_training_clinic.questions.offers import asked_of


@chapter.setting(
    points=15,
    prompt="""
    **Your first patient.** `look(1, seed)` shows its loss, its accuracies and its layers at
    the first step. Something ails it. Give your seed, the `name` of what ails it and the
    `treatment`: at the end it must read as well as its healthy twin, to two points.
    """,
    **asked_of(1),
)
def first_patient():
    """Flat at first, then far above the loss of guessing: each step is as long as W."""
    return dict(seed=0, name="rate too high", treatment="lower the rate")


@first_patient.wrong_where(lambda config, measured: config["name"] == "healthy")
def taken_for_well():
    """it is not well: compare what it reads in the end with what such networks reach."""
    return dict(seed=0, name="healthy", treatment="let it be")


@first_patient.wrong_where(lambda config, measured: measured["named"])
def named_and_not_cured():
    """you have found what ails it. The treatment does not remove that cause."""
    return dict(seed=0, name="rate too high", treatment="gather more examples")


@first_patient.wrong_where(lambda config, measured: measured["cured"])
def cured_by_luck():
    """it got well, but what you name is not what ailed it. Which panel speaks for your
    name, and which against it?"""
    return dict(seed=0, name="weights too large", treatment="lower the rate")


@first_patient.wrong_where(lambda config, measured: True)
def neither():
    """neither the name nor the treatment. Read in the chapter's order: first loss, layers,
    length of the first step, end."""
    return dict(seed=0, name="dead units", treatment="add dropout")


first_patient.right(
    dict(seed=6, name="sigmoid too deep", treatment="use rectifiers"),
    dict(seed=1, name="dead units", treatment="draw the dead units anew"),
)
