"""What may be said of a learner's patient and prescribed, and what comes of it."""

from functools import partial

from nncourse.chapters.ch09_training_clinic.exam import PLACES, SEEDS, measure_answer
from nncourse.chapters.ch09_training_clinic.treating import (
    HEALTHY,
    LET_IT_BE,
    NAMES,
    PRESCRIPTIONS,
)
from nncourse.clinic.prescriptions import PRESCRIBED

SHOWS = {  # how an illness would show, told where another one is at work
    "sigmoid too deep": "Sigmoids too deep would show in the first layer's gradient, a "
    "small share of the last layer's.",
    "weights too small": "Weights too small would show in the layers: the spread falls "
    "from each to the next.",
    "weights too large": "Weights too large would show in the layers: the spread grows "
    "from each to the next.",
    "rate too high": "A rate too high would show in steps that are a good part of the "
    "weights' own length, and in a loss that rises.",
    "rate too low": "A rate too low would show in steps of a few thousandths of the "
    "weights at most, and a loss that hardly moves.",
    "unscaled input": "An unscaled input would show in the first layer's spread, far above "
    "1, to which the layers after it add little.",
    "shuffled labels": "Shuffled labels would show in a test: with permuted ones the loss "
    "would fall about as far.",
    "dead units": "Dead units would show in a layer of which nearly all are off.",
    "over-fitting": "Over-fitting would show at the end: what is seen is read, what is "
    "unseen clearly worse.",
}

HEALTHY_TREATED = "Whoever is healthy is let be, and you treat it."
ILL_LET_BE = "You name an illness and let it be: that is for a healthy one."
OTHER_TREATMENTS = "For what you name the chapter gives other treatments."
OTHER_TEST = "The test that you give does not show what you name."
SHOWN_BY = PLACES[3] | {
    "shuffled labels": "permute the labels",
    "dropout too strong": "drop nothing",
}

GOAL = "the name must be right, and the treatment must cure."
REPORT = """
the patient of seed {seed:.0f}: {sick:.0%} of unseen examples are right as it came, and
{treated:.0%} after "{treatment}"; of its healthy twin {twin:.0%}
"""


def asked_of(place, goal=GOAL, **further):
    """What the questions on the patients share; `further` knobs come after the seed."""
    offered = {"name": list(NAMES), "treatment": list(PRESCRIPTIONS)}
    return {
        "knobs": {"seed": SEEDS, **further, **offered},
        "measure": partial(measure_answer, place),
        "passes": lambda m: m["named"] and m["cured"] and m["tested"],
        "goal": goal,
        "report": REPORT,
        "more": _of_a_wrong_name,
    }


def _of_a_wrong_name(config, measured):
    """How what is named would show, and which treatment or test does not belong to it."""
    if measured["named"]:
        return ""
    name, test = config["name"], config.get("test")
    told = [SHOWS.get(name, ""), _of_its_treatment(name, config["treatment"])]
    if test and SHOWN_BY.get(name, test) != test:
        told.append(OTHER_TEST)
    return " ".join(filter(None, told))


def _of_its_treatment(name, treatment):
    if name == HEALTHY:
        return "" if treatment == LET_IT_BE else HEALTHY_TREATED
    if treatment == LET_IT_BE:
        return ILL_LET_BE
    return "" if treatment in PRESCRIBED[name][:2] else OTHER_TREATMENTS
