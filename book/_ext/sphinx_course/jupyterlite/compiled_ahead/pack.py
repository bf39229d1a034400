"""Run in Pyodide by in_node.mjs: starts as a page's Python does, and packs what that took.

/given has the archives of the library and of the packages, /packed gets the new ones. What
was compiled takes its source's place, but for the course's own: solutions are shown from
those. The archives are packed as a whole afterwards, so nothing in them is by itself.
"""

import importlib
import re
import sys
from importlib.util import cache_from_source
from pathlib import Path
from zipfile import ZipFile, ZipInfo

GIVEN, PACKED = Path("/given"), Path("/packed")
LIBRARY = next(path for path in sys.path if path.endswith(".zip"))
PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))
FOR_COMPILERS = r"\.(pyi|pxd|c|h|a)$|^numpy/(f2py|distutils)/"
# Of the library: old encodings, mail, news, sound, servers, and what other systems need.
FOR_NO_PAGE = (
    r"^(encodings/(cp(?!1252)|mac_(?!roman)|iso8859_|koi8)|xmlrpc/|wsgiref/|http/server|"
    r"(ftp|imap|nntp|pop|smtp|telnet)lib|mailbox|socketserver|aifc|sunau|wave|sndhdr|"
    r"asyncio/(windows|proactor)|ctypes/(_aix|macholib)).*\.py$"
)
LEFT_OUT = re.compile(f"{FOR_COMPILERS}|{FOR_NO_PAGE}")
OWN = "nncourse/"
A_CHECK = """
from nncourse.exercises import check
def relu_backward(x, dy):
    return dy
check(relu_backward)
"""


def start(wheels):
    """Unpack the packages and load what a first check needs, on any page of exercises."""
    sys.dont_write_bytecode = True
    for wheel in wheels:
        ZipFile(wheel).extractall(PACKAGES)
    importlib.invalidate_caches()
    from nncourse.exercises.course import questions
    from nncourse.page.kernel import Kernel

    kernel = Kernel(lambda kind, text: None)
    kernel.wanted_by(A_CHECK)
    if not kernel.run(A_CHECK, "1"):
        raise SystemExit("the check failed")
    questions()


def pack(archives, home, target):
    """Pack the files of archives that are unpacked in `home`, compiled where loaded."""
    from nncourse.page.bytecode import compiled

    specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    loaded = {spec.origin: spec for spec in specs if spec and spec.has_location}
    files = {}
    for archive in map(ZipFile, archives):
        for name in archive.namelist():
            spec = name.endswith(".py") and loaded.get(f"{home}/{name}")
            if spec:
                cached = cache_from_source(name) if name.startswith(OWN) else f"{name}c"
                files[cached] = compiled(spec)
            if not spec or name.startswith(OWN):
                files[name] = archive.read(name)
    with ZipFile(target, "w") as packed:
        for name in sorted(files, key=lambda name: (Path(name).suffix, name)):
            if not name.endswith("/") and not LEFT_OUT.search(name):
                packed.writestr(ZipInfo(name), files[name])


wheels = sorted(GIVEN.glob("[0-9].zip"))
start(wheels)
PACKED.mkdir()
pack([GIVEN / "library.zip"], LIBRARY, PACKED / "library.zip")
pack(wheels, PACKAGES, PACKED / "packages.zip")
