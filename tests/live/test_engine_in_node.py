"""In Node the engine computes what the package computes: the Node that Playwright brings.

The same is tested in a browser, always: tests/site/test_live_engine.py.
"""

import json
import subprocess
from pathlib import Path

import playwright

from tests.live.cases import CASES, beyond_limits, make

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"


def test_the_engine_computes_what_the_package_computes(root):
    live = root / "nncourse" / "live"
    made = [make(*case) for case in CASES]
    files = HERE / "in_node.js", HERE / "run.js", live / "engine.js", live / "optimizers.js"
    node = subprocess.run(
        [NODE, *map(str, files)],
        input=json.dumps([handed for handed, _ in made]),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert node.returncode == 0, node.stderr
    for case, found, (_, expected) in zip(
        CASES, json.loads(node.stdout), made, strict=True
    ):
        assert beyond_limits(found, expected) == {}, case
