"""The rules of the diagnosis: one table, read from the top, the first that speaks is right.

A condition is (reading, sign, limit); "?" asks whether a reading is not known, as that of a
test which nobody has ordered yet. The limits were set on the networks of `DEVELOPMENT`, seeds
1000 and above; what they are worth on others stands in measured.json. `python -m
nncourse.clinic --rules` writes the table as JSON.
"""

from dataclasses import dataclass

import numpy as np

SIGNS = {
    "<": lambda reading, limit: reading < limit,
    ">": lambda reading, limit: reading > limit,
    "?": lambda reading, limit: np.isnan(reading),
}


@dataclass(frozen=True)
class Rule:
    """What is said if all conditions hold: a name, or, instead of one, a test to order."""

    when: tuple
    says: str = "unclear"
    order: str | None = None

    def speaks(self, readings):
        return all(
            SIGNS[sign](readings[reading], limit) for reading, sign, limit in self.when
        )


def _order(test, *when):
    return Rule(when, order=test)


def _say(name, *when):
    return Rule(when, says=name)


SILENT = ("ungraded", ">", 0.99)
RISING = ("peak", ">", 2.0)
LEARNS = ("left", "<", 0.5)
LEARNS_BADLY = ("left", ">", 0.3)

RULES = (
    # What a test has shown is certain.
    _say("wrong gradient", ("wrong", ">", 0)),
    _say("dropout on in evaluation", ("difference", ">", 1e-9)),
    _say("constant weights", ("alike", ">", 0.5)),
    _say("batch of one", SILENT, ("batch", "<", 2)),
    # No gradient anywhere: units off, weights of zero, or nothing left by normalisation.
    _order("look at the weights", SILENT, ("alike", "?", 0)),
    _order("look at the data", SILENT, ("batch", "?", 0)),
    # What shows before the first step.
    _say("dead units", ("born dead", ">", 0.85)),
    _say("unscaled input", ("data spread", ">", 4.0)),
    _say("weights too large", ("spread", ">", 2.0), ("growth", ">", 2.0)),
    _say("unscaled input", ("spread", ">", 4.0), ("growth", "<", 2.0)),
    _order("look at the data", ("start", ">", 4.0), ("batch", "?", 0)),
    _order("look at the data", ("saturated first", ">", 0.5), ("batch", "?", 0)),
    _say("weights too large", ("saturated last", ">", 0.5)),
    _order("look at the weights", ("output", ">", 30.0), ("alike", "?", 0)),
    _say("sigmoid too deep", ("squashers", ">", 1), ("vanishing", "<", 0.1), ("growth", ">", 0.5), LEARNS_BADLY),
    _say("weights too small", ("growth", "<", 0.35)),
    _say("weights too small", ("output", ">", 60.0)),
    _say("dropout too strong", ("excess", ">", 0.2)),
    _order("drop nothing", ("growth", ">", 1.7), ("excess", "?", 0)),
    _order("drop nothing", ("start", ">", 2.5), LEARNS_BADLY, ("excess", "?", 0)),
    # What shows in the first steps.
    _order("gradient check", RISING, ("wrong", "?", 0)),
    _say("rate too high", ("first step", ">", 0.2), LEARNS_BADLY),
    _say("rate too high", RISING, LEARNS_BADLY),
    _say("rate too low", ("longest step", "<", 0.004), LEARNS_BADLY),
    # What shows at the end.
    _say("over-fitting", ("seen", ">", 0.9), ("gap", ">", 0.12)),
    _say("healthy", LEARNS, ("seen", ">", 0.93)),
    _order("evaluate twice", ("difference", "?", 0)),
    _order("gradient check", ("wrong", "?", 0)),
    _say("healthy", LEARNS, ("seen", ">", 0.8)),
    _order("look at the weights", ("alike", "?", 0)),
    _order("drop nothing", ("excess", "?", 0)),
    _order("fit one batch", ("memorised", "?", 0)),
    _order("permute the labels", ("gain", "?", 0)),
    _say("shuffled labels", ("gain", "<", 0.3), ("memorised", "<", 0.3)),
    _say("healthy", LEARNS),
)
