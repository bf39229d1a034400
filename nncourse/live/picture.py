"""The reader as a still picture: a digit, and what the network makes of it.

It stands where nothing runs: without JavaScript, in a PDF, in a viewer of notebooks.
"""

PIXEL, BAR, GAP = 20, 160, 60
TOP = 24  # of the words above


def reader_picture(pixels, p, words):
    """An SVG of 64 pixels, ten probabilities p, and `words` for who does not see it."""
    ink = "".join(
        f'<rect x="{PIXEL * (i % 8)}" y="{TOP + PIXEL * (i // 8)}" width="{PIXEL}" '
        f'height="{PIXEL}" fill-opacity="{value:.3g}"/>'
        for i, value in enumerate(pixels)
        if value > 0
    )
    side = 8 * PIXEL
    bars = "".join(
        f'<text x="{side + GAP}" y="{TOP + 16 * k + 12}">{k}</text>'
        f'<rect x="{side + GAP + 16}" y="{TOP + 16 * k + 2}" height="11" '
        f'width="{1 + BAR * share:.1f}"/>'
        for k, share in enumerate(p)
    )
    width, height = side + GAP + 16 + BAR + 2, TOP + side + 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{words}" '
        'fill="currentColor" font-family="sans-serif" font-size="13">'
        f'<rect y="{TOP}" width="{side}" height="{side}" fill="none" '
        f'stroke="currentColor"/>{ink}{bars}</svg>'
    )
