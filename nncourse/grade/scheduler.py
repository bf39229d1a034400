"""Spreads a class over processes or a dask cluster, and resumes a run that was cut off.

Every student's result is written at once to a journal beside the grades. A later run takes
from it what is unchanged: the same files, seed and version of the package.
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

from nncourse.exercises import json_lines
from nncourse.exercises.course import chapters
from nncourse.grade.isolation import hide_memory
from nncourse.grade.mark import Row, mark_notebook
from nncourse.grade.notebooks import Unreadable, read_bytes
from nncourse.grade.sandbox import FENCES, Sandbox

_this_thread = threading.local()


def mark_student(student, files, seed, fences=FENCES):
    """One student's {"rows": ..., "stems": ...}; files are (path, bytes or Unreadable).

    Of two notebooks for one chapter the one with more points counts, and says so.
    """
    if getattr(_this_thread, "fences", None) != fences:
        _this_thread.sandbox, _this_thread.fences = Sandbox(fences), fences
        Finalize(_this_thread, _this_thread.sandbox.close, exitpriority=10)
    sandbox = _this_thread.sandbox
    started, used_before = time.thread_time(), sandbox.seconds_used
    by_chapter, unreadable = {}, []
    for path, data in files:
        try:
            stem, rows = mark_notebook(student, path, data, seed, sandbox)
        except Exception as error:  # one of the grader's own costs this notebook alone
            reason = f"the grader failed on it: {type(error).__name__}: {error}"
            stem, rows = None, [Row(student, "", "", 0, 0, "ungraded", "", reason, path)]
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
        "seconds": {
            "judging": time.thread_time() - started,
            "submission": sandbox.seconds_used - used_before,
        },
        "fences": list(sandbox.standing),
    }


def mark_paths(student, folder, paths, seed, fences=FENCES):
    """`mark_student` for files on a disk that this process sees."""
    return mark_student(student, load(folder, paths), seed, fences)


def load(folder, paths):
    """[(path, bytes or Unreadable)] for files below `folder`."""
    files = []
    for path in paths:
        try:
            files.append((path, read_bytes(folder, path)))
        except Unreadable as error:
            files.append((path, error))
    return files


def mark_class(submissions, folder, seed, jobs, journal, dask=None, fences=FENCES):
    """Yield (student, result) for every Submission, as they are done."""
    earlier = journal.read() if journal else {}
    version = version_of_package()
    todo = []
    for submission in submissions:
        key = key_of(submission, folder, seed, version)
        if earlier.get(submission.student, {}).get("key") == key:
            result = earlier[submission.student]["result"]
            yield submission.student, result | {"from_journal": True}
        else:
            todo.append((submission, key))
    run = _on_dask if dask else _in_processes
    for submission, key, result in run(todo, folder, seed, dask or jobs, fences):
        if journal and all(row["verdict"] != "ungraded" for row in result["rows"]):
            journal.write(submission.student, key, result)
        yield submission.student, result


def _in_processes(todo, folder, seed, jobs, fences):
    if not todo:
        return
    jobs = min(jobs or os.cpu_count() or 1, len(todo))
    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare_process) as pool:
        running = {
            pool.submit(mark_paths, s.student, str(folder), s.paths, seed, fences): (s, key)
            for s, key in todo
        }
        try:
            for future in as_completed(running):
                yield *running[future], future.result()
        finally:
            pool.shutdown(cancel_futures=True)  # else Ctrl-C would wait for them all


def _prepare_process():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    hide_memory()


def _on_dask(todo, folder, seed, scheduler, fences):
    from distributed import Client, as_completed

    with Client(scheduler) as client:
        running = {}
        waiting = list(reversed(todo))
        finished = as_completed()
        max_running = 4 * max(1, sum(client.nthreads().values()))

        def submit():  # files travel with the task: workers may share no disk
            while waiting and len(running) < max_running:
                submission, key = waiting.pop()
                files = load(folder, submission.paths)
                args = submission.student, files, seed, fences
                future = client.submit(mark_student, *args, pure=False)
                running[future.key] = submission, key
                finished.add(future)

        submit()
        for future in finished:
            submission, key = running.pop(future.key)
            yield submission, key, future.result()
            submit()


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


def key_of(submission, folder, seed, version):
    """Digest of all that a result depends on."""
    digest = hashlib.sha256(f"{seed} {version}".encode())
    for path in submission.paths:
        digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
        try:
            digest.update(hashlib.sha256(read_bytes(folder, path)).digest())
        except Unreadable as error:
            digest.update(str(error).encode())
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
