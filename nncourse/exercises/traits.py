"""Answers that are drawn at random, compared by traits that are measured."""

from dataclasses import dataclass, field

import numpy as np

from nncourse.exercises.messages import MESSAGES


@dataclass(eq=False)
class Traits:
    """Compares by `measure(value)`, a dict from a trait's words to what it is.

    Floats may differ by `relative`, and near 0 by what `absolute` names for them; all else
    has to be the same.
    """

    measure: object
    relative: float = 0.0
    absolute: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict, init=False, repr=False)
    told: dict = field(default_factory=dict)  # a sentence on those traits that need one

    def __call__(self, got, expected):
        return not self.differences(got, expected)

    def differences(self, got, expected):
        """(words, what it is, what it should be) of each trait that differs."""
        mine, theirs = self._measured(got), self._measured(expected)
        found = [
            (words, mine[words], theirs[words])
            for words in theirs
            if words in mine and not self._same(words, mine[words], theirs[words])
        ]
        missing = [(words, None, theirs[words]) for words in theirs if words not in mine]
        return found or missing[:1]

    def _measured(self, value):
        """The traits of a value, measured once while the same few are compared."""
        kept = self.kept.get(id(value))
        if kept is None or kept[0] is not value:
            if len(self.kept) > 100:
                self.kept.clear()
            kept = self.kept[id(value)] = value, self.measure(value)
        return kept[1]

    def in_words(self, got, expected):
        """The sentences on what differs, or ""."""
        found = (
            self.told.get(words, "") for words, _, _ in self.differences(got, expected)
        )
        return MESSAGES["also"].join(dict.fromkeys(filter(None, found)))

    def _same(self, words, mine, theirs):
        if not isinstance(theirs, float):
            return mine == theirs
        return bool(np.isclose(mine, theirs, self.relative, self.absolute.get(words, 0)))
