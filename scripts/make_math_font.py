"""The font of the formulas, cut from Latin Modern Math: python make_math_font.py FONT.otf

Needs fontTools and brotli. `book/_ext/sphinx_course/formulas/README.md` says what is
changed. A page whose formulas need more characters fails `tests/site/test_formulas.py`.
"""

import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parents[1] / "book/_ext/sphinx_course/formulas/math.woff2"
NAME = "Course Math"
RANGES = [
    (0x20, 0x7E),  # Latin
    (0x391, 0x3C9),  # Greek
    (0x1D434, 0x1D467),  # italic Latin, which browsers put for a letter on its own
    (0x1D6E2, 0x1D71B),  # italic Greek
]
SIGNS = "ϑϕϵϱℎℓℝℕℤℂℙ𝔼𝕍ℒ" + "¬°±·×÷∇∂∞∑∏∫√∈∉⊂∪∩∀∃−∓∗∘⋅⊙⊗⊕≤≥≠≈∼∝≪≫≡≃≅←→⇒↦↔↑↓"
SIGNS += "‖∣∥⟨⟩⌈⌉⌊⌋…⋮⋯⋱′″⊤⊥†–—’ˆ˜¯‾\u00a0\u2009\u2061\u2062"
COMBINING = "\u0302\u0303\u0304\u0305\u0307\u0332\u20d7"


def cut(path):
    """The font with these characters alone, without hints or optional shapes."""
    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=["*"])
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    characters = {code for first, last in RANGES for code in range(first, last + 1)}
    subsetter.populate(unicodes=characters | {ord(sign) for sign in SIGNS + COMBINING})
    subsetter.subset(font)
    return font


def suit_browsers(font):
    """Put indices and exponents where TeX has them; Chromium moves some of them."""
    constants = font["MATH"].table.MathConstants
    constants.SubscriptBaselineDropMin.Value = 50  # y has its index as high as x
    constants.SuperscriptBaselineDropMax.Value = 330
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord("‾")] = "overlinecmb"  # the bar that grows


def rename(font):
    """The licence asks that a changed font has a name of its own."""
    names = {1: NAME, 4: NAME, 6: "CourseMath-Regular", 16: NAME}
    for record in font["name"].names:
        record.string = names.get(record.nameID, str(record))
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = NAME


if __name__ == "__main__":
    font = cut(sys.argv[1])
    suit_browsers(font)
    rename(font)
    font.flavor = "woff2"
    font.save(TARGET)
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB\n")
