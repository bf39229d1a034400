"""A patient who takes a second look, or is well."""

from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.chapters.ch09_training_clinic.questions.offers import asked_of


@chapter.setting(
    points=20,
    prompt="""
    **Your second patient.** As before, with `look(2, seed)`. This one may be well: then its
    name is `healthy`, and the treatment is to let it be.
    """,
    **asked_of(2),
)
def second_patient():
    """The first layer's spread is large and no other layer adds to it."""
    return dict(seed=0, name="unscaled input", treatment="standardise the input")


@second_patient.wrong_where(
    lambda config, measured: measured["well"] and not measured["named"]
)
def healthy_treated():
    """nothing ails it. A ragged loss or a few units that are off are no illness; ask what
    they cost."""
    return dict(seed=1, name="dead units", treatment="draw the dead units anew")


@second_patient.wrong_where(lambda config, measured: measured["well"])
def treated_all_the_same():
    """you say that it is well, and treat it. Let it be."""
    return dict(seed=1, name="healthy", treatment="lower the rate")


@second_patient.wrong_where(lambda config, measured: config["name"] == "healthy")
def overlooked():
    """it is not well. Look at the first loss, and at what is seen beside what is unseen."""
    return dict(seed=0, name="healthy", treatment="let it be")


@second_patient.wrong_where(lambda config, measured: measured["named"])
def named_not_cured():
    """you have found what ails it. The treatment does not remove that cause."""
    return dict(seed=0, name="unscaled input", treatment="gather more examples")


@second_patient.wrong_where(lambda config, measured: measured["cured"])
def cured_by_luck():
    """it got well, but what you name is not what ailed it. Which panel speaks for your
    name, and which against it?"""
    return dict(seed=0, name="dead units", treatment="standardise the input")


@second_patient.wrong_where(
    lambda config, measured: config["name"] in ("weights too large", "unscaled input")
)
def large_for_another_reason():
    """neither the name nor the treatment. Both weights and inputs that are too large make
    the first layer's spread large; the layers after it tell them apart."""
    return dict(seed=0, name="weights too large", treatment="draw the usual first weights")


@second_patient.wrong_where(lambda config, measured: True)
def not_found():
    """neither the name nor the treatment. Read in the chapter's order: first loss, layers,
    length of the first step, end."""
    return dict(seed=0, name="dead units", treatment="add dropout")


second_patient.right(
    dict(seed=1, name="healthy", treatment="let it be"),
    dict(seed=2, name="weights too large", treatment="draw the usual first weights"),
)
