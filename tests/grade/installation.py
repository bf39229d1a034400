"""The package installed into an environment of its own, and its command run there.

Root runs it as nobody, in folders that are nobody's: so these tests try an ordinary user
and an installation, whoever runs them, and the others the checkout.
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
    """A Python of this version that an ordinary user may start, or the test is skipped."""
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
    pytest.skip("no Python of this version that an ordinary user may start")


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


def run_installed(command, *args, cwd):
    """The completed process of the command as an ordinary user, to whom `cwd` is given."""
    if not os.geteuid():
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", cwd], check=True)
    return subprocess.run(
        [command, *args],
        cwd=cwd,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        **as_ordinary_user(),
    )
