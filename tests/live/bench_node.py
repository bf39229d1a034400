"""What a function of a test's JavaScript file gives in Node, one result for each case."""

import json
import subprocess
from pathlib import Path

import playwright

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"


def in_node(file, cases):
    """[run({}, case) of the module `file` for each of the cases]; nan comes as None."""
    node = subprocess.run(
        [NODE, HERE / "in_node.js", HERE / file],
        input=json.dumps(cases),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert node.returncode == 0, node.stderr
    return json.loads(node.stdout)
