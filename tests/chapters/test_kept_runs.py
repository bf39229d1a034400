"""A run is kept however it is asked for, and whichever process measured it."""

import os
import subprocess
import sys
from multiprocessing import get_context

import pytest

from nncourse.chapters.kept_runs import kept


def test_a_run_asked_for_in_other_words_is_the_same_one():
    measured = []

    @kept(2)
    def measure(depth=10, *, seed=0):
        measured.append((depth, seed))
        return [depth, seed]

    first = measure()
    assert measure(10) is measure(depth=10) is measure(10, seed=0) is first
    assert measure(seed=1) == [10, 1]
    assert measured == [(10, 0), (10, 1)]
    assert measure.__name__ == "measure"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="frames are drawn by forked workers")
def test_what_a_worker_has_measured_is_not_measured_again():
    @kept(2)
    def measure(seed):
        return seed, os.getpid()

    worker = get_context("fork").Process(target=measure, args=(0,))
    worker.start()
    worker.join()
    assert measure(0) == (0, worker.pid)
    assert measure(1) == (1, os.getpid())


def test_without_workers_no_folder_is_made():
    script = """
import tempfile
tempfile.mkdtemp = None
from nncourse.chapters.kept_runs import kept
print(kept(2)(lambda: 7)())
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.stdout == "7\n", run.stderr
