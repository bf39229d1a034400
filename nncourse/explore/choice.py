"""One choice of an interactive figure: a parameter of the figure function, the values
that the reader can pick, and the control that fits them.
"""

from dataclasses import dataclass
from itertools import pairwise
from numbers import Real


class ExploreError(ValueError):
    """Raised when a figure cannot be explored; names the function and its choices."""


@dataclass(frozen=True)
class Choice:
    """A parameter, its control's label, its values and the index of its default value."""

    name: str
    label: str
    values: tuple
    start: int

    @property
    def texts(self):
        """The values as strings, in order."""
        return tuple(map(value_text, self.values))

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


def is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)


def value_text(value):
    """A value as it stands beside its control: 0.1, 1e-05, sigmoid, yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def checked_choice(parameter, values, label, call):
    """The Choice of an `inspect.Parameter`; `call` is how its errors name the figure."""
    name = parameter.name
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise ExploreError(f"{call}: {name} needs a list of values, not {values!r}")
    # numpy's scalars print and compare differently; take the plain ones inside
    values = tuple(v.item() if hasattr(v, "item") else v for v in values)
    if not values:
        raise ExploreError(f"{call}: no values given for {name}")
    texts = [value_text(v) for v in values]
    repeated = sorted({t for t in texts if texts.count(t) > 1})
    if repeated:
        raise ExploreError(f"{call}: {name} lists {', '.join(repeated)} more than once")
    default = parameter.default
    if default is parameter.empty:
        raise ExploreError(f"{call}: the parameter {name} needs a default to start from")
    if default not in values:
        raise ExploreError(
            f"{call}: the default {name}={default!r} is not among its choices "
            f"{list(values)!r}"
        )
    return Choice(name, label or name.replace("_", " "), values, values.index(default))
