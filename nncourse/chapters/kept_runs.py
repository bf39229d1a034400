"""Runs are kept, so that a slider over time trains once and many figures share a run."""

import inspect
from functools import lru_cache, wraps


def kept(most):
    """Keeps the latest `most` results of a measure, however its arguments are written:
    measure(10), measure(depth=10) and measure(10, seed=0) are one run.
    """

    def decorate(measure):
        signature = inspect.signature(measure)
        known = lru_cache(most)(measure)

        @wraps(measure)
        def run(*args, **choices):
            call = signature.bind(*args, **choices)
            call.apply_defaults()
            return known(*call.args, **call.kwargs)

        return run

    return decorate
