"""Notebooks executed side by side, one a core, before Sphinx reads them one by one.

Their outputs go into jupyter-cache as myst-nb would put them there, so that the reading
finds them done. A notebook that fails is left out: the reading executes it again and
reports the error at its place.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import create_nb_reader
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from sphinx.util import logging

from nncourse.cores import core_count
from nncourse.explore import book_build

logger = logging.getLogger(__name__)


def execute_side_by_side(app, env, pages):
    """Execute those notebooks among `pages` whose outputs the cache does not have."""
    if env.mystnb_config.execution_mode != "cache":
        return
    cache = get_cache(env.mystnb_config.execution_cache_path)
    executions = [e for page in pages if (e := execution(env, page)) and e.is_new_to(cache)]
    with ThreadPoolExecutor(core_count()) as pool:
        try:
            for done in pool.map(Execution.run, executions):
                done.store(cache)
        except BaseException:  # Ctrl-C: wait for no cell
            pool.shutdown(wait=False, cancel_futures=True)
            for begun in executions:
                begun.kill()
            raise


def execution(env, page):
    """How a page is executed; None if it is no notebook, or has nothing cached."""
    path, config = Path(env.doc2path(page)), env.mystnb_config
    text = path.read_text(encoding="utf-8-sig")
    reader = create_nb_reader(str(path), env.myst_config, config, text)
    if reader is None:
        return None
    notebook = reader.read(text)
    own = notebook.metadata.get(config.metadata_key, {}).get("execution_mode", "cache")
    return Execution(page, path, notebook, config) if own == "cache" else None


class Execution:
    """One notebook, in a kernel of its own."""

    def __init__(self, page, path, notebook, config):
        self.page, self.path, self.seconds = page, path, None
        self.client = NotebookClient(
            notebook,
            timeout=config.execution_timeout,
            record_timing=False,  # or the cell's metadata, and so the key, would change
            resources={"metadata": {"path": str(path.parent)}},
        )

    def is_new_to(self, cache):
        try:
            cache.match_cache_notebook(self.client.nb)
        except KeyError:
            return True
        return False

    def run(self):
        began = time.perf_counter()
        with suppress(CellControlSignal, DeadKernelError):
            self.client.execute(env=os.environ | {book_build.NOTEBOOK: self.page})
            self.seconds = time.perf_counter() - began
        return self

    def kill(self):
        if self.client.km is not None and self.client.km.provisioner is not None:
            self.client.km.provisioner.process.kill()

    def store(self, cache):
        if self.seconds is None:
            return
        bundle = CacheBundleIn(
            self.client.nb, str(self.path), data={"execution_seconds": self.seconds}
        )
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        logger.info("%s: executed in %.1f s", self.page, self.seconds)
