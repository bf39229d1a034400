"""An answer on the cases of further seeds, so that nothing is told that one draw made up.

What is said of an answer has to be so in all of them: a mistake that is named, a factor, a
number that is too large.
"""

import pickle
from dataclasses import dataclass

import numpy as np

from nncourse.exercises.comparison import same_outcome
from nncourse.exercises.recognition import missed_cases, recognise

FURTHER = 1, 2  # seeds beside the one that is judged, counted from it


@dataclass
class Draws:
    """The cases of several seeds in one row, and what the answer and others did there."""

    question: object
    seeds: tuple
    outcomes: list

    def __post_init__(self):
        question = self.question
        self.new = _first_met([question.seeded_cases(seed) for seed in self.seeds])
        self.outcomes = self._new_ones(self.outcomes)
        self.cases = self._joined(question.seeded_cases)
        self.expected = self._joined(question.expected)
        pairs = zip(self.outcomes, self.expected, strict=True)
        self.ok = [same_outcome(o, e, question.compare) for o, e in pairs]

    def mistakes(self, names):
        """The Outcomes of misconceptions, by name."""
        does = self.question.known_mistake
        return {name: self._joined(lambda s, n=name: does(n, s)) for name in names}

    def shown(self, names):
        """Those of the misconceptions that the answer shows, in every draw."""
        question, known = self.question, self.mistakes(names)
        with np.errstate(all="ignore"):
            missed = {
                name: missed_cases(theirs, self.expected, question.compare)
                for name, theirs in known.items()
            }
        edges = self._joined(question.edges)
        told = question.returns, question.compare, edges
        return recognise(self.outcomes, self.expected, known, missed, *told)

    def _joined(self, of_seed):
        return self._new_ones([item for seed in self.seeds for item in of_seed(seed)])

    def _new_ones(self, items):
        return [item for item, new in zip(items, self.new, strict=True) if new]


def _first_met(draws):
    """Of each case whether no earlier seed has it: one written by hand counts once."""
    met, new = set(), []
    for cases in draws:
        keys = [pickle.dumps(case) for case in cases]
        new += [key not in met for key in keys]
        met.update(keys)
    return new


def drawn_further(question, fn, outcomes, seed):
    """The Draws of a seed, and of further ones where the answer `fn` can be asked again."""
    seeds, found = [seed], list(outcomes)
    for further in FURTHER if fn else ():
        more = question.run(fn, seed + further)
        if more[-1].error != "timeout":
            seeds.append(seed + further)
            found += more
    return Draws(question, tuple(seeds), found)
