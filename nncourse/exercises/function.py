"""Questions whose answer is a function, tried on cases drawn from a seed.

An answer is right when it does what the reference does on every case.
"""

import inspect
import itertools
import re
import time
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nncourse.exercises import feedback
from nncourse.exercises.comparison import same_outcome, same_part
from nncourse.exercises.crash_help import crash_help
from nncourse.exercises.draws import misdrawn, twins
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.further_draws import drawn_further
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.nudges import nudge
from nncourse.exercises.promises import kept, shares
from nncourse.exercises.question import PUBLIC, Question, source
from nncourse.exercises.recognition import missed_cases, recognise
from nncourse.exercises.safe_call import Outcome, call, is_blank
from nncourse.exercises.structure import explain, of_other_parts
from nncourse.exercises.style import on_style
from nncourse.exercises.traits import Traits

# Verdicts that say which values are wrong, and so may come from a mistake with a name.
NAMED_BY_CASES = "misconception", "wrong", "shape", "nan", "error"


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
            started = time.perf_counter()
            outcomes.append(call(fn, args, left, MAKERS))
            left -= time.perf_counter() - started
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
        draw = misdrawn(_twins(self, seed), outcomes, expected)
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
        """Adds to a Verdict what takes longer to find out: a case, where to look, a
        relation, the style.

        `fn`, the answer itself, may be called again.
        """
        verdict.printed = feedback.printed(outcomes)
        expected, cases = self.expected(seed), self.seeded_cases(seed)
        if verdict.kind == "passed":
            arrays = [i for i, arg in enumerate(cases[0]) if isinstance(arg, np.ndarray)]
            verdict.style = on_style(fn, self.reference, arrays, verdict.printed)
        if verdict.kind in ("passed", "blank", "timeout") or outcomes[-1].error == "blank":
            return verdict
        ok = [
            same_outcome(o, e, self.compare)
            for o, e in zip(outcomes, expected, strict=True)
        ]
        if all(ok):
            return verdict
        draws = drawn_further(self, fn, outcomes, seed)
        self._confirm(verdict, draws)
        if not verdict.wrong and (self.compare is None or isinstance(self.compare, Traits)):
            found = feedback.what_is_wrong(self, outcomes, expected, ok, cases)
            verdict.wrong, verdict.case = found[1:]
        if verdict.case or not verdict.wrong:  # else it has been said
            verdict.nudge = nudge(self, outcomes, expected, ok, self.edges(seed))
        if verdict.kind != "changed" and verdict.misconception not in self._writing(seed):
            also = feedback.also_changed(self, outcomes, expected)
            verdict.hint += MESSAGES["also"] * bool(verdict.hint and also) + also
        if verdict.misconception and self.returns:
            explained = self._spoilt(verdict.misconceptions, seed)
            everywhere = draws.outcomes, draws.expected, draws.ok, draws.cases
            more = of_other_parts(self, *everywhere, explained)
            verdict.hint = MESSAGES["also"].join(filter(None, [verdict.hint, more]))
        if not verdict.misconception and verdict.kind != "order":
            told = self.relation(draws, fn)[0]
            verdict.hint = MESSAGES["also"].join(filter(None, [told, verdict.hint]))
        if verdict.hint:
            verdict.hint += self._also_misdrawn(verdict, outcomes, seed)
        return verdict

    def _also_misdrawn(self, verdict, outcomes, seed):
        """The sentence on draws from elsewhere, unless the hint says so already."""
        pairs, expected = _twins(self, seed), self.expected(seed)
        draw = misdrawn(pairs, outcomes, expected)
        if (
            not draw
            or MESSAGES[draw] in verdict.hint
            or any(
                misdrawn(pairs, self.known_mistake(name, seed), expected)
                for name in verdict.misconceptions
            )
        ):
            return ""
        return MESSAGES["also"] + MESSAGES[draw]

    def _confirm(self, verdict, draws):
        """Names what the answer does in every draw, in the place of what one draw shows."""
        if verdict.kind not in NAMED_BY_CASES or len(draws.seeds) == 1:
            return
        names = verdict.misconceptions
        if names and isinstance(self.compare, Traits):
            return  # chance has its part in what was measured of each draw
        if names and set(draws.shown(names)) == set(names):
            return
        verdict.misconceptions = tuple(draws.shown(self.misconceptions))
        verdict.hint = MESSAGES["also"].join(map(self.hint, verdict.misconceptions))
        if verdict.misconceptions:
            verdict.kind = "misconception"
        elif names:
            verdict.kind = "wrong"

    def relation(self, draws, fn=None, beside=None):
        """(what is so of an unknown mistake, whether that names more than a size).

        `beside` names the known mistakes that may be at work too, all unless it is given.
        """
        outcomes, expected, ok = draws.outcomes, draws.expected, draws.ok
        crashed = next((o for o in outcomes if o.error not in ("", "unfit")), None)
        told = crash_help(crashed) if crashed else ""
        told = told or self._trait_in_words(outcomes, expected, ok)
        if told:
            return told, True

        def again(args):
            return call(fn, args, self.limit / 4, MAKERS).value

        call_again = again if fn else None
        with np.errstate(all="ignore"):  # what a mistake overflows to is ours to look at
            mistakes = self.misconceptions if beside is None else beside
            known = draws.mistakes(mistakes)
            return explain(self, outcomes, expected, ok, draws.cases, call_again, known)

    def _trait_in_words(self, outcomes, expected, ok):
        """What is said of a random answer's traits, on the first case that fails."""
        if not isinstance(self.compare, Traits):
            return ""
        i = ok.index(False)
        try:
            return self.compare.in_words(outcomes[i].value, expected[i].value)
        except Exception:  # of a kind that cannot be measured
            return ""

    def _spoilt(self, names, seed):
        """The parts, by number, that misconceptions spoil."""
        expected = self.expected(seed)
        return {
            i
            for i in range(len(self.returns))
            for name in names
            for theirs, right in zip(known(self, seed)[name], expected, strict=True)
            if not same_part(theirs, right, i)
        }

    def _writing(self, seed):
        """The misconceptions that write into their arguments, whose hints say so."""
        return {
            name
            for name, theirs in known(self, seed).items()
            if any(outcome.changed for outcome in theirs)
        }


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


@lru_cache(maxsize=4096)
def known(question, seed):
    """The Outcomes of each misconception, by name."""
    return {name: _of_mistake(question, name, seed) for name in question.misconceptions}


@lru_cache(maxsize=4096)
def missed(question, seed):
    """The cases in which each misconception is wrong, by name."""
    expected = question.expected(seed)
    return {
        name: missed_cases(theirs, expected, question.compare)
        for name, theirs in known(question, seed).items()
    }
