"""Notebooks executed ahead of Sphinx, from the last page towards the first.

Sphinx reads page after page, and MyST-NB executes each notebook when its turn comes, so
that a kernel that computes leaves the other cores idle. Here a second kernel begins at
the other end; what it has finished, MyST-NB finds in its cache. A notebook that fails is
not stored, and fails again, with its message, when Sphinx comes to it.

`python -m nncourse.explore.run_ahead NOTEBOOK CACHE TIMEOUT` executes one of them: in a
process of its own, since a kernel learns from the environment whose page it draws.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution

from nncourse.cores import core_count
from nncourse.explore.book_build import NOTEBOOK


class RunAhead:
    """Executes the notebooks among the pages to read, the last first, in a thread."""

    def __init__(self):
        self.lock, self.running = threading.Lock(), None
        self.taken, self.done = set(), {}

    def start(self, app, env, pages):
        self.done = {page: threading.Event() for page in pages}
        notebooks = [page for page in pages if env.doc2path(page).endswith(".ipynb")]
        if notebooks and core_count() > 1 and app.config.nb_execution_mode == "cache":
            _ = get_cache(app.config.nb_execution_cache_path).db  # made once, not by both
            threading.Thread(
                target=self.follow, args=(app, env, notebooks[::-1]), daemon=True
            ).start()

    def follow(self, app, env, pages):
        for page in pages:
            if not self.take(page):
                return  # Sphinx has read it, and all that stand before it
            command = [sys.executable, "-m", __name__, env.doc2path(page)]
            command += [app.config.nb_execution_cache_path]
            command += [str(app.config.nb_execution_timeout)]
            try:
                self.running = subprocess.Popen(
                    command,
                    env=os.environ | {NOTEBOOK: page},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                self.running.wait()
            finally:
                self.done[page].set()

    def take(self, page):
        """True for the first who asks for the page."""
        with self.lock:
            free = page not in self.taken
            self.taken.add(page)
            return free

    def wait(self, app, page, source):
        """Before Sphinx reads a page: until the thread, if it has begun it, is through."""
        if page in self.done and not self.take(page):
            self.done[page].wait()

    def stop(self, app, error):
        with self.lock:
            self.taken.update(self.done)
        if self.running:
            self.running.terminate()


def execute(path, cache_path, timeout):
    """Execute the notebook and store it as MyST-NB would, unless the cache has it."""
    cache, notebook = get_cache(cache_path), nbformat.read(path, as_version=4)
    with suppress(KeyError):
        cache.match_cache_notebook(notebook)
        return
    result = single_nb_execution(
        notebook,
        cwd=str(Path(path).parent),
        allow_errors=False,
        timeout=timeout,
        meta_override=True,
    )
    if result.err is None:
        bundle = CacheBundleIn(notebook, path, data={"execution_seconds": result.time})
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


if __name__ == "__main__":
    execute(sys.argv[1], sys.argv[2], int(sys.argv[3]))
