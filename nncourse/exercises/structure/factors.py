"""A factor between an answer and the right one: a constant, or the size of an argument."""

import itertools

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.pairs import Pair, alike, in_words, of_one_shape

KNOWN = {  # factors that have a name
    1 / np.log(2): "1 / ln 2, so this is a logarithm to base 2",
    1 / np.log(10): "1 / ln 10, so this is a logarithm to base 10",
    np.log(2): "ln 2",
    np.log(10): "ln 10",
    np.sqrt(2): "the root of 2",
    np.sqrt(0.5): "1 over the root of 2",
    np.pi: "pi",
    1 / np.pi: "1 / pi",
    2 * np.pi: "2 pi",
}
POWERS = {
    1: "{q}",
    -1: "1 / {q}",
    2: "the square of {q}",
    -2: "1 over the square of {q}",
    0.5: "the root of {q}",
    -0.5: "1 over the root of {q}",
}


def constant_factor(failing, every):
    """The same factor in every case, -1 among them."""
    found = factors(failing, lambda want: want)
    few = len(found) < 2 and np.size(failing[0].want) < 3
    if not found or not same(found) or few:
        return ""
    factor = found[0]
    if abs(factor - 1) < 1e-5:
        return ""  # of another precision
    if abs(factor + 1) < 1e-5:
        return STRUCTURE["sign"]
    known = next((text for k, text in KNOWN.items() if abs(factor / k - 1) < 1e-5), "")
    known = STRUCTURE["which_is"].format(known=known) if known else ""
    return STRUCTURE["factor"].format(factor=in_words(factor), known=known, part="{part}")


def factor_of_an_argument(failing, every):
    """A factor that is the size of an argument, or the argument itself."""
    found = factors(failing, lambda want: want)
    if found and (words := factor_in_words(found, failing)):
        words, power, counted = words
        why = ""
        if counted and power in (1, -1):
            why = STRUCTURE["sum_for_mean" if power == 1 else "mean_for_sum"]
        text = STRUCTURE["factor_is"].format(factor=words, part="{part}")
        return text + why
    return _argument_entry_by_entry(failing) or _own_factor(found, failing)


def factor_in_words(found, failing):
    """(words, power, whether it is a count) for factors that an argument explains."""
    if len(found) < 2 or same(found):
        return None
    for name, values in quantities(failing).items():
        for power, text in POWERS.items():
            for sign in (1, -1):
                if np.allclose(found, sign * np.power(values, power), 2e-5, 0):
                    words = text.format(q=name)
                    minus = STRUCTURE["minus"] if sign < 0 else ""
                    return minus + words, power, name.startswith("the number")
    return _ratio_in_words(found, failing)


def _ratio_in_words(found, failing):
    """A factor that is one size over another, or a size times a number that is the same."""
    sizes = quantities(failing)
    for (a, one), (b, other) in itertools.permutations(sizes.items(), 2):
        if np.allclose(found, one / other, 2e-5, 0):
            return STRUCTURE["over"].format(a=a, b=b), 0, False
    for name, values in sizes.items() if len(found) > 2 else ():
        if same(found / values):
            share = in_words((found / values)[0])
            return STRUCTURE["share_of"].format(share=share, q=name), 0, False
    return None


def quantities(pairs):
    """The sizes and numbers among the arguments, one number a pair, by what they are."""
    found = {}
    for name in pairs[0].case:
        values = [pair.case[name] for pair in pairs]
        if all(isinstance(v, np.ndarray) and v.ndim == 2 for v in values):
            found[f"the number of rows of `{name}`"] = [len(v) for v in values]
            found[f"the number of columns of `{name}`"] = [v.shape[1] for v in values]
            found[f"the number of entries of `{name}`"] = [v.size for v in values]
        elif all(isinstance(v, (list, np.ndarray)) and len(v) for v in values):
            found[f"the number of entries of `{name}`"] = [len(v) for v in values]
        elif all(type(v) in (int, float) for v in values):
            found[f"`{name}`"] = values
    return {
        name: np.array(values, float)
        for name, values in found.items()
        if not same(values) and all(v > 0 for v in values)
    }


def factors(pairs, turn):
    """got / turn(want) of each pair, or [] where it is no single number."""
    found = []
    for pair in pairs:
        want, got = turn(np.asarray(pair.want, float)), np.asarray(pair.got, float)
        if np.shape(want) != got.shape or not np.isfinite(want).all() or not np.any(want):
            return []
        factor = float((got * want).sum() / (want * want).sum())
        # Compared as it came, since float32 is rounded more coarsely.
        if not abs(factor) > 1e-12 or not alike(np.asarray(pair.got), factor * want):
            return []
        found.append(factor)
    return found


def same(numbers):
    return np.ptp(numbers) <= 2e-5 * np.abs(numbers).max()


def _argument_entry_by_entry(failing):
    """The right one times, over, plus or minus an argument, entry by entry."""
    if not of_one_shape(failing):
        return ""
    for name in failing[0].case:
        values = [pair.case[name] for pair in failing]
        if not all(_fits(v, pair.want) for v, pair in zip(values, failing, strict=True)):
            continue
        if all(np.all(np.asarray(v) == 1) for v in values):
            continue
        if len(failing) < 2 and np.size(failing[0].want) < 3:
            continue
        for key, holds in RULES.items():
            with np.errstate(all="ignore"):
                if all(
                    holds(
                        np.asarray(p.got, float),
                        np.asarray(p.want, float),
                        np.asarray(v, float),
                    )
                    for p, v in zip(failing, values, strict=True)
                ):
                    return STRUCTURE[key].format(name=name, part="{part}")
        if share := _share_added(failing, values):
            return STRUCTURE["share_added"].format(
                name=name, share=in_words(share), part="{part}"
            )
    return ""


def _share_added(failing, values):
    """c where the answer is the right one plus c times an argument, or 0."""
    rests = [
        Pair((np.asarray(p.got, float) - p.want).astype(np.float32), v, {}, False)
        for p, v in zip(failing, values, strict=True)
    ]
    if any(np.size(rest.got) < 3 for rest in rests):
        return 0
    found = factors(rests, lambda value: value)
    return found[0] if found and same(found) else 0


RULES = {
    "times": lambda got, want, v: alike(got, want * v),
    "times_minus": lambda got, want, v: alike(got, -want * v),
    "times_complement": lambda got, want, v: alike(got, want * (1 - v)),
    "lacks": lambda got, want, v: got.any() and np.all(v) and alike(got * v, want),
    "plus": lambda got, want, v: alike(got, want + v),
    "minus_argument": lambda got, want, v: alike(got, want - v),
    "from_argument": lambda got, want, v: alike(got, v - want),
}


def _fits(value, want):
    """Whether an argument can meet the right answer entry by entry."""
    if type(value) in (int, float):
        return True
    return isinstance(value, np.ndarray) and value.shape == np.shape(want) != ()


def _own_factor(found, failing):
    """Arrays that are multiples of the right ones, by another factor in each case."""
    big = max(np.count_nonzero(pair.want) for pair in failing) >= 3
    if len(found) < 2 or not big:
        return ""
    listed = ", ".join(in_words(f) for f in found[:3])
    key = "own_factor" if min(found) > 0 else "own_multiple"
    return STRUCTURE[key].format(factors=listed, part="{part}")
