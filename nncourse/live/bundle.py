"""A module and all that it imports as one script.

Pages opened from the disk may load scripts but no modules, notebooks want one text, and one
request is quicker than fifteen. Each module becomes a function that returns its exports, so
names need to be unique within their file only.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{((?:(?! as )[^}])*)\} from "(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE
)
DEFAULT = re.compile(r"^export default .*\n", re.MULTILINE)
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(entry, name):
    """Script text that makes the exports of the module `entry` a constant `name`."""
    numbers, parts = {}, []
    last = _add(Path(entry).resolve(), numbers, parts)
    return "".join(parts) + f"const {name} = {last};\n"


def _add(path, numbers, parts):
    """The constant that holds the exports of a module, which is added to the parts once."""
    if path in numbers:
        return numbers[path]
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))

    def fetch(found):
        source = _add((path.parent / found[2]).resolve(), numbers, parts)
        return f"const {{{found[1]}}} = {source};\n"

    text = DEFAULT.sub("", IMPORT.sub(fetch, text))
    names = ", ".join(EXPORT.findall(text))
    text = EXPORT.sub("", text)
    if left := LEFT.search(text):
        raise ValueError(f"{path.name}: {left[0]!r} is not of the forms that bundle knows")
    numbers[path] = f"module{len(numbers)}"
    parts.append(
        f"const {numbers[path]} = (() => {{\n{text}return {{ {names} }};\n}})();\n"
    )
    return numbers[path]
