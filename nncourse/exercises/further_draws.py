"""An answer on the cases of further seeds, so that nothing is told that one draw made up.

What is said of an answer has to be so in all of them: a mistake that is named, a factor, a
number that is too large.
"""

import pickle
from dataclasses import dataclass
from functools import lru_cache

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
        question, seeds = self.question, self.seeds
        self.outcomes = _new_ones(question, seeds, self.outcomes)
        self.cases = _joined(question, seeds, question.seeded_cases)
        self.expected = _joined(question, seeds, question.expected)
        pairs = zip(self.outcomes, self.expected, strict=True)
        self.ok = [same_outcome(o, e, question.compare) for o, e in pairs]

    def mistakes(self, names):
        """The Outcomes of misconceptions, by name."""
        return {name: _known(self.question, self.seeds, name)[0] for name in names}

    def shown(self, names):
        """Those of the misconceptions that the answer shows, in every draw."""
        question, seeds = self.question, self.seeds
        known = self.mistakes(names)
        missed = {name: _known(question, seeds, name)[1] for name in names}
        edges = _joined(question, seeds, question.edges)
        told = question.returns, question.compare, edges
        return recognise(self.outcomes, self.expected, known, missed, *told)


def _joined(question, seeds, of_seed):
    return _new_ones(question, seeds, [item for seed in seeds for item in of_seed(seed)])


def _new_ones(question, seeds, items):
    pairs = zip(items, _first_met(question, seeds), strict=True)
    return [item for item, new in pairs if new]


# Kept, as those in function.py are.


@lru_cache(maxsize=32768)
def _known(question, seeds, name):
    """(what a misconception does on each case, the cases that it misses)."""
    does = _joined(question, seeds, lambda seed: question.known_mistake(name, seed))
    expected = _joined(question, seeds, question.expected)
    with np.errstate(all="ignore"):
        return does, missed_cases(does, expected, question.compare)


@lru_cache(maxsize=1024)
def _first_met(question, seeds):
    """Of each case whether no earlier seed has it: one written by hand counts once."""
    met, new = set(), []
    for seed in seeds:
        keys = [pickle.dumps(case) for case in question.seeded_cases(seed)]
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
