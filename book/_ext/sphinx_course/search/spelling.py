"""The other spelling of words: American where the course writes British, joined where it
hyphenates. Search compares stems, so what it makes of a word that has only one spelling
(`precize`) does no harm.
"""

import re

AMERICAN = {
    r"\b(\w{3,})is(e|ed|es|er|ers|ing|ation|ations)\b": r"\1iz\2",
    r"\b(\w{3,})our(|s|ed|al)\b": r"\1or\2",
    r"\bcentre(s?)\b": r"center\1",
    r"\bcentred\b": "centered",
}
HYPHENATED = re.compile(r"\b([a-z]{2,})-([a-z]{2,})\b")


def other_spellings(text):
    """The words of a text, each in the spelling that the text does not have."""
    words = set(re.findall(r"[\w-]+", text.lower()))
    others = {a + b for word in words for a, b in HYPHENATED.findall(word)}
    for pattern, replacement in AMERICAN.items():
        others |= {re.sub(pattern, replacement, word) for word in words | others}
    return others - words
