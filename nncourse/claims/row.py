"""A claim's row in the ledger: verdict, sentence, source; behind a click all the rest."""

from html import escape
from itertools import groupby
from operator import itemgetter

from nncourse.claims.axes import axis_ranges
from nncourse.claims.axis_table import HEADINGS, table
from nncourse.claims.card import evidence, paragraph
from nncourse.claims.messages import MESSAGES
from nncourse.claims.setting_words import setting_in_words, values_in_words
from nncourse.claims.sources import SOURCES
from nncourse.claims.standing import badge, standing
from nncourse.claims.text import anchor, verdict, who
from nncourse.claims.typeset import as_html


def row(claim):
    """A `details` element with the claim's address, closed until the reader opens it."""
    one = standing(claim)
    source = escape(SOURCES[claim.source])
    title = (
        f'{badge(one)} <span class="claim-sentence">{escape(claim.sentence)}</span> '
        f'<span class="claim-who">({escape(who(claim))})</span>'
    )
    parts = [
        f'<details class="claim-row" id="{anchor(claim.name)}" '
        f'data-standing="{one.word}" data-source="{source}"><summary>{title}</summary>',
        paragraph("verdict", escape(f"{MESSAGES['verdict']}: {verdict(claim)}.")),
        evidence(claim),
        *([axes(claim)] if claim.vary or claim.outside else ()),
        paragraph("place", _place(claim)),
        "</details>",
    ]
    return "\n".join(parts)


def axes(claim):
    """A claim's table, one setting changed at a time."""
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    body = "\n".join(
        _axis(_setting(claim, name), list(rows))
        for name, rows in groupby(table(claim.name), itemgetter(0))
    )
    ranges = "; ".join(
        f"{_setting(claim, name)} {as_html(values_in_words(range_))}"
        for name, range_ in axis_ranges(claim)
    )
    return f"""\
{paragraph("ranges", f"{MESSAGES['axes']}: {ranges}")}
<table class="claim-axes"><thead><tr>{head}</tr></thead>
{body}
</table>"""


def place(function):
    """Where a function stands in nncourse: "chapters.ch08_dropout.runs.measure_masks"."""
    return f"{function.__module__}.{function.__name__}".removeprefix("nncourse.")


def _place(claim):
    link = f'<a class="claim-link" href="#{anchor(claim.name)}">{claim.name}</a>'
    return MESSAGES["place"].format(place=f"<code>{place(claim.measure)}</code>", link=link)


def _setting(claim, name):
    """A setting in the reader's words; what the code calls it shows on pointing at it."""
    words = escape(setting_in_words(claim, name))
    return f'<span title="{name}">{words}</span>'


def _axis(setting, rows):
    """The rows of one setting, which stands before all of them."""
    name = f'<th scope="rowgroup" rowspan="{len(rows)}">{setting}</th>'
    texts = [(values_in_words(value), *rest) for _, value, *rest in rows]
    cells = ["".join(f"<td>{as_html(text)}</td>" for text in some) for some in texts]
    return "<tbody>" + "\n".join(
        f"<tr>{name if row == 0 else ''}{text}</tr>" for row, text in enumerate(cells)
    ) + "</tbody>"  # fmt: skip
