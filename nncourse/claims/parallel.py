"""Claims measured on all cores, in tasks that a run which was cut off need not repeat.

A task is one chapter and one seed: claims of a chapter share trainings, which are cached
within a process, and with another seed they are other trainings.
"""

import os
import platform
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context

from nncourse.claims import journal
from nncourse.claims.catalogue import claim_named, claims_by_chapter
from nncourse.claims.measure import OTHER_KERNEL, axis_rows, own_rows, value
from nncourse.claims.verdict import Kind
from nncourse.cores import core_count

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TQDM_DISABLE": "1"}
# Which of its kernels OpenBLAS takes: an old one, which newer processors can run as well.
OLD_KERNEL = "Nehalem" if platform.machine() in ("x86_64", "AMD64") else "ARMV8"
OTHER_ENVIRONMENT = ONE_THREAD | {"OPENBLAS_CORETYPE": OLD_KERNEL}


def measure_claims(claims, axes, path=None, jobs=None, tell=print):
    """{(name, place, seed): value}, and a line on each value that could not be measured.

    With `axes` the claims are varied too. What stands in the journal at `path`, if there is
    one, is not measured again; what is new is added to it, task by task.
    """
    wanted = [
        (claim.name, row.place, seed)
        for claim in claims
        for row in own_rows(claim) + (axis_rows(claim) if axes else [])
        for seed in row.seeds
    ]
    before = journal.read(path) if path else {}
    values = {key: before[key] for key in wanted if key in before}
    errors = []
    missing = [key for key in wanted if key not in values]
    for variables, processes, tasks in phases(missing, jobs or core_count()):
        for task, new, problems in results(tasks, variables, processes):
            if path:
                journal.append(path, new)
            values |= new
            errors += problems
            tell(f"{len(values)} of {len(wanted)} values ({task})")
    return values, errors


def phases(keys, jobs):
    """(variables, number of processes, {task: keys}), one phase after the other.

    Durations come last, and are measured while nothing else runs.
    """
    chapters = {
        claim.name: chapter
        for chapter, some in claims_by_chapter().items()
        for claim in some
    }
    usual, other_kernel, timed = {}, {}, {}
    for name, place, seed in keys:
        if claim_named(name).kind is Kind.TIMED:
            phase = timed
        else:
            phase = other_kernel if place == OTHER_KERNEL else usual
        phase.setdefault((seed, chapters[name]), []).append((name, place, seed))
    some = (
        (ONE_THREAD, jobs, usual),
        (OTHER_ENVIRONMENT, jobs, other_kernel),
        (ONE_THREAD, 1, timed),
    )
    return [phase for phase in some if phase[-1]]


def results(tasks, variables, processes):
    """(task in words, values, errors) of each task when it is done."""
    with (
        environment(variables),
        ProcessPoolExecutor(min(processes, len(tasks)), get_context("spawn")) as pool,
    ):
        futures = {
            pool.submit(measure_task, keys): task for task, keys in sorted(tasks.items())
        }
        for future in as_completed(futures):
            seed, chapter = futures[future]
            yield f"{chapter}, seed {seed}", *future.result()


@contextmanager
def environment(variables):
    """Processes that start meanwhile have these variables: numpy reads them when loaded."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def measure_task(keys):
    """The values of some keys, and a line on each that could not be measured."""
    values, errors = {}, []
    for name, place, seed in keys:
        claim = claim_named(name)
        row = next(r for r in own_rows(claim) + axis_rows(claim) if r.place == place)
        try:
            values[name, place, seed] = value(claim, row, seed)
        except Exception as error:  # one that cannot be measured costs itself alone
            errors.append(f"{type(error).__name__}: {error} ({name}, {' '.join(place)})")
    return values, errors
