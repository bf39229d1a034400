"""Questions that begin with code that runs and is wrong: find the fault, and mend it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nncourse.exercises.comparison import same_outcome
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.question import PUBLIC, source


@dataclass(eq=False)
class Repair(Function):
    """A question whose stub is a broken function; see `Chapter.repair`."""

    starter: object = None

    def broken(self, fn):
        """Declares the code that stands in the cell at first: unchanged, it is blank."""
        self.starter = fn
        return fn

    @property
    def stub(self):
        """The cell: the reference's own head and docstring, the broken body."""
        head = super().stub.partition("    ### BEGIN SOLUTION")[0]
        body = source(self.starter).rstrip().split("\n", 1)[1]
        return f"{head}    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"

    def judge(self, outcomes, seed=PUBLIC):
        as_found = _as_found(self, seed)
        if len(outcomes) == len(as_found) and all(map(same_outcome, outcomes, as_found)):
            return self.blank()
        return super().judge(outcomes, seed)

    def explain(self, verdict, outcomes, seed=PUBLIC, fn=None):
        verdict = super().explain(verdict, outcomes, seed, fn)
        emptied = outcomes[-1].error == "blank"
        if verdict.kind == "blank" and fn and not (emptied or self._untouched(fn)):
            verdict.wrong = MESSAGES["as_found"]
        return verdict

    def _untouched(self, fn):
        """Whether a function has the very code that stands in the cell at first."""
        world = {"np": np}
        exec(self.stub, world)
        codes = [getattr(f, "__code__", None) for f in (fn, world[self.name])]
        return len({(c.co_code, c.co_names) for c in codes if c}) == 1


@lru_cache(maxsize=1024)
def _as_found(question, seed):
    """The Outcomes of the broken code; kept, since a class hands in the same."""
    return question.run(question.starter, seed, limit=30)
