"""Fair timing on a machine that is busy with other things too.

Contenders take turns within each round, every round in another order, and what counts is
the median of the rounds' ratios: whatever slows the machine slows all of a round.
"""

import statistics
import time
from contextlib import contextmanager


@contextmanager
def threads(count):
    """`count` threads for whichever of numpy, scikit-learn and PyTorch is installed."""
    try:
        import torch

        torch.set_num_threads(count)
    except ImportError:
        pass
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        yield
    else:
        with threadpool_limits(count):
            yield


def race(contenders, rounds, seconds, patience=8.0):
    """Seconds a call of each contender, one number a round: {name: [seconds, ...]}.

    contenders is {name: function}. A turn is as many calls as take about `seconds`, the
    same number in every round, after one call that is not timed. After `patience` seconds
    no more rounds begin, but three there are: on a busy machine two threads take ages.
    """
    calls = {name: _calls_in(f, seconds) for name, f in contenders.items()}
    took = {name: [] for name in contenders}
    names = list(contenders)
    began = time.perf_counter()
    for i in range(rounds):
        if i >= 3 and time.perf_counter() - began > patience:
            break
        for name in names[i % len(names) :] + names[: i % len(names)]:
            f = contenders[name]
            f()
            start = time.perf_counter()
            for _ in range(calls[name]):
                f()
            took[name].append((time.perf_counter() - start) / calls[name])
    return took


def ratios(took, to):
    """{name: (median, lower quartile, upper quartile)} of each one's time over `to`'s."""
    found = {}
    for name in took:
        if name != to:
            rows = [a / b for a, b in zip(took[name], took[to], strict=True)]
            low, mid, high = statistics.quantiles(rows, n=4) if len(rows) > 1 else rows * 3
            found[name] = (mid, low, high)
    return found


def _calls_in(f, seconds):
    f()
    start = time.perf_counter()
    for _ in range(3):
        f()
    return max(1, round(3 * seconds / (time.perf_counter() - start)))
