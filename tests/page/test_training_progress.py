"""While a page's Python trains, the page is told how far the run is and with which loss."""

import json
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest

from nncourse import training
from nncourse.page import training_progress
from nncourse.page.training_progress import Curve

FIGURE = """
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from nncourse import SGD, digits, mlp, softmax_cross_entropy, steps, train
from nncourse.explore import explore

x, labels = digits()
seen = []

def turns(count):
    for _ in range(count):
        wait(0.01)
        yield x[:20], labels[:20]

def loss(y, labels):
    value, dy = softmax_cross_entropy(y, labels)
    seen.append(value)
    return value, dy

def learning(count=0, runs=1, seed=0):
    for run in range(runs):
        seen.clear()
        net = mlp([64, 10], np.random.default_rng(seed + run))
        if count:
            stream = turns(count)
            for _ in steps(net, loss, SGD(0.1), islice(stream, count // 2)):
                pass
            train(net, loss, SGD(0.1), stream)
    return Figure()

explore(learning, count=[0, 1], runs=[1, 2])
"""


@pytest.fixture
def clock(kernel, monkeypatch):
    """A clock of the progress that goes on only when told to."""
    clock = SimpleNamespace(now=0.0)
    clock.monotonic = lambda: clock.now
    monkeypatch.setattr(training_progress, "time", clock)
    kernel.progress.begin()
    return clock


@pytest.fixture
def turn(kernel, put, clock):
    """Turn the figure; of each progress sent when, and what."""
    sent = []

    def wait(seconds):
        clock.now += seconds

    def send(kind, text):
        if kind == "progress":
            sent.append((clock.now, json.loads(text)))

    kernel.cells.variables["wait"] = wait
    assert kernel.run(FIGURE, "1"), put
    kernel.progress.send = send

    def turn(*values):
        sent.clear()
        clock.now = 0.0
        kernel.draw(0, json.dumps(values))
        return list(sent)

    return turn


def test_a_turn_that_trains_sends_the_losses_of_its_run(turn, kernel):
    sent = turn(300, 1, 0)
    losses = kernel.cells.variables["seen"]
    assert len(losses) == 300
    for _, told in sent:
        assert told["figure"] == 0 and told["run"] == 1
        assert 2 <= len(told["losses"]) <= 60
        assert all(loss == losses[step] for step, loss in told["losses"])
        assert told["losses"][0][0] == 0
        assert told["losses"][-1][0] == told["step"]
        assert float(told["loss"]) == pytest.approx(losses[told["step"]], rel=0.01)
    assert sent[-1][1]["step"] > 280


def test_the_first_word_comes_soon_and_the_others_not_too_often(turn):
    times = [when for when, _ in turn(300, 1, 0)]
    assert 0.2 <= times[0] < 0.25
    assert all(0.0999 < later - time < 0.15 for time, later in pairwise(times))


def test_of_what_is_quick_nothing_is_said(turn):
    assert turn(15, 1, 0) == []


def test_runs_are_counted_from_each_turn_on_however_their_loops_are_written(turn):
    assert {told["run"] for _, told in turn(100, 3, 0)} == {1, 2, 3}
    assert {told["run"] for _, told in turn(100, 1, 0)} == {1}


def test_by_the_machines_own_clock_too(kernel, put):
    kernel.cells.variables["wait"] = time.sleep
    kernel.run(FIGURE, "1")
    put.clear()
    begun, sent = time.monotonic(), []
    kernel.progress.send = lambda kind, text: sent.append(time.monotonic() - begun)
    kernel.draw(0, "[60, 1, 0]")
    assert 0.2 <= sent[0] < 0.5
    assert len(sent) <= 10


def test_a_cell_that_trains_says_so_for_no_figure(turn, kernel, put):
    turn(100, 2, 0)
    put.clear()
    sent = []
    kernel.progress.send = lambda kind, text: sent.append(json.loads(text))
    assert kernel.run("learning(100)", "2"), put
    assert {(told["figure"], told["run"]) for told in sent} == {(None, 1)}


@pytest.mark.parametrize(
    ("loss", "digits"),
    [(float("inf"), "inf"), (float("nan"), "nan"), (-float("inf"), "-inf")],
)
def test_a_loss_that_is_no_number_is_a_gap_and_said(kernel, put, clock, loss, digits):
    net = object()
    training.tell(net, 2.5)
    clock.now = 1.0
    training.tell(net, loss)
    ((_, text),) = put
    told = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert told["losses"] == [[0, 2.5], [1, None]]
    assert told["loss"] == digits


@pytest.mark.parametrize(
    ("loss", "digits"),
    [(0.4304, "0.430"), (2.3026, "2.30"), (123.4, "123"), (1.5e9, "1.50e+09"), (0, "0.00")],
)
def test_a_loss_is_said_in_three_digits(kernel, put, clock, loss, digits):
    clock.now = 1.0
    training.tell(object(), loss)
    assert json.loads(put[0][1])["loss"] == digits


def test_a_long_run_is_thinned_evenly_and_keeps_its_ends():
    curve = Curve()
    for step in range(10_000):
        curve.add(float(step))
        points = curve.drawn()
        assert len(points) <= 60
        assert points[0] == [0, 0.0] and points[-1] == [step, float(step)]
    between = {later - step for (step, _), (later, _) in pairwise(points[:-1])}
    assert len(between) == 1 and len(points) >= 30
