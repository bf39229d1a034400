"""What can be chosen: a figure function, the finite list of values for each of its
choices, and where the reader starts. Everything that can be wrong with a call of
`explore` before the first picture is drawn is found here and named.
"""

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, product
from numbers import Real

MAX_FRAMES = 600  # more than this nobody turns, and no page can carry


class ExploreError(ValueError):
    """A figure that cannot be explored, and why: it names the figure and the choices."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its parameter, its values and the place of the default."""

    name: str
    label: str
    values: tuple
    start: int

    @property
    def texts(self):
        return tuple(map(text_of, self.values))

    @property
    def kind(self):
        """The control that fits: "checkbox", "slider", "radio" or "select"."""
        if set(map(type, self.values)) == {bool}:
            return "checkbox"
        if len(self.values) > 1 and all(is_number(v) for v in self.values):
            steps = [b - a for a, b in pairwise(self.values)]
            if all(s > 0 for s in steps) or all(s < 0 for s in steps):
                return "slider"
        return "radio" if len(self.values) <= 4 else "select"


@dataclass(frozen=True)
class Study:
    """A figure function with its choices; a point of it is one index a choice."""

    figure: Callable
    choices: tuple
    play: int | None  # which choice is the time that a play button runs through
    describe: Callable | None = None

    @property
    def name(self):
        return name_of(self.figure)

    @property
    def start(self):
        return tuple(choice.start for choice in self.choices)

    @property
    def size(self):
        return math.prod(len(choice.values) for choice in self.choices)

    def points(self):
        """Every combination; the last choice varies fastest."""
        return product(*(range(len(choice.values)) for choice in self.choices))

    def number(self, point):
        """The place of a point in `points()`."""
        n = 0
        for choice, i in zip(self.choices, point, strict=True):
            n = n * len(choice.values) + i
        return n

    def arguments(self, point):
        return {c.name: c.values[i] for c, i in zip(self.choices, point, strict=True)}

    def in_code(self, point):
        """The choices as an error names them: depth=10, activation='sigmoid'."""
        return ", ".join(f"{k}={v!r}" for k, v in self.arguments(point).items())

    def in_words(self, point):
        """The choices as a reader names them: depth 10, activation sigmoid."""
        chosen = zip(self.choices, point, strict=True)
        return ", ".join(f"{c.label} {c.texts[i]}" for c, i in chosen)

    def groups(self):
        """Points that differ only in time stand together, so a run is trained once."""
        groups = {}
        for point in self.points():
            still = tuple(i for k, i in enumerate(point) if k != self.play)
            groups.setdefault(still, []).append(point)
        return list(groups.values())


def is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def name_of(function):
    inner = getattr(function, "func", function)  # functools.partial has no name
    return getattr(inner, "__name__", type(inner).__name__)


def text_of(value):
    """A value as it stands beside its control: 0.1, 1e-05, sigmoid, yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def study_of(figure, play, describe, labels, lists):
    """Check a call of `explore` and give the study it asks for."""
    if not callable(figure):
        raise ExploreError(f"explore needs a function that draws, not {figure!r}")
    called = f"explore({name_of(figure)})"
    parameters = inspect.signature(figure).parameters
    for name, parameter in parameters.items():
        free = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        if name not in lists and parameter.default is parameter.empty and not free:
            raise ExploreError(
                f"{called}: no values given for the choice {name!r}, and it has no default"
            )
    for name in (*lists, *labels):
        if name not in parameters:
            raise ExploreError(
                f"{called}: unknown choice {name!r}; "
                f"the function takes {', '.join(parameters) or 'none'}"
            )
    choices = tuple(
        choice_of(called, parameters[name], values, labels.get(name))
        for name, values in lists.items()
    )
    names = [choice.name for choice in choices]
    if play not in (None, "step", *names):
        raise ExploreError(f"{called}: play={play!r} is not among the choices {names}")
    study = Study(figure, choices, names.index(play) if play in names else None, describe)
    if study.size > MAX_FRAMES:
        counts = " x ".join(f"{c.name} {len(c.values)}" for c in choices)
        raise ExploreError(
            f"{called}: {counts} = {study.size} combinations, "
            f"more than the budget of {MAX_FRAMES}"
        )
    return study


def choice_of(called, parameter, values, label):
    name = parameter.name
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise ExploreError(f"{called}: {name} needs a list of values, not {values!r}")
    # numpy's scalars print and compare differently; take the plain ones inside
    values = tuple(v.item() if hasattr(v, "item") else v for v in values)
    if not values:
        raise ExploreError(f"{called}: no values given for {name}")
    texts = [text_of(v) for v in values]
    twice = sorted({t for t in texts if texts.count(t) > 1})
    if twice:
        raise ExploreError(f"{called}: {name} lists {', '.join(twice)} more than once")
    default = parameter.default
    if default is parameter.empty:
        raise ExploreError(f"{called}: the parameter {name} needs a default to start from")
    if default not in values:
        raise ExploreError(
            f"{called}: the default {name}={default!r} is not among its choices "
            f"{list(values)!r}"
        )
    return Choice(name, label or name.replace("_", " "), values, values.index(default))
