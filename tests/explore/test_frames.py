"""Every combination is drawn, packed and found again; each run is trained once."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from nncourse.explore import ExploreError, frames
from nncourse.explore.choices import study_of
from nncourse.explore.draw import draw
from nncourse.explore.frames import bake
from nncourse.explore.pack import pack, unpack

pieces = st.sampled_from(["<g>", "</g>", '<path d="M0 0"/>', "<text>", "</text>", "β & x"])


@given(st.lists(st.lists(pieces, max_size=12), min_size=1, max_size=6), st.data())
def test_what_is_packed_comes_back(lists, data):
    pictures = ["<svg>" + "".join(parts) + "</svg>" for parts in lists]
    start = data.draw(st.integers(0, len(pictures) - 1))
    assert unpack(pack(pictures, start)) == pictures


def test_packing_the_same_gives_the_same_and_little():
    pictures = [f"<svg>{'<g></g>' * 500}<path d='{n}'/></svg>" for n in range(200)]
    assert pack(pictures, 0) == pack(pictures, 0)
    assert len(pack(pictures, 3)) < 4000


def study(function, play="step", **lists):
    return study_of(function, play, None, {}, lists)


@pytest.mark.parametrize("workers", [1, 3])
def test_all_combinations_are_drawn_in_their_order(figures, monkeypatch, workers):
    monkeypatch.setattr(frames, "cores", lambda: workers)
    asked = study(
        figures.wave, frequency=[1, 2, 5], shape=["sine", "square"], step=range(3)
    )
    seen = []
    drawn = bake(asked, "s", seen.append)
    assert seen == list(range(2, asked.size + 1))
    assert len(set(drawn)) == asked.size == 18
    for point, picture in zip(asked.points(), drawn, strict=True):
        if point[2] == 2:
            assert picture == draw(asked, point, "s")


def test_a_run_is_trained_by_one_worker_in_the_order_of_its_steps(tmp_path, monkeypatch):
    monkeypatch.setattr(frames, "cores", lambda: 2)

    def figure(step=0, rate=1):
        with open(tmp_path / f"rate{rate}", "a") as told:
            told.write(f"{os.getpid()} {step}\n")
        return Figure(figsize=(1, 1))

    bake(study(figure, step=range(4), rate=[1, 2, 3, 4]), "s")
    for rate in (2, 3, 4):
        lines = [
            line.split() for line in (tmp_path / f"rate{rate}").read_text().splitlines()
        ]
        assert len({process for process, _ in lines}) == 1
        assert [step for _, step in lines] == list("0123")
    told = Counter(p for f in Path(tmp_path).iterdir() for p, _ in map(str.split, f.open()))
    assert str(os.getpid()) in told  # the default, drawn first and here


@pytest.mark.parametrize("workers", [1, 2])
def test_a_combination_that_fails_is_named(monkeypatch, workers):
    monkeypatch.setattr(frames, "cores", lambda: workers)

    def fragile(depth=1, activation="relu"):
        if depth == 3 and activation == "tanh":
            raise FloatingPointError("lost its footing")
        return Figure(figsize=(1, 1))

    named = (
        r"explore\(fragile\): with depth=3, activation='tanh' .*FloatingPointError: lost"
    )
    with pytest.raises(ExploreError, match=named):
        bake(study(fragile, depth=[1, 2, 3], activation=["relu", "tanh"]), "s")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked here")
def test_a_worker_that_dies_does_not_hang_the_build(monkeypatch):
    monkeypatch.setattr(frames, "cores", lambda: 2)
    here = os.getpid()

    def figure(depth=1):
        if os.getpid() != here:
            os._exit(9)
        return Figure(figsize=(1, 1))

    with pytest.raises(ExploreError, match=r"explore\(figure\): a worker .* died"):
        bake(study(figure, depth=[1, 2, 3, 4]), "s")
