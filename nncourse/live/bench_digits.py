"""The digits as the bench reads them: one letter a pixel, one digit a label.

`python -m nncourse.live.bench_digits` writes them to `bench/digits.json`.
"""

import json
from pathlib import Path

from nncourse.data import digits

FILE = Path(__file__).parent / "bench" / "digits.json"


def bench_digits():
    """{"pixels": 64 letters a digit, "a" for 0 to "q" for 16, "labels": a digit each}."""
    x, labels = digits()
    ink = (16 * x).round().astype(int).ravel()
    return {
        "pixels": "".join(chr(97 + value) for value in ink),
        "labels": "".join(map(str, labels)),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(bench_digits()) + "\n", encoding="utf-8")
