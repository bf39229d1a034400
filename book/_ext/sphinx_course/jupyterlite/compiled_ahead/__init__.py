"""What a page's Python needs for its first check, compiled when the site is built.

Python would spend a third of a first visit on compiling its own library, numpy and the
course. A Pyodide that hosts the site is asked to do that once, in Node, and two archives
with the results take the place of three with the sources. Without Node, or with Python
from its CDN, each page compiles for itself as before.
"""

import gzip
import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from sphinx.util import logging

LOG = logging.getLogger(__name__)
HERE = Path(__file__).parent
SCRIPT, PROGRAM = HERE / "in_node.mjs", HERE / "pack.py"
PACKAGES = ["numpy", "nncourse"]  # those that worker.js unpacks itself
ARCHIVES = "library", "packages"


def compile_ahead(folder, workspace):
    """Add both archives to a folder with Pyodide and the wheels, and to its lock file."""
    node = shutil.which("node")
    if node is None:
        LOG.info("no Node on the PATH: each page's Python compiles its own start")
        return
    place = folder / "pyodide-lock.json"
    lock = json.loads(place.read_text("utf8"))
    wheels = [lock["packages"][name]["file_name"] for name in PACKAGES]
    built = Path(workspace, f"compiled-{digest(wheels)}")
    if not built.exists():
        LOG.info("compiling the start of a page's Python ...")
        part = built.with_suffix(".part")
        part.mkdir(parents=True, exist_ok=True)
        command = [node, str(SCRIPT), str(folder.resolve()), str(part), *wheels]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            LOG.info(
                "Node could not: each page's Python compiles its own start\n%s", run.stderr
            )
            return
        part.rename(built)
    lock["compiled"] = {name: add(built / f"{name}.zip", folder) for name in ARCHIVES}
    place.write_text(json.dumps(lock), "utf8")


def digest(wheels):
    """A hash of what is compiled and of what compiles it; a wheel's name has its own."""
    texts = [*wheels, SCRIPT.read_text("utf8"), PROGRAM.read_text("utf8")]
    return sha256("\n".join(texts).encode()).hexdigest()[:10]


def add(archive, folder):
    """Add an archive, packed as a whole, and return its entry. A .gz some hosts unpack."""
    content = gzip.compress(archive.read_bytes(), mtime=0)
    total = sha256(content).hexdigest()
    name = f"{archive.stem}-{total[:10]}.bin"
    (folder / name).write_bytes(content)
    return {"file_name": name, "sha256": total}
