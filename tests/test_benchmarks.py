"""The benchmarks run; what they measure is for `make bench` and a quiet machine."""

import json
import os
import subprocess
import sys


def test_every_part_runs_and_says_what_is_not_installed(root, tmp_path):
    out = tmp_path / "results.json"
    asked = [sys.executable, "-m", "benchmarks", "--tiny", "--out", str(out)]
    said = subprocess.run(
        asked,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    found = json.loads(out.read_text())
    assert {"date", "machine", "versions", "core", "gains", "growth", "start"} <= set(found)
    for contender, package in [("torch", "torch"), ("sklearn", "scikit-learn")]:
        if found["versions"][package] is None:
            assert f"{contender} is not installed: left out" in said.stdout
    for line in found["core"]["speed"]:
        assert line["microseconds"]["nncourse"] > 0
        assert line["what"] == "epoch" or line["times_ours"]["floor"][0] > 0
    assert all(len(workloads) == 4 for workloads in found["gains"].values())
