"""Measure, and write benchmarks/results.json, which the book's page shows.

Every module here called *_bench.py has a run(quick) that returns what goes under its name;
one that also takes tiny=True is tried by the tests.

python -m benchmarks [--quick] [--tiny] [--only NAME] [--out FILE]
"""

import argparse
import importlib
import inspect
import json
import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
PARTS = "core_bench", "gains_bench", "growth_bench", "start_bench"


def machine():
    cpu = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        cpu = next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "blas": blas(),
    }


def blas():
    """Whose matrix products numpy uses, and their kernel: "openblas SkylakeX"."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return None
    for info in threadpool_info():
        if info["user_api"] == "blas":
            return f"{info['internal_api']} {info.get('architecture', '')}".strip()


def versions():
    """{package: its version, or None where it is not installed}."""
    numbers = {"python": platform.python_version(), "numpy": np.__version__}
    for name in "torch", "jax", "scikit-learn":
        try:
            numbers[name] = version(name)
        except PackageNotFoundError:
            numbers[name] = None
    return numbers


def parts():
    """The core's measurements in reading order, then every other *_bench.py there is."""
    others = {path.stem for path in HERE.glob("*_bench.py")} - set(PARTS)
    return [*PARTS, *sorted(others)]


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--tiny", action="store_true", help="does it run? measures nothing")
    parser.add_argument("--only", choices=[name.removesuffix("_bench") for name in parts()])
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    args = parser.parse_args()
    results = json.loads(args.out.read_text()) if args.only and args.out.exists() else {}
    results |= {"date": str(date.today()), "machine": machine(), "versions": versions()}
    for name in parts():
        key = name.removesuffix("_bench")
        if args.only not in (None, key):
            continue
        run = importlib.import_module(f"benchmarks.{name}").run
        if not args.tiny:
            results[key] = run(args.quick)
        elif "tiny" in inspect.signature(run).parameters:
            results[key] = run(tiny=True)
        else:
            print(f"{key} has no tiny size: left out")
        args.out.write_text(json.dumps(results, indent=1) + "\n")
    print(f"Written to {args.out.name}")


main()
