"""What an interactive figure costs: in a kernel when a slider moves, and in a book's build.

A moved slider is compared with the figure function and matplotlib's drawing alone; what
`explore` adds is measured in processor time. Builds are of a copy of the whole book.
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

from nncourse.explore import svg
from nncourse.explore.all_frames import draw_all_frames
from nncourse.explore.compression import compress_frames
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.log_labels import use_plain_powers
from nncourse.explore.widgets import FigureWidget

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


def figure_with(settings):
    choices = {"rate": [1.0, 2.0], "shift": range(settings // 2)}
    return interactive_figure(curves, choices, play="shift")


def in_ms(seconds):
    return round(1000 * statistics.median(seconds), 1)


def slider_times(settings):
    """A slider moved through new settings, each beside the same figure drawn without it."""
    slider = FigureWidget(figure_with(settings)).controls[1]
    whole, bare, added, again = [], [], [], []
    for n in range(1, settings // 2):
        began, used = time.perf_counter(), time.process_time()
        slider.index = n
        whole.append(time.perf_counter() - began)
        added.append(time.process_time() - used)
        began, used = time.perf_counter(), time.process_time()
        figure = curves(shift=n)
        use_plain_powers(figure)
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


def frame_costs(settings):
    began = time.perf_counter()
    frames = draw_all_frames(figure_with(settings), "bench")
    seconds = time.perf_counter() - began
    size = len(compress_frames(frames, 0)) * 3 / 4
    return {
        "frame drawn for a page, s": round(seconds / len(frames), 3),
        "frame compressed, bytes": round(size / len(frames)),
    }


def build_times(book):
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

        times = {"cold, s": seconds(), "unchanged, s": seconds()}
        text = chapters[-1].read_text(encoding="utf-8")
        edited = text.replace("import explore", "import explore  # edited", 1)
        chapters[-1].write_text(edited, encoding="utf-8")
        return {**times, "one chapter edited, s": seconds()}


def run(quick=False):
    """All of it; `quick` keeps the script alive in seconds, on a book of two pages."""
    small = ROOT / "tests" / "explore" / "book"
    return {
        **slider_times(6 if quick else 40),
        **frame_costs(6 if quick else 80),
        "build": build_times(small if quick else ROOT),
    }


if __name__ == "__main__":
    for name, value in run("--quick" in sys.argv).items():
        print(f"{name}: {value}")
