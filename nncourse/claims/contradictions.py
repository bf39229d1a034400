"""What is wrong with a claim: its parts are compared when it is made."""

import inspect
import math
import re

from nncourse.claims.axes import are_numbers, in_words, own_settings
from nncourse.claims.sources import OWN_SOURCES, SOURCES
from nncourse.claims.verdict import Kind, Verdict

UNITS = "", "%", "x"


def contradictions(claim):
    """Each thing that is wrong with a claim, as a sentence without its name."""
    yield from _in_words(claim)
    yield from _in_numbers(claim)
    yield from _in_settings(claim)
    yield from _in_axes(claim)


def _in_words(claim):
    """What is wrong with a claim's texts."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", claim.name):
        yield "a name is small letters and digits, joined by hyphens"
    if not re.fullmatch(r"\S.*[^.]\.", claim.sentence):
        yield f"the sentence must end in one full stop: {claim.sentence!r}"
    if claim.source not in SOURCES:
        yield f"source {claim.source!r} is not in nncourse/claims/sources.py"
    if claim.where and claim.source in OWN_SOURCES:
        yield f"{claim.source} has no sections to look up, yet where is {claim.where!r}"
    if not claim.quantity:
        yield "quantity must say in words what is measured, it is empty"
    for part in ("where", "quantity", "beyond_in_words", "note"):
        text = getattr(claim, part)
        if text != text.strip() or text.endswith("."):
            yield f"{part} must end without a full stop and have no blank around: {text!r}"
    if not isinstance(claim.kind, Kind):
        yield f"kind must be a Kind, not {claim.kind!r}"
    if not isinstance(claim.verdict, Verdict):
        yield f"verdict must be a Verdict, not {claim.verdict!r}"
    elif claim.verdict.name.endswith("_WHEN") and not claim.note[:1].isalnum():
        yield f"{claim.verdict} needs a note that says when, not {claim.note!r}"


def _in_numbers(claim):
    """What is wrong with its bounds, and with how its numbers are printed."""
    low, high = claim.bounds
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        yield f"bounds must be two finite numbers, the lower first, not {claim.bounds}"
    if claim.unit not in UNITS:
        yield f"unit must be one of {UNITS}, not {claim.unit!r}"
    if not isinstance(claim.digits, int) or not -1 <= claim.digits <= 6:
        yield f"digits must be a whole number from -1 to 6, not {claim.digits!r}"


def _in_settings(claim):
    """What is wrong with what is measured, at the claim's settings and beyond them."""
    if getattr(claim.measure, "__name__", "<lambda>") == "<lambda>":
        yield f"measure must be a function with a name, not {claim.measure!r}"
        return
    name, beyond = claim.measure.__name__, claim.beyond or {}
    parameters = dict(inspect.signature(claim.measure).parameters)
    if parameters.pop("seed", None) is None:
        yield f"{name} takes no seed"
    for setting in (*claim.at, *beyond):
        if setting not in parameters:
            yield f"{name} takes no {setting!r}; its settings: {', '.join(parameters)}"
            return
    settings = {key: parameter.default for key, parameter in parameters.items()} | claim.at
    for setting, value in settings.items():
        if value is inspect.Parameter.empty:
            yield f"{name} needs a value of {setting!r}"
    if bool(claim.beyond_in_words) != (claim.beyond is not None):
        yield f"beyond {claim.beyond} is in words {claim.beyond_in_words!r}: give both"
    elif claim.beyond is not None and settings | beyond == settings:
        yield f"beyond {claim.beyond} changes nothing"


def _in_axes(claim):
    """What is wrong with the values along which a claim is varied."""
    own = own_settings(claim)
    for part, least in (("vary", 2), ("outside", 1)):
        for axis, values in getattr(claim, part).items():
            if axis not in own:
                yield f"{part} has no setting {axis!r}; its settings: {', '.join(own)}"
                return
            if not isinstance(values, list | tuple) or len(values) < least:
                yield f"{part} {axis!r} must list {least} values or more, not {values!r}"
                return
    for axis in dict.fromkeys((*claim.vary, *claim.outside)):
        inside, outside = claim.vary.get(axis, [own[axis]]), claim.outside.get(axis, [])
        words = [in_words(value) for value in (*inside, *outside)]
        for twice in {word for word in words if words.count(word) > 1}:
            yield f"{axis} is {twice} twice"
        if not are_numbers([own[axis], *inside, *outside]):
            if own[axis] not in inside:
                yield f"{axis} is {own[axis]!r}, which vary lacks: {inside}"
        elif not min(inside) <= own[axis] <= max(inside):
            yield f"{axis} is {own[axis]}, and varied from {min(inside)} to {max(inside)}"
        else:
            for value in outside:
                if min(inside) <= value <= max(inside):
                    yield f"{axis} {value} is outside, and inside {list(inside)}"
