"""What a figure that turns costs: in a kernel as it moves, and in a book as it is built.

A moved slider is compared with the figure function and matplotlib's drawing alone, and what
`explore` adds is taken in time of the processor. Builds are of a copy of the whole book.
"""

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from nncourse.explore import frames, live, svg
from nncourse.explore.choices import study_of
from nncourse.explore.pack import pack

ROOT = Path(__file__).parents[1]


def curves(rate=1.0, shift=0):
    """Two panels of three curves each, one of them logarithmic: nothing is trained."""
    x = np.linspace(0, 1, 50)
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    for k in range(1, 4):
        left.plot(x, np.sin(6 * k * x * rate + shift))
        right.plot(x, np.exp(-k * (rate + shift) * 4 * x))
    left.set(title="waves", ylim=(-1.1, 1.1))
    right.set(title="decays", yscale="log", ylim=(1e-20, 2))
    return figure


def study(settings):
    lists = {"rate": [1.0, 2.0], "shift": range(settings // 2)}
    return study_of(curves, "shift", None, {}, lists)


def in_ms(seconds):
    return round(1000 * statistics.median(seconds), 1)


def moves(settings):
    """A slider moved through settings never seen, each beside the same drawn bare."""
    shown = live.Live(study(settings))
    slider = shown.controls[1]
    whole, bare, added, again = [], [], [], []
    for n in range(1, settings // 2):
        began, used = time.perf_counter(), time.process_time()
        slider.index = n
        whole.append(time.perf_counter() - began)
        added.append(time.process_time() - used)
        began, used = time.perf_counter(), time.process_time()
        figure = curves(shift=n)
        svg.plain_powers(figure)
        with matplotlib.rc_context(svg.SETTINGS):
            figure.savefig(io.StringIO(), format="svg")
        bare.append(time.perf_counter() - began)
        added[-1] -= time.process_time() - used
    for n in range(settings // 2):
        began = time.perf_counter()
        slider.index = n
        again.append(time.perf_counter() - began)
    return {
        "slider to a new setting, ms": in_ms(whole),
        "of it the figure's own drawing, ms": in_ms(bare),
        "of it added by explore, ms": in_ms(added),
        "slider to a setting seen before, ms": in_ms(again),
    }


def baked(settings):
    asked = study(settings)
    began = time.perf_counter()
    pictures = frames.bake(asked, "bench")
    seconds = time.perf_counter() - began
    return {
        "picture baked for a page, s": round(seconds / asked.size, 3),
        "picture packed, bytes": round(len(pack(pictures, 0)) * 3 / 4 / asked.size),
    }


def builds(book):
    """Seconds to build a copy of the book cold, again unchanged, and one chapter edited."""
    homes = Path(sys.executable).parent, ROOT / ".venv" / "bin"
    tool = shutil.which("jupyter-book", path=os.pathsep.join(map(str, homes)))
    if tool is None:
        print("jupyter-book is not installed: no builds timed")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        ignored = shutil.ignore_patterns(
            ".git", ".venv", "_build", "__pycache__", ".*_cache"
        )
        shutil.copytree(book, copy, ignore=ignored)
        chapters = sorted(copy.glob("book/chapters/*.ipynb")) or sorted(copy.glob("*.md"))

        def seconds():
            paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
            began = time.perf_counter()
            subprocess.run(
                [tool, "build", "."],
                cwd=copy,
                env={**os.environ, "PYTHONPATH": paths},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )
            return round(time.perf_counter() - began, 1)

        found = {"cold, s": seconds(), "unchanged, s": seconds()}
        text = chapters[-1].read_text(encoding="utf-8")
        edited = text.replace("import explore", "import explore  # edited", 1)
        chapters[-1].write_text(edited, encoding="utf-8")
        return {**found, "one chapter edited, s": seconds()}


def run(quick=False):
    """All of it; `quick` keeps the script alive in seconds, on a book of two pages."""
    small = ROOT / "tests" / "explore" / "book"
    return {
        **moves(6 if quick else 40),
        **baked(6 if quick else 80),
        "build": builds(small) if quick else builds(ROOT),
    }


if __name__ == "__main__":
    for name, value in run("--quick" in sys.argv).items():
        print(f"{name}: {value}")
