"""A matplotlib figure as a small, repeatable SVG that belongs to the page around it.

The same figure gives the same bytes on every run: no date, no random ids, coordinates
to a tenth of a point. Text takes the page's typeface and has a least size where the page
is narrow; greys become the page's own colours, so that dark pages are followed.
"""

import io
import re
from html import escape

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG

from nncourse.explore.log_labels import use_plain_powers
from nncourse.explore.phone_labels import name_labels
from nncourse.explore.stacking import name_title, stack
from nncourse.explore.svg_readings import name_parts, readings
from nncourse.explore.svg_style import NUMBER, page_style

TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"]*)"')
REFERENCE = re.compile(r'(?:href="#|url\(#)([^")]+)')
DROPPED = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", re.DOTALL)
# mathtext places each digit by itself, by another typeface's width: "10", not "1", "0"
DIGITS = re.compile(
    r'(<tspan x="[^"]*"( y="[^"]*" style="[^"]*")>[\d.−-]+)</tspan>'
    r'<tspan x="[^"]*"\2>(?=[\d.])'
)
MIN_SCALE = 0.525  # below this share of its natural width the figure scrolls, not shrinks
# Where there is room a figure grows, but not beyond a desktop's column of text, nor so
# tall that a window of 900 pixels would not hold its controls too, nor to coarse letters.
COLUMN, TALLEST, MAX_SCALE = 690, 550, 4 / 3
SETTINGS = {
    "svg.fonttype": "none",
    "svg.image_inline": True,
}


def to_svg(figure, id_salt, alt):
    """A matplotlib figure as one line of SVG that says `alt` to a screen reader.

    Its ids depend on `id_salt`, so that those of two figures on a page differ.
    """
    file = io.StringIO()
    use_plain_powers(figure)
    name_parts(figure)
    name_title(figure)
    name_labels(figure)
    with matplotlib.rc_context({**SETTINGS, "svg.hashsalt": id_salt}):
        figure.patch.set_facecolor("none")
        FigureCanvasSVG(figure).print_svg(file)  # savefig would draw it twice
    attributes = readings(figure)
    moves, whole = stack(figure)
    for name, move in moves.items():
        attributes[name] = attributes.get(name, "") + move
    return clean(file.getvalue(), alt, attributes, whole)


def clean(svg, alt, attributes, whole):
    """matplotlib's SVG without what a page does not need: unused ids, empty groups, ...

    `attributes` are those that take the place of an id; `whole` is the style of all.
    """
    svg = DROPPED.sub("", svg[svg.index("<svg") :])
    used_ids = set(REFERENCE.findall(svg))
    root, body, open_groups = "", [], []
    for part in TAG_OR_TEXT.findall(svg):
        if part.startswith("<svg"):
            root = root_tag(part, alt, whole)
        elif not part.startswith("<"):
            body.append(part if part.strip() else "")
        elif part.startswith("<g") and part.endswith("/>"):
            continue  # of a tick without a length, say: it opens nothing
        else:
            part = clean_tag(part, used_ids, attributes)
            if part.startswith("<g"):
                open_groups.append("" if part == "<g>" else "</g>")
            elif part == "</g>":
                part = open_groups.pop()
            body.append("" if part == "<g>" else part)
    text, joined = "".join(body).replace("<defs></defs>", ""), 1
    while joined:
        text, joined = DIGITS.subn(r"\1", text)
    return root + text.strip()


def root_tag(tag, alt, whole):
    """The root element: its natural size in CSS pixels, and what the figure shows."""
    box = re.search(r'viewBox="([^"]*)"', tag).group(1)
    width, height = (float(v) * 4 / 3 for v in box.split()[2:])
    wide = width * max(1, min(MAX_SCALE, COLUMN / width, TALLEST / height))
    return (
        f'<svg role="img" aria-label="{escape(alt)}" viewBox="{box}" '
        f'width="{width:.0f}" height="{height:.0f}" fill="currentColor" '
        f'stroke-linejoin="round" stroke-linecap="butt" '
        f'preserveAspectRatio="xMidYMin" style="--least:{width * MIN_SCALE:.0f}px;'
        f'--wide:{wide:.0f}px;{whole}">'
    )


def clean_tag(tag, used_ids, attributes):
    """A tag with its used ids only, its numbers rounded and its style the page's own."""
    inside_text = tag.startswith("<tspan")

    def attribute(match):
        name, value = match.groups()
        if name == "id":
            return match.group() if value in used_ids else attributes.get(value, "")
        if name == "d":
            value = short_path(value)
        elif name == "style":
            value = page_style(value, inside_text)
        elif name == "xlink:href":
            name, value = "href", re.sub(r"\s", "", value)
        elif name in ("x", "y", "width", "height"):
            value = NUMBER.sub(lambda m: tenths(round(float(m.group()) * 10)), value)
        elif name == "transform":
            value = re.sub(r" ?rotate\(-?0[^)]*\)", "", value)
            value = NUMBER.sub(
                lambda m: f"{round(float(m.group()), 2 + ('0.0' in m.group())):g}", value
            )
        return f' {name}="{value}"' if value else ""

    return ATTRIBUTE.sub(attribute, tag)


def tenths(n):
    """A whole number of tenths, written as short as SVG allows: 57.6, .5, -3."""
    whole, rest = divmod(abs(n), 10)
    sign = "-" if n < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def short_path(d):
    """Straight lines as tenths of a point, each relative to the last: small, and alike in
    all frames. Curves (the round markers) keep two decimals."""
    if "C" in d or "Q" in d:
        return " ".join(NUMBER.sub(lambda m: f"{float(m.group()):.2f}", d).split())
    out, x, y, last, start = [], 0, 0, "", (0, 0)
    for command, numbers in re.findall(r"([MLz])([^MLz]*)", d):
        if command == "z":
            out.append("z")
            x, y = start  # from where a further part is counted
        else:
            to_x, to_y = (round(float(v) * 10) for v in numbers.split())
            first = not out
            if command == last == "L":
                dx = tenths(to_x - x)
                out.append(dx if dx.startswith("-") else f" {dx}")
            else:
                out.append(("M" if first else command.lower()) + tenths(to_x - x))
            dy = tenths(to_y - y)
            out.append(dy if dy.startswith("-") else f" {dy}")
            x, y = to_x, to_y
            if command == "M":
                start = x, y
        last = command
    return "".join(out)
