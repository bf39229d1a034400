"""An interactive figure: a figure function and the finite list of values for each of its
choices. Every mistake in a call of `explore` that can be seen before the first frame is
drawn is reported here by name.
"""

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from nncourse.explore.choice import ExploreError, checked_choice

MAX_FRAMES = 600  # no reader tries more, and no page can carry them


@dataclass(frozen=True)
class InteractiveFigure:
    """A figure function with its choices. A setting is a tuple of one index a choice."""

    function: Callable
    choices: tuple
    play: int | None  # index of the choice that has a play button: time
    describe: Callable | None
    by_hand: bool = False  # the button goes on by one value at a press

    @property
    def name(self):
        return function_name(self.function)

    @property
    def start(self):
        """The setting that the reader sees first: every choice at its default."""
        return tuple(choice.start for choice in self.choices)

    @property
    def count(self):
        """The number of settings, which is the number of frames."""
        return math.prod(len(choice.values) for choice in self.choices)

    @property
    def pace(self):
        """Milliseconds that a value is seen while the figure plays; 0 where none follows by
        itself.
        """
        if self.play is None or self.by_hand:
            return 0
        return max(120, min(600, 6000 // len(self.choices[self.play].values)))

    def settings(self):
        """Every setting; the last choice varies fastest."""
        return product(*(range(len(choice.values)) for choice in self.choices))

    def index(self, setting):
        """The position of a setting in `settings()`."""
        n = 0
        for choice, i in zip(self.choices, setting, strict=True):
            n = n * len(choice.values) + i
        return n

    def arguments(self, setting):
        """The keyword arguments that the figure function is called with."""
        return {c.name: c.values[i] for c, i in zip(self.choices, setting, strict=True)}

    def in_code(self, setting):
        """A setting as an error names it: depth=10, activation='sigmoid'."""
        return ", ".join(f"{k}={v!r}" for k, v in self.arguments(setting).items())

    def in_words(self, setting):
        """A setting as a reader names it: depth 10, activation sigmoid."""
        pairs = zip(self.choices, setting, strict=True)
        return ", ".join(f"{c.label} {c.texts[i]}" for c, i in pairs)

    def runs(self):
        """The settings in lists; those that differ only in time share one training run."""
        runs = {}
        for setting in self.settings():
            run = tuple(i for k, i in enumerate(setting) if k != self.play)
            runs.setdefault(run, []).append(setting)
        return list(runs.values())


def function_name(function):
    inner = getattr(function, "func", function)  # functools.partial has no name
    return getattr(inner, "__name__", type(inner).__name__)


def interactive_figure(
    function, choices, play="step", describe=None, labels=None, by_hand=False
):
    """The InteractiveFigure of a call of `explore`, once the call is checked.

    `choices` and `labels` are dicts by parameter name; the rest is as in `explore`.
    """
    if not callable(function):
        raise ExploreError(f"explore needs a function that draws, not {function!r}")
    call = f"explore({function_name(function)})"
    labels = labels or {}
    parameters = inspect.signature(function).parameters
    for name, parameter in parameters.items():
        variadic = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        if name not in choices and parameter.default is parameter.empty and not variadic:
            raise ExploreError(
                f"{call}: no values given for the choice {name!r}, and it has no default"
            )
    for name in (*choices, *labels):
        if name not in parameters:
            raise ExploreError(
                f"{call}: unknown choice {name!r}; "
                f"the function takes {', '.join(parameters) or 'none'}"
            )
    names = list(choices)
    if play not in (None, "step", *names):
        raise ExploreError(f"{call}: play={play!r} is not among the choices {names}")
    figure = InteractiveFigure(
        function,
        tuple(
            checked_choice(parameters[name], values, labels.get(name), call)
            for name, values in choices.items()
        ),
        names.index(play) if play in names else None,
        describe,
        by_hand,
    )
    if figure.count > MAX_FRAMES:
        counts = " x ".join(f"{c.name} {len(c.values)}" for c in figure.choices)
        raise ExploreError(
            f"{call}: {counts} = {figure.count} combinations, "
            f"more than the budget of {MAX_FRAMES}"
        )
    return figure
