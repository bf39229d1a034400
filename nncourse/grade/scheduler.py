"""Spreads a class over processes or a dask cluster, and resumes a run that was cut off.

Every student's result is written at once to a journal beside the grades. A later run takes
from it what is unchanged: the same files, seed, isolation and version of the package.
"""

import hashlib
import json
import os
import signal
import threading
import time
from collections import deque
from dataclasses import asdict
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from nncourse.exercises import json_lines
from nncourse.exercises.course import chapters
from nncourse.grade.isolation import UNPROTECTED, sandbox_command
from nncourse.grade.mark import Row, mark_notebook
from nncourse.grade.notebooks import Unreadable, read_bytes

NOTEBOOK_SECONDS = 120.0  # of the clock, for one notebook
STUDENT_SECONDS = 600.0  # of the clock, for all of a student's notebooks


def mark_student(student, files, seed, command):
    """One student's {"rows": ..., "stems": ...}; files are (path, bytes or Unreadable).

    Of two notebooks for one chapter the one with more points counts, and says so.
    """
    end = time.monotonic() + STUDENT_SECONDS
    started = time.thread_time()
    by_chapter, unreadable, inside = {}, [], 0.0
    for path, data in files:
        deadline = min(end, time.monotonic() + NOTEBOOK_SECONDS)
        try:
            result = mark_notebook(student, path, data, seed, command, deadline)
            stem, rows, seconds = result
            inside += seconds
        except Exception as error:  # one of the grader's own costs this notebook alone
            stem, rows = None, [ungraded(student, path, f"{type(error).__name__}: {error}")]
        if stem is None:
            unreadable += rows
        else:
            by_chapter.setdefault(stem, []).append(rows)
    rows = []
    for stem in sorted(by_chapter):
        notebooks = by_chapter[stem]
        best = max(notebooks, key=lambda rows: sum(row.points for row in rows))
        if len(notebooks) > 1:
            note = f"{len(notebooks)} notebooks for this chapter, the better one counts"
            best[0].reason = "; ".join(filter(None, [note, best[0].reason]))
        rows += best
    return {
        "rows": [asdict(row) for row in rows + unreadable],
        "stems": sorted(by_chapter),
        "seconds": {"judging": time.thread_time() - started, "submission": inside},
    }


def ungraded(student, path, why):
    """The Row for what the grader itself failed on."""
    reason = f"the grader failed on it: {why}"
    return Row(student, "", "", 0, 0, "ungraded", "", reason, path)


def load(folder, paths):
    """[(path, bytes or Unreadable)] for files below `folder`, one at a time."""
    for path in paths:
        try:
            yield path, read_bytes(folder, path)
        except Unreadable as error:
            yield path, error


def mark_class(submissions, folder, seed, jobs, journal, trust=False, dask=None):
    """Yield (student, result) for every Submission, as they are done."""
    command = UNPROTECTED if trust else sandbox_command()
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
        marked = _on_dask(todo, folder, seed, trust, dask)
    else:
        marked = _in_processes(todo, folder, seed, command, jobs)
    for submission, key, result in marked:
        if journal and all(row["verdict"] != "ungraded" for row in result["rows"]):
            journal.write(submission.student, key, result)
        yield submission.student, result


def _in_processes(todo, folder, seed, command, jobs):
    """Yield (submission, key, result). A process that dies costs its submission alone."""
    context, waiting, running = get_context("spawn"), deque(todo), {}

    def start():
        ours, theirs = context.Pipe()
        args = theirs, str(folder), seed, command
        process = context.Process(target=_mark_as_told, args=args, daemon=True)
        process.start()
        theirs.close()
        hand_out(ours, process)

    def hand_out(pipe, process):
        if not waiting:
            pipe.close()  # at which the process ends
            return
        submission, key = waiting.popleft()
        running[pipe] = process, submission, key
        pipe.send((submission.student, submission.paths))

    try:
        for _ in range(min(jobs or os.cpu_count() or 1, len(todo))):
            start()
        while running:
            for pipe in wait(list(running)):
                process, submission, key = running.pop(pipe)
                try:
                    result = pipe.recv()
                except (EOFError, OSError):
                    row = ungraded(submission.student, "", "its process ended")
                    yield submission, key, {"rows": [asdict(row)], "stems": []}
                    start()
                else:
                    hand_out(pipe, process)
                    yield submission, key, result
    finally:
        for process, *_ in running.values():  # Ctrl-C: their sandboxes go with them
            process.kill()


def _mark_as_told(pipe, folder, seed, command):
    """In a process of its own: mark one student after the other until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            student, paths = pipe.recv()
            pipe.send(mark_student(student, load(folder, paths), seed, command))
        except (EOFError, OSError):
            return


def _end_with_parent():
    parent_process().join()
    os._exit(1)


def _on_dask(todo, folder, seed, trust, scheduler):
    from distributed import Client, as_completed

    with Client(scheduler) as client:
        running = {}
        waiting = list(reversed(todo))
        finished = as_completed()
        max_running = 4 * max(1, sum(client.nthreads().values()))

        def submit():  # files travel with the task: workers may share no disk
            while waiting and len(running) < max_running:
                submission, key = waiting.pop()
                files = list(load(folder, submission.paths))
                args = submission.student, files, seed, trust
                future = client.submit(_mark_on_worker, *args, pure=False)
                running[future.key] = submission, key
                finished.add(future)

        submit()
        for future in finished:
            submission, key = running.pop(future.key)
            yield submission, key, future.result()
            submit()


def _mark_on_worker(student, files, seed, trust):
    return mark_student(student, files, seed, UNPROTECTED if trust else sandbox_command())


class Journal:
    """Results so far, one a line as JSON, in a file that only grows."""

    def __init__(self, path):
        self.path = Path(path)

    def read(self):
        entries = {}
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                try:
                    entry = json.loads(line)
                    [Row(**fields) for fields in entry["result"]["rows"]]
                    entries[entry["student"]] = entry
                except (ValueError, KeyError, TypeError):
                    continue  # the last line of a run that was cut off
        return entries

    def write(self, student, key, result):
        entry = {"student": student, "key": key, "result": result}
        json_lines.append(self.path, entry)


def key_of(submission, folder, settings):
    """Digest of all that a result depends on."""
    digest = hashlib.sha256(settings.encode())
    for path in submission.paths:
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        try:
            digest.update(hashlib.sha256(read_bytes(folder, path)).digest())
        except Unreadable as error:
            digest.update(str(error).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def version_of_package():
    """Digest of the package's source."""
    import nncourse

    digest = hashlib.sha256()
    home = Path(nncourse.__file__).parent
    for path in sorted(home.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(str([chapter.stem for chapter in chapters()]).encode())
    return digest.hexdigest()
