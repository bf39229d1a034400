"""What it costs to begin: importing the package, loading the digits."""

import statistics
import subprocess
import sys

CODE = """
import sys, time
start = time.perf_counter(); import numpy
numpy_in = time.perf_counter(); import nncourse
course_in = time.perf_counter(); nncourse.digits()
digits_in = time.perf_counter(); nncourse.digits()
again = time.perf_counter()
heavy = {"matplotlib", "ipywidgets", "tqdm"} & set(sys.modules)
assert not heavy, f"import nncourse loads {heavy}"
print(numpy_in - start, course_in - numpy_in, digits_in - course_in, again - digits_in)
"""
NAMES = "import numpy", "import nncourse after it", "digits, first", "digits, again"


def run(quick=False, tiny=False):
    """Median milliseconds of fresh processes."""
    rows = []
    for _ in range(2 if tiny else 5 if quick else 21):
        command = [sys.executable, "-c", CODE]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append([1e3 * float(seconds) for seconds in done.stdout.split()])
    medians = {
        name: statistics.median(column)
        for name, column in zip(NAMES, zip(*rows, strict=True), strict=True)
    }
    print(", ".join(f"{name} {ms:.1f} ms" for name, ms in medians.items()), flush=True)
    return medians
