"""What may be said of a learner's patient and prescribed, and what comes of it."""

from functools import partial

from nncourse.chapters.ch09_training_clinic.exam import SEEDS, measure_answer
from nncourse.chapters.ch09_training_clinic.treating import NAMES, PRESCRIPTIONS

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
    }
