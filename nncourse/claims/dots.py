"""A claim's seeds as dots on one axis, beside those of its limit: a small SVG.

Places along the axis are percents, so that the picture is as wide as the page allows and
its letters keep their size. Dots stand at the digits that are printed, which repeat from
machine to machine.
"""

from html import escape

from nncourse.claims.messages import MESSAGES
from nncourse.claims.scale import scale_of
from nncourse.claims.standing import of_verdict
from nncourse.claims.store import measured
from nncourse.claims.text import number, rounded
from nncourse.claims.typeset import set_powers
from nncourse.spoken import spoken

GROUPS = "values", "other kernel", "limit"  # as stored, from top to bottom
ROW, SPREAD = 32, 4  # pixels: height of a group's row, and between two seeds in it

LEGEND = '<svg aria-hidden="true" width="12" height="10" style="margin-right:.3em">{}</svg>'


def dots(claim):
    """The SVG: a row of dots a group, behind them the bounds, below them the axis."""
    groups = _groups(claim)
    scale = scale_of([dot for some in groups.values() for dot in some], claim.bounds)
    height = ROW * len(groups)
    parts = [_band(claim, scale, height)]
    for row, (group, some) in enumerate(groups.items()):
        middle = ROW * (row + 0.5) - SPREAD * (len(some) - 1) / 2
        marks = (
            _mark(group, f"{scale.percent(dot):.1f}%", middle + SPREAD * seed)
            for seed, dot in enumerate(some)
        )
        parts.append(f"<g {_paint(group)}>{''.join(marks)}</g>")
    parts.append(_axis(claim, scale, height))
    return (
        f'<svg role="img" aria-label="{escape(_in_words(claim, groups))}" width="100%" '
        f'height="{height + 20}" style="display:block;overflow:visible">'
        f"{''.join(parts)}</svg>"
    )


def legend_mark(group):
    """The mark of a group, to stand before the line that tells of it."""
    return LEGEND.format(f"<g {_paint(group)}>{_mark(group, 5, 5)}</g>")


def band_mark(claim):
    """The mark of the bounds, for the line that tells of them."""
    colour = of_verdict(claim.verdict).colour
    return LEGEND.format(
        f'<rect width="10" height="10" fill="{colour}" fill-opacity=".3"/>'
    )


def _mark(group, x, y):
    """One dot: a square for the limit, a disc or ring for the claim's own settings."""
    if group == "limit":
        return f'<rect x="{x}" y="{y - 3.5:g}" width="7" height="7"/>'
    return f'<circle cx="{x}" cy="{y:g}" r="4"/>'


def _paint(group):
    """Filled are the claim's seeds alone; squares are moved to stand over their places."""
    inside = "currentColor" if group == "values" else "none"
    moved = ' transform="translate(-3.5)"' if group == "limit" else ""
    return f'fill="{inside}" fill-opacity=".7" stroke="currentColor"{moved}'


def _groups(claim):
    """{group: the numbers of its seeds, rounded} of what was measured of a claim."""
    entry = measured(claim.name)
    some = {group: entry[group] for group in GROUPS if group in entry}
    return {group: [rounded(claim, v) for v in values] for group, values in some.items()}


def _band(claim, scale, height):
    """The bounds: a shade, and a line at each that lies on the axis."""
    left, right = map(scale.percent, claim.bounds)
    colour = of_verdict(claim.verdict).colour
    shade = (
        f'<rect x="{left:.1f}%" width="{right - left:.1f}%" height="{height}" '
        f'fill="{colour}" fill-opacity=".22"/>'
    )
    edges = (f"{scale.percent(end):.1f}%" for end in claim.bounds if scale.shows(end))
    return shade + "".join(
        f'<line x1="{x}" x2="{x}" y2="{height}" stroke="{colour}" stroke-width="2"/>'
        for x in edges
    )


def _axis(claim, scale, height):
    line = f'<line x2="100%" y1="{height}" y2="{height}" stroke="currentColor"/>'
    return line + "".join(
        f'<line x1="{x}" x2="{x}" y1="{height}" y2="{height + 4}" stroke="currentColor"/>'
        f'<text x="{x}" y="{height + 17}" font-size="12" text-anchor="middle" '
        f'fill="currentColor">{set_powers(f"{tick:,g}{claim.unit}")}</text>'
        for x, tick in ((f"{scale.percent(tick):.1f}%", tick) for tick in scale.ticks())
    )


def _in_words(claim, groups):
    text = " ".join(
        MESSAGES[group].format(numbers=", ".join(number(claim, dot) for dot in some))
        for group, some in groups.items()
    )
    return spoken(text)
