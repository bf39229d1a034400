"""What a learner is told about an answer: the points, what is right, what is wrong, a hint.

`question` is the Function asked; the lists hold its outcomes case by case.
"""

import itertools
from dataclasses import dataclass, field

import numpy as np

from nncourse.exercises.comparison import (
    Difference,
    difference,
    same_outcome,
    same_part,
    same_values,
)
from nncourse.exercises.describe import describe, show, size
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.traits import Traits

MOST_LINES = 20  # of what an answer prints
PARTS = "promises", "right", "measured", "wrong", "hint", "printed", "style"  # in order
SAYS_NOTHING = MESSAGES["value"], MESSAGES["traits"]  # but that a case follows


@dataclass
class Verdict:
    """What is said about one answer. `kind` is one word, the rest is for people."""

    question: str
    kind: str
    points: int
    of: int
    misconceptions: tuple = ()  # all that the answer shows
    right: str = ""
    measured: str = ""
    wrong: str = ""
    case: str = ""  # in which it shows, line by line
    hint: str = ""
    nudge: str = ""  # where to look, told before the hint
    style: str = ""  # of a right answer
    others: list = field(default_factory=list)  # right answers, as code
    worth: dict = field(default_factory=dict)  # the points of each promise
    kept: list = field(default_factory=list)  # promises, and those that are open
    open: list = field(default_factory=list)
    printed: str = ""  # by the answer itself, the beginning of it

    @property
    def misconception(self):
        """The one that a table counts."""
        return self.misconceptions[0] if self.misconceptions else ""

    @property
    def promises(self):
        """What is earned and what is open, where there is something of both."""
        if not (self.kept and self.open):
            return ""
        kept, left, later = (
            ", ".join(
                MESSAGES["worth"].format(promise=p, points=self.worth[p]) for p in promises
            )
            for promises in (self.kept, self.open, self.later)
        )
        later = MESSAGES["later"].format(later=later) if later else ""
        return MESSAGES["kept"].format(kept=kept, open=left, later=later)

    @property
    def later(self):
        """Promises that are looked at once the values are right."""
        return [name for name in self.worth if name not in [*self.kept, *self.open]]

    @property
    def first_line(self):
        first = self.kind if self.kind in ("passed", "blank") else "failed"
        return MESSAGES[first].format(name=self.question, points=self.points, of=self.of)

    def __str__(self):
        lines = [self.first_line]
        for label in PARTS:
            if text := getattr(self, label):
                lines.append(MESSAGES[label].format(text=text))
            if label == "wrong" and self.case:
                lines.append(self.case)
        return "\n".join(lines)

    @property
    def degrees(self):
        """What `hint` tells of a wrong answer one by one, as (label, text)."""
        named = self.hint
        if not named and self.case and self.wrong not in SAYS_NOTHING:
            named = self.wrong
        told = [("hint", named)] if named and named != self.nudge else []
        if self.case:
            told.append(("case_by_itself", f"{self.wrong}\n{self.case}"))
        return told


def what_is_right(question, outcomes, expected, ok):
    """The best that can be said of an answer; `ok` tells which cases are right."""
    n = len(expected)
    pairs = list(zip(outcomes, expected, strict=True))
    if all(same_values(o, e, question.compare) for o, e in pairs):
        return MESSAGES["right_values"]
    parts = [
        part
        for i, part in enumerate(question.returns)
        if all(same_part(o, e, i) for o, e in pairs)
    ]
    if 0 < len(parts) < len(question.returns):
        return MESSAGES["right_parts"].format(parts=", ".join(parts), n=n)
    if any(ok):
        return right_cases(sum(ok), n)
    values = [(o.value, e.value) for o, e in pairs if not o.error]
    if not values or values[0][0] is None:
        return right_arguments(question, outcomes)
    right = _right_in_all(question, values)
    if len(values) < n:
        return MESSAGES["right_in_some"].format(right=right, k=len(values), n=n)
    return right


def _right_in_all(question, values):
    """What is so of all pairs of a value that an answer returned and the right one."""
    differences = [difference(v, e) for v, e in values]
    if all(d is None or d.kind == "dtype" for d in differences):
        return MESSAGES["right_values"]
    first = next(d for d in differences if d)
    named = first.index is None or first.index < len(question.returns)
    shape = _shape(first.got, None)
    if shape and named and _same_shapes(values, first.index):
        return MESSAGES["right_shape"].format(
            shape=shape, part=_part(question, first.index)
        )
    return MESSAGES["right_runs"].format(what=describe(values[0][0]))


def _same_shapes(values, index):
    """Whether a part, or the whole, has the right shape in all pairs."""
    return all(_shape(v, index) == _shape(e, index) for v, e in values)


def _shape(value, index):
    """The shape of a value, or of its part with that index; None where there is none."""
    if index is not None:
        parts = isinstance(value, (tuple, list)) and len(value) > index
        value = value[index] if parts else None
    return getattr(value, "shape", () if isinstance(value, (int, float)) else None)


def right_cases(k, n):
    return MESSAGES["right_cases"].format(k=k, n=n) if k else ""


def right_arguments(question, outcomes):
    """That the head is as asked, unless a call has shown that it is not."""
    if any(o.error == "TypeError" and "argument" in o.message for o in outcomes):
        return ""
    return MESSAGES["right_defined"].format(arguments=", ".join(question.arguments))


def what_is_wrong(question, outcomes, expected, ok, cases):
    """(kind, text, case) on the first case that breaks, else the smallest that fails.

    The case is told line by line, where showing it helps.
    """
    failing = sorted(
        (i for i, fine in enumerate(ok) if not fine), key=lambda i: size(cases[i])
    )
    i = next((i for i in failing if outcomes[i].error), failing[0])
    got, want = outcomes[i], expected[i]
    wanted = _wanted(question, want.value)
    if got.error == "unfit":
        return "unfit", MESSAGES["unfit"].format(what=got.message, expected=wanted), ""
    if got.error:
        return "error", crash(got), ""
    if got.value is None and want.value is not None:
        return "wrong", MESSAGES["nothing"], ""
    pairs = list(zip(outcomes, expected, strict=True))
    if all(same_outcome(o, e, question.compare, changes=False) for o, e in pairs):
        names = sorted({question.arguments[c] for o in outcomes for c in o.changed})
        return "changed", MESSAGES["changed"].format(names=", ".join(names)), ""
    if _in_another_order(pairs):
        expected_order = ", ".join(question.returns) or wanted
        return "order", MESSAGES["order"].format(expected=expected_order), ""
    diff = difference(got.value, want.value) or Difference("value", got.value, want.value)
    kind = diff.kind if diff.kind in ("shape", "dtype", "nan") else "wrong"
    lines = []
    for name, value in zip(question.arguments, cases[i], strict=False):
        lines.append(MESSAGES["case"].format(name=name, value=show(value)))
    if isinstance(question.compare, Traits):
        return kind, MESSAGES["traits"], "\n".join([*lines, *_traits(question, got, want)])
    if marked := _parts_beside(question, got.value, want.value):
        lines += marked
    else:
        lines.append(MESSAGES["expected"].format(value=show(want.value)))
        lines.append(MESSAGES["got"].format(value=show(got.value, beside=want.value)))
    return kind, _first_line(question, diff, wanted), "\n".join(lines)


def worked_case(question, seed):
    """The smallest case with what it should return, line by line."""
    cases, expected = question.seeded_cases(seed), question.expected(seed)
    i = min(range(len(cases)), key=lambda i: size(cases[i]))
    named = zip(question.arguments, cases[i], strict=False)
    lines = [MESSAGES["case"].format(name=name, value=show(value)) for name, value in named]
    if isinstance(question.compare, Traits):
        return "\n".join(lines)
    return "\n".join([*lines, MESSAGES["expected"].format(value=show(expected[i].value))])


def _traits(question, got, want):
    """A line for each trait in which a random answer differs from what is asked."""
    try:
        found = question.compare.differences(got.value, want.value)
    except Exception:  # of a kind that cannot be measured
        wanted = _wanted(question, want.value)
        return [MESSAGES["not_measured"].format(got=describe(got.value), expected=wanted)]
    return [
        MESSAGES["trait"].format(words=words, got=_trait(mine), expected=_trait(theirs))
        for words, mine, theirs in found
    ]


def _trait(value):
    if isinstance(value, bool):
        return MESSAGES["yes"] if value else MESSAGES["no"]
    return value if isinstance(value, str) else show(value)


def _parts_beside(question, got, want):
    """Lines on each of several results by its name; those that are right are said to be."""
    names = question.returns
    if (
        not names
        or not isinstance(got, (tuple, list))
        or not len(got) == len(want) == len(names)
    ):
        return []
    lines = []
    for name, mine, theirs in zip(names, got, want, strict=True):
        if difference(mine, theirs) is None:
            lines.append(MESSAGES["part_right"].format(name=name))
        else:
            lines.append(MESSAGES["part_expected"].format(name=name, value=show(theirs)))
            lines.append(MESSAGES["part_got"].format(value=show(mine, beside=theirs)))
    return lines


def also_changed(question, outcomes, expected):
    """The sentence on arguments written into, where other things are wrong as well."""
    pairs = zip(outcomes, expected, strict=True)
    written = {
        question.arguments[c] for o, e in pairs for c in set(o.changed) - set(e.changed)
    }
    return MESSAGES["changed"].format(names=", ".join(sorted(written))) if written else ""


def printed(outcomes):
    """The first lines that an answer printed, on the first case on which it did."""
    text = next((o.printed for o in outcomes if o.printed.strip()), "")
    lines = text.splitlines()
    more = [MESSAGES["more_lines"]] if len(lines) > MOST_LINES else []
    return "".join(f"\n  {line[:200]}" for line in lines[:MOST_LINES] + more)


def crash(outcome):
    """The error that ended a call, with the learner's own line."""
    text = MESSAGES["crash"].format(error=outcome.error, message=outcome.message)
    if outcome.line:
        line = MESSAGES["crash_line"].format(lineno=outcome.lineno, line=outcome.line)
        text += "\n" + line
    return text


def _first_line(question, diff, wanted):
    part = _part(question, diff.index)
    if diff.kind == "shape":
        got, expected = np.shape(diff.got), np.shape(diff.expected)
        text = MESSAGES["shape"].format(part=part, got=got, expected=expected)
        return text + (MESSAGES["hidden"] if _broadcast(got, expected) else "")
    if diff.kind == "dtype":
        got, expected = (
            getattr(v, "dtype", type(v).__name__) for v in (diff.got, diff.expected)
        )
        return MESSAGES["dtype"].format(part=part, got=got, expected=expected)
    if diff.kind in ("count", "type"):
        key = "another_kind" if diff.index is None else "part_of_another_kind"
        expected = wanted if diff.index is None else describe(diff.expected)
        return MESSAGES[key].format(part=part, got=describe(diff.got), expected=expected)
    return MESSAGES[diff.kind].format(part=part)


def _part(question, index):
    if index is not None and index < len(question.returns):
        return question.returns[index]
    return "what it returns" if index is None else f"part {index}"


def _wanted(question, value):
    parts = f"{', '.join(question.returns)}: " if question.returns else ""
    return parts + describe(value)


def _in_another_order(pairs):
    """Whether in all cases the parts are right and stand in one other order."""
    values = [(o.value, e.value) for o, e in pairs]
    if not all(
        isinstance(v, tuple) and isinstance(e, tuple) and len(v) == len(e) <= 4
        for v, e in values
    ):
        return False
    return any(
        all(difference(tuple(v[i] for i in order), e) is None for v, e in values)
        for order in itertools.permutations(range(len(values[0][1])))
    )


def _broadcast(shape, other):
    try:
        np.broadcast_shapes(shape, other)
    except ValueError:
        return False
    return True
