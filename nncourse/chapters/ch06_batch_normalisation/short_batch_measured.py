"""Deep networks with batch normalisation and a batch of four in each epoch, as stored.

python -m nncourse.chapters.ch06_batch_normalisation.short_batch_measured
measures all of it, in about a minute, and stores what each run of three reads.
"""

from itertools import product
from pathlib import Path

from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import measure_epoch
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "short_batch.json"
DEPTHS = 8, 20
KINDS = (False, False), (True, False), (True, True)  # short batch kept?, residual?
SEEDS = range(3)


def short_batches():
    """{(depth, short batch kept, residual): `measure_epoch` of each seed, in percent}."""
    rows = stored(MEASURED)
    return {
        (depth, *kind): rows[_name(depth, *kind)] for depth, kind in product(DEPTHS, KINDS)
    }


def measure_stored(depth, keep_last, residual, seed):
    """One run as it is stored, in percent."""
    run = measure_epoch(keep_last, depth, residual, seed)
    return {
        name: [round(100 * float(share), 1) for share in run[name]]
        for name in ("running", "own")
    }


def _name(depth, keep_last, residual):
    batches = "a short batch" if keep_last else "whole batches"
    return f"{depth} layers, {batches}{', residual' if residual else ''}"


def main():
    rows = {
        _name(depth, *kind): [measure_stored(depth, *kind, seed) for seed in SEEDS]
        for depth, kind in product(DEPTHS, KINDS)
    }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
