"""Hints by degrees: `check` says where to look, and `hint` one thing more at each call.

The degrees of a wrong answer are its mistake, a case in which it shows, and a solution.
"""

from dataclasses import dataclass

from nncourse.exercises.messages import MESSAGES


@dataclass
class Asked:
    """The last verdict on a question, and how many of its degrees have been told."""

    verdict: object
    told: int = 0


AT_ONCE = "promises", "right", "measured", "wrong", "nudge", "printed", "style"
LAST = {}  # by the question's name, while this Python runs


def remember(verdict):
    """Begins with a verdict's first degree, unless it says the same as the last one."""
    before = LAST.get(verdict.question)
    if before is None or str(before.verdict) != str(verdict):
        LAST[verdict.question] = Asked(verdict)


def next_degree(name):
    """(heading, text) of what is told next; the text is "" where a solution is next.

    None if there is no wrong answer to speak of.
    """
    asked = LAST.get(name)
    if asked is None or asked.verdict.kind in ("passed", "blank"):
        return None
    degrees = asked.verdict.degrees
    asked.told = min(asked.told + 1, len(degrees) + 1)
    number, of = asked.told, len(degrees) + 1
    heading = MESSAGES["degree"].format(name=name, number=number, of=of)
    if number == of:
        return heading, ""
    label, text = degrees[number - 1]
    return heading, MESSAGES[label].format(text=text)


def solved(name):
    """The last verdict on a question if it passed, else None."""
    asked = LAST.get(name)
    return asked.verdict if asked and asked.verdict.kind == "passed" else None


def in_brief(verdict):
    """What `check` prints: points, what is right, where to look, how to ask for more."""
    lines = [verdict.first_line]
    lines += [MESSAGES[part].format(text=text) for part, text in told_at_once(verdict)]
    if verdict.kind == "passed":
        lines.append(ways(verdict))
    elif verdict.kind != "blank":
        lines.append(MESSAGES["ask_more"].format(name=verdict.question))
    return "\n".join(lines)


def told_at_once(verdict):
    """(part, text) of what is told before anybody asks: a case is kept back."""
    parts = [part for part in AT_ONCE if part != "wrong" or not verdict.case]
    return [(part, text) for part in parts if (text := getattr(verdict, part))]


def ways(verdict):
    """Where a right answer's other ways are shown."""
    n = 1 + len(verdict.others)
    words = MESSAGES["more_ways"].format(n=n) if n > 1 else MESSAGES["one_way"]
    return MESSAGES["ways"].format(name=verdict.question, n=words)
