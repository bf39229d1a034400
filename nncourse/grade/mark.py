"""Marks one notebook: how many points each of its answers earns, and why.

Every answer is called in the process that ran the notebook's cells. When that process
dies, a new one runs the cells again without the one that killed it, so that a bad answer
costs its own points only.
"""

import hashlib
import re
import time
from dataclasses import dataclass

from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.packing import BadPacket
from nncourse.exercises.safe_call import Outcome
from nncourse.grade.notebooks import Unreadable, cells, chapter_of, printable
from nncourse.grade.sandbox import Died, outcome_of

CELL_SECONDS = 3.0  # of the processor, for one cell
GRACE_SECONDS = 5.0  # of the clock beyond a limit, before the process is ended
MAX_STARTS = 12
NOTEBOOK_SECONDS = 240.0  # of the clock, for one notebook

REASONS = {
    "timeout": "it runs too long",
    "memory": "it asks for more memory than there is",
    "output": "it prints more than 1,000,000 characters",
    "exited": "it ended the process it ran in",
    "killed": "the process it ran in was killed",
    "nonsense": "its process sent back what no answer looks like",
    "missing": "no cell defines {name}",
    "cell": "its cell stops at {error}: {message}",
    "hopeless": "the notebook kept ending its process",
    "no_notebook": "no notebook for this chapter",
}


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

    def __post_init__(self):
        # Students choose both, and may put in characters that no file can hold.
        self.reason, self.notebook = printable(self.reason), printable(self.notebook)


def seed_of(text):
    """The number from which private cases are drawn, whatever text the teacher chose."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def mark_notebook(student, path, data, seed, sandbox):
    """(chapter's stem, Rows) for one notebook, or (None, [Row]) with why it is none."""
    try:
        if isinstance(data, Unreadable):
            raise data
        sources = cells(data)
        chapter = chapter_of(path, sources)
        if chapter is None:
            raise Unreadable("no exercise of this course is in it")
    except Unreadable as error:
        return None, [Row(student, "", "", 0, 0, "unreadable", "", str(error), path)]
    run = NotebookRun(chapter, sources, seed, sandbox)
    try:
        rows = [run.row(student, path, question) for question in chapter.questions]
        if problems := run.problems_in_other_cells():
            rows[0].reason = "; ".join(filter(None, [problems, rows[0].reason]))
    finally:
        run.close()
    return chapter.stem, rows


def absent(student, stem):
    """The Rows of a student who handed in nothing for a chapter."""
    chapter = next(c for c in chapters() if c.stem == stem)
    return [
        Row(student, stem, q.name, 0, q.points, "absent", "", REASONS["no_notebook"], "")
        for q in chapter.questions
    ]


class NotebookRun:
    """A notebook's cells, run as often as it takes to mark all its answers."""

    def __init__(self, chapter, sources, seed, sandbox):
        self.chapter, self.cells, self.seed, self.sandbox = chapter, sources, seed, sandbox
        self.session = None
        self.skip = {}  # number of a cell -> why it is not run again
        self.outcomes = {}  # number of a cell -> its Outcome
        self.violations = {}  # number of a cell or name of a question -> texts
        self.starts = 0
        self.deadline = time.monotonic() + NOTEBOOK_SECONDS

    def close(self):
        if self.session is not None:
            self.session.end()

    def row(self, student, path, question):
        verdict, reason = self.judge(question)
        note = "; ".join(dict.fromkeys(self._violations_of(question)))
        return Row(
            student,
            self.chapter.stem,
            question.name,
            verdict.points,
            verdict.of,
            verdict.kind,
            verdict.misconception,
            "; ".join(part for part in (note, reason) if part),
            path,
        )

    def judge(self, question):
        """The Verdict on a question, and the reason where it needs one."""
        try:
            reply = self._ask(question)
        except Died as end:
            kind = "timeout" if str(end) == "timeout" else "died"
            return question.verdict(kind), REASONS.get(str(end), REASONS["killed"])
        try:
            outcomes = [outcome_of(o) for o in reply["outcomes"]]
            texts = map(str, reply["violations"][:20])
            self.violations.setdefault(question.name, []).extend(texts)
            if not reply["defined"]:
                return self._undefined(question)
            if any(o.error == "MemoryError" for o in outcomes):
                return question.verdict("memory"), REASONS["memory"]
            if any(o.error == "TooMuchOutput" for o in outcomes):
                return question.verdict("output"), REASONS["output"]
            verdict = self._verdict(question, outcomes)
        except (BadPacket, TypeError, KeyError, ValueError, AttributeError, IndexError):
            return question.verdict("died"), REASONS["nonsense"]
        if verdict.kind == "blank":
            return verdict, ""
        if verdict.kind == "timeout":  # our limit is not the learner's
            return verdict, REASONS["timeout"]
        return verdict, " ".join(verdict.wrong.split())[:300]

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
        number = self._cell_of(question)
        if number in self.skip:
            why = self.skip[number]
            kind = "timeout" if why == "timeout" else "died"
            return question.verdict(kind), REASONS.get(why, REASONS["killed"])
        outcome = self.outcomes.get(number, Outcome())
        if outcome.error in ("", "blank"):
            kind = "blank" if outcome.error else "missing"
            return question.verdict(kind), REASONS["missing"].format(name=question.name)
        if outcome.error == "timeout":
            return question.verdict("timeout"), REASONS["timeout"]
        kind = {"MemoryError": "memory", "TooMuchOutput": "output"}.get(
            outcome.error, "error"
        )
        where = f" in line {outcome.lineno}: {outcome.line}" if outcome.line else ""
        text = REASONS["cell"].format(error=outcome.error, message=outcome.message) + where
        return question.verdict(kind), text[:300]

    def _violations_of(self, question):
        number = self._cell_of(question)
        return [*self.violations.get(number, []), *self.violations.get(question.name, [])]

    def problems_in_other_cells(self):
        """Text on refused calls and deaths in cells that hold no answer."""
        answers = {self._cell_of(question) for question in self.chapter.questions}
        notes = []
        for number in range(len(self.cells)):
            if number not in answers:
                texts = self.violations.get(number, [])
                notes += [f"cell {number + 1}: {text}" for text in texts]
                if number in self.skip:
                    why = REASONS.get(self.skip[number], REASONS["killed"])
                    notes.append(f"cell {number + 1}: {why}")
        return "; ".join(dict.fromkeys(notes))

    def _cell_of(self, question):
        """The number of the last cell that gives the question's name a value, or None."""
        name = re.escape(question.name)
        assigns = re.compile(rf"^\s*(def\s+{name}\b|{name}\s*=[^=])", re.MULTILINE)
        cell_id = "a-" + question.name.replace("_", "-").lower()
        numbers = [i for i, (_, source) in enumerate(self.cells) if assigns.search(source)]
        numbers = numbers or [i for i, (key, _) in enumerate(self.cells) if key == cell_id]
        return numbers[-1] if numbers else None

    def _ask(self, question):
        message = {"name": question.name, "do": "value", "limit": question.limit}
        limit = question.limit
        if isinstance(question, Function):
            limit = 3 * question.limit
            cases = [list(args) for args in question.seeded_cases(self.seed)]
            message |= {"do": "call", "cases": cases, "limit": limit}
        self._start()
        try:
            return self.session.ask(message, 4 * limit + 1 + GRACE_SECONDS)
        except Died:
            self.session = None
            raise

    def _start(self):
        """Open a session in which every cell has run that can."""
        while self.session is None:
            self.starts += 1
            if self.starts > MAX_STARTS or time.monotonic() > self.deadline:
                raise Died("hopeless")
            self.session = self.sandbox.session()
            wait = 4 * CELL_SECONDS + 1 + GRACE_SECONDS
            for number, (_, source) in enumerate(self.cells):
                if number in self.skip:
                    continue
                message = {"do": "run", "name": f"cell {number + 1}", "source": source}
                try:
                    reply = self.session.ask(message | {"limit": CELL_SECONDS}, wait)
                    self.outcomes[number] = outcome_of(reply)
                    texts = reply["violations"][:20]
                    self.violations[number] = [str(text)[:200] for text in texts]
                except (BadPacket, KeyError, TypeError):
                    self.session.end()
                    self.skip[number] = "nonsense"
                except Died as end:
                    self.skip[number] = str(end)
                if number in self.skip:
                    self.session = None
                    break
                if self.outcomes[number].error == "timeout":
                    self.skip[number] = "timeout"  # once is enough
