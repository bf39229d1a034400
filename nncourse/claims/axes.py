"""The settings along which a claim is varied, one changed at a time."""

import inspect
from dataclasses import dataclass
from numbers import Real


@dataclass(frozen=True)
class Point:
    """One value of one setting, all others being the claim's own."""

    axis: str
    value: object
    inside: bool  # where the verdict is claimed; otherwise it was measured not to hold


def own_settings(claim):
    """Every setting of a claim's measurement: its `at`, and defaults for the rest."""
    parameters = inspect.signature(claim.measure).parameters
    defaults = {name: each.default for name, each in parameters.items() if name != "seed"}
    return {**defaults, **claim.at}


def points(claim):
    """Every point of every axis, in order; among them the claim's own settings."""
    for axis in dict.fromkeys((*claim.vary, *claim.outside)):
        inside = [*claim.vary.get(axis, ())]
        outside = [*claim.outside.get(axis, ())]
        own = own_settings(claim)[axis]
        if own not in inside:
            inside.append(own)
        values = inside + outside
        if are_numbers(values):
            values.sort()
        for value in values:
            yield Point(axis, value, value in inside)


def other_points(claim):
    """The points that are not the claim's own settings: those left to measure."""
    own = own_settings(claim)
    return [point for point in points(claim) if point.value != own[point.axis]]


def axis_ranges(claim):
    """(axis, the values where the verdict is claimed, in words) of each axis."""
    for axis in dict.fromkeys(point.axis for point in points(claim)):
        inside = [p.value for p in points(claim) if p.axis == axis and p.inside]
        if are_numbers(inside) and len(inside) > 1:
            yield axis, f"{in_words(inside[0])} to {in_words(inside[-1])}"
        else:
            yield axis, " / ".join(map(in_words, inside))


def are_numbers(values):
    """True if all values can be put in order: `True` and `False` are none."""
    return all(isinstance(value, Real) and not isinstance(value, bool) for value in values)


def in_words(value):
    """A setting's value as printed and stored: "0.1", "xavier, he", "SGD" for a class."""
    if isinstance(value, tuple | list):
        return ", ".join(map(in_words, value))
    if are_numbers([value]):
        return f"{value:.12g}"
    return str(getattr(value, "__name__", value))
