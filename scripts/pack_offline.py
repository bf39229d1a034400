"""The built site, Python included, as one zip that needs no network.

make offline PYODIDE=<folder or archive>    writes _build/offline/nncourse-offline.zip
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
NAME = "nncourse-offline"
README = """The Art of Training Neural Networks, without the network

To read: open index.html in a browser. Every figure can be turned there.

To run the notebooks in the browser too, a server is needed, since browsers start Python
from an address only. With Python installed, in this folder:

    python -m http.server 8000

and then open http://localhost:8000/ on this machine. Nothing else is installed and no
other computer is asked for anything.

Others on the same network open http://NAME:8000/, where NAME is this machine's name or
number in the network. They can do the same; Chromium, in which this was tried, runs the
notebooks there too, but does not keep the files that they write, as the points of the
exercises: for that, browsers want https or localhost.
"""


def pack(site, target):
    """Write the zip; its size in bytes. SystemExit if the site does not carry Python."""
    if not (site / "lite" / "python" / "pyodide.asm.wasm").exists():
        raise SystemExit("This site does not carry Python: build it with PYODIDE=<folder>")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}/README.txt", README)
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            archive.write(path, f"{NAME}/{path.relative_to(site).as_posix()}")
    return target.stat().st_size


if __name__ == "__main__":
    target = ROOT / "_build" / "offline" / f"{NAME}.zip"
    size = pack(SITE, target)
    sys.stdout.write(f"{target.relative_to(ROOT)}: {size / 1e6:.0f} MB\n")
