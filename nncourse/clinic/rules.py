"""The rules of the diagnosis: one table, read from the top, the first that speaks is right.

A condition is (reading, sign, limit), and none holds of a reading that is nan. A rule that
orders a test is passed over once that test is made. The limits were set on the networks of
`DEVELOPMENT`, seeds from 1000 on; what they are worth on others stands in measured.json.
"""

from dataclasses import dataclass

SIGNS = {
    "<": lambda reading, limit: reading < limit,
    ">": lambda reading, limit: reading > limit,
}


@dataclass(frozen=True)
class Rule:
    """What is said if all conditions hold: a name, or, instead of one, a test to order."""

    when: tuple
    says: str = "unclear"
    order: str | None = None

    def speaks(self, readings, tests_made=()):
        return self.order not in tests_made and all(
            SIGNS[sign](readings[reading], limit) for reading, sign, limit in self.when
        )


def _order(test, *when):
    return Rule(when, order=test)


def _say(name, *when):
    return Rule(when, says=name)


SILENT = ("spread", "<", 1e-9)
RISING = ("peak", ">", 1.3)
LEARNS = ("left", "<", 0.5)
LEARNS_BADLY = ("left", ">", 0.3)

RULES = (
    # What a test has shown is certain.
    _say("wrong gradient", ("wrong", ">", 0)),
    _say("dropout on in evaluation", ("difference", ">", 1e-9)),
    _say("constant weights", ("alike", ">", 0.5)),
    _say("unscaled input", ("data spread", ">", 4.0)),
    _say("dropout too strong", ("excess", ">", 0.1), LEARNS_BADLY),
    # Nothing gets through: weights of zero, units off, or batches of one, normalised.
    _order("look at the weights", SILENT),
    _order("look at the data", SILENT),
    _say("batch of one", SILENT, ("batch", "<", 2)),
    # What shows before the first step.
    _say("dead units", ("born dead", ">", 0.85)),
    _order("look at the weights", ("growth", ">", 1.7), ("spread", "<", 2.0)),
    _say("weights too large", ("spread", ">", 2.0), ("growth", ">", 2.0)),
    _say("unscaled input", ("spread", ">", 4.0), ("growth", "<", 2.0)),
    _order("look at the data", ("start", ">", 4.0)),
    _order("look at the data", ("saturated first", ">", 0.5)),
    _order("look at the weights", ("saturated last", ">", 0.5)),
    _say("weights too large", ("saturated last", ">", 0.5)),
    _say(
        "rate too high",
        ("first step", ">", 1.5),
        ("growth", ">", 0.25),
        ("start", "<", 4.0),
        LEARNS_BADLY,
    ),
    _order("look at the weights", ("output", ">", 60.0), LEARNS_BADLY),
    _say(
        "sigmoid too deep",
        ("squashers", ">", 1),
        ("vanishing", "<", 0.1),
        ("growth", ">", 0.5),
        LEARNS_BADLY,
    ),
    _say("weights too small", ("growth", "<", 0.2), ("left", ">", 0.1)),
    _say("weights too small", ("output", ">", 100.0), LEARNS_BADLY),
    # What dropout does to the first rows, and what looks like it.
    _order("evaluate twice", ("growth", ">", 1.2), LEARNS_BADLY),
    _say("dropout too strong", ("growth", ">", 1.9), ("spread", ">", 0.4), LEARNS_BADLY),
    _order("drop nothing", ("start", ">", 2.5), LEARNS_BADLY),
    _order("drop nothing", ("first step", ">", 0.1), LEARNS_BADLY),
    # What shows in the first steps.
    _say(
        "rate too low",
        ("longest step", "<", 0.004),
        ("first step", "<", 0.01),
        LEARNS_BADLY,
    ),
    _order("gradient check", RISING),
    _order("gradient check", ("lost", ">", 0)),
    _order("gradient check", ("first step", ">", 0.2), LEARNS_BADLY),
    _order("evaluate twice", RISING, LEARNS_BADLY),
    _order("evaluate twice", ("first step", ">", 0.2), LEARNS_BADLY),
    _order("look at the weights", ("first step", ">", 0.2), LEARNS_BADLY),
    _order("drop nothing", RISING, LEARNS_BADLY),
    _say(
        "rate too high",
        ("first step", ">", 0.2),
        ("longest step", ">", 0.06),
        LEARNS_BADLY,
    ),
    _say(
        "rate too high",
        ("first step", ">", 0.5),
        ("longest step", ">", 0.1),
        ("left", ">", 0.15),
    ),
    _say("rate too high", RISING, LEARNS_BADLY),
    _say("rate too high", ("lost", ">", 0), ("start", ">", 0)),
    # What shows at the end.
    _say("over-fitting", ("seen", ">", 0.9), ("gap", ">", 0.12)),
    _say("healthy", LEARNS, ("seen", ">", 0.93)),
    _say("healthy", ("left", "<", 0.1)),
    _order("evaluate twice"),
    _order("gradient check"),
    _say("healthy", LEARNS, ("seen", ">", 0.8)),
    _order("look at the weights"),
    _order("drop nothing"),
    _order("fit one batch"),
    _order("permute the labels"),
    _say("shuffled labels", ("gain", "<", 0.3), ("memorised", "<", 0.8)),
    _say("healthy", LEARNS),
    _say("healthy", ("gain", ">", 0.3)),
)
