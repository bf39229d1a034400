"""The scripts and sheets of a page, joined from their parts so that a page waits for few.

`player` serves every page with interactive figures, `prediction` those with predictions.
The player loads `values` when a picture is first pointed at or focused, `pin` when one is
first pinned, and `way_back` when a phrase first sets one; a page's frames when the page
is there, see `frame_file.py`.
"""

import re
from pathlib import Path

NOT_SENT = re.compile(r"^ *//.*\n| +// .*$|^ +|^\n", re.MULTILINE)
HERE = Path(__file__).parent
PARTS = {
    "player.js": ["frames.js", "player.js"],
    "player.css": ["player.css"],
    "prediction.js": [
        "number_text.js",
        "predictions/choice.js",
        "predictions/number.js",
        "predictions/curve.js",
        "predictions/prediction.js",
    ],
    "values.js": ["number_text.js", "curves.js", "values.js"],
    "pin.js": ["pin.js"],
    "way_back.js": ["way_back.js"],
    "prediction.css": ["predictions/prediction.css"],
}


def page_file(name):
    """The text of one file as the site carries it: a script without comments, indents."""
    text = "\n".join((HERE / part).read_text("utf-8") for part in PARTS[name])
    return NOT_SENT.sub("", text) if name.endswith(".js") else text


def write_page_files(folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        (folder / name).write_text(page_file(name), "utf-8")
