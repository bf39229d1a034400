"""The test of the grader itself: every question against answers whose worth is known.

The reference must run, leave its arguments alone and earn all points; a blank must earn
none, every misconception its own hint and no other's, and right answers written differently
all points. The kill rate is the share of wrong answers refused with the right hint.
"""

from dataclasses import dataclass, field

from nncourse.exercises.function import Function
from nncourse.exercises.question import PUBLIC
from nncourse.exercises.unknown_mistakes import without_each


@dataclass
class Row:
    """How a question treated the answers whose worth is known."""

    question: str
    points: int
    reference: bool
    blank: bool
    right: list  # of the other right answers, whether each passed
    killed: dict  # misconception -> what it was taken for
    problems: list = field(default_factory=list)
    helped: list | None = None  # the misconceptions that are told something even if unknown
    taken: dict = field(default_factory=dict)  # those that others are then named for

    @property
    def kills(self):
        return sum(name == taken for name, taken in self.killed.items())

    @property
    def fine(self):
        return not self.problems


def examine(question, seed=PUBLIC, unknown=False):
    """The Row of one question, its cases drawn from `seed`.

    With `unknown` each misconception is also tried as if it were not in the table, which
    tells how well a mistake is helped that nobody has thought of.
    """
    judge = _judge_function if isinstance(question, Function) else _judge_value
    verdict = judge(question, _reference(question), seed)
    row = Row(
        question.name,
        question.points,
        reference=verdict.kind == "passed" and verdict.points == question.points,
        blank=judge(question, _blank(question), seed).kind == "blank",
        right=[judge(question, r, seed).kind == "passed" for r in question.right_answers],
        killed={},
    )
    for name, misconception in question.misconceptions.items():
        taken = judge(question, misconception.answer, seed)
        row.killed[name] = taken.misconception or taken.kind
    if unknown and isinstance(question, Function):
        row.helped, row.taken = without_each(question, seed)
    row.problems += _faults_of_reference(question, seed)
    least = 6 if isinstance(question, Function) and question.implementing else 3
    if not row.reference:
        row.problems.append(f"the reference does not pass: {verdict}")
    if not row.blank:
        row.problems.append("a blank answer is not called so")
    if len(row.right) < 2 or not all(row.right):
        row.problems.append(f"other right answers that pass: {row.right}")
    if len(row.killed) < least:
        row.problems.append(f"{len(row.killed)} misconceptions, {least} wanted")
    row.problems += [
        f"{name} is taken for {taken}"
        for name, taken in row.killed.items()
        if name != taken
    ]
    hints = [misconception.hint for misconception in question.misconceptions.values()]
    if len(set(hints)) < len(hints):
        row.problems.append("two misconceptions share one hint")
    return row


def _faults_of_reference(question, seed):
    """What no comparison shows, since a reference that raises agrees with itself."""
    if not isinstance(question, Function):
        return []
    outcomes = question.expected(seed)
    faults = [f"the reference raises {o.error}: {o.message}" for o in outcomes if o.error]
    written = {question.arguments[i] for o in outcomes for i in o.changed}
    faults += [f"the reference writes into {name}" for name in sorted(written)]
    return list(dict.fromkeys(faults))


def table(rows):
    """The rows as text, with the kill rate at the foot."""
    head = "reference  blank  others  killed  if unknown: helped, another named"
    lines = [f"{'question':28} {'points':>6}  {head}"]
    for row in rows:
        others = f"{sum(row.right)}/{len(row.right)}"
        kills = f"{row.kills}/{len(row.killed)}"
        known = "" if row.helped is None else f"{len(row.helped)}, {len(row.taken)}"
        lines.append(
            f"{row.question:28} {row.points:6d}  {'all' if row.reference else 'NO':9}  "
            f"{'none' if row.blank else 'NO':5}  {others:6}  {kills:6}  {known}".rstrip()
        )
        lines += [f"    {problem}" for problem in row.problems]
    kills = sum(row.kills for row in rows)
    wrong = sum(len(row.killed) for row in rows)
    lines.append(
        f"{len(rows)} questions, {sum(row.points for row in rows)} points, {wrong} wrong "
        f"answers, kill rate {kills / max(wrong, 1):.0%}"
    )
    return "\n".join(lines)


def _judge_function(question, fn, seed):
    return question.judge(question.run(fn, seed, limit=30), seed)


def _judge_value(question, value, seed):
    return question.judge(value if value is ... else question.as_answered(value), seed)


def _reference(question):
    return question.reference if isinstance(question, Function) else question.reference()


def _blank(question):
    return (lambda *_: None) if isinstance(question, Function) else ...
