"""Fair timing on a machine that is busy with other things too.

Contenders take turns within each round, every round in another order, and what counts is
the median of the rounds' ratios: whatever slows the machine slows all of a round. Turns are
shorter than what a system lets one process run at a time, so most are not interrupted.
"""

import statistics
import time
from contextlib import contextmanager, nullcontext


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


def race(racers, rounds, seconds=0.001, patience=10.0, within=None):
    """Seconds a call of each racer, one number a round: {name: [seconds, ...]}.

    racers is {name: function}. A turn is as many calls as take about `seconds`, the same
    number in every round, after one call that is not timed. After `patience` seconds no
    more rounds begin, but three there are: on a busy machine two threads can take long.
    `within`, {name: function that makes a context manager}, is entered for each turn.
    """
    within = within or dict.fromkeys(racers, nullcontext)
    calls = {}
    for name, f in racers.items():
        with within[name]():
            calls[name] = _calls_in(f, seconds)
    times = {name: [] for name in racers}
    names = list(racers)
    start = time.perf_counter()
    for i in range(rounds):
        if i >= 3 and time.perf_counter() - start > patience:
            break
        for name in names[i % len(names) :] + names[: i % len(names)]:
            f = racers[name]
            with within[name]():
                f()
                start_of_turn = time.perf_counter()
                for _ in range(calls[name]):
                    f()
                seconds_taken = time.perf_counter() - start_of_turn
            times[name].append(seconds_taken / calls[name])
    return times


def ratios(times, to):
    """{name: (median, lower quartile, upper quartile)} of each one's time over `to`'s."""
    quartiles = {}
    for name in times:
        if name != to:
            rows = [a / b for a, b in zip(times[name], times[to], strict=True)]
            low, mid, high = statistics.quantiles(rows, n=4) if len(rows) > 1 else rows * 3
            quartiles[name] = (mid, low, high)
    return quartiles


def _calls_in(f, seconds):
    """How many calls of f take about `seconds`, the fastest of three counting."""
    f()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        f()
        times.append(time.perf_counter() - start)
    return max(1, round(seconds / min(times)))
