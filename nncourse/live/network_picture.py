"""The reader as a still picture: a digit, and what the whole network makes of it.

It stands where nothing runs: without JavaScript, in a PDF, in a viewer of notebooks.
"""

import numpy as np

RED, BLUE = "#D6604D", "#4393C3"  # the chapters' colours for lines above and below zero
PIXEL, HEIGHT, WIDTH = 16, 340, 460
UNITS_AT, OUTPUTS_AT, RADIUS = 260, 380, 7
STRONGEST = 40  # lines of each layer
# What a line carries that is drawn at its widest, and a unit says that is filled wholly.
FULL_LINE, WIDEST, FULL_UNIT = (2, 8), 4.5, 6


def network_picture(pixels, h, p, carried, words):
    """An SVG of 64 pixels, hidden units h, ten probabilities p, and `words` for who does
    not see it. `carried` has two matrices, weight times activation, of lines to be drawn.
    """
    rows, columns = np.divmod(np.arange(64), 8)
    top = HEIGHT / 2 - 4 * PIXEL
    at_pixels = np.stack([PIXEL * columns, top + PIXEL * rows], axis=1)
    at_units, at_outputs = (
        np.stack([np.full(n, x), HEIGHT * (np.arange(n) + 0.5) / n], axis=1)
        for n, x in ((len(h), UNITS_AT), (len(p), OUTPUTS_AT))
    )
    ink = "".join(
        f'<rect x="{x}" y="{y:g}" width="{PIXEL}" height="{PIXEL}" '
        f'fill-opacity="{value:.3g}"/>'
        for (x, y), value in zip(at_pixels, pixels, strict=True)
        if value > 0
    )
    side = np.array([RADIUS, 0])  # from a circle's middle to where lines touch it
    ends = (at_pixels + PIXEL / 2, at_units - side), (at_units + side, at_outputs - side)
    lines = "".join(map(_lines, carried, ends, FULL_LINE))
    circles = _circles(at_units, np.minimum(1, h / FULL_UNIT)) + _circles(at_outputs, p)
    answers = "".join(
        f'<text x="{x + 14}" y="{y + 4:g}">{k}: {percent(share)}</text>'
        for (x, y), k, share in zip(at_outputs, range(len(p)), p, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{words}" '
        'fill="currentColor" font-family="sans-serif" font-size="13">'
        f'<rect y="{top:g}" width="{8 * PIXEL}" height="{8 * PIXEL}" fill="none" '
        f'stroke="currentColor"/>{lines}{ink}{circles}{answers}</svg>'
    )


def percent(share):
    """A share in percent; none of them is 1, or written as if it were."""
    return "&gt;99 %" if share > 0.99 else f"{100 * share:.0f} %"


def _lines(carried, ends, full):
    """The strongest lines from one layer to the next, as wide as what they carry."""
    starts, to = ends
    drawn = np.argsort(-np.abs(carried), axis=None)[:STRONGEST]
    by_colour = {RED: "", BLUE: ""}
    for i, j in zip(*np.unravel_index(drawn, carried.shape), strict=True):
        if value := carried[i, j]:
            width = 0.4 + WIDEST * min(1, abs(value) / full)
            (x, y), (x2, y2) = starts[i], to[j]
            by_colour[RED if value > 0 else BLUE] += (
                f'<path d="M{x:.0f} {y:.0f}L{x2:.0f} {y2:.0f}" stroke-width="{width:.1f}"/>'
            )
    return "".join(
        f'<g stroke="{colour}" stroke-opacity=".7">{paths}</g>'
        for colour, paths in by_colour.items()
    )


def _circles(places, shares):
    """A circle at each place, as full as its share."""
    circles = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{RADIUS}" fill-opacity="{share:.2g}"/>'
        for (x, y), share in zip(places, shares, strict=True)
    )
    return f'<g stroke="currentColor">{circles}</g>'
