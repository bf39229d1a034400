"""What may be said of a learner's patient and prescribed, and what comes of it."""

from functools import partial

from nncourse.chapters.ch09_training_clinic.exam import SEEDS, measure_answer
from nncourse.chapters.ch09_training_clinic.treating import NAMES, PRESCRIPTIONS

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
        "more": _how_it_would_show,
    }


def _how_it_would_show(config, measured):
    """A sentence on a name that is not right, if there is one on how it would show."""
    return "" if measured["named"] else SHOWS.get(config["name"], "")
