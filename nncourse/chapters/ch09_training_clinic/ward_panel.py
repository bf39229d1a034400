"""The ward as a panel: what it shows, what one can do next, and doing it. A kernel and a
page make controls of its `actions`, each of its own kind.
"""

from dataclasses import dataclass
from html import escape

from nncourse.chapters.ch09_training_clinic.case_notes import case_notes
from nncourse.chapters.ch09_training_clinic.charts import (
    describe_vital_signs,
    runs_side_by_side,
    vital_signs,
)
from nncourse.chapters.ch09_training_clinic.messages import WARD
from nncourse.chapters.ch09_training_clinic.treating import PRESCRIPTIONS
from nncourse.chapters.ch09_training_clinic.visit import describe_effect, outcome, said
from nncourse.chapters.ch09_training_clinic.ward import NAMES, Ward
from nncourse.clinic import EXAMINATIONS, diagnose
from nncourse.explore.svg import to_svg

ON_WHITE = "color: inherit; --explore-background: #fff"  # in a dark page too


@dataclass(frozen=True)
class Action:
    """Something to do next: its key, the words on its button, and what to choose from."""

    key: str
    label: str
    options: tuple = ()


class WardPanel:
    """A Ward to look at and to act on."""

    def __init__(self, seed=1):
        self.ward = Ward(seed)
        self.drawn_for = self.signs = None

    def actions(self):
        visit = self.ward.visit
        if visit.effect is not None:
            return [Action("next", WARD["next"])]
        if visit.named is not None:
            return [Action("treat", WARD["treat"], PRESCRIPTIONS)]
        left = tuple(test for test in EXAMINATIONS if test not in visit.tests)
        tests = [Action("order", WARD["order"], left)] if left else []
        return [*tests, Action("name", WARD["name"], NAMES)]

    def act(self, key, option=""):
        """Do one of `actions`."""
        if key == "next":
            self.ward.admit()
        else:
            {"order": self.ward.order, "name": self.ward.name, "treat": self.ward.treat}[
                key
            ](option)

    def html(self):
        """The patient who is in, what was done for it, and the day so far."""
        visit = self.ward.visit
        if visit is not self.drawn_for:  # drawing takes longer than all else
            self.drawn_for, self.signs = visit, drawn_signs(visit.patient.history)
        parts = [
            f"<p><strong>{self.patient_in_words()}</strong></p>",
            paragraph(case_notes(visit.patient.setting)),
            self.signs,
            *(paragraph(f"{said(n)}: {t.sentence}") for n, t in visit.tests.items()),
        ]
        if visit.named is not None:
            parts.append(paragraph(WARD["you_say"].format(name=visit.named)))
        if visit.effect is not None:
            parts += verdict(visit)
        if self.ward.score["patients"]:
            parts += [paragraph(WARD["score"].format(**self.ward.score)), self.cases()]
        return "\n".join(parts)

    def patient_in_words(self):
        return WARD["patient"].format(number=len(self.ward.visits))

    def cases(self):
        """The list of one's cases, the last one first."""
        rows = []
        for number, visit in enumerate(self.ward.visits, 1):
            if visit.effect is not None:
                cells = (
                    str(number),
                    visit.patient.fault,
                    mark(visit.named, visit.is_named_right),
                    mark(visit.treatment, visit.effect.right),
                    ", ".join(visit.tests) or WARD["none"],
                )
                rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells))
        head = "".join(f"<th>{escape(word)}</th>" for word in WARD["columns"])
        body = "".join(f"<tr>{row}</tr>" for row in reversed(rows))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return f'<div style="overflow-x:auto" tabindex="0">{table}</div>'


def drawn_signs(history):
    return picture(vital_signs(history), "ward-signs", describe_vital_signs(history))


def verdict(visit):
    """What the treatment did, what ailed the patient, and what the rules would say."""
    patient, made = visit.patient, visit.effect
    title = outcome(patient, visit.treatment, made)
    figure = runs_side_by_side(made.histories, made.accuracies, title)
    yield picture(figure, "ward-effect", describe_effect(patient, visit.treatment))
    right = "right" if visit.is_named_right else "wrong"
    yield paragraph(WARD[right].format(fault=patient.fault))
    found = diagnose(patient.history, list(visit.tests.values()))
    yield paragraph(WARD["rules"].format(finding=str(found)))


def picture(figure, name, description):
    """Like a figure of `explore`, whose panels stack where there is little room."""
    svg = to_svg(figure, name, description)
    inside = f'<div class="explore-picture">{svg}</div>'
    return f'<div class="explore" style="{ON_WHITE}">{inside}</div>'


def mark(text, right):
    return f"{'✓' if right else '✗'} {text}"


def paragraph(text):
    return f"<p>{escape(text, quote=False)}</p>"
