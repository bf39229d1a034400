"""An exercise checked on its own page: seconds, bytes and memory; `lite_bench` runs it."""

import time
from contextlib import suppress
from tempfile import TemporaryDirectory

import psutil

from benchmarks.weight_bench import bytes_sent

EXERCISE = "exercises/03-vanishing-gradients"
CELLS = "#cell-a-sigmoid-backward", "#cell-c-sigmoid-backward"
WRONG = "def sigmoid_backward(y, dy):\n    return dy"

# Whether the site's build has compiled all that a check needs: then nothing is kept.
IS_COMPILED_AHEAD = """async () => {
    const root = new URL(document.documentElement.dataset.content_root, location);
    const lock = await fetch(new URL("lite/python/pyodide-lock.json", root));
    return "compiled" in await lock.json();
}"""
# Wait until what Python compiled is kept: the second visit is that of a reader who stayed.
UNTIL_KEPT = """() => new Promise((done) => {
    const look = ({ target }) => {
        const storage = target.result;
        const count = storage.transaction("bytecode").objectStore("bytecode").count();
        count.onsuccess = () => {
            if (!count.result) return setTimeout(look, 100, { target });
            storage.close();
            done();
        };
    };
    indexedDB.open("nncourse.python").onsuccess = look;
})"""


def measured(launch, address, files):
    """A first visit, a second one, and a check once Python is there.

    `launch(folder)` opens a browser that keeps its cache there, as a reader's does: one
    that forgets all keeps no large file. `files` is the list of what the server has sent so
    far, which is weighed as a host packs it.
    """
    with TemporaryDirectory() as folder, launch(folder) as context:
        page = opened(context, address)
        before, processes = len(files), memory()
        found = {"first check after the click, s": checked(page)}
        found["sent, MB"] = megabytes(files[before:])
        found["memory that Python takes, MB"] = round(memory() - processes)
        found["next check, s"] = checked(page)
        if not page.evaluate(IS_COMPILED_AHEAD):
            page.evaluate(UNTIL_KEPT)
        page.close()
        before = len(files)
        found["first check on a second visit, s"] = checked(opened(context, address))
        found["sent then, MB"] = megabytes(files[before:])
    return {f"{EXERCISE}, on its page": found}


def megabytes(files):
    return round(sum(map(bytes_sent, files)) / 1e6, 1)


def opened(context, address):
    page = context.new_page()
    page.goto(f"{address}/book/{EXERCISE}.html")
    page.wait_for_load_state("networkidle")
    return page


def checked(page):
    """Seconds from the click on Check to the verdict's card."""
    answer, check = map(page.locator, CELLS)
    answer.get_by_role("textbox").fill(WRONG)
    card = check.locator(".verdict-card")
    page.evaluate("document.querySelectorAll('.verdict-card').forEach((c) => c.remove())")
    began = time.monotonic()
    check.get_by_role("button", name="Check").click()
    card.wait_for(timeout=120_000)
    return round(time.monotonic() - began, 2)


def memory():
    """Megabytes of all processes that descend from this one, each page shared by several
    counted once among them; 0 where the system does not tell.
    """
    size = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            size += getattr(process.memory_full_info(), "pss", 0)
    return size / 1e6
