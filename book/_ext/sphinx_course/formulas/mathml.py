"""TeX to MathML: `latex2mathml` reads the formula, and what browsers would show otherwise
than TeX is put right.
"""

from xml.etree import ElementTree

from latex2mathml.converter import convert

from .spaces import set_spaces

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
# What the converter writes over letters, and the sign that the font has for it.
NARROW = {"^": "\u02c6", "\u00af": "\u00af"}
WIDE = {"\u2015": "\u203e"}
PRIME = "\u2032"


def mathml(tex, display=False):
    """The `<math>` element of a formula, as text. ValueError if it cannot be read."""
    # The converter knows the table of `aligned` under another name.
    source = tex.strip().replace("{aligned}", "{align*}")
    try:
        xml = convert(source, display="block" if display else "inline")
        math = ElementTree.fromstring(xml)
    except Exception as problem:
        raise ValueError(f"cannot read the formula {tex.strip()!r}") from problem
    if unknown := [text for text in math.itertext() if "\\" in text]:
        raise ValueError(f"cannot read {unknown[0]!r} in the formula {tex.strip()!r}")
    for element in math.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    for element in math.iter():
        join_upright_letters(element)
        fit_accent(element)
        lower_prime(element)
    set_spaces(math)
    return ElementTree.tostring(math, encoding="unicode")


def join_upright_letters(element):
    r"""`\mathrm{softmax}` is one word, not seven letters to be read one by one."""
    letters = [part.text for part in element if part.get("mathvariant") == "normal"]
    if len(letters) > 1 and len(letters) == len(element):
        element[:] = []
        element.tag, element.text = "mi", "".join(letters)


def fit_accent(element):
    """A hat or bar on a letter keeps its width; an overline covers all that is under it."""
    if element.tag == "mover" and element[1].tag == "mo":
        sign = element[1].text
        element[1].text = (NARROW | WIDE).get(sign, sign)
        element[1].set("stretchy", "false" if sign in NARROW else "true")
        element.set("accent", "true")


def lower_prime(element):
    """The font's prime stands high already, so it is not raised again."""
    if element.tag == "msup" and element[1].text == PRIME:
        element.tag = "mrow"
