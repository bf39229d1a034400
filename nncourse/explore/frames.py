"""Every picture of a study, drawn over all cores.

Work is handed out by whole runs: pictures that differ only in time go to one worker in
order, so that a cached measurement trains once for all of them. Workers are forked,
because a figure function that was typed into a notebook cannot be sent to a process that
starts afresh; where forking is not safe the pictures are drawn one after the other.
"""

import gc
import multiprocessing
import os
import sys
import traceback
import warnings
from multiprocessing.connection import wait

from nncourse.explore.choices import ExploreError
from nncourse.explore.draw import draw


def bake(study, salt, progress=lambda done: None):
    """The pictures in the order of `study.points()`. The first drawn is the default."""
    frames = {study.start: draw(study, study.start, salt)}
    groups = [[p for p in group if p not in frames] for group in study.groups()]
    groups = [group for group in groups if group]
    workers = min(cores(), len(groups)) if sys.platform == "linux" else 1
    drawn = (
        parallel(study, groups, salt, workers)
        if workers > 1
        else one_by_one(study, groups, salt)
    )
    for point, frame in drawn:
        frames[point] = frame
        progress(len(frames))
    return [frames[point] for point in study.points()]


def cores():
    return (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )


def one_by_one(study, groups, salt):
    for group in groups:
        for point in group:
            yield point, draw(study, point, salt)


def parallel(study, groups, salt, workers):
    """Yield (point, picture) as they come; the next run goes to whoever is idle."""
    fork, waiting, crew = multiprocessing.get_context("fork"), list(reversed(groups)), {}
    gc.freeze()  # or a collection in a worker would touch, and copy, every page
    try:
        for _ in range(workers):
            ours, theirs = fork.Pipe()
            process = fork.Process(target=work, args=(theirs, study, salt), daemon=True)
            with warnings.catch_warnings():  # the kernel's own threads do not draw
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            theirs.close()
            ours.send(waiting.pop())
            crew[ours] = process
        while crew:
            for ours in wait(list(crew)):
                try:
                    kind, point, said = ours.recv()
                except EOFError:
                    raise ExploreError(
                        f"explore({study.name}): a worker that was drawing died; "
                        "is there enough memory?"
                    ) from None
                if kind == "failed":
                    raise ExploreError(said)
                if kind == "frame":
                    yield point, said
                elif waiting:
                    ours.send(waiting.pop())
                else:
                    ours.send(None)
                    crew.pop(ours).join()
    finally:
        gc.unfreeze()
        for process in crew.values():
            process.terminate()
            process.join()


def work(pipe, study, salt):
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (the process's end closes it)
    for group in iter(pipe.recv, None):
        for point in group:
            try:
                pipe.send(("frame", point, draw(study, point, salt)))
            except ExploreError as error:
                cause = (
                    "".join(traceback.format_exception(error.__cause__))
                    if error.__cause__
                    else ""
                )
                pipe.send(("failed", point, f"{error}\n{cause}".strip()))
                return
        pipe.send(("idle", None, None))
