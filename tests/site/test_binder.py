"""What Binder does with the repository, without docker.

A fresh environment from requirements.txt, the version of Python that runtime.txt names
where this machine has it, JupyterLab under a path and a token as BinderHub starts it, and
each chapter opened at the address that its button names and run in a browser. One chapter
by default; `make binder-test` takes all of them.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from notebook_driver import OpenNotebook
from sphinx_course import repository

BOOK = Path(__file__).parents[2] / "book"
CHAPTERS = sorted(path.stem for path in (BOOK / "chapters").glob("*.ipynb"))
NOT_COPIED = ("_build", ".venv", ".git", "__pycache__", ".jupyter_cache", ".*_cache")


def pytest_generate_tests(metafunc):
    if "chapter" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-notebook")
        metafunc.parametrize("chapter", CHAPTERS if every else CHAPTERS[:1])


def python_of(runtime):
    """The interpreter that runtime.txt names, or this one where it is not installed."""
    python = shutil.which(f"python{runtime.strip().removeprefix('python-')}")
    runs = python and subprocess.run([python, "--version"], capture_output=True)
    return python if runs and runs.returncode == 0 else sys.executable


@pytest.fixture(scope="module")
def clone(root, tmp_path_factory):
    """The repository as Binder copies it: no environment, nothing built."""
    folder = tmp_path_factory.mktemp("binder") / "course"
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
    return folder


@pytest.fixture(scope="module")
def environment(root, clone):
    """A fresh environment with what requirements.txt pins; kept until the pins change."""
    pins = (clone / "requirements.txt").read_bytes()
    python = python_of((clone / "runtime.txt").read_text())
    digest = sha256(pins + python.encode()).hexdigest()[:12]
    folder = root / "_build" / f"binder-{digest}"
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-compile"]
    if not (folder / "done").exists():
        for old in (root / "_build").glob("binder-*"):
            shutil.rmtree(old)
        subprocess.run([python, "-m", "venv", folder], check=True, timeout=120)
        subprocess.run([*pip, "-r", "requirements.txt"], cwd=clone, check=True, timeout=900)
        (folder / "done").touch()
    subprocess.run([*pip, "--no-deps", "-e", "."], cwd=clone, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def server(clone, environment, tmp_path_factory):
    """JupyterLab as a BinderHub starts it; its address for the reader."""
    home = tmp_path_factory.mktemp("jupyter")
    # Without this Lab keeps cells that are out of sight out of the page.
    tracker = home / "settings" / "@jupyterlab" / "notebook-extension"
    tracker.mkdir(parents=True)
    (tracker / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ("PYTHON", "NNCOURSE", "MPL")
    environ = {k: v for k, v in os.environ.items() if not k.startswith(own)}
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    settings = str(home / "settings")
    environ |= {"JUPYTERLAB_SETTINGS_DIR": settings, "HOME": str(home), "PATH": path}
    command = [str(environment / "bin" / "jupyter"), "lab", "--no-browser"]
    command += ["--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.base_url=/user/reader-1/"]
    command += ["--IdentityProvider.token=abc", "--ServerApp.trust_xheaders=True"]
    with open(home / "log.txt", "w") as log:
        running = subprocess.Popen(
            command,
            cwd=clone,
            env=environ,
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}/user/reader-1/"
            wait_for(address + "api", running, home / "log.txt")
            yield address
        finally:
            running.terminate()
            running.wait(30)


def wait_for(address, server, log, seconds=90):
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            return urlopen(address, timeout=5)
        except HTTPError:
            return None
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def test_a_chapter_runs_at_the_address_of_its_button(server, chapter, browser, report_line):
    repo = repository.parse("https://github.com/teacher/course", "main")
    button = repo.binder_url(f"book/chapters/{chapter}.ipynb")
    path = button.partition("?urlpath=")[2].replace("%2F", "/")
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{server}{path}?token=abc&reset")  # or it opens the last chapter's tab too
    notebook = OpenNotebook(page)
    page.get_by_text("| Idle").wait_for(timeout=90_000)  # asked earlier, Lab asks back
    _, seconds = notebook.run_all()
    report_line(f"Binder's way, {chapter}: all cells in {seconds:.1f} s")
    assert notebook.errors() == []
    figure = page.locator(".jp-OutputArea-output:has(.noUi-handle)").first
    picture = figure.locator("svg[role=img]")
    before = picture.get_attribute("aria-label")
    notebook.move_slider()
    assert picture.count() == 1
    assert picture.get_attribute("aria-label") != before
    page.context.close()


def test_the_environment_has_the_pinned_versions_and_no_others(environment, clone):
    list_all = [environment / "bin" / "python", "-m", "pip", "list", "--format=freeze"]
    run = subprocess.run(list_all, capture_output=True, text=True, check=True)
    lines = run.stdout.lower().replace("_", "-").splitlines()
    versions = dict(line.split("==") for line in lines if "==" in line)
    for line in (clone / "requirements.txt").read_text().lower().splitlines():
        pin, _, marker = line.partition(";")
        if "==" in pin and not marker:
            name, version = pin.strip().split("==")
            assert versions[name.replace("_", "-")] == version, name
