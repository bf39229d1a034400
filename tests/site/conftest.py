"""The built site, served and opened in a real browser, for every test that wants one."""

import io
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from http.server import (
    BaseHTTPRequestHandler,
    SimpleHTTPRequestHandler,
    ThreadingHTTPServer,
)
from pathlib import Path

import pytest
from filelock import FileLock

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def site(root, tmp_path_factory, request):
    """The folder of the site, built with warnings as errors once a test run.

    Building again is quick where nothing changed; with several workers the first one
    builds and the others wait for it.
    """
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    done = shared / "site-built.txt"
    with FileLock(shared / "site.lock"):
        if not done.exists():
            done.write_text(build(root), encoding="utf-8")
    log = done.read_text(encoding="utf-8")
    if log:
        pytest.fail(f"jupyter-book build failed:\n{log}", pytrace=False)
    return root / "_build" / "html"


def build(root):
    """Build the book; what it printed if it failed, else nothing."""
    tool = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    run = subprocess.run(
        [tool, "build", "-W", "--keep-going", "."],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=1200,
    )
    if run.returncode == 0:
        return ""
    # Sphinx would not repeat a page's warnings next time, so let it read all pages again.
    shutil.rmtree(root / "_build" / ".doctrees", ignore_errors=True)
    return run.stdout[-6000:]


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the book that was built, as paths below the site's folder."""
    apart = ("_static", "_sources", "lite")
    found = (p.relative_to(site) for p in site.rglob("*.html"))
    return sorted(p for p in found if p.parts[0] not in apart)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served while the tests run, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def chromium_path():
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium. Where it is missing CI fails; elsewhere its tests are skipped."""
    path = chromium_path()
    if path is None:
        missing = "no chromium on the PATH, so nothing can be opened in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A fresh page of desktop width; `page.errors` collects its console's complaints."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda m: m.type == "error" and page.errors.append(m.text))
    yield page
    context.close()


# Chromium asks these of its own accord, whatever page it shows.
CHROMIUMS_OWN = ("accounts.google.com", "update.googleapis.com", "content-autofill.g")


class Wall(BaseHTTPRequestHandler):
    """A proxy that refuses whatever it is asked for, and remembers it."""

    def refuse(self):
        if not any(host in self.path for host in CHROMIUMS_OWN):
            self.server.asked.append(f"{self.command} {self.path}")
        self.send_error(403)

    do_GET = do_POST = do_HEAD = do_PUT = do_OPTIONS = do_CONNECT = refuse

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def wall():
    """The proxy between the browser and all hosts but this one; `asked` is its list."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Wall) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def walled_browser(browser, wall):
    """Chromium that reaches this machine alone; the rest of the world is `wall`."""
    proxy = f"--proxy-server=http://127.0.0.1:{wall.server_port}"
    walled = browser.browser_type.launch(
        executable_path=chromium_path(), args=[*CHROMIUM_ARGS, proxy]
    )
    yield walled
    walled.close()


class Below(Quiet):
    """Serves a folder under a path of its own, as a project's site on a shared host."""

    base = "/some/course/"

    def translate_path(self, path):
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_head(self):
        time.sleep(sum(s for part, s in self.server.late.items() if part in self.path))
        if self.path in self.server.instead:
            self.send_response(200)
            self.end_headers()
            return io.BytesIO(self.server.instead[self.path])
        if self.path.startswith(self.base):
            return super().send_head()
        self.send_error(404)
        return None

    def copyfile(self, source, outputfile):
        content = source.read()
        self.server.sent[self.path] += len(content)
        outputfile.write(content)


@pytest.fixture(scope="session")
def below_server(site):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Below, directory=site)) as server:
        server.sent = Counter()
        server.instead = {}
        server.late = {}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def below(below_server):
    """The address of the site under a sub-path, with a slash at the end."""
    return f"http://127.0.0.1:{below_server.server_port}{Below.base}"


@pytest.fixture(scope="session")
def traffic(below_server):
    """What the site under its sub-path sent: bytes by path, since it was last cleared."""
    return below_server.sent


@pytest.fixture
def instead(below_server):
    """What the site under its sub-path sends in place of its files, for one test."""
    yield below_server.instead
    below_server.instead.clear()


@pytest.fixture
def late(below_server):
    """Seconds that the site under its sub-path holds back files by a part of their path."""
    yield below_server.late
    below_server.late.clear()


@pytest.fixture
def record(record_property):
    """Keeps a line for the end of the tests' output."""
    return lambda line: record_property("in the page", line)


def pytest_terminal_summary(terminalreporter):
    reports = (r for some in terminalreporter.stats.values() for r in some)
    kept = (getattr(report, "user_properties", ()) for report in reports)
    told = (line for lines in kept for key, line in lines if key == "in the page")
    lines = dict.fromkeys(told)
    if lines:
        terminalreporter.section("Python in the page")
        terminalreporter.line("\n".join(lines))
