"""A visit to one of the ten patients: its signs, what ails it, what to prescribe, and what
became of it, one below the other.
"""

from functools import cache

from nncourse.chapters.ch09_training_clinic.case_notes import case_notes
from nncourse.chapters.ch09_training_clinic.cases import (
    CANNOT_TELL,
    case,
    finding,
    right_treatment,
)
from nncourse.chapters.ch09_training_clinic.charts import (
    FIRST,
    WHEN,
    describe_vital_signs,
    runs_side_by_side,
    vital_signs,
)
from nncourse.chapters.ch09_training_clinic.messages import VISIT
from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, LET_IT_BE, effect
from nncourse.explore import explore, predict_choice
from nncourse.explore.display import ipython_shell
from nncourse.explore.predictions.questions import publish


def visit(number):
    """Show patient `number` with its questions; the answers are measured. A page shows them
    already, and they work there without Python: what stands below need not wait for them.
    """
    if hasattr(ipython_shell(), "show_panel"):
        return
    seen, treated = pictures(number)
    asked, patient = case(number), case(number).patient
    notes = case_notes(patient.setting)
    publish(notes, f"<p>{notes}</p>")
    explore(
        seen,
        step=list(WHEN),
        labels={"step": VISIT["step"]},
        describe=lambda step: describe_vital_signs(patient.history, asked.signs, step),
    )
    ask_name(number, patient, asked, treated)
    if asked.tests:
        ask_test(number, patient, asked)
    cure = right_treatment(patient, asked.treatments)
    predict_choice(
        VISIT["prescribe"].format(number=number),
        [said(name) for name in asked.treatments],
        said(cure),
        effects(patient, asked.treatments),
        figure=treated,
        treatment=cure,
    )
    explore(
        treated,
        treatment=list(asked.treatments),
        describe=lambda treatment: describe_effect(patient, treatment),
    )


def ask_name(number, patient, asked, treated):
    found = finding(patient)
    name = CANNOT_TELL if found.order else found.name
    predict_choice(
        VISIT["name"].format(number=number),
        [said(name) for name in asked.names],
        said(name),
        because(found),
        figure=treated,
    )


def ask_test(number, patient, asked):
    """Which test to order; its result says the name."""
    order = finding(patient).order
    result = patient.examine(order)
    found = finding(patient, [result])
    predict_choice(
        VISIT["test"].format(number=number),
        [said(name) for name in asked.tests],
        said(order),
        VISIT["shown"].format(result=result.sentence, name=found.name),
    )


@cache
def pictures(number):
    """(the signs of patient `number`, the effect of a treatment): two figure functions,
    named after the number, by which the page addresses them.
    """
    asked, patient = case(number), case(number).patient

    def seen(step=FIRST):
        return vital_signs(patient.history, asked.signs, step)

    def treated(treatment=LET_IT_BE):
        return drawn_effect(patient, treatment)

    seen.__name__, treated.__name__ = f"patient_{number}", f"treated_{number}"
    return seen, treated


def drawn_effect(patient, treatment):
    """Patient and twin, and between them the treated run, if it was treated."""
    made = effect(patient, treatment)
    title = outcome(patient, treatment, made)
    return runs_side_by_side(made.histories, made.accuracies, title)


def describe_effect(patient, treatment):
    made = effect(patient, treatment)
    ends = ", ".join(f"{name} {right:.1%}" for name, right in made.accuracies.items())
    return VISIT["effect"].format(outcome=outcome(patient, treatment, made), ends=ends)


def outcome(patient, treatment, made):
    """In a few words, what an Effect came to."""
    if treatment == LET_IT_BE:
        return said(treatment)
    if patient.fault == HEALTHY:
        return VISIT["healthy"].format(treatment=said(treatment))
    word = VISIT["cured" if made.right else "not_cured"]
    return word.format(treatment=said(treatment))


def effects(patient, treatments):
    """The accuracy after each of some treatments, in a sentence."""
    ends = (f"{name} {effect(patient, name).accuracy:.1%}" for name in treatments)
    return VISIT["effects"].format(ends=", ".join(ends))


def because(found):
    """A Finding's evidence as a sentence."""
    text = "; ".join(found.evidence)
    return f"{said(text)}."


def said(text):
    """As the beginning of a sentence."""
    return text[0].upper() + text[1:]
