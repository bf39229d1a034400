"""The engine that pages run, a step in Node, beside the one of TensorFlow Playground.

Playground's engine is a file of its repository, src/nn.ts, which is not shipped here. The
variable PLAYGROUND names a folder that holds it as a module, nn.mjs (`npx esbuild nn.ts
--format=esm --outfile=nn.mjs` writes it). Without it our own time stands alone.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np

from benchmarks.timing import ratios

HERE = Path(__file__).parent
VARIABLE = "PLAYGROUND"


def run(quick=False, tiny=False):
    """{network: milliseconds a step and how many times as long theirs takes}."""
    node = shutil.which("node")
    if node is None:
        print("The page's engine is left out, for want of Node")
        return {}
    module = Path(os.environ.get(VARIABLE) or HERE) / "nn.mjs"
    rounds = 3 if tiny else 50 if quick else 200
    command = [node, str(HERE / "page_engine.mjs"), str(rounds)]
    if module.exists():
        command.append(str(module))
    else:
        print(f"Playground's engine is left out: no {module.name} in ${VARIABLE}")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rows = {}
    for shape in json.loads(done.stdout):
        name = "-".join(map(str, shape["sizes"])) + f", batch {shape['batch']}"
        rows[name] = row(shape["times"])
        print(name, rows[name], flush=True)
    return rows


def row(times):
    milliseconds = float(np.median(times["ours"])) / 1000
    found = {"ms a step": round(milliseconds, 2)}
    if "playground" not in times:
        return found | {"Playground's engine": "was not at hand"}
    median = ratios(times, "ours")["playground"][0]
    return found | {"Playground's, times as long": round(median, 1)}
