"""The bench for a notebook and for the page: train anything, and watch.

All of it runs in the browser, the training in a worker, whose script is among the data. A
kernel's bench is given the digits at once; a page loads them when they are asked for.
"""

import json
from pathlib import Path

from nncourse.live.bench_picture import bench_picture
from nncourse.live.bundle import bundle
from nncourse.live.messages import BENCH
from nncourse.live.show import Piece

HERE = Path(__file__).parent
DIGITS = HERE / "bench" / "digits.json"
RULES = HERE / "bench" / "clinic" / "rules.json"  # written by nncourse.clinic
DIGITS_SCRIPT = "live_digits.js"  # beside the page's script, see bench/page/surroundings.js


class BenchPiece(Piece):
    """The bench, whose sheet goes on from the reader's."""

    def running(self, picture, own):
        """What a kernel's front end runs, which finds no file beside its script."""
        digits = json.loads(DIGITS.read_text(encoding="utf-8"))
        return super().running(picture, bench_data() | {"digits": digits})

    def style(self):
        files = HERE / "reader.css", HERE / "bench.css"
        return "\n".join(file.read_text(encoding="utf-8") for file in files)


def bench():
    """Show the bench, in a notebook or on the page that is made of it."""
    PIECE.show(bench_picture())


def bench_data():
    """The sentences, the clinic's rules, and the script of the worker that trains."""
    return {
        "messages": BENCH,
        "rules": json.loads(RULES.read_text(encoding="utf-8")),
        "worker": bundle(HERE / "bench" / "worker.js", "worker"),
    }


def digits_script():
    """The digits as a script, which pages opened from the disk may load as well."""
    digits = json.loads(DIGITS.read_text(encoding="utf-8"))
    return f"window.liveDigits = {json.dumps(digits, separators=(',', ':'))};\n"


PIECE = BenchPiece("bench", BENCH, shared=bench_data)
