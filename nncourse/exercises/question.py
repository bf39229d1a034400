"""A question, and the verdict on an answer to it.

One table a question serves the learner's hint, the grader and the grader's own test: a
reference, a generator of cases, a comparison, and the misconceptions, each a wrong solution
with its hint. An answer is right when it does what the reference does on every case. It
shows a misconception when it does what that wrong solution does on every case.
"""

import inspect
import itertools
import time
import zlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from nncourse.exercises.calling import Outcome, Unfit, call, is_blank, plain
from nncourse.exercises.given import MAKERS
from nncourse.exercises.words import WORDS

PUBLIC = 6  # the seed of the cases that `check` uses; a teacher's grader has another
TOLERANCE = 1e-6


@dataclass
class Verdict:
    """What is said about one answer. `kind` is one word, the rest is for people."""

    question: str
    kind: str
    points: int
    of: int
    misconception: str = ""
    right: str = ""
    measured: str = ""
    wrong: str = ""
    hint: str = ""

    def __str__(self):
        if self.kind == "blank":
            return WORDS["blank"].format(name=self.question, of=self.of)
        first = "passed" if self.kind == "passed" else "failed"
        lines = [WORDS[first].format(name=self.question, points=self.points, of=self.of)]
        if self.right:
            lines.append(WORDS["right"].format(what=self.right))
        if self.measured:
            lines.append(WORDS["measured"].format(what=self.measured))
        if self.wrong:
            lines.append(WORDS["wrong"].format(what=self.wrong))
        if self.hint:
            lines.append(WORDS["hint"].format(hint=self.hint))
        return "\n".join(lines)


@dataclass
class When:
    """A misconception about a value or a configuration: an example of it, and its sign."""

    example: object
    sign: object  # a function of the value, or of (configuration, what it measured)


@dataclass
class Question:
    """What all kinds share. `words` is set by the chapter: its prompt and its hints."""

    name: str
    points: int
    reference: object
    wrong: dict
    right: list = field(default_factory=list)  # other right answers, for the grader's test
    limit: float = 0.8  # seconds for all cases together
    words: dict = field(default_factory=dict, repr=False)

    @property
    def prompt(self):
        return self.words["prompt"]

    def hint(self, misconception):
        return self.words["hints"].get(misconception, "")

    @property
    def solution(self):
        """The reference's own source."""
        return inspect.getsource(self.reference)

    def verdict(self, kind, points=0, **more):
        return Verdict(self.name, kind, points, self.points, **more)

    def blank(self):
        return self.verdict("blank")


@dataclass
class Function(Question):
    """The answer is a function. `cases(rng)` returns a list of argument tuples.

    `compare(got, expected)` says whether two answers are the same; the default wants the
    same shapes, the same floats up to rounding and the same precision. `returns` names the
    parts when there are several.
    """

    cases: object = None
    compare: object = None
    returns: tuple = ()
    implementing: bool = True  # a layer, a loss, a rule: six misconceptions at least

    @cached_property
    def arguments(self):
        return tuple(inspect.signature(self.reference).parameters)

    @property
    def stub(self):
        """The cell that the learner fills in: the reference's own head, and no body."""
        lines = inspect.getsource(self.reference).splitlines()
        body = inspect.getdoc(self.reference)
        head = list(itertools.takewhile(lambda line: '"""' not in line, lines))
        text = [f"    {line}".rstrip() for line in f'"""{body}'.splitlines()]
        if len(text) == 1 and len(text[0]) <= 89:
            text[0] += '"""'
        else:
            text.append('    """')
        return "\n".join(
            [*head, *text, "    ### BEGIN SOLUTION", "    ...", "    ### END SOLUTION"]
        )

    @property
    def checking(self):
        return f"check({self.name})"

    def answered(self, solution=None):
        """The filled-in cell, by default with the reference."""
        return inspect.getsource(solution or self.reference).rstrip()

    def seeded_cases(self, seed):
        return _cases(self, seed)

    def run(self, fn, seed=PUBLIC, limit=None):
        """The outcomes of a function of ours, or of the learner's in this very process."""
        if is_blank(fn):
            return [Outcome(error="blank")]
        left = limit or self.limit
        outcomes = []
        for args in self.seeded_cases(seed):
            started = time.perf_counter()
            outcomes.append(call(fn, args, left, MAKERS))
            left -= time.perf_counter() - started
            if outcomes[-1].error == "timeout":
                break
            left = max(left, 1e-3)
        return outcomes

    def expected(self, seed):
        return _expected(self, seed)

    def known(self, seed):
        """The misconceptions' outcomes by name."""
        return _known(self, seed)

    def judge(self, outcomes, seed=PUBLIC):
        """The Verdict on what a function did on `seeded_cases(seed)`."""
        expected, cases = self.expected(seed), self.seeded_cases(seed)
        if all(o.error == "blank" for o in outcomes):
            return self.blank()
        if outcomes[-1].error == "timeout":
            k = sum(self.same(o, e) for o, e in zip(outcomes, expected, strict=False))
            return self.verdict(
                "timeout",
                right=self._right_cases(k, len(cases)) or self._right_defined(),
                wrong=WORDS["timeout"].format(limit=self.limit),
            )
        ok = [self.same(o, e) for o, e in zip(outcomes, expected, strict=True)]
        if all(ok):
            return self.verdict("passed", self.points)
        right = self._what_is_right(outcomes, expected, ok)
        name = self.recognised(outcomes, seed, expected)
        if name:
            crashes = [_crash(o) for o in outcomes if o.error not in ("", "unfit")]
            return self.verdict(
                "misconception",
                misconception=name,
                right=right,
                wrong=crashes[0] if crashes else "",
                hint=self.hint(name),
            )
        kind, wrong = self._what_is_wrong(outcomes, expected, ok, cases)
        return self.verdict(kind, right=right, wrong=wrong)

    def recognised(self, outcomes, seed, expected):
        """The misconception that did the same, in all or, failing that, in most respects.

        First in everything; then but for arguments written into; then but for precision
        and for cases that crashed or came out as nan or inf, which may be a second mistake
        on top; last in those of several results that the misconception spoils.
        """
        known = self.known(seed)
        for name, theirs in known.items():
            if all(map(self.same, outcomes, theirs)):
                return name
        for name, theirs in known.items():
            pure = not any(t.changed for t in theirs)
            if pure and all(
                self.same(o, t, True) for o, t in zip(outcomes, theirs, strict=True)
            ):
                return name
        sound = [i for i, o in enumerate(outcomes) if not o.error and _finite(o.value)]
        telling = [i for i in sound if not self._alike(outcomes[i], expected[i])]
        for name, theirs in known.items():
            alike = len(telling) > 1 and all(
                self._alike(outcomes[i], theirs[i]) for i in sound
            )
            if alike and not any(t.changed for t in theirs):
                return name
        for name, theirs in known.items():
            spoilt = [
                i
                for i in range(len(self.returns))
                if not all(map(_part_right, theirs, expected, itertools.repeat(i)))
            ]
            if spoilt and all(
                all(map(_part_right, outcomes, theirs, itertools.repeat(i))) for i in spoilt
            ):
                return name
        return None

    def same(self, got, expected, values_only=False):
        """Whether two calls did the same."""
        if not values_only and got.changed != expected.changed:
            return False
        if got.error or expected.error:
            return (got.error, got.message) == (expected.error, expected.message)
        if self.compare is not None:
            try:
                return bool(self.compare(got.value, expected.value))
            except Exception:  # of another shape than the comparison is made for
                return False
        return difference(got.value, expected.value) is None

    def _alike(self, got, expected):
        """Whether two calls returned the same values, in whatever precision."""
        if self.compare is not None or got.error or expected.error:
            return self.same(got, expected, True)
        return difference(got.value, expected.value, precision=False) is None

    def _what_is_right(self, outcomes, expected, ok):
        n = len(expected)
        parts = []
        if len(self.returns) > 1:
            for i, part in enumerate(self.returns):
                if all(
                    _part_right(o, e, i) for o, e in zip(outcomes, expected, strict=True)
                ):
                    parts.append(part)
        if parts and len(parts) < len(self.returns):
            return WORDS["right_parts"].format(parts=", ".join(parts), n=n)
        if any(ok):
            return self._right_cases(sum(ok), n)
        values = [
            (o.value, e.value)
            for o, e in zip(outcomes, expected, strict=True)
            if not o.error
        ]
        if not values or values[0][0] is None:
            return self._right_defined()
        found = [difference(v, e) for v, e in values]
        if all(d is None or d.kind == "dtype" for d in found):
            return WORDS["right_values"]
        if any(d.kind in ("value", "nan", "dtype") for d in found if d):
            d = next(d for d in found if d and d.kind in ("value", "nan", "dtype"))
            if np.ndim(d.got) and (d.index is None or d.index < len(self.returns)):
                return WORDS["right_shape"].format(
                    shape=np.shape(d.got), part=self._part(d.index)
                )
        return WORDS["right_runs"].format(what=describe(values[0][0]))

    def _right_cases(self, k, n):
        return WORDS["right_cases"].format(k=k, n=n) if k else ""

    def _right_defined(self):
        return WORDS["right_defined"].format(arguments=", ".join(self.arguments))

    def _what_is_wrong(self, outcomes, expected, ok, cases):
        order = sorted(
            (i for i, fine in enumerate(ok) if not fine), key=lambda i: _size(cases[i])
        )
        i = next((i for i in order if outcomes[i].error), order[0])
        got, want = outcomes[i], expected[i]
        asked = self._asked(want.value)
        if got.error == "unfit":
            return "unfit", WORDS["unfit"].format(what=got.message, expected=asked)
        if got.error:
            return "error", _crash(got)
        if got.value is None and want.value is not None:
            return "wrong", WORDS["nothing"]
        if all(self.same(o, e, True) for o, e in zip(outcomes, expected, strict=True)):
            names = sorted({self.arguments[c] for o in outcomes for c in o.changed})
            return "changed", WORDS["changed"].format(names=", ".join(names))
        if self._in_another_order(outcomes, expected):
            return "order", WORDS["order"].format(expected=", ".join(self.returns) or asked)
        found = difference(got.value, want.value) or Difference(
            "value", got.value, want.value
        )
        part = self._part(found.index)
        if found.kind in ("shape", "dtype"):
            say = getattr if found.kind == "dtype" else None
            shown = [
                say(v, "dtype", type(v).__name__) if say else np.shape(v)
                for v in (found.got, found.expected)
            ]
            text = WORDS[found.kind].format(part=part, got=shown[0], expected=shown[1])
            if found.kind == "shape" and _broadcast(*shown):
                text += WORDS["hidden"]
        elif found.kind in ("count", "type"):
            text = WORDS[found.kind].format(got=describe(found.got), expected=asked)
        else:
            text = WORDS[found.kind].format(part=part)
        lines = [text]
        for name, value in zip(self.arguments, cases[i], strict=False):
            lines.append(WORDS["case"].format(name=name, value=show(value)))
        lines.append(WORDS["expected"].format(value=show(want.value)))
        lines.append(WORDS["got"].format(value=show(got.value)))
        kind = found.kind if found.kind in ("shape", "dtype", "nan") else "wrong"
        return kind, "\n".join(lines)

    def _in_another_order(self, outcomes, expected):
        values = [(o.value, e.value) for o, e in zip(outcomes, expected, strict=True)]
        if not all(
            isinstance(v, tuple) and isinstance(e, tuple) and len(v) == len(e) <= 4
            for v, e in values
        ):
            return False
        return any(
            all(
                difference(tuple(v[i] for i in order), e, self.compare) is None
                for v, e in values
            )
            for order in itertools.permutations(range(len(values[0][1])))
        )

    def _asked(self, value):
        return (
            f"{', '.join(self.returns)}: {describe(value)}"
            if self.returns
            else describe(value)
        )

    def _part(self, index):
        if index is not None and index < len(self.returns):
            return self.returns[index]
        return "what it returns" if index is None else f"part {index}"


@dataclass
class Value(Question):
    """The answer is a number or a choice, kept under the question's name.

    The reference is a function of no arguments that works the value out. `wrong` maps a
    misconception to its value, or to a When(example, sign) for a whole range of them.
    """

    tolerance: float = 0.01  # relative

    @cached_property
    def value(self):
        return self.reference()

    @property
    def stub(self):
        return f"### BEGIN SOLUTION\n{self.name} = ...\n### END SOLUTION"

    @property
    def checking(self):
        return f'check("{self.name}")'

    def answered(self, solution=None):
        if solution is not None:
            return f"{self.name} = {solution!r}"
        return f"{self.solution.rstrip()}\n\n\n{self.name} = {self.name}()"

    def judge(self, value, seed=PUBLIC):
        if value is Ellipsis or value is None:
            return self.blank()
        try:
            value = plain(value)
        except Unfit as error:
            return self._not_a_value(str(error))
        if isinstance(value, np.ndarray):
            if value.size != 1:
                return self._not_a_value(describe(value))
            value = value.item()
        if isinstance(value, str) != isinstance(self.value, str) or isinstance(
            value, (list, tuple, dict, complex)
        ):
            return self._not_a_value(describe(value))
        if self.same(value, self.value):
            return self.verdict("passed", self.points)
        word = "right_text" if isinstance(value, str) else "right_number"
        shown = repr(value[:40]) if isinstance(value, str) else f"{value:.6g}"
        right = WORDS[word].format(value=shown)
        for name, wrong in self.wrong.items():
            if wrong.sign(value) if isinstance(wrong, When) else self.same(value, wrong):
                return self.verdict(
                    "misconception", misconception=name, right=right, hint=self.hint(name)
                )
        return self.verdict("wrong", right=right, wrong=WORDS["off"].format(value=shown))

    def same(self, value, expected):
        if isinstance(expected, str):
            return isinstance(value, str) and value.strip().lower() == expected.lower()
        if isinstance(value, str):
            return False
        return bool(abs(value - expected) <= self.tolerance * abs(expected) + 1e-12)

    def _not_a_value(self, got):
        expected = "a text" if isinstance(self.value, str) else "a number"
        return self.verdict(
            "unfit", wrong=WORDS["not_a_value"].format(got=got, expected=expected)
        )


@dataclass
class Setting(Question):
    """The answer is a configuration, a dict, with which the grader trains and measures.

    The reference is a function of no arguments that returns one. `knobs` maps each setting
    to its list of choices or its range (low, high). `measure(**configuration)` returns a
    dict of numbers, `passes(measured)` decides. Every misconception is a When.
    """

    knobs: dict = field(default_factory=dict)
    measure: object = None
    passes: object = None

    @property
    def prompt(self):
        offers = [
            f"`{knob}` "
            + (
                f"{choices[0]:g} to {choices[1]:g}"
                if isinstance(choices, tuple)
                else ", ".join(f"`{choice!r}`" for choice in choices)
            )
            for knob, choices in self.knobs.items()
        ]
        return WORDS["on_offer"].format(prompt=super().prompt, offers="; ".join(offers))

    @property
    def stub(self):
        inside = ", ".join(f"{knob}=..." for knob in self.knobs)
        return f"### BEGIN SOLUTION\n{self.name} = dict({inside})\n### END SOLUTION"

    @property
    def checking(self):
        return f'check("{self.name}")'

    def answered(self, solution=None):
        config = self.reference() if solution is None else solution
        inside = ", ".join(f"{knob}={value!r}" for knob, value in config.items())
        return f"{self.name} = dict({inside})"

    def judge(self, config, seed=PUBLIC):
        if config is Ellipsis or config is None:
            return self.blank()
        if type(config) is not dict:
            return self.verdict(
                "unfit",
                wrong=WORDS["not_a_value"].format(
                    got=describe(config), expected=f"a dict of {', '.join(self.knobs)}"
                ),
            )
        if not config or any(
            value is Ellipsis or value is None for value in config.values()
        ):
            return self.blank()
        config, problems = self.checked(config)
        if problems:
            fine = ", ".join(knob for knob in self.knobs if knob not in problems)
            right = WORDS["right_some_knobs"].format(knobs=fine) if fine else ""
            return self.verdict(
                "unfit", right=right, wrong=WORDS["also"].join(problems.values())
            )
        measured = dict(_measured(self, tuple(config.items())))
        told = self.words["measured"].format(**measured, **config)
        if self.passes(measured):
            return self.verdict("passed", self.points, measured=told)
        found = {"right": WORDS["right_knobs"], "measured": told}
        for name, wrong in self.wrong.items():
            if wrong.sign(config, measured):
                return self.verdict(
                    "misconception", misconception=name, hint=self.hint(name), **found
                )
        return self.verdict("wrong", wrong=self.words["goal"], **found)

    def checked(self, config):
        """The configuration in the knobs' order, and what is wrong with it by knob."""
        clean, problems = {}, {}
        for knob, choices in self.knobs.items():
            value, problem = None, WORDS["missing_knob"].format(knob=knob)
            if knob in config:
                value, problem = _chosen(knob, config[knob], choices)
            clean[knob] = value
            if problem:
                problems[knob] = problem
        for knob in config:
            if knob not in self.knobs:
                problems[knob] = WORDS["unknown_knob"].format(
                    knob=str(knob)[:40], knobs=", ".join(self.knobs)
                )
        return clean, problems


def _chosen(knob, value, choices):
    """(value, "") where the value is one of the choices or in their range, else why not."""
    if isinstance(value, (np.generic, np.ndarray)) and np.ndim(value) == 0:
        value = value.item()
    single = isinstance(value, (bool, int, float, str))  # and no array of truths
    if isinstance(choices, list):
        for choice in choices if single else ():  # 0 is 0.0, and True is not 1
            if value == choice and isinstance(value, bool) == isinstance(choice, bool):
                return choice, ""
        problem = WORDS["bad_choice"].format(
            knob=knob, value=_short(value), choices=choices
        )
        return None, problem
    low, high = choices
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not low <= value <= high:
        problem = WORDS["bad_range"].format(
            knob=knob, value=_short(value), low=low, high=high
        )
        return None, problem
    return float(value), ""


@dataclass
class Chapter:
    """The questions of one chapter, and all its sentences.

    `words` has the title and the intro, and under each question's name its prompt and its
    hints, one for every misconception.
    """

    stem: str
    words: dict
    questions: list

    def __post_init__(self):
        for question in self.questions:
            question.words = self.words[question.name]

    @property
    def number(self):
        return int(self.stem[:2])

    @property
    def title(self):
        return self.words["title"]

    @property
    def points(self):
        return sum(question.points for question in self.questions)


@dataclass
class Difference:
    """How an answer differs, in one word, and where."""

    kind: str
    got: object
    expected: object
    index: int | None = None


def difference(got, expected, compare=None, index=None, precision=True):
    """The first Difference between two plain values, or None where they are the same.

    Without `precision`, float32 and float64 are the same, and so are 1 and True.
    """
    if compare is not None:
        return None if compare(got, expected) else Difference("value", got, expected)
    if isinstance(expected, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return Difference("count", got, expected, index)
        inner = (
            difference(g, e, None, i, precision)
            for i, (g, e) in enumerate(zip(got, expected, strict=True))
        )
        return next((d for d in inner if d), None)
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return Difference("type", got, expected, index)
        inner = (difference(got[k], e, None, index, precision) for k, e in expected.items())
        return next((d for d in inner if d), None)
    if isinstance(expected, str) or expected is None or isinstance(got, str) or got is None:
        same = type(got) is type(expected) and got == expected
        return None if same else Difference("value", got, expected, index)
    if isinstance(got, (tuple, list, dict)):
        return Difference("type", got, expected, index)
    a, b = np.asarray(got), np.asarray(expected)
    if a.shape != b.shape:
        return Difference("shape", got, expected, index)
    if not _close(a, b):
        spoilt = np.isfinite(b).all() and not np.isfinite(a).all()
        return Difference("nan" if spoilt else "value", got, expected, index)
    if precision and b.ndim and b.dtype.kind == "f" and a.dtype != b.dtype:
        return Difference("dtype", got, expected, index)
    return None


def _close(a, b):
    coarse = any(v.dtype.kind == "f" and v.dtype.itemsize < 8 for v in (a, b))
    rtol = 1e-4 if coarse else TOLERANCE
    finite = np.abs(b[np.isfinite(b)])
    scale = float(finite.max()) if finite.size else 0.0
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol, 0.1 * rtol * scale + 1e-14, equal_nan=True))


def describe(value):
    """A value by its kind and shape: what a learner would call it."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, (np.ndarray, np.generic, int, float)):
        return "a number"
    if isinstance(value, (tuple, list)):
        name = "a list" if isinstance(value, list) else "a tuple"
        return f"{name} of {len(value)}"
    if isinstance(value, str):
        return "a text"
    if value is None:
        return "None"
    return f"a {type(value).__name__[:40]}"


def show(value, indent=4):
    """A value with its shape, in a few lines."""
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(
            value, precision=4, threshold=24, edgeitems=2, suppress_small=True
        )
        inner = text.replace("\n", "\n" + " " * indent)
        kind = "" if value.dtype == np.float64 else f" {value.dtype}"
        joint = "\n" + " " * indent if "\n" in text else " "
        return f"array of shape {value.shape}{kind}{joint}{inner}"
    if isinstance(value, (float, np.floating)) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "f"
    ):
        return f"{float(value):.6g}"
    if isinstance(value, (tuple, list)) and _holds_array(value):
        return "".join(f"\n    {show(inner, 6)}" for inner in value)
    if hasattr(value, "maker"):
        return f"{value.maker}({', '.join(show(inner) for inner in value.args)})"
    return _short(value)


def _holds_array(value):
    if isinstance(value, (tuple, list)):
        return any(map(_holds_array, value))
    return isinstance(value, np.ndarray)


def _short(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _finite(value):
    if isinstance(value, (tuple, list)):
        return all(_finite(inner) for inner in value)
    if isinstance(value, (np.ndarray, float)):
        return bool(np.isfinite(value).all())
    return value is not None


def _crash(outcome):
    text = WORDS["crash"].format(error=outcome.error, message=outcome.message)
    if outcome.line:
        line = WORDS["crash_line"].format(lineno=outcome.lineno, line=outcome.line)
        text += "\n" + line
    return text


def _broadcast(shape, other):
    try:
        np.broadcast_shapes(shape, other)
    except ValueError:
        return False
    return True


def _part_right(outcome, expected, i):
    values = outcome.value, expected.value
    if not all(isinstance(value, tuple) and len(value) > i for value in values):
        return False
    return difference(values[0][i], values[1][i]) is None


def _size(args):
    total = 0
    for arg in args:
        if isinstance(arg, np.ndarray):
            total += arg.size
        elif isinstance(arg, (list, tuple)):
            total += _size(arg)
        elif hasattr(arg, "args"):
            total += _size(arg.args)
    return total


def rng_of(question, seed):
    """The generator from which a question's cases are drawn."""
    return np.random.default_rng([seed, zlib.crc32(question.name.encode())])


# Kept by identity: a question is made once, and a class of a thousand asks the same ones.


def _by_question(fn):
    @lru_cache(maxsize=4096)
    def cached(key, seed):
        return fn(_ALIVE[key], seed)

    def outer(question, seed):
        _ALIVE[id(question)] = question
        return cached(id(question), seed)

    return outer


_ALIVE = {}


@_by_question
def _cases(question, seed):
    return [tuple(args) for args in question.cases(rng_of(question, seed))]


@_by_question
def _expected(question, seed):
    return question.run(question.reference, seed, limit=30)


@_by_question
def _known(question, seed):
    return {name: question.run(fn, seed, limit=30) for name, fn in question.wrong.items()}


@_by_question
def _measured(question, config):
    return tuple(question.measure(**dict(config)).items())
