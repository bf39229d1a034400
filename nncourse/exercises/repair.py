"""Questions that begin with code that runs and is wrong: find the fault, and mend it."""

from dataclasses import dataclass
from functools import lru_cache

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
            verdict = self.blank()
            verdict.wrong = MESSAGES["as_found"]
            return verdict
        return super().judge(outcomes, seed)


@lru_cache(maxsize=1024)
def _as_found(question, seed):
    """The Outcomes of the broken code; kept, since a class hands in the same."""
    return question.run(question.starter, seed, limit=30)
