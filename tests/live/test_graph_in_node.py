"""What the graph shows is what the package computes, and its faults can be told apart."""

import json
import subprocess
from pathlib import Path

import numpy as np
import playwright
import pytest

from nncourse import SGD, softmax_cross_entropy
from nncourse.chapters.ch02_backpropagation.runs import worked_example
from nncourse.live.show_graph import RATE, graph_data

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
NUMBERS = [0, -0.0, 1, -2, 0.5, -0.63345, 0.0004, -3.2e-7, 0.0005]
TEXTS = ["0", "0", "1", "−2", "0.500", "−0.633", "4×10⁻⁴", "−3×10⁻⁷", "0.001"]


@pytest.fixture(scope="module")
def worked():
    """{letter: what the package computes for the chapter's example}."""
    net, x, label = worked_example()
    logits = net.forward(x[None])
    loss, dz = softmax_cross_entropy(logits, np.array([label]))
    net.backward(dz)
    _, a, h, z = (v[0] for v in net.activations)
    return {
        "a": a, "h": h, "z": z, "p": dz[0] + np.eye(2)[label], "L": loss, "dz": dz[0],
        "dh": net.gradients[2][0], "da": net.gradients[1][0],
        "dW1": net.grads["0.W"], "db1": net.grads["0.b"],
        "dW2": net.grads["2.W"], "db2": net.grads["2.b"],
    }  # fmt: skip


@pytest.fixture(scope="module")
def graph(root):
    """What graph.js makes of the chapter's example, in Node."""
    net, x, label = worked_example()
    data = graph_data(net, x, label)
    case = {
        "network": data["network"],
        "example": data["examples"][0],
        "numbers": NUMBERS,
    }
    node = subprocess.run(
        [NODE, HERE / "in_node.js", HERE / "graph.js"],
        input=json.dumps([case]),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert node.returncode == 0, node.stderr
    return json.loads(node.stdout)[0]


def test_every_number_is_the_packages(graph, worked):
    for name, expected in worked.items():
        found = np.array(graph["values"][name])
        assert found.shape == np.shape(expected), name
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15, err_msg=name)


def test_the_engine_agrees(graph):
    for name, expected in graph["engine"].items():
        found = np.ravel(graph["values"][name])
        np.testing.assert_allclose(found, np.ravel(expected), rtol=1e-12, err_msg=name)


def test_numbers_come_one_by_one_each_after_what_it_is_made_of(graph):
    keys = [key for *_, places, _ in graph["walk"] for key in places]
    assert len(keys) == len(set(keys)) == len(graph["walk"]) == 27
    seen = [f"x[{k}]" for k in (0, 1)]
    for key in keys:
        letters = graph["sums"][key]["letters"]
        for other in keys:
            assert other not in letters or other in seen, (key, other)
        seen.append(key)
    assert [seen for *_, seen in graph["walk"]] == list(range(15, 42))


def test_a_small_network_shows_an_array_at_a_press_too(graph):
    ends = {name: (places, seen) for _, name, places, seen in graph["walk"]}
    assert graph["arrays"] == [
        [pass_, name, *ends[name]] for pass_, name, *_ in graph["large"]
    ]


def test_a_large_network_shows_an_array_at_a_time(graph):
    names = [name for _, name, *_ in graph["large"]]
    backward = ["dz", "dW2", "db2", "dh", "da", "dW1", "db1"]
    assert names == ["a", "h", "z", "p", "L", *backward]


def test_differences_agree_with_the_chapters_backward(graph, worked):
    for key, difference in graph["differences"].items():
        name, *at = key.replace("]", "").replace("[", ",").split(",")
        expected = worked[name][tuple(int(i) for i in at)]
        assert difference == pytest.approx(expected, abs=1e-9), key


def test_sums_with_numbers_are_what_they_say(graph, worked):
    """The numbers of a sum, read as arithmetic, give the number within their rounding."""
    for key, sum_ in graph["sums"].items():
        name, *at = key.replace("]", "").replace("[", ",").split(",")
        expected = np.asarray(worked[name])[tuple(int(i) for i in at)]
        text = sum_["numbers"].replace("−ln ", "-log ")
        for sign, python in (("−", "-"), ("×", "*"), ("log ", "np.log("), ("^", "**")):
            text = text.replace(sign, python)
        text += ")" * (text.count("(") - text.count(")"))
        value = eval(text, {"np": np, "max": max})
        assert value == pytest.approx(expected, abs=3e-3), (key, sum_)


def test_a_step_moves_as_sgd_does(graph):
    net, x, label = worked_example()
    loss, dz = softmax_cross_entropy(net.forward(x[None]), np.array([label]))
    net.backward(dz)
    SGD(RATE).step(net)
    after = softmax_cross_entropy(net.forward(x[None]), np.array([label]))[0]
    assert graph["stepped"]["before"] == pytest.approx(loss, rel=1e-12)
    assert graph["stepped"]["after"] == pytest.approx(after, rel=1e-12)
    found = graph["stepped"]["network"].values()
    for array, expected in zip(found, net.params.values(), strict=True):
        np.testing.assert_allclose(array, expected, rtol=1e-12)


def test_everything_can_be_taken_back(graph):
    net, *_ = worked_example()
    assert graph["undone"]["shown"] == 0
    for array, start in zip(
        graph["undone"]["network"].values(), net.params.values(), strict=True
    ):
        np.testing.assert_array_equal(array, start)


def test_each_fault_shows_begins_in_one_array_and_has_no_double(graph, worked):
    for planted in graph["faults"]:
        verdicts = dict(planted["verdicts"])
        sources = {key for key, verdict in verdicts.items() if verdict == "source"}
        assert sources, planted["fault"]
        assert {key.split("[")[0] for key in sources} == {planted["array"]}
        for key, verdict in verdicts.items():
            name, *at = key.replace("]", "").replace("[", ",").split(",")
            at = tuple(int(i) for i in at)
            shown, true = np.array(planted["values"][name])[at], worked[name][at]
            right = abs(shown - true) < 1e-9
            assert (verdict == "right") == right, (planted["fault"], key)
        fits = [
            other["fault"]
            for other, against in zip(graph["faults"], planted["named"], strict=True)
            if against is None
        ]
        assert fits == [planted["fault"]]


def test_what_speaks_against_a_fault_is_a_number_that_it_would_change(graph):
    for planted in graph["faults"]:
        for other, against in zip(graph["faults"], planted["named"], strict=True):
            if against is None:
                continue
            name, at = against["place"]["name"], tuple(against["place"]["at"])
            shown = np.array(planted["values"][name])[at]
            assert against["number"] != pytest.approx(shown)
            assert name in (planted["array"], other["array"])


def test_numbers_are_written_with_three_decimals_and_whole_ones_as_they_are(graph):
    assert graph["written"] == TEXTS
