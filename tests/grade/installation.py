"""The package installed into an environment of its own, and its command run there.

Root runs it as nobody, in folders that are nobody's, unless told otherwise: so an ordinary
user is tried whoever runs the tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

NOBODY = 65534
VERSION = "import sys; print(sys.version_info[:2])"


def as_ordinary_user():
    """Arguments by which `subprocess` runs a program as an ordinary user."""
    if os.geteuid():
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def python_for_others():
    """A Python of this version that an ordinary user may start. Skips, except in CI."""
    names = [os.path.realpath(sys.executable), shutil.which("python3", path="/usr/bin")]
    for name in filter(None, names):
        try:
            run = subprocess.run(
                [name, "-c", VERSION], capture_output=True, text=True, **as_ordinary_user()
            )
        except OSError:  # in a folder that is closed to others
            continue
        if run.stdout == f"{sys.version_info[:2]}\n":
            return name
    missing = "no Python of this version that an ordinary user may start"
    if os.environ.get("CI"):
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def install(root, home):
    """The path of `nncourse-grade` in a new environment below `home`."""
    home.chmod(0o755)
    subprocess.run([python_for_others(), "-m", "venv", "--without-pip", home], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "packages.pth").write_text(f"{Path(numpy.__file__).parents[1]}\n")
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python"]
    flags = ["--quiet", "--no-deps", "--no-build-isolation", "--ignore-installed"]
    subprocess.run([*pip, "install", *flags, root], check=True)
    return home / "bin" / "nncourse-grade"


def run_installed(command, *args, cwd, as_others=True, package=None):
    """The completed process of the command, with the package of another folder if named.

    An ordinary user runs it, to whom `cwd` is given, or else who runs the tests.
    """
    if as_others and not os.geteuid():
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", cwd], check=True)
    from_elsewhere = {"PYTHONPATH": str(package)} if package else {}
    return subprocess.run(
        [command, *args],
        cwd=cwd,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"} | from_elsewhere,
        capture_output=True,
        text=True,
        **(as_ordinary_user() if as_others else {}),
    )
