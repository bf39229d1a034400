"""Every combination is drawn, each run by one worker, and a failure is named."""

import os

import pytest
from matplotlib.figure import Figure

from nncourse.explore import ExploreError, all_frames
from nncourse.explore.all_frames import draw_all_frames
from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure

forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")


@pytest.mark.parametrize("workers", [1, 3])
def test_all_combinations_are_drawn_in_their_order(monkeypatch, workers):
    monkeypatch.setattr(all_frames, "core_count", lambda: workers)

    def words(depth=2, activation="relu", step=0):
        drawn = Figure(figsize=(1, 1))
        drawn.suptitle(f"{depth} {activation} {step}")
        return drawn

    choices = {"depth": [1, 2, 5], "activation": ["relu", "tanh"], "step": range(3)}
    figure, counts = interactive_figure(words, choices), []
    frames = draw_all_frames(figure, "s", counts.append)
    assert counts == list(range(2, 19))
    assert frames == [draw_frame(figure, setting, "s") for setting in figure.settings()]
    assert len(set(frames)) == 18


@forked
def test_a_run_is_drawn_by_one_worker_in_the_order_of_its_steps(tmp_path, monkeypatch):
    monkeypatch.setattr(all_frames, "core_count", lambda: 2)

    def record(step=0, rate=1):
        with open(tmp_path / f"rate{rate}", "a") as file:
            file.write(f"{os.getpid()} {step}\n")
        return Figure(figsize=(1, 1))

    draw_all_frames(
        interactive_figure(record, {"step": range(4), "rate": [1, 2, 3, 4]}), "s"
    )
    lines = {
        rate: [line.split() for line in (tmp_path / f"rate{rate}").read_text().splitlines()]
        for rate in (1, 2, 3, 4)
    }
    assert lines[1][0] == [str(os.getpid()), "0"]  # the default, drawn first and here
    processes = {rate: {process for process, _ in lines[rate]} for rate in (2, 3, 4)}
    assert [len(used) for used in processes.values()] == [1, 1, 1]
    assert str(os.getpid()) not in set.union(*processes.values())
    for rate in (2, 3, 4):
        assert [step for _, step in lines[rate]] == list("0123")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_combination_that_fails_is_named(monkeypatch, workers):
    monkeypatch.setattr(all_frames, "core_count", lambda: workers)

    def fragile(depth=1, activation="relu"):
        if depth == 3 and activation == "tanh":
            raise FloatingPointError("overflow")
        return Figure(figsize=(1, 1))

    choices = {"depth": [1, 2, 3], "activation": ["relu", "tanh"]}
    message = (
        r"explore\(fragile\): with depth=3, activation='tanh' .*FloatingPointError: over"
    )
    with pytest.raises(ExploreError, match=message):
        draw_all_frames(interactive_figure(fragile, choices), "s")


@forked
def test_a_worker_that_dies_does_not_hang_the_build(monkeypatch):
    monkeypatch.setattr(all_frames, "core_count", lambda: 2)
    here = os.getpid()

    def fatal(depth=1):
        if os.getpid() != here:
            os._exit(9)
        return Figure(figsize=(1, 1))

    with pytest.raises(ExploreError, match=r"explore\(fatal\): a worker .* died"):
        draw_all_frames(interactive_figure(fatal, {"depth": [1, 2, 3, 4]}), "s")
