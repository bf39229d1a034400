"""What Python compiled since it started, packed for the next start.

What the site's build has not compiled, a page's Python compiles itself: Matplotlib, say, or
all that a start needs. That is half of the wait, so the browser keeps the results. Those of
Python's own library are added to a copy of its zip, where an import finds them beside the
sources; those of the packages make an archive that is unpacked beside theirs.
"""

import importlib.util
import marshal
import shutil
import sys
import zipfile
from pathlib import Path

UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # valid whatever its source's date is


class Bytecode:
    """Packs `library.zip` and `packages.zip`, which may be there from before, in a folder.

    `library` is the zip of Python's own library, `packages` the folder of the packages.
    """

    def __init__(self, library, packages, folder):
        self.library, self.packages = Path(library), Path(packages)
        self.library_copy = Path(folder, "library.zip")
        self.archive = Path(folder, "packages.zip")
        self.packed = set()

    def pack(self):
        """Pack what is new, a module a step, between which other things can happen."""
        new = [
            module.__spec__ for module in list(sys.modules.values()) if self.is_new(module)
        ]
        if not new:
            return
        if not self.library_copy.exists():
            shutil.copy(self.library, self.library_copy)
        with (
            zipfile.ZipFile(self.library_copy, "a") as library,
            zipfile.ZipFile(self.archive, "a") as packages,
        ):
            for spec in new:
                source = Path(spec.origin)
                if self.library in source.parents:
                    place = source.with_suffix(".pyc").relative_to(self.library)
                    library.writestr(place.as_posix(), compiled(spec))
                else:
                    cached = importlib.util.cache_from_source(source)
                    place = Path(cached).relative_to(self.packages)
                    packages.writestr(place.as_posix(), compiled(spec))
                self.packed.add(spec.origin)
                yield

    def is_new(self, module):
        """Whether a module was compiled from its source, and is not packed yet."""
        spec = getattr(module, "__spec__", None)
        source = Path(getattr(spec, "origin", None) or "")
        if source.suffix != ".py" or spec.origin in self.packed:
            return False
        if self.library in source.parents:
            return True
        cached = importlib.util.cache_from_source(source)
        return self.packages in source.parents and not Path(cached).exists()


def compiled(spec):
    """A module's bytecode as a .pyc file's content."""
    code = marshal.dumps(spec.loader.get_code(spec.name))
    return importlib.util.MAGIC_NUMBER + UNCHECKED + code
