"""Spreads a class over processes or a dask cluster, and resumes a run that was cut off."""

import contextlib
import os
import signal
import threading
from collections import deque
from dataclasses import asdict
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import wait

from nncourse.cores import core_count
from nncourse.grade.cluster import mark_on_cluster
from nncourse.grade.isolation import UNPROTECTED, sandbox_command
from nncourse.grade.journal import key_of, version_of_package
from nncourse.grade.student import load, mark_student, ungraded


def mark_class(submissions, folder, seed, jobs, journal, trust=False, dask=None):
    """Yield (student, result) for every Submission, as they are done."""
    here = not (trust or dask)  # a cluster's workers make their sandboxes themselves
    command = sandbox_command() if here else UNPROTECTED
    earlier = journal.read() if journal else {}
    settings = f"{seed} {'trusted' if trust else 'bubblewrap'} {version_of_package()}"
    todo = []
    for submission in submissions:
        key = key_of(submission, folder, settings)
        if earlier.get(submission.student, {}).get("key") == key:
            result = earlier[submission.student]["result"]
            yield submission.student, result | {"from_journal": True}
        else:
            todo.append((submission, key))
    if dask:
        marked = mark_on_cluster(todo, folder, seed, trust, dask)
    else:
        marked = _in_processes(todo, folder, seed, command, jobs)
    for submission, key, result in marked:
        if journal and all(row["verdict"] != "ungraded" for row in result["rows"]):
            journal.write(submission.student, key, result)
        yield submission.student, result


def _in_processes(todo, folder, seed, command, jobs):
    """Yield (submission, key, result). A process that dies costs its submission alone."""
    context, waiting, running = get_context("spawn"), deque(todo), {}
    resource_tracker.ensure_running()  # it would let Ctrl-C through while it starts

    def start():
        ours, theirs = context.Pipe()
        args = theirs, str(folder), seed, command
        process = context.Process(target=_mark_as_told, args=args, daemon=True)
        with _no_interrupts():
            process.start()
        theirs.close()
        hand_out(ours, process)

    def hand_out(pipe, process):
        if not waiting:
            pipe.close()  # at which the process ends
            return
        submission, key = waiting.popleft()
        running[pipe] = process, submission, key
        with contextlib.suppress(OSError):  # it has died: reading from it will say so
            pipe.send((submission.student, submission.paths))

    try:
        for _ in range(min(jobs or core_count(), len(todo))):
            start()
        while running:
            for pipe in wait(list(running)):
                process, submission, key = running.pop(pipe)
                try:
                    result = pipe.recv()
                except (EOFError, OSError):
                    row = ungraded(submission.student, "", "its process ended")
                    yield submission, key, {"rows": [asdict(row)]}
                    start()
                else:
                    hand_out(pipe, process)
                    yield submission, key, result
    finally:
        for process, *_ in running.values():  # Ctrl-C: their sandboxes go with them
            process.kill()


def _mark_as_told(pipe, folder, seed, command):
    """In a process of its own: mark one student after the other until the pipe closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            student, paths = pipe.recv()
            pipe.send(mark_student(student, load(folder, paths), seed, command))
        except (EOFError, OSError):
            return


@contextlib.contextmanager
def _no_interrupts():
    """Processes started in the block never see Ctrl-C, which is for their parent alone."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent():
    parent_process().join()
    os._exit(1)
