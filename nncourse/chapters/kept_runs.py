"""Runs are kept, so that a slider over time trains once and many figures share a run.

What a forked worker has measured, a process that draws frames, the notebook and its other
workers find in a folder that they share.
"""

import inspect
import os
import pickle
from functools import cache, lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

NOTEBOOK = os.getpid()


@cache
def _folder():
    return TemporaryDirectory(prefix="nncourse-runs-")


# The folder is made for the first worker, so that it has the notebook's.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_folder)


def kept(most):
    """Keeps the latest `most` results of a measure, however its arguments are written:
    measure(10), measure(depth=10) and measure(10, seed=0) are one run.
    """

    def decorate(measure):
        signature = inspect.signature(measure)

        @lru_cache(most)
        def known(*args, **choices):
            return _shared(measure, args, choices)

        @wraps(measure)
        def run(*args, **choices):
            call = signature.bind(*args, **choices)
            call.apply_defaults()
            return known(*call.args, **call.kwargs)

        return run

    return decorate


def _shared(measure, args, choices):
    """A result that a worker has left, or a new one; a worker leaves its own."""
    if not _folder.cache_info().currsize:
        return measure(*args, **choices)
    name = repr((measure.__module__, measure.__qualname__, args, choices))
    file = Path(_folder().name, sha256(name.encode()).hexdigest())
    if file.exists():
        return pickle.loads(file.read_bytes())
    result = measure(*args, **choices)
    if os.getpid() != NOTEBOOK:
        half_written = file.with_suffix(f".{os.getpid()}")
        half_written.write_bytes(pickle.dumps(result))
        half_written.replace(file)
    return result
