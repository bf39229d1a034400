"""A verdict as a card of HTML, for a page, in the same words as in print."""

import re
from html import escape

from nncourse.exercises.degrees import told_at_once
from nncourse.exercises.messages import MESSAGES

SIGNS = {"passed": "✓", "blank": "○"}  # the words say it too


def verdict_card(verdict):
    """The card of a Verdict."""
    kind, first = verdict.kind if verdict.kind in SIGNS else "failed", verdict.first_line
    sign = f'<span class="verdict-sign" aria-hidden="true">{SIGNS.get(kind, "✗")}</span>'
    rows = [f'<p class="verdict-first">{sign} {escape(first, quote=False)}</p>']
    if verdict.kept and len(verdict.worth) > 1:
        rows.append(promises(verdict))
    for part, text in told_at_once(verdict):
        if part != "promises":
            rows.append(row(part, text))
    rows += [folded(*degree) for degree in verdict.degrees]
    rows += [others(verdict.others)] if verdict.others else []
    body = "\n".join(rows)
    return f'<div class="verdict-card" data-verdict="{kind}">\n{body}\n</div>'


def promises(verdict):
    """What was promised to be marked: kept, open or looked at later; the points of each."""
    rows = []
    for promise, of in verdict.worth.items():
        kept = promise in verdict.kept
        words = "promise_later" if promise in verdict.later else "promise"
        text = MESSAGES[words].format(promise=promise, points=of * kept, of=of)
        sign = SIGNS["passed" if kept else "blank"]
        rows.append(
            f'<li data-kept="{kept}"><span class="verdict-sign" aria-hidden="true">{sign}'
            f"</span> {in_code(text)}</li>"
        )
    return f'<ul class="verdict-promises">{"".join(rows)}</ul>'


def row(part, text):
    """One part under its label; a failing case keeps its lines."""
    label, _, end = MESSAGES[part].partition("{text}")
    sentence, _, case = f"{text}{end}".partition("\n")
    case = f"<pre>{escape(case, quote=False)}</pre>" if case else ""
    return (
        f'<div class="verdict-part" data-part="{part}"><p><strong>{label.strip()}</strong> '
        f"{in_code(sentence)}</p>{case}</div>"
    )


def folded(label, text):
    """A hint's degree, which opens when it is asked for."""
    summary, open_row = MESSAGES[f"on_page_{label}"], row(label, text)
    return f"<details><summary>{summary}</summary>{open_row}</details>"


def others(sources):
    """Other right answers, which open when they are asked for."""
    code = "".join(f"<pre>{escape(source, quote=False)}</pre>" for source in sources)
    summary = MESSAGES["on_page_others"]
    return f"<details><summary>{summary}</summary>{code}</details>"


def in_code(text):
    """A sentence in which what stands between backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
