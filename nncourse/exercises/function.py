"""Questions whose answer is a function, tried on cases drawn from a seed.

An answer is right when it does what the reference does on every case.
"""

import inspect
import itertools
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nncourse.exercises import feedback
from nncourse.exercises.comparison import same_outcome
from nncourse.exercises.draws import misdrawn, twins
from nncourse.exercises.explanation import add_explanation
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.promises import kept, shares
from nncourse.exercises.question import PUBLIC, Question, source
from nncourse.exercises.recognition import missed_cases, recognise
from nncourse.exercises.safe_call import Outcome, call, clocks, is_blank, spent


@dataclass(eq=False)
class Function(Question):
    """A question whose answer is a function; see `Chapter.function`.

    Calling the question calls its reference.
    """

    cases: object
    compare: object = None
    returns: tuple = ()
    implementing: bool = True

    def __call__(self, *args):
        return self.reference(*args)

    def wrong(self, fn):
        """Declares a misconception: a wrong answer with its hint in the docstring."""
        self._add_misconception(fn, fn)
        return fn

    @property
    def arguments(self):
        return tuple(inspect.signature(self.reference).parameters)

    @property
    def stub(self):
        """The cell that the learner fills in: the reference's own head, and no body."""
        head = itertools.takewhile(
            lambda line: '"""' not in line, self.solution.splitlines()
        )
        text = f'"""{inspect.getdoc(self.reference)}'.splitlines()
        text = [f"    {line}".rstrip() for line in text]
        if len(text) == 1 and len(text[0]) <= 89:
            text[0] += '"""'
        else:
            text.append('    """')
        return "\n".join(
            [*head, *text, "    ### BEGIN SOLUTION", "    ...", "    ### END SOLUTION"]
        )

    @property
    def check_cell(self):
        return f"check({self.name})"

    def answer_cell(self, answer=None):
        """The filled-in cell, by default with the reference."""
        return source(answer or self.reference).rstrip()

    @property
    def others_shown(self):
        """Other right answers under the question's name, if they need no helper of ours."""
        return [
            re.sub(rf"\b{answer.__name__}\b", self.name, source(answer)).rstrip()
            for answer in self.right_answers
            if not any(name.startswith("_") for name in answer.__code__.co_names)
        ]

    def before_trying(self):
        """What is told of a question that nobody has tried yet."""
        first = MESSAGES["worked_case"].format(name=self.name)
        return f"{first}\n{feedback.worked_case(self, PUBLIC)}"

    def seeded_cases(self, seed):
        """The cases of a seed, a tuple of arguments each."""
        return _cases(self, seed)

    def edges(self, seed):
        """Of each case the name of the promise that it stands for alone, or ""."""
        return [getattr(case, "name", "") for case in _drawn(self, seed)]

    @property
    def promises(self):
        """What earns how many points, by name."""
        return shares(self, PUBLIC)

    def expected(self, seed):
        """What the reference does on each case, as Outcomes."""
        return _expected(self, seed)

    def misdrawn(self, outcomes, seed):
        """What is wrong with the draws of random numbers, as a key of MESSAGES, or ""."""
        return misdrawn(_twins(self, seed), outcomes, self.expected(seed))

    def known_mistake(self, name, seed):
        """What a misconception does on each case, as Outcomes."""
        return _of_mistake(self, name, seed)

    def run(self, fn, seed=PUBLIC, limit=None):
        """The Outcomes of a function of ours, or of the learner's in this very process."""
        if is_blank(fn):
            return [Outcome(error="blank")]
        left = limit or self.limit
        outcomes = []
        for args in self.seeded_cases(seed):
            before = clocks()
            outcomes.append(call(fn, args, left, MAKERS))
            left -= spent(before)
            if outcomes[-1].error == "timeout":
                break
            left = max(left, 1e-3)
        return outcomes

    def judge(self, outcomes, seed=PUBLIC):
        """The Verdict on what a function did on `seeded_cases(seed)`."""
        expected, cases = self.expected(seed), self.seeded_cases(seed)
        if all(o.error == "blank" for o in outcomes):
            return self.blank()
        timed_out = outcomes[-1].error == "timeout"
        ok = [
            same_outcome(o, e, self.compare)
            for o, e in zip(outcomes, expected, strict=not timed_out)
        ]
        if timed_out:
            return self.verdict(
                "timeout",
                right=feedback.right_cases(sum(ok), len(cases))
                or feedback.right_arguments(self, outcomes),
                wrong=MESSAGES["timeout"].format(limit=self.limit),
            )
        draw = self.misdrawn(outcomes, seed)
        if all(ok) and not draw:
            verdict = self.verdict("passed")
            verdict.worth = shares(self, seed)
            verdict.kept = list(verdict.worth)
            return verdict
        verdict = self.judge_wrong(outcomes, expected, ok, draw, seed, known(self, seed))
        verdict.kept = kept(self, outcomes, ok, draw, seed)
        verdict.worth = worth = shares(self, seed)
        verdict.points = min(sum(worth[name] for name in verdict.kept), self.points - 1)
        # What is not a value is not looked at before the values are right.
        values = self.returns or [MESSAGES["values"]]
        left = [name for name in values if name not in verdict.kept]
        verdict.open = left or [name for name in worth if name not in verdict.kept]
        return verdict

    def judge_wrong(self, outcomes, expected, ok, draw, seed, mistakes):
        """The Verdict on what is not right in all cases, without its points.

        `mistakes` are the Outcomes of the misconceptions that may be recognised, by name.
        """
        cases = self.seeded_cases(seed)
        if all(ok):
            return self.verdict("wrong", wrong=MESSAGES[draw])
        right = feedback.what_is_right(self, outcomes, expected, ok)
        told = self.returns, self.compare, self.edges(seed)
        if names := recognise(outcomes, expected, mistakes, missed(self, seed), *told):
            crashes = [feedback.crash(o) for o in outcomes if o.error not in ("", "unfit")]
            return self.verdict(
                "misconception",
                right=right,
                wrong=crashes[0] if crashes else "",
                misconceptions=names,
            )
        kind, wrong, case = feedback.what_is_wrong(self, outcomes, expected, ok, cases)
        verdict = self.verdict(kind, right=right, wrong=wrong)
        verdict.case = case
        return verdict

    def explain(self, verdict, outcomes, seed=PUBLIC, fn=None):
        """Adds to a Verdict what takes longer to find out; `fn`, the answer itself, may be
        called again.
        """
        return add_explanation(self, verdict, outcomes, seed, fn)


def rng_of(question, seed):
    """The generator from which a question's cases are drawn."""
    return np.random.default_rng([seed, zlib.crc32(question.name.encode())])


# Kept, since a class of a thousand students is asked the same questions.


@lru_cache(maxsize=4096)
def _drawn(question, seed):
    return list(question.cases(rng_of(question, seed)))


@lru_cache(maxsize=4096)
def _cases(question, seed):
    return [tuple(case) for case in _drawn(question, seed)]


@lru_cache(maxsize=4096)
def _twins(question, seed):
    return twins(question.seeded_cases(seed))


@lru_cache(maxsize=4096)
def _expected(question, seed):
    return question.run(question.reference, seed, limit=30)


@lru_cache(maxsize=32768)
def _of_mistake(question, name, seed):
    return question.run(question.misconceptions[name].answer, seed, limit=30)


@lru_cache(maxsize=32768)
def _missed_by(question, name, seed):
    theirs = question.known_mistake(name, seed)
    return missed_cases(theirs, question.expected(seed), question.compare)


def known(question, seed):
    """The Outcomes of each misconception, by name."""
    return {name: question.known_mistake(name, seed) for name in question.misconceptions}


def missed(question, seed):
    """The cases in which each misconception is wrong, by name."""
    return {name: _missed_by(question, name, seed) for name in question.misconceptions}
