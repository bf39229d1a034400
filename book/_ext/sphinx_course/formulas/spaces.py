"""TeX's spaces between the parts of a formula.

Browsers space operators by MathML's dictionary, which parts `1 / n`, joins `ln C` and reads
the minus of `= -1` as a difference. So every operator loses its own space, and between two
neighbours is written what TeX puts there by their kinds (The TeXbook, chapter 18).
"""

from xml.etree.ElementTree import Element

KINDS = {
    "operator": "∑ ∏ ∫ arg cos det exp lim ln log max min sin tanh",
    "binary": "+ − - ± ∓ · ⋅ × ÷ ∗ * ∘ ⊙ ⊕ ⊗ ∪ ∩",
    "relation": "= ≠ ≡ ≈ ∼ ≃ ≅ ∝ < > ≤ ≥ ≪ ≫ ∈ ∉ ⊂ ← → ↔ ⇒ ↦ :",
    "opening": "( [ { ⟨ ⌈ ⌊",
    "closing": ") ] } ⟩ ⌉ ⌋",
    "punctuation": ", ;",
    "inner": "… ⋯",
}
KIND = {sign: kind for kind, signs in KINDS.items() for sign in signs.split()}
ORDER = [
    "ordinary",
    "operator",
    "binary",
    "relation",
    "opening",
    "closing",
    "punctuation",
    "inner",
]
# Rows: the left neighbour; 1 is a thin space, 2 a medium and 3 a thick one.
TABLE = """
    0 1 2 3 0 0 0 1
    1 1 0 3 0 0 0 1
    2 2 0 0 2 0 0 2
    3 3 0 0 3 0 0 3
    0 0 0 0 0 0 0 0
    0 1 2 3 0 0 0 1
    1 1 0 1 1 1 1 1
    1 1 2 3 1 0 1 1
"""
SPACES = {
    (left, right): size
    for left, row in zip(ORDER, TABLE.strip().split("\n"), strict=True)
    for right, size in zip(ORDER, map(int, row.split()), strict=True)
}
WIDTHS = {1: "0.167em", 2: "0.222em", 3: "0.278em"}

ROWS = {"math", "mrow", "mstyle", "mtd", "msqrt"}
SCRIPTED = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
NOT_BEFORE_BINARY = {None, "binary", "operator", "relation", "opening", "punctuation"}
NOT_AFTER_BINARY = {None, "relation", "closing", "punctuation"}


def set_spaces(element, in_script=False):
    """Write the spaces of an element and of all within it; scripts are set without."""
    for place, part in enumerate(element):
        set_spaces(part, in_script or (element.tag in SCRIPTED and place > 0))
    if element.tag == "mo":
        element.attrib |= {"lspace": "0", "rspace": "0"}
        element.attrib.setdefault("stretchy", "false")
    if element.tag in ROWS and not in_script:
        element[:] = spaced(list(element))


def spaced(parts):
    """The parts of a row with the spaces between them; spaces of the author's own stay."""
    kinds = row_kinds([part for part in parts if part.tag != "mspace"])
    left, row = None, []
    for part in parts:
        if part.tag != "mspace":
            right = kinds.pop(0)
            if size := SPACES.get((left, right), 0):
                row.append(Element("mspace", width=WIDTHS[size]))
            left = right
        row.append(part)
    return row


def row_kinds(parts):
    """The kind of each part; a sign with nothing to join, as in `= -1`, is ordinary."""
    kinds = [kind_of(part) for part in parts]
    for place, kind in enumerate(kinds):
        before = kinds[place - 1] if place else None
        after = kinds[place + 1] if place + 1 < len(kinds) else None
        if kind == "binary" and (before in NOT_BEFORE_BINARY or after in NOT_AFTER_BINARY):
            kinds[place] = "ordinary"
    return kinds


def kind_of(part):
    while part.tag in SCRIPTED and len(part):
        part = part[0]
    if part.tag == "mfrac" or is_fenced(part):
        return "inner"
    return KIND.get(part.text, "ordinary") if part.tag in ("mo", "mi") else "ordinary"


def is_fenced(part):
    """Between `\\left(` and `\\right)`."""
    return part.tag == "mrow" and len(part) > 1 and part[0].get("form") == "prefix"
