"""A style sheet without the rules that nothing on the site can match.

A rule stays if one of its selectors asks only for classes and ids that stand on a page or
in a script, which may set them; what stands within `:not(...)` and the like is left alone.
A selector with `:has(> *` goes too: on its account browsers style a whole cell anew at each
change of a figure within, which a phone takes longer for than for the figure.
"""

import re

import tinycss2

NAMED = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"-?[A-Za-z_][\w-]*")
ANY_CHILD = ":has(> *"
# Bootstrap joins this name from two parts.
JOINED_IN_SCRIPTS = {"bs-tooltip-auto"}


def names_in_page(html):
    """All classes and ids on a page."""
    return {name for names in NAMED.findall(html) for name in names.split()}


def names_in_script(script):
    """Whatever in a script could be a class or an id."""
    return {*WORD.findall(script)} | JOINED_IN_SCRIPTS


def without_unused_rules(css, used, is_unwanted):
    """The sheet's text; `is_unwanted(name)` refuses names all the same, and whole fonts."""
    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True)
    return "\n".join(filter(None, (kept(rule, used, is_unwanted) for rule in rules)))


def kept(rule, used, is_unwanted):
    """The text of what stays of a rule: a licence, selectors that match, wanted fonts."""
    if rule.type == "comment":
        return rule.serialize() if rule.value.startswith("!") else ""
    if rule.type == "qualified-rule":
        selectors = [
            text
            for selector in split_at_commas(rule.prelude)
            for text in [tinycss2.serialize(selector).strip()]
            if all(name in used and not is_unwanted(name) for name in names(selector))
            and ANY_CHILD not in text
        ]
        body = tinycss2.serialize(rule.content)
        return f"{','.join(selectors)}{{{body}}}" if selectors else ""
    if rule.type == "at-rule":
        return kept_at_rule(rule, used, is_unwanted)
    return ""


def kept_at_rule(rule, used, is_unwanted):
    if rule.lower_at_keyword in ("charset", "import"):
        return ""
    if rule.lower_at_keyword in ("media", "supports"):
        inner = tinycss2.serialize(rule.content)
        rules = without_unused_rules(inner, used, is_unwanted)
        head = tinycss2.serialize(rule.prelude).strip()
        return f"@{rule.at_keyword} {head}{{{rules}}}" if rules else ""
    text = rule.serialize()
    is_font = rule.lower_at_keyword == "font-face"
    return "" if is_font and is_unwanted(text) else text


def split_at_commas(tokens):
    selectors = [[]]
    for token in tokens:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def names(selector):
    """The classes and ids that a selector asks for."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" or (token.type == "ident" and before == "."):
            yield token.value
