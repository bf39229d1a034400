"""A chapter in a real JupyterLab: run all, move a slider, and the figure follows."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

CHAPTER = "02-backpropagation"  # the quickest of those with a slider

KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"


@pytest.fixture
def lab(tmp_path, root):
    """JupyterLab on a copy of the chapter, with no settings but its own; its address."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    shutil.copy(root / "book" / "chapters" / f"{CHAPTER}.ipynb", notebooks)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        f"JUPYTER_{name}": str(tmp_path / name.lower())
        for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    }
    # Without this Lab takes cells that are out of sight from the page.
    settings = tmp_path / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    own["JUPYTERLAB_SETTINGS_DIR"] = str(tmp_path / "settings")
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    with open(tmp_path / "log.txt", "w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *(f"--port={port}", "--ServerApp.port_retries=0"),
                *("--IdentityProvider.token=", f"--ServerApp.root_dir={notebooks}"),
                *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"),
            ],
            env={**os.environ, **own, "PYTHONPATH": paths, "NNCOURSE_EXPLORE": ""},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api", server, tmp_path / "log.txt")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server, log, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            return urlopen(address, timeout=5)
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start:\n{Path(log).read_text()[-3000:]}")


def test_a_slider_moves_the_figure(lab, page):
    page.goto(f"{lab}/lab/tree/{CHAPTER}.ipynb")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    page.get_by_text("| Idle").first.wait_for(timeout=90_000)
    page.wait_for_function(f"() => ({KERNEL})?.status === 'idle'", timeout=60_000)
    page.evaluate("() => void window.jupyterapp.commands.execute('runmenu:run-all')")
    page.locator(".widget-hslider").first.wait_for(state="attached", timeout=90_000)
    figure = page.locator(".jp-OutputArea-output:has(.widget-hslider)").first
    figure.scroll_into_view_if_needed()
    picture = figure.locator("svg[role=img]")
    picture.wait_for(timeout=60_000)
    assert picture.count() == 1
    before, shown = picture.get_attribute("aria-label"), picture.inner_html()
    handle = figure.locator(".widget-hslider .noUi-handle").first
    handle.focus()
    handle.press("ArrowRight")
    page.wait_for_function(
        "([figure, before]) => figure.querySelector('svg[role=img]')"
        ".getAttribute('aria-label') !== before",
        arg=[figure.element_handle(), before],
        timeout=60_000,
    )
    assert picture.count() == 1
    assert picture.inner_html() != shown
    assert page.locator("[role=alert]", has_text="Traceback").count() == 0
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
