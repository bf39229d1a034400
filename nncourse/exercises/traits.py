"""Answers that are drawn at random, compared by traits that are measured."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(eq=False)
class Traits:
    """Compares by `measure(value)`, a dict from a trait's words to what it is.

    Floats may differ by `relative`, and near 0 by what `absolute` names for them; all else
    has to be the same.
    """

    measure: object
    relative: float = 0.0
    absolute: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)  # a sentence on those traits that need one

    def __call__(self, got, expected):
        return not self.differences(got, expected)

    def differences(self, got, expected):
        """(words, what it is, what it should be) of each trait that differs."""
        mine, theirs = self.measure(got), self.measure(expected)
        return [
            (words, mine[words], theirs[words])
            for words in theirs
            if words not in mine or not self._same(words, mine[words], theirs[words])
        ]

    def in_words(self, got, expected):
        """The sentences on what differs, or ""."""
        found = (
            self.told.get(words, "") for words, _, _ in self.differences(got, expected)
        )
        return " ".join(dict.fromkeys(filter(None, found)))

    def _same(self, words, mine, theirs):
        if not isinstance(theirs, float):
            return mine == theirs
        return bool(np.isclose(mine, theirs, self.relative, self.absolute.get(words, 0)))
