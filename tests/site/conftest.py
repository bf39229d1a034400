"""The built site, its server and the browsers, shared by a worker's tests of the site.

The server stands at a sub-path, as a project's site does on a shared host, and a browser
reaches this machine alone: whatever else a page asks for is refused and fails its test.
It is Chromium. A test that is to be tried in Firefox as well says so, whichever of the
fixtures that open a page it uses:

    @pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
"""

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

BOOK = Path(__file__).parents[1] / "explore" / "book"  # a small one, for tests
CHROMIUM_NAMES = "chromium", "chromium-browser", "google-chrome"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
FIREFOX_NAMES = "firefox-esr", "firefox"
# Browsers ask these of their own accord, whatever page they show.
BROWSERS_OWN = (
    "accounts.google.com",
    "content-autofill.g",
    "services.mozilla.com",
    "update.googleapis.com",
)
# Jupyter Book's default extensions declare this twice; the course leaves them out.
THEBES_OWN = "THEBE_JS_URL"
DESKTOP = {"width": 1280, "height": 900}
WHOLE_PAGE = "!document.documentElement.matches('.first-screen')"  # laid out to its end
OPEN_ASIDES = """addEventListener("DOMContentLoaded", () => document
    .querySelectorAll("section > details.aside").forEach((aside) => (aside.open = true)))"""


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory, request):
    """One folder for all workers of a test run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if hasattr(request.config, "workerinput") else folder


@pytest.fixture(scope="session")
def site(root, shared_folder):
    """The folder of the site, built with warnings as errors once a test run.

    Building again is quick where nothing changed; with several workers the first one
    builds and the others wait for it.
    """
    build_once(root, shared_folder, "site")
    return root / "_build" / "html"


def build_once(book, shared_folder, name):
    failure = shared_folder / f"{name}-build-failure.txt"
    with FileLock(shared_folder / f"{name}.lock"):
        if not failure.exists():
            failure.write_text(build(book), encoding="utf-8")
    text = failure.read_text(encoding="utf-8")
    if text:
        pytest.fail(f"jupyter-book build failed:\n{text}", pytrace=False)


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


class SubpathHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a path of its own; a test may replace or delay files."""

    path_of_site = "/some/course/"

    def translate_path(self, path):
        return super().translate_path("/" + path.removeprefix(self.path_of_site))

    def send_head(self):
        for part, seconds in self.server.delays.items():
            time.sleep(seconds * (part in self.path))
        if self.path in self.server.replacements:
            self.send_response(200)
            self.end_headers()
            return io.BytesIO(self.server.replacements[self.path])
        if self.path.startswith(self.path_of_site):
            return super().send_head()
        self.send_error(404)
        return None

    def copyfile(self, source, outputfile):
        content = source.read()
        self.server.bytes_sent[self.path] += len(content)
        outputfile.write(content)

    def log_message(self, *args):
        pass


class RootHandler(SubpathHandler):
    """Serves a folder as it is."""

    path_of_site = "/"


class RefusingProxy(BaseHTTPRequestHandler):
    """Refuses every request and lists it."""

    def refuse(self):
        if not any(host in self.path for host in BROWSERS_OWN):
            self.server.refused.append(f"{self.command} {self.path}")
        self.send_error(403)

    do_GET = do_POST = do_HEAD = do_PUT = do_OPTIONS = do_CONNECT = refuse

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def serve():
    """Start a server of this machine on a free port; it ends with the tests."""
    servers = []

    def start(handler, **attributes):
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        vars(server).update(attributes)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_server(site, serve):
    """Serves the site; `replacements` {path: bytes}, `delays` {part of a path: seconds}."""
    handler = partial(SubpathHandler, directory=site)
    return serve(handler, bytes_sent=Counter(), replacements={}, delays={})


@pytest.fixture(scope="session")
def address(site_server):
    """Where the site is served, without a slash at the end."""
    path = SubpathHandler.path_of_site.rstrip("/")
    return f"http://127.0.0.1:{site_server.server_port}{path}"


@pytest.fixture(scope="session")
def small_book(shared_folder):
    """A book of a few pages, built as anybody would: one command, no variable set."""
    folder = shared_folder / "course" / "book"
    with FileLock(shared_folder / "course.lock"):
        if not folder.exists():
            apart = shutil.ignore_patterns("__pycache__", "_build")
            shutil.copytree(BOOK, folder, ignore=apart)
    build_once(folder, shared_folder, "small-book")
    return folder / "_build" / "html"


class SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def small_address(small_book, serve):
    """Where the small book is served, below a path as on a project's site."""
    server = serve(partial(SilentHandler, directory=small_book.parents[1]))
    return f"http://127.0.0.1:{server.server_port}/_build/html/"


@pytest.fixture(scope="session")
def proxy(serve):
    """Stands between the browser and all hosts but this one; `refused` lists requests."""
    return serve(RefusingProxy, refused=[])


@pytest.fixture(scope="session")
def playwright():
    """What drives the browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright, proxy):
    """Headless Chromium."""
    through_proxy = f"--proxy-server=http://127.0.0.1:{proxy.server_port}"
    path = installed(CHROMIUM_NAMES)
    args = [*CHROMIUM_ARGS, through_proxy]
    with playwright.chromium.launch(executable_path=path, args=args) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def firefox(playwright, proxy):
    """Headless Firefox as the system has it, driven by WebDriver BiDi.

    A page's options for touch, dark mode, reduced motion, forced colours and no JavaScript
    do nothing in it, so tests of those stay with Chromium.
    """
    settings = {"network.proxy.type": 1}
    for kind in ("http", "ssl"):
        settings[f"network.proxy.{kind}"] = "127.0.0.1"
        settings[f"network.proxy.{kind}_port"] = proxy.server_port
    with playwright.firefox.launch(
        executable_path=installed(FIREFOX_NAMES),
        channel="moz-firefox",
        firefox_user_prefs=settings,
    ) as firefox:
        yield firefox


def installed(names):
    """Where a browser is. Where it is missing CI fails; elsewhere its tests are skipped."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing = f"no {names[0]} on the PATH, so nothing can be opened in it"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    return path


@pytest.fixture(scope="session")
def browser(request):
    """Chromium, or the one that a test names."""
    return request.getfixturevalue(getattr(request, "param", "chromium"))


@pytest.fixture
def open_page(browser, proxy):
    """Open an address in a page of its own, of desktop width and light if not told else,
    with its asides open.

    Whatever a page complains of in its console, misses or asks of other hosts fails the
    test. The page of a reader who was never there before.
    """
    contexts, complaints = [], []
    proxy.refused.clear()

    def note(message):
        its_own = THEBES_OWN in message.text or "favicon" in message.location["url"]
        if message.type == "error" and not its_own:
            complaints.append(message.text)

    def watch(page):
        page.on("console", note)
        page.on(
            "pageerror",
            lambda error: THEBES_OWN in str(error) or complaints.append(str(error)),
        )
        page.on("response", lambda r: r.status < 400 or complaints.append(r.url))

    def open_page(url, **options):
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        context.add_init_script(OPEN_ASIDES)
        context.on("page", watch)  # the pages that this one opens too
        page = context.new_page()
        page.goto(url)
        if options.get("java_script_enabled", True):
            page.wait_for_function(WHOLE_PAGE)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert proxy.refused == []


@pytest.fixture(scope="session")
def modules_page(root, serve, browser):
    """A page of the repository's own folder, which may import its modules."""
    handler = partial(RootHandler, directory=root)
    server = serve(handler, bytes_sent=Counter(), replacements={}, delays={})
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/nncourse/live/package.json")
    yield page
    page.close()


@pytest.fixture
def report_line(record_property):
    """Adds a line to the end of the tests' output."""
    return lambda line: record_property("report line", line)


def pytest_terminal_summary(terminalreporter):
    reports = (r for some in terminalreporter.stats.values() for r in some)
    properties = (p for report in reports for p in getattr(report, "user_properties", ()))
    lines = dict.fromkeys(text for name, text in properties if name == "report line")
    if lines:
        terminalreporter.section("Measured on the pages")
        terminalreporter.line("\n".join(lines))
