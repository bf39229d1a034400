"""All claims, found by the chapters' folder names. Loaded when asked for."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec


@cache
def claims_by_chapter():
    """{"01-reading-digits": its claims in order, ...}, in the order of the chapters."""
    chapters = {}
    for folder in pkgutil.iter_modules(import_module("nncourse.chapters").__path__):
        module = f"nncourse.chapters.{folder.name}.claims"
        if folder.ispkg and find_spec(module):
            stem = folder.name.removeprefix("ch").replace("_", "-")
            chapters[stem] = import_module(module).CLAIMS
    return chapters


def chapter_title(stem):
    """A chapter's number and name: "3 Vanishing gradients" for "03-vanishing-gradients"."""
    number, *words = stem.split("-")
    return f"{int(number)} {' '.join(words).capitalize().replace('relu', 'ReLU')}"


@cache
def claims():
    """Every claim by name, in the order of the chapters."""
    by_name = {}
    for chapter in claims_by_chapter().values():
        for claim in chapter:
            if claim.name in by_name:
                raise ValueError(f"two claims are called {claim.name!r}")
            by_name[claim.name] = claim
    return by_name


def claim_named(name):
    """The claim of this name; ValueError with all the names if there is none."""
    if name not in claims():
        raise ValueError(f"there is no claim {name!r}; the claims: {', '.join(claims())}")
    return claims()[name]
