"""A matplotlib figure as a small, repeatable SVG that belongs to the page around it.

The same figure gives the same bytes on every run: no date, no random ids, coordinates
to a tenth of a point. Black, white and the greys between become the page's own text and
paper colours, so that a figure follows the page into its dark scheme; text takes the
page's typeface, and has a least size where the page is narrow.
"""

import io
import re
from html import escape

import matplotlib
from matplotlib.ticker import Formatter, LogFormatterSciNotation

from nncourse.explore.paint import NUMBER, style

TAG = re.compile(r"<[^>]*>|[^<]+")
ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"]*)"')
REFERENCE = re.compile(r'(?:href="#|url\(#)([^")]+)')
# mathtext places each digit by itself, by another typeface's width: "10", not "1", "0"
DIGITS = re.compile(
    r'(<tspan x="[^"]*"( y="[^"]*" style="[^"]*")>[\d.−-]+)</tspan>'
    r'<tspan x="[^"]*"\2>(?=[\d.])'
)
LEAST = 0.525  # of its natural width: below it the picture scrolls rather than shrinks
SETTINGS = {
    "svg.fonttype": "none",
    "svg.image_inline": True,
    "savefig.bbox": None,
    "savefig.facecolor": "none",
}


def svg_of(figure, salt, alt):
    """The figure as one line of SVG. `salt` keeps its ids apart from other figures'."""
    file = io.StringIO()
    plain_powers(figure)
    with matplotlib.rc_context({**SETTINGS, "svg.hashsalt": salt}):
        figure.savefig(file, format="svg", metadata={"Date": None})
    return clean(file.getvalue(), alt)


def plain_powers(figure):
    """Write the powers of ten on log axes as plain text. matplotlib sets them as formulas,
    which takes several times longer than all the rest of the drawing."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is LogFormatterSciNotation:
                axis.set_major_formatter(Plainly(axis.get_major_formatter()))
            if type(axis.get_minor_formatter()) is LogFormatterSciNotation:
                axis.set_minor_formatter(Plainly(axis.get_minor_formatter()))


class Plainly(Formatter):
    """Another formatter's labels, with 10⁻³ for its formula of it."""

    raised = str.maketrans("-−0123456789.", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹·")

    def __init__(self, inner):
        self.inner = inner

    def __call__(self, x, pos=None):
        return self.plain(self.inner(x, pos))

    def format_ticks(self, values):
        return [self.plain(label) for label in self.inner.format_ticks(values)]

    def plain(self, label):
        text = re.sub(r"\$\\mathdefault\{(.*)\}\$", r"\1", label).replace(r"\times", "×")
        text = re.sub(
            r"\^\{([-−\d.]+)\}", lambda m: m.group(1).translate(self.raised), text
        )
        return label if re.search(r"[\\^{$]", text) else text


def clean(svg, alt):
    svg = svg[svg.index("<svg") :]
    svg = re.sub(
        r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", svg, flags=re.S
    )
    used = set(REFERENCE.findall(svg))
    size, parts, kept = "", [], []
    for part in TAG.findall(svg):
        if part.startswith("<svg"):
            size = opening(part, alt)
        elif not part.startswith("<"):
            parts.append(part if part.strip() else "")
        else:
            part = tidy(part, used)
            if part.startswith("<g"):
                kept.append(part != "<g>")
            elif part == "</g>":
                part = part if kept.pop() else ""
            parts.append("" if part == "<g>" else part)
    body, more = "".join(parts).replace("<defs></defs>", ""), 1
    while more:
        body, more = DIGITS.subn(r"\1", body)
    return size + body.strip()


def opening(tag, alt):
    """The root element: its natural size in CSS pixels, and what the picture shows."""
    box = re.search(r'viewBox="([^"]*)"', tag).group(1)
    width, height = (float(v) * 4 / 3 for v in box.split()[2:])
    least = width * LEAST
    return (
        f'<svg role="img" aria-label="{escape(alt)}" viewBox="{box}" '
        f'width="{width:.0f}" height="{height:.0f}" fill="currentColor" '
        f'stroke-linejoin="round" stroke-linecap="butt" style="min-width:{least:.0f}px">'
    )


def tidy(tag, used):
    plain = tag.startswith("<tspan")

    def attribute(match):
        name, value = match.groups()
        if name == "id":
            return match.group() if value in used else ""
        if name == "d":
            value = path(value)
        elif name == "style":
            value = style(value, plain)
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


def path(d):
    """Straight lines as tenths of a point, each from the last: small, and alike in all
    frames. Curves (the round markers) keep two decimals."""
    if "C" in d or "Q" in d:
        return " ".join(NUMBER.sub(lambda m: f"{float(m.group()):.2f}", d).split())
    out, x, y, last = [], 0, 0, ""
    for command, numbers in re.findall(r"([MLz])([^MLz]*)", d):
        if command == "z":
            out.append("z")
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
        last = command
    return "".join(out)
