"""Spreading a class over processes or a dask cluster, and going on where a run stopped.

Every student's result is written down as soon as it is there, in a journal beside the
grades. A run that is started again takes from it what is unchanged: the same files, seed
and version of the questions.
"""

import hashlib
import json
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path

from nncourse.exercises.catalog import chapters
from nncourse.grade.marking import Row, mark
from nncourse.grade.notebooks import Unreadable, read_bytes
from nncourse.grade.sandbox import FENCES, Sandbox

_here = threading.local()


def mark_student(student, files, seed, fences=FENCES):
    """One student's {"rows": ..., "stems": ...}; files are (path, bytes or Unreadable).

    Of two notebooks for one chapter the one with more points counts, and says so.
    """
    if getattr(_here, "fences", None) != fences:
        _here.sandbox, _here.fences = Sandbox(fences), fences
        Finalize(_here, _here.sandbox.close, exitpriority=10)
    sandbox = _here.sandbox
    started, spent = time.thread_time(), sandbox.spent
    best, unread = {}, []
    for path, data in files:
        try:
            stem, rows = mark(student, path, data, seed, sandbox)
        except Exception as error:  # a fault of ours costs one notebook, not the class
            reason = f"the grader failed on it: {type(error).__name__}: {error}"
            stem, rows = None, [Row(student, "", "", 0, 0, "ungraded", "", reason, path)]
        if stem is None:
            unread += rows
        else:
            best.setdefault(stem, []).append(rows)
    rows = []
    for stem in sorted(best):
        counted = max(best[stem], key=lambda found: sum(row.points for row in found))
        if len(best[stem]) > 1:
            note = f"{len(best[stem])} notebooks for this chapter, the better one counts"
            counted[0].reason = "; ".join(filter(None, [note, counted[0].reason]))
        rows += counted
    return {
        "rows": [asdict(row) for row in rows + unread],
        "stems": sorted(best),
        "seconds": {"here": time.thread_time() - started, "there": sandbox.spent - spent},
        "fences": list(sandbox.standing),
    }


def mark_paths(student, folder, paths, seed, fences=FENCES):
    """`mark_student` for files on a disk that this process sees."""
    return mark_student(student, load(folder, paths), seed, fences)


def load(folder, paths):
    files = []
    for path in paths:
        try:
            files.append((path, read_bytes(folder, path)))
        except Unreadable as error:
            files.append((path, error))
    return files


def mark_all(submissions, folder, seed, jobs, journal, dask=None, fences=FENCES):
    """Yield (student, result) for every Submission, in whatever order they are done."""
    known = journal.read() if journal else {}
    version = version_of_questions()
    todo = []
    for submission in submissions:
        key = key_of(submission, folder, seed, version)
        if known.get(submission.student, {}).get("key") == key:
            yield submission.student, known[submission.student]["result"] | {"again": True}
        else:
            todo.append((submission, key))
    run = _on_dask if dask else _on_processes
    for submission, key, result in run(todo, folder, seed, dask or jobs, fences):
        if journal and all(row["verdict"] != "ungraded" for row in result["rows"]):
            journal.write(submission.student, key, result)
        yield submission.student, result


def _on_processes(todo, folder, seed, jobs, fences):
    if not todo:
        return
    jobs = min(jobs or os.cpu_count() or 1, len(todo))
    with ProcessPoolExecutor(jobs, get_context("spawn"), _alone) as pool:
        running = {
            pool.submit(mark_paths, s.student, str(folder), s.paths, seed, fences): (s, key)
            for s, key in todo
        }
        try:
            for future in as_completed(running):
                yield *running[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)  # a run that is cut off would still finish


def _alone():
    """Prepare a worker of the pool. The stop button is for the process that started it."""
    from nncourse.grade.cage import Linux

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Linux().hide_memory()


def _on_dask(todo, folder, seed, scheduler, fences):
    from distributed import Client, as_completed

    with Client(scheduler) as client:
        running = {}
        waiting = list(reversed(todo))
        done = as_completed()
        most = 4 * max(1, sum(client.nthreads().values()))

        def feed():  # files travel with the task, since workers may see no common disk
            while waiting and len(running) < most:
                submission, key = waiting.pop()
                files = load(folder, submission.paths)
                args = submission.student, files, seed, fences
                future = client.submit(mark_student, *args, pure=False)
                running[future.key] = submission, key
                done.add(future)

        feed()
        for future in done:
            submission, key = running.pop(future.key)
            yield submission, key, future.result()
            feed()


class Journal:
    """What is done so far, a line of JSON each, in a file that only grows."""

    def __init__(self, path):
        self.path = Path(path)

    def read(self):
        found = {}
        if self.path.exists():
            for line in self.path.read_bytes().splitlines():
                try:
                    row = json.loads(line)
                    [Row(**fields) for fields in row["result"]["rows"]]
                    found[row["student"]] = row
                except (ValueError, KeyError, TypeError):
                    continue  # the last line of a run that was cut off
        return found

    def write(self, student, key, result):
        row = json.dumps({"student": student, "key": key, "result": result})
        with open(self.path, "ab+") as f:
            if f.seek(0, os.SEEK_END):
                f.seek(-1, os.SEEK_END)
                if f.read(1) != b"\n":
                    row = "\n" + row
            f.write(row.encode() + b"\n")


def key_of(submission, folder, seed, version):
    """What a result depends on, in one word."""
    digest = hashlib.sha256(f"{seed} {version}".encode())
    for path in submission.paths:
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        try:
            digest.update(hashlib.sha256(read_bytes(folder, path)).digest())
        except Unreadable as error:
            digest.update(str(error).encode())
    return digest.hexdigest()


def version_of_questions():
    """Changes when the package changes."""
    import nncourse

    digest = hashlib.sha256()
    home = Path(nncourse.__file__).parent
    for path in sorted(home.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update(str([chapter.stem for chapter in chapters()]).encode())
    return digest.hexdigest()
