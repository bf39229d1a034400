"""The same work on a cluster of dask.distributed, whose workers need share no disk."""

from dataclasses import asdict

from nncourse.grade.isolation import UNPROTECTED, NoIsolation, sandbox_command
from nncourse.grade.student import load, mark_student, ungraded

MAX_IN_FLIGHT = 300_000_000  # bytes of notebooks that a cluster has at one time


class NoCluster(Exception):
    """No cluster answers; the text says where."""


def mark_on_cluster(todo, folder, seed, trust, scheduler):
    """Yield (submission, key, result). Raises NoCluster."""
    from distributed import Client, as_completed

    try:
        client = Client(scheduler)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no dask scheduler answers at {scheduler}: {error}") from None
    with client:
        running, in_flight = {}, 0
        waiting = list(reversed(todo))
        finished = as_completed()
        max_running = 4 * max(1, sum(client.nthreads().values()))

        def submit():  # files travel with the task: workers may share no disk
            nonlocal in_flight
            while waiting and len(running) < max_running and in_flight < MAX_IN_FLIGHT:
                submission, key = waiting.pop()
                files = list(load(folder, submission.paths))
                size = sum(len(data) for _, data in files if isinstance(data, bytes))
                in_flight += size
                args = submission.student, files, seed, trust
                future = client.submit(_mark_on_worker, *args, pure=False)
                running[future.key] = submission, key, size
                finished.add(future)

        submit()
        for future in finished:
            submission, key, size = running.pop(future.key)
            in_flight -= size
            try:
                result = future.result()
            except NoIsolation:
                raise
            except Exception as error:  # its worker died, say: that costs it alone
                why = f"{type(error).__name__}: {error}"
                result = {"rows": [asdict(ungraded(submission.student, "", why))]}
            yield submission, key, result
            submit()


def _mark_on_worker(student, files, seed, trust):
    return mark_student(student, files, seed, UNPROTECTED if trust else sandbox_command())
