"""The style of an SVG element in the typeface and colours of the page around it."""

import re
from functools import lru_cache

NUMBER = re.compile(r"-?\d+\.\d+")


@lru_cache(4096)
def page_style(style, inside_text):
    """matplotlib's CSS of one element, in the page's typeface and colours.

    `inside_text` is true of a `<tspan>`: a formula's letters keep their size relative to
    the text that they stand in.
    """
    declarations, is_text = [], "font" in style
    for item in style.split(";"):
        name, _, value = (part.strip() for part in item.partition(":"))
        if name == "font":
            weight, size, family = re.match(r"(.*?)([\d.]+)px (.*)", value).groups()
            declarations += [
                f"font-{'style' if w in ('italic', 'oblique') else 'weight'}:{w}"
                for w in weight.split()
            ]
            name, value = "font-size", f"{size}px"
            declarations += ["font-family:monospace"] if is_monospaced(family) else []
        if name == "font-size" and not inside_text:
            value = f"max({value},var(--explore-min-font,0px))"
        elif name == "font-family":
            if not is_monospaced(value):
                continue
            value = "monospace"
        elif name in ("fill", "stroke"):
            value = page_colour(value, is_text)
        if name:
            value = NUMBER.sub(lambda m: f"{float(m.group()):.4g}", value)
            declarations.append(f"{name}:{value}")
    return ";".join(declarations)


def is_monospaced(family):
    return "Mono" in family.split(",")[0]


def page_colour(value, is_text=False):
    """Black becomes the page's text colour, white its background, a grey their mixture.

    Coloured text takes a share of the text colour, and grey text no less than seven tenths
    of it, so that both can be read on light and on dark pages. What is all but black or all
    but white, and not grey, keeps its colour: it stands on a picture, which keeps its own.
    """
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        return value
    r, g, b = (int(value[i : i + 2], 16) for i in (1, 3, 5))
    if max(r, g, b) - min(r, g, b) > 12:
        mixed = is_text and 20 < (r + g + b) / 3 < 235
        return f"color-mix(in srgb,{value} 70%,currentColor)" if mixed else value
    percent = round(100 - (r + g + b) / 7.65)
    if percent in (0, 100):
        return "currentColor" if percent else "var(--explore-background,#fff)"
    if is_text:
        percent = max(percent, 70)
    return f"color-mix(in srgb,currentColor {percent}%,var(--explore-background,#fff))"
