"""A run on the bench is what the package computes: training, and what is measured of it."""

import json
from itertools import chain

import numpy as np
import pytest

from nncourse import (
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Dense,
    LayerNorm,
    LeakyReLU,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    Tanh,
    clip_norm,
    evaluate,
    he,
    mlp,
    softmax_cross_entropy,
    steps,
    xavier,
)
from nncourse.chapters.ch07_learning_rate.questions import rate_at
from nncourse.chapters.ch07_learning_rate.runs import SCHEDULES
from nncourse.init import normal
from nncourse.live.bench_digits import FILE
from nncourse.probes import (
    activation_stds,
    dead_units,
    gradient_norms,
    saturation,
    update_ratios,
)
from tests.live.bench_node import in_node

WRITTEN = json.loads(FILE.read_text(encoding="utf-8"))
CASES = {
    "as it starts": {},
    "cosine, clipped": {
        "data": "spirals",
        "depth": 3,
        "activation": "tanh",
        "optimizer": "adam",
        "schedule": "cosine",
        "length": 100,
        "clip": 0.1,
    },
    "as today": {
        "depth": 4,
        "activation": "leaky-relu",
        "residual": "on",
        "norm": "layer",
        "optimizer": "adamw",
        "lr": 0.01,
        "decay": 0.03,
        "schedule": "warm-up",
        "length": 100,
        "clip": 1,
    },
    "batch norm": {
        "depth": 3,
        "activation": "sigmoid",
        "init": "xavier",
        "norm": "batch",
        "optimizer": "momentum",
        "decay": 0.01,
        "schedule": "step",
        "length": 100,
    },
    "residual batch norm": {
        "data": "circles",
        "wrong": 0.1,
        "depth": 5,
        "width": 8,
        "residual": "on",
        "norm": "batch",
        "lr": 0.2,
    },
}
STEPS = 90  # five epochs and more, with a smaller batch at the end of each


def run(steps=0, **case):
    case = {"digits": WRITTEN, "steps": steps} | case
    return in_node("bench_run.js", [case])[0]


@pytest.fixture(scope="module")
def found():
    cases = [{"some": some, "digits": WRITTEN, "steps": STEPS} for some in CASES.values()]
    return dict(zip(CASES, in_node("bench_run.js", cases), strict=True))


def network(spec):
    """The package's network of a spec whose first weights were drawn in the page."""
    kind = spec["kind"]
    if kind in ("Sequential", "Residual"):
        layers = [network(layer) for layer in spec["layers"]]
        return {"Sequential": Sequential, "Residual": Residual}[kind](*layers)
    if kind == "Dense":
        W = np.array(spec["W"])
        layer = Dense(*W.shape, np.random.default_rng(0))
        layer.W = W
        return layer
    if kind == "LeakyReLU":
        return LeakyReLU(spec["slope"])
    if kind in ("BatchNorm", "LayerNorm"):
        return {"BatchNorm": BatchNorm, "LayerNorm": LayerNorm}[kind](len(spec["gamma"]))
    return {"ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh}[kind]()


def share_of_rate(schedule, step, length):
    if schedule == "warm-up":
        return rate_at(step, length, 1.0, round(0.1 * length))
    return SCHEDULES[schedule](step / length)


class Rule:
    """What the settings ask for at each step: clipping, the rate of now, the optimizer."""

    def __init__(
        self, lr=0.1, optimizer="sgd", decay=0.0, clip=0, schedule="constant", **more
    ):
        self.rule = {
            "sgd": lambda: SGD(lr, weight_decay=decay),
            "momentum": lambda: SGD(lr, 0.9, decay),
            "adam": lambda: Adam(lr),
            "adamw": lambda: AdamW(lr, weight_decay=decay),
        }[optimizer]()
        self.lr, self.clip, self.schedule = lr, clip, schedule
        self.length, self.taken = more.get("length"), 0

    def step(self, net):
        if self.clip:
            clip_norm(net, self.clip)
        self.rule.lr = self.lr * share_of_rate(self.schedule, self.taken, self.length or 1)
        self.rule.step(net)
        self.taken += 1


def trained(found, some, count=STEPS):
    """(the package's network after so many of the same steps, their losses)."""
    x, labels = np.array(found["data"]["x"]), np.array(found["data"]["labels"])
    net = network(found["spec"])
    batches = ((x[rows], labels[rows]) for rows in found["batches"][:count])
    return net, np.array(list(steps(net, softmax_cross_entropy, Rule(**some), batches)))


@pytest.mark.parametrize("name", CASES)
def test_training_is_the_packages(found, name):
    one = found[name]
    net, losses = trained(one, CASES[name])
    np.testing.assert_allclose([row["loss"] for row in one["history"]], losses, rtol=1e-8)
    assert list(one["params"]) == list(net.params)
    largest = max(abs(p).max() for p in net.params.values())
    for key, p in net.params.items():
        np.testing.assert_allclose(one["params"][key], p.ravel(), atol=1e-8 * largest)


@pytest.mark.parametrize("name", CASES)
def test_what_is_measured_is_what_the_package_measures(found, name):
    one = found[name]
    net, _ = trained(one, CASES[name])
    end, data = one["end"], one["data"]
    layers = end["layers"]

    def close(key, expected):
        values = [layer[key] for layer in layers if layer[key] is not None]
        np.testing.assert_allclose(values, expected, rtol=1e-6, atol=1e-9)

    close("gradient", gradient_norms(net))
    close("update", update_ratios(net))
    dense = [layer for layer in net.parts if isinstance(layer, Dense)]
    close("weights", [np.linalg.norm(layer.W) for layer in dense])
    test_x, test_labels = np.array(data["testX"]), np.array(data["testLabels"])
    loss, accuracy = evaluate(net, test_x, test_labels)
    assert end["testLoss"] == pytest.approx(loss) and end["testAccuracy"] == accuracy
    watched = [k * len(data["x"]) // 250 for k in range(250)]
    x, labels = np.array(data["x"])[watched], np.array(data["labels"])[watched]
    loss, accuracy = evaluate(net, x, labels)
    assert end["loss"] == pytest.approx(loss) and end["accuracy"] == accuracy
    logits = net.forward(test_x)
    close("std", [*activation_stds(net), logits.std()])
    close("dead", dead_units(net))
    close("saturated", saturation(net))
    assert layers[-1]["mean"] == pytest.approx(logits.mean())
    assert end["step"] == STEPS and end["epoch"] == pytest.approx(STEPS / 16)


@pytest.mark.parametrize("name", CASES)
def test_before_the_first_step_gradients_are_those_of_the_first_batch(found, name):
    one = found[name]
    x, labels = np.array(one["data"]["x"]), np.array(one["data"]["labels"])
    net, rows = network(one["spec"]), one["batches"][0]
    net.backward(softmax_cross_entropy(net.forward(x[rows], True), labels[rows])[1])
    layers = one["start"]["layers"]
    gradients = [layer["gradient"] for layer in layers]
    np.testing.assert_allclose(gradients, gradient_norms(net), rtol=1e-9)
    assert [layer["update"] for layer in layers] == [None] * len(layers)
    assert one["start"]["step"] == one["start"]["epoch"] == 0


def test_every_example_comes_once_an_epoch_in_a_new_order_each_time(found):
    rows = found["as it starts"]["batches"]
    assert [len(batch) for batch in rows[:16]] == 15 * [64] + [40]
    epochs = [list(chain(*rows[16 * k : 16 * k + 16])) for k in range(5)]
    assert all(sorted(epoch) == list(range(1000)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 5
    assert found["as it starts"]["data"]["classes"] == 10


class Replayed:
    def __init__(self, normals):
        self.normals = np.array(normals)

    def standard_normal(self, shape):
        taken, self.normals = np.split(self.normals, [np.prod(shape)])
        return taken.reshape(shape)


@pytest.mark.parametrize(
    ("name", "init"), [("small", normal), ("xavier", xavier), ("he", he)]
)
def test_first_weights_are_the_packages_times_the_gain(name, init):
    some = {"depth": 3, "width": 12, "init": name, "gain": 1.5}
    one = run(some=some, normals=64 * 12 + 2 * 12 * 12 + 12 * 10)
    net = mlp([64, 12, 12, 12, 10], Replayed(one["normals"]), init=init)
    for key, p in net.params.items():
        np.testing.assert_allclose(one["params"][key], 1.5 * p.ravel(), atol=1e-12)


def test_normal_draws_are_normal():
    normals = np.array(run(some={}, normals=20000)["normals"])
    assert abs(normals.mean()) < 0.03 and abs(normals.std() - 1) < 0.03
    for z, below in ((-2, 0.0228), (-1, 0.1587), (0, 0.5), (1, 0.8413), (2, 0.9772)):
        assert abs((normals < z).mean() - below) < 0.01


@pytest.mark.parametrize("schedule", ["constant", "step", "cosine", "warm-up"])
@pytest.mark.parametrize("length", [100, 500])
def test_rates_follow_chapter_7s_schedules_and_then_stay(schedule, length):
    within = [0, 1, 7, 49, 50, 51, 60, 99, length - 1]
    some = {"lr": 0.2, "schedule": schedule, "length": length}
    rates = run(some=some, rates=[*within, length, length + 77])["rates"]
    expected = [0.2 * share_of_rate(schedule, k, length) for k in within]
    np.testing.assert_allclose(rates[:-2], expected, atol=1e-12)
    last = {"constant": 0.2, "step": 0.02, "cosine": 0, "warm-up": 0}[schedule]
    assert rates[-2:] == pytest.approx([last, last])


def test_a_run_that_diverges_says_so_and_stops():
    some = {"depth": 9, "width": 50, "gain": 8, "lr": 1}
    one = run(some=some, steps=30)
    history = [row for row in one["history"] if row is not None]
    assert one["end"]["diverged"] and not one["start"]["diverged"]
    assert history[-1]["loss"] is None  # nan
    assert all(row["loss"] is not None for row in history[:-1])
    assert len(history) == one["end"]["step"] < 30


def test_the_same_settings_give_the_same_run_and_another_seed_another():
    some = {"depth": 2, "dropout": 0.2}
    first, again = (run(some=some, steps=5) for _ in range(2))
    assert first == again
    other = run(some=some | {"seed": 2}, steps=5)
    assert other["history"] != first["history"]


# What has to be set for a knob to matter, and a turn of it that does within 70 steps.
BESIDE = {
    "noise": {"data": "moons"},
    "length": {"schedule": "cosine"},
    "residual": {"depth": 3},
}
TURNED = {"width": 8, "batch": 32, "points": 500, "depth": 4, "clip": 0.1, "length": 100}


def turns(knobs):
    """[(knob, settings, whether it says that it matters there)]."""
    choices = {knob["name"]: knob["choices"] for knob in knobs}
    for knob in knobs:
        yield knob, BESIDE.get(knob["name"], {}), True
        for other, values in knob["only"].items():
            for value in choices[other]:
                yield knob, {other: value}, value in values


def test_each_knob_changes_the_run_where_it_matters_and_only_there():
    knobs = in_node("bench_settings.js", [["KNOBS"]])[0]
    expected = list(turns(knobs))
    cases = []
    for knob, some, _ in expected:
        value = next(v for v in reversed(knob["choices"]) if v != knob["start"])
        cases += [some, some | {knob["name"]: TURNED.get(knob["name"], value)}]
    more = {"digits": WRITTEN, "steps": 70, "brief": True}
    histories = in_node("bench_run.js", [{"some": some} | more for some in cases])
    changed = [a != b for a, b in zip(histories[::2], histories[1::2], strict=True)]
    wrong = [
        (knob["name"], some)
        for (knob, some, matters), differs in zip(expected, changed, strict=True)
        if matters != differs
    ]
    assert wrong == []


def test_dropout_drops_in_training_and_not_when_it_is_measured():
    some = {"dropout": 0.9, "lr": 0.0001}
    one, whole = (run(some=choice, steps=1) for choice in (some, {"lr": 0.0001}))
    assert one["history"][0]["loss"] != whole["history"][0]["loss"]
    assert one["start"]["loss"] == whole["start"]["loss"]


def test_the_surface_is_what_the_network_answers_row_by_row_from_the_top():
    some = {"data": "moons", "depth": 2, "width": 8, "lr": 0.3}
    look = {"surface": 8, "units": {"layer": 1, "side": 6}}
    one = run(some=some, steps=60, look=look)
    net, _ = trained(one, some, 60)
    window = one["data"]["window"]

    def places(side):
        at = (np.arange(side) + 0.5) / side
        across = window["left"] + at * (window["right"] - window["left"])
        down = window["top"] - at * (window["top"] - window["bottom"])
        return np.array([[u, v] for v in down for u in across])

    logits = net.forward(places(8))
    p = 1 / (1 + np.exp(logits[:, 0] - logits[:, 1]))
    np.testing.assert_allclose(one["end"]["surface"], p, atol=1e-6)
    net.forward(places(6))
    np.testing.assert_allclose(one["end"]["units"], net.activations[4].T, atol=1e-5)
    assert p.max() > 0.9 and p.min() < 0.1


def test_a_look_changes_nothing_of_what_follows():
    some = {"data": "xor", "depth": 3, "norm": "batch", "dropout": 0.2}
    look = {"surface": 10, "units": {"layer": 2, "side": 5}, "read": 5}
    looked = run(some=some, steps=20, look=look, looking=True)
    assert len(looked["end"]["surface"]) == 100
    assert looked["history"] == run(some=some, steps=20)["history"]
