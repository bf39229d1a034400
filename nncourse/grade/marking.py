"""Marking one submission: what each of its answers is worth, and why.

Every question is asked of the process that ran the notebook's cells. When that process
dies, a fresh one runs the cells again without the one that killed it, so a bad answer costs
itself and no other.
"""

import hashlib
import re
import time
from dataclasses import dataclass

from nncourse.exercises.calling import Outcome
from nncourse.exercises.catalog import chapters
from nncourse.exercises.packing import BadPacket
from nncourse.exercises.question import Function
from nncourse.grade.notebooks import Unreadable, cells, chapter_of, printable
from nncourse.grade.sandbox import Died, outcome_of

CELL = 3.0  # processor seconds that one cell may take
PATIENCE = 5.0  # seconds of the clock beyond a limit, before the process is ended
RESTARTS = 12
LONGEST = 240.0  # seconds of the clock for a whole submission

WHY = {
    "timeout": "it runs too long",
    "exited": "it ended the process it ran in",
    "killed": "the process it ran in was killed",
    "nonsense": "its process answered nonsense",
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
        # Students choose these: an error's text and a file's name may hold what no file
        # of ours could be written with.
        self.reason, self.notebook = printable(self.reason), printable(self.notebook)


def seed_of(text):
    """The number from which private cases are drawn, whatever text the teacher chose."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def mark(student, path, data, seed, sandbox):
    """(stem, Rows) for one notebook, or (None, Rows) with the reason if it is none."""
    try:
        if isinstance(data, Unreadable):
            raise data
        found = cells(data)
        chapter = chapter_of(path, found)
        if chapter is None:
            raise Unreadable("no exercise of this course is in it")
    except Unreadable as error:
        return None, [Row(student, "", "", 0, 0, "unreadable", "", str(error), path)]
    run = Run(chapter, found, seed, sandbox)
    try:
        rows = [run.row(student, path, question) for question in chapter.questions]
        if elsewhere := run.deeds_elsewhere():
            rows[0].reason = "; ".join(filter(None, [elsewhere, rows[0].reason]))
    finally:
        run.close()
    return chapter.stem, rows


def absent(student, stem):
    """The Rows of a student who handed in nothing for a chapter."""
    chapter = next(c for c in chapters() if c.stem == stem)
    return [
        Row(student, stem, q.name, 0, q.points, "absent", "", WHY["no_notebook"], "")
        for q in chapter.questions
    ]


class Run:
    """The cells of one notebook, run as often as it takes to ask all its questions."""

    def __init__(self, chapter, found, seed, sandbox):
        self.chapter, self.cells, self.seed, self.sandbox = chapter, found, seed, sandbox
        self.session = None
        self.skip = {}  # number of a cell -> why it is not run again
        self.outcomes, self.deeds = {}, {}
        self.starts = 0
        self.end = time.monotonic() + LONGEST

    def close(self):
        if self.session is not None:
            self.session.end()

    def row(self, student, path, question):
        verdict, reason = self.judged(question)
        note = "; ".join(dict.fromkeys(self._deeds_of(question)))
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

    def judged(self, question):
        """The Verdict on a question, and the reason where it needs one."""
        try:
            reply = self._asked(question)
        except Died as end:
            kind = "timeout" if str(end) == "timeout" else "died"
            return question.verdict(kind), WHY.get(str(end), WHY["killed"])
        try:
            outcomes = [outcome_of(o) for o in reply["outcomes"]]
            self.deeds.setdefault(question.name, []).extend(map(str, reply["deeds"][:20]))
            if not reply["found"]:
                return self._not_found(question)
            if any(o.error == "MemoryError" for o in outcomes):
                return question.verdict("memory"), "it asks for more memory than there is"
            if any(o.error == "TooMuchOutput" for o in outcomes):
                return question.verdict(
                    "output"
                ), "it prints more than 1,000,000 characters"
            verdict = self._verdict(question, outcomes)
        except (BadPacket, TypeError, KeyError, ValueError, AttributeError, IndexError):
            return question.verdict("died"), WHY["nonsense"]
        if verdict.kind == "blank":
            return verdict, ""
        if verdict.kind == "timeout":  # our limit is not the learner's
            return verdict, WHY["timeout"]
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

    def _not_found(self, question):
        number = self._cell_of(question)
        if number in self.skip:
            why = self.skip[number]
            kind = "timeout" if why == "timeout" else "died"
            return question.verdict(kind), WHY.get(why, WHY["killed"])
        outcome = self.outcomes.get(number, Outcome())
        if outcome.error in ("", "blank"):
            kind = "blank" if outcome.error else "missing"
            return question.verdict(kind), WHY["missing"].format(name=question.name)
        if outcome.error == "timeout":
            return question.verdict("timeout"), WHY["timeout"]
        kind = {"MemoryError": "memory", "TooMuchOutput": "output"}.get(
            outcome.error, "error"
        )
        where = f" in line {outcome.lineno}: {outcome.line}" if outcome.line else ""
        text = WHY["cell"].format(error=outcome.error, message=outcome.message) + where
        return question.verdict(kind), text[:300]

    def _deeds_of(self, question):
        number = self._cell_of(question)
        return [*self.deeds.get(number, []), *self.deeds.get(question.name, [])]

    def deeds_elsewhere(self):
        """What cells did that belong to no question, as far as it should be known."""
        owned = {self._cell_of(question) for question in self.chapter.questions}
        notes = []
        for number in range(len(self.cells)):
            if number not in owned:
                notes += [
                    f"cell {number + 1}: {deed}" for deed in self.deeds.get(number, [])
                ]
                if number in self.skip:
                    why = WHY.get(self.skip[number], WHY["killed"])
                    notes.append(f"cell {number + 1}: {why}")
        return "; ".join(dict.fromkeys(notes))

    def _cell_of(self, question):
        """The number of the last cell that gives the question's name a value, or None."""
        name = re.escape(question.name)
        gives = re.compile(rf"^\s*(def\s+{name}\b|{name}\s*=[^=])", re.MULTILINE)
        own = "a-" + question.name.replace("_", "-").lower()
        numbers = [i for i, (_, source) in enumerate(self.cells) if gives.search(source)]
        numbers = numbers or [i for i, (key, _) in enumerate(self.cells) if key == own]
        return numbers[-1] if numbers else None

    def _asked(self, question):
        message = {"name": question.name, "do": "value", "limit": question.limit}
        limit = question.limit
        if isinstance(question, Function):
            limit = 3 * question.limit
            cases = [list(args) for args in question.seeded_cases(self.seed)]
            message |= {"do": "call", "cases": cases, "limit": limit}
        self._started()
        try:
            return self.session.ask(message, 4 * limit + 1 + PATIENCE)
        except Died:
            self.session = None
            raise

    def _started(self):
        """A session in which all the cells have run that can."""
        while self.session is None:
            self.starts += 1
            if self.starts > RESTARTS or time.monotonic() > self.end:
                raise Died("hopeless")
            self.session = self.sandbox.session()
            for number, (_, source) in enumerate(self.cells):
                if number in self.skip:
                    continue
                ask = {"do": "run", "name": f"cell {number + 1}", "source": source}
                try:
                    reply = self.session.ask(ask | {"limit": CELL}, 4 * CELL + 1 + PATIENCE)
                    self.outcomes[number] = outcome_of(reply)
                    self.deeds[number] = [str(deed)[:200] for deed in reply["deeds"][:20]]
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
