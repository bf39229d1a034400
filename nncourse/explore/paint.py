"""The style of a figure's elements, in the page's own type and colours."""

import re
from functools import lru_cache

NUMBER = re.compile(r"-?\d+\.\d+")


@lru_cache(4096)
def style(text, plain):
    """The style of one element in the page's own type and colours."""
    out, letters = [], "font" in text
    for item in text.split(";"):
        name, _, value = (part.strip() for part in item.partition(":"))
        if name == "font":
            weight, size, family = re.match(r"(.*?)([\d.]+)px (.*)", value).groups()
            out += [
                f"font-{'style' if w in ('italic', 'oblique') else 'weight'}:{w}"
                for w in weight.split()
            ]
            name, value = "font-size", f"{size}px"
            out += ["font-family:monospace"] if "Mono" in family.split(",")[0] else []
        if name == "font-size" and not plain:
            value = f"max({value},var(--explore-least,0px))"
        elif name == "font-family":
            if "Mono" not in value.split(",")[0]:
                continue
            value = "monospace"
        elif name in ("fill", "stroke"):
            value = colour(value, letters)
        if name:
            out.append(f"{name}:{NUMBER.sub(lambda m: f'{float(m.group()):.4g}', value)}")
    return ";".join(out)


def colour(value, letters=False):
    """Black is the page's text, white its paper, a grey lies as far between them.

    Letters in a colour take a share of the text's, and letters in grey no less than seven
    tenths of it, so that they can be read on light and on dark paper.
    """
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        return value
    r, g, b = (int(value[i : i + 2], 16) for i in (1, 3, 5))
    if max(r, g, b) - min(r, g, b) > 12:
        return f"color-mix(in srgb,{value} 70%,currentColor)" if letters else value
    ink = round(100 - (r + g + b) / 7.65)
    if ink in (0, 100):
        return "currentColor" if ink else "var(--explore-paper,#fff)"
    if letters:
        ink = max(ink, 70)
    return f"color-mix(in srgb,currentColor {ink}%,var(--explore-paper,#fff))"
