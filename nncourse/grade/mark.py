"""Marks one notebook: how many points each of its answers earns, and why.

Every answer is called in the process that ran the notebook's cells. When that process
dies, a new one runs the cells again without the one that killed it, so that a bad answer
costs its own points only.
"""

import hashlib
import re
import time
from dataclasses import dataclass

import numpy as np

from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.safe_call import Outcome
from nncourse.grade.notebooks import Cell, Unreadable, chapter_of, label, printable
from nncourse.grade.packets import BadPacket
from nncourse.grade.session import Died, Session, outcome_of

CELL_SECONDS = 3.0  # of the processor, for one cell
READ_SECONDS = 20.0  # of the clock, to parse a notebook
GRACE_SECONDS = 5.0  # of the clock beyond a limit, before the process is ended
MAX_STARTS = 12

REASONS = {
    "timeout": "it runs too long",
    "memory": "it asks for more memory than there is",
    "output": "it prints more than 1,000,000 characters",
    "files": "it makes too many files",
    "exited": "it ended the process it ran in",
    "killed": "the process it ran in was killed",
    "nonsense": "its process sent back what no answer looks like",
    "missing": "no cell defines {name}",
    "cell": "its cell stops at {error}: {message}",
    "hopeless": "the notebook kept ending its process",
    "late": "the notebook takes too long as a whole",
    "no_notebook": "no notebook for this chapter",
}
KINDS = {"timeout": "timeout", "late": "timeout", "memory": "memory", "output": "output"}
ERRORS = {"MemoryError": "memory", "TooMuchOutput": "output", "timeout": "timeout"}


@dataclass
class Row:
    """One line of the grades: a student's answer to a question."""

    student: str
    chapter: str
    question: str
    points: int
    of: int
    verdict: str
    misconception: str
    reason: str
    notebook: str
    late: int = 0  # days begun after the date that was due
    counted: float = 0  # points after what is taken off for being late

    def __post_init__(self):
        # Students choose both, and may put in characters that no file can hold. An object's
        # address in memory differs from run to run.
        reason = re.sub(r"\b0x[0-9a-f]{8,16}\b", "0x...", self.reason[:600])
        self.reason, self.notebook = printable(reason), label(self.notebook)


def seed_of(text):
    """The number from which private cases are drawn, whatever text the teacher chose."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def mark_notebook(student, path, data, seed, command, deadline):
    """(Rows, seconds); a Row without a chapter says why it is no notebook.

    `data` is the file's bytes or why they cannot be read; `command` makes the sandbox;
    `deadline` is the moment, by time.monotonic(), when all must be done. The seconds are
    those of the processor inside the sandbox.
    """
    run = NotebookRun(seed, command, deadline)
    try:
        if isinstance(data, Unreadable):
            raise data
        run.read(data)
        run.chapter = chapter_of(path, run.cells)
        if run.chapter is None:
            raise Unreadable("no exercise of this course is in it")
        rows = [run.row(student, path, question) for question in run.chapter.questions]
        if problems := run.problems_in_other_cells():
            rows[0].reason = "; ".join(filter(None, [problems, rows[0].reason]))
    except Unreadable as error:
        rows = [Row(student, "", "", 0, 0, "unreadable", "", str(error), path)]
    finally:
        run.close()
    return rows, run.seconds


def absent(student, stem):
    """The Rows of a student who handed in nothing for a chapter."""
    chapter = next(c for c in chapters() if c.stem == stem)
    return [
        Row(student, stem, q.name, 0, q.points, "absent", "", REASONS["no_notebook"], "")
        for q in chapter.questions
    ]


class NotebookRun:
    """A notebook's cells, run as often as it takes to mark all its answers."""

    def __init__(self, seed, command, deadline):
        self.seed, self.command, self.deadline = seed, command, deadline
        self.chapter, self.cells = None, []
        self.session, self.starts, self.seconds = None, 0, 0.0
        self.cells_done = False  # in the present session
        self.skip = {}  # number of a cell -> why it is not run again
        self.outcomes = {}  # number of a cell -> its Outcome

    def close(self):
        if self.session is not None:
            self.session.end()
            self.seconds += self.session.seconds

    def read(self, data):
        """Set `cells`. Raises Unreadable."""
        try:
            reply = self._ask_session(
                {"do": "read", "data": np.frombuffer(data, np.uint8)}, READ_SECONDS
            )
            if problem := reply.get("problem"):
                raise Unreadable(str(problem)[:300])
            self.cells = [Cell(*entry) for entry in reply["cells"]]
        except Died:
            raise Unreadable("too large or too deeply nested to be read") from None

    def row(self, student, path, question):
        verdict, reason = self.judge(question)
        return Row(
            student,
            self.chapter.stem,
            question.name,
            verdict.points,
            verdict.of,
            verdict.kind,
            verdict.misconception,
            reason,
            path,
        )

    def judge(self, question):
        """The Verdict on a question, and the reason where it needs one."""
        try:
            reply = self._ask(question)
        except Died as end:
            return _verdict_of_death(question, str(end))
        try:
            outcomes = [outcome_of(o) for o in reply["outcomes"]]
            if not reply["defined"]:
                return self._undefined(question)
            for outcome in outcomes:
                if outcome.error in ("MemoryError", "TooMuchOutput"):
                    kind = ERRORS[outcome.error]
                    return question.verdict(kind), REASONS[kind]
            verdict = self._verdict(question, outcomes)
        except (BadPacket, TypeError, KeyError, ValueError, AttributeError, IndexError):
            return question.verdict("died"), REASONS["nonsense"]
        if verdict.kind == "blank":
            return verdict, ""
        if verdict.kind == "timeout":  # the grader's limit is another than that of `check`
            return verdict, REASONS["timeout"]
        return verdict, " ".join(f"{verdict.wrong} {verdict.case}".split())[:300]

    def _verdict(self, question, outcomes):
        if not isinstance(question, Function):
            (outcome,) = outcomes
            if outcome.error == "blank":
                return question.blank()
            if outcome.error == "timeout":
                return question.verdict("timeout")
            if outcome.error == "unfit":
                return question.verdict("unfit", wrong=f"it is {outcome.message}")
            if outcome.error:
                text = f"{outcome.error}: {outcome.message}"
                return question.verdict("error", wrong=text)
            return question.judge(outcome.value, self.seed)
        cases = question.seeded_cases(self.seed)
        whole = len(outcomes) == len(cases)
        if not outcomes or (not whole and outcomes[-1].error not in ("blank", "timeout")):
            if len(outcomes) == 1 and outcomes[0].error == "unfit":
                return question.verdict("unfit", wrong=f"it is {outcomes[0].message}")
            return question.blank()
        return question.judge(outcomes, self.seed)

    def _undefined(self, question):
        """The verdict where the name has no value: how its cell ended, if it has one."""
        number = self._cell_of(question)
        if number in self.skip:
            return _verdict_of_death(question, self.skip[number])
        outcome = self.outcomes.get(number, Outcome())
        if outcome.error in ("", "blank"):
            kind = "blank" if outcome.error else "missing"
            return question.verdict(kind), REASONS["missing"].format(name=question.name)
        kind = ERRORS.get(outcome.error, "error")
        if kind != "error":
            return question.verdict(kind), REASONS[kind]
        where = f" in line {outcome.lineno}: {outcome.line}" if outcome.line else ""
        text = REASONS["cell"].format(error=outcome.error, message=outcome.message) + where
        return question.verdict("error"), text[:300]

    def problems_in_other_cells(self):
        """Text on deaths in cells that hold no answer."""
        answers = {self._cell_of(question) for question in self.chapter.questions}
        return "; ".join(
            f"cell {number + 1}: {REASONS.get(why, REASONS['killed'])}"
            for number, why in sorted(self.skip.items())
            if number not in answers
        )

    def _cell_of(self, question):
        """The number of the last cell that gives the question's name a value, or None."""
        own_id = "a-" + question.name.replace("_", "-").lower()
        cells = list(enumerate(self.cells))
        numbers = [i for i, cell in cells if question.name in cell.names]
        numbers = numbers or [i for i, cell in cells if cell.id == own_id]
        return numbers[-1] if numbers else None

    def _ask(self, question):
        message = {"name": question.name, "do": "value", "limit": question.limit}
        limit = question.limit
        if isinstance(question, Function):
            limit = 3 * question.limit
            cases = [list(args) for args in question.seeded_cases(self.seed)]
            message |= {"do": "call", "cases": cases, "limit": limit}
        self._run_cells()
        return self._ask_session(message, 4 * limit + 1 + GRACE_SECONDS)

    def _run_cells(self):
        """Have every cell that can run run in the present session."""
        while self.session is None or not self.cells_done:
            for number, cell in enumerate(self.cells):
                if number in self.skip:
                    continue
                message = {"do": "run", "name": f"cell {number + 1}", "limit": CELL_SECONDS}
                try:
                    reply = self._ask_session(
                        message | {"source": cell.source},
                        4 * CELL_SECONDS + 1 + GRACE_SECONDS,
                    )
                    self.outcomes[number] = outcome_of(reply)
                except BadPacket:
                    self._drop_session()
                    self.skip[number] = "nonsense"
                except Died as end:
                    if str(end) in ("hopeless", "late"):
                        raise
                    self.skip[number] = str(end)
                if number in self.skip:
                    break
                if self.outcomes[number].error == "timeout":
                    self.skip[number] = "timeout"  # once is enough
            else:
                self.cells_done = True

    def _ask_session(self, message, seconds):
        """The reply of the present session, or of a new one. Raises Died."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            self._drop_session()
            raise Died("late")
        if self.session is None:
            self.starts += 1
            if self.starts > MAX_STARTS:
                raise Died("hopeless")
            self.session = Session(self.command)
        try:
            return self.session.ask(message, min(seconds, left))
        except Died:
            self._drop_session()
            raise

    def _drop_session(self):
        self.close()
        self.session, self.cells_done = None, False


def _verdict_of_death(question, why):
    return question.verdict(KINDS.get(why, "died")), REASONS.get(why, REASONS["killed"])
