"""Every frame of an interactive figure, drawn on all cores.

Work is handed out by whole training runs: frames that differ only in time go to one worker
in order, so that a cached measurement trains once for all of them. Workers are forked,
because a figure function that was typed into a notebook cannot be sent to a new process;
where forking is not safe the frames are drawn one after the other.
"""

import gc
import multiprocessing
import os
import sys
import traceback
import warnings
from multiprocessing.connection import wait

from nncourse.cores import core_count
from nncourse.explore.choice import ExploreError
from nncourse.explore.frame import draw_frame


def draw_all_frames(figure, id_salt, progress=lambda count: None):
    """The frames as a list in the order of `figure.settings()`.

    The default frame is drawn first, in this process, so that a figure that always fails
    fails at once. `progress` is called with the number of frames drawn so far.
    """
    frames = {figure.start: draw_frame(figure, figure.start, id_salt)}
    runs = [[s for s in run if s != figure.start] for run in figure.runs()]
    runs = [run for run in runs if run]
    workers = min(core_count(), len(runs)) if sys.platform == "linux" else 1
    draw = draw_in_parallel if workers > 1 else draw_in_turn
    for setting, frame in draw(figure, runs, id_salt, workers):
        frames[setting] = frame
        progress(len(frames))
    return [frames[setting] for setting in figure.settings()]


def draw_in_turn(figure, runs, id_salt, workers):
    for run in runs:
        for setting in run:
            yield setting, draw_frame(figure, setting, id_salt)


def draw_in_parallel(figure, runs, id_salt, workers):
    """Yield (setting, frame) as they come; the next run goes to the first idle worker."""
    fork, waiting, processes = multiprocessing.get_context("fork"), runs[::-1], {}
    gc.freeze()  # or a collection in a worker would touch, and so copy, all memory
    try:
        for _ in range(workers):
            pipe, far_end = fork.Pipe()
            process = fork.Process(
                target=worker, args=(far_end, figure, id_salt), daemon=True
            )
            with warnings.catch_warnings():  # the kernel's own threads do not draw
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            far_end.close()
            pipe.send(waiting.pop())
            processes[pipe] = process
        while processes:
            for pipe in wait(list(processes)):
                try:
                    kind, *message = pipe.recv()
                except EOFError:
                    raise ExploreError(
                        f"explore({figure.name}): a worker that was drawing died; "
                        "is there enough memory?"
                    ) from None
                if kind == "error":
                    raise ExploreError(*message)
                if kind == "frame":
                    yield message
                elif waiting:
                    pipe.send(waiting.pop())
                else:
                    pipe.send(None)
                    processes.pop(pipe).join()
    finally:
        gc.unfreeze()
        for process in processes.values():
            process.terminate()
            process.join()


def worker(pipe, figure, id_salt):
    """Draw the runs that come through the pipe until None comes, or a frame fails."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (the process's end closes it)
    for run in iter(pipe.recv, None):
        for setting in run:
            try:
                pipe.send(("frame", setting, draw_frame(figure, setting, id_salt)))
            except ExploreError as error:
                cause = (
                    traceback.format_exception(error.__cause__) if error.__cause__ else []
                )
                pipe.send(("error", "\n".join([str(error), "".join(cause)]).strip()))
                return
        pipe.send(("idle",))
