"""diagnose never raises on a history of train, however odd, and refuses what is none."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nncourse import (
    SGD,
    Dense,
    ReLU,
    Sequential,
    Tanh,
    batches,
    mlp,
    softmax_cross_entropy,
    train,
)
from nncourse.clinic import FAULTS, PROBES, Examination, diagnose
from nncourse.clinic.diagnosis import SHORTEST
from nncourse.clinic.history import LAYERWISE
from nncourse.clinic.messages import MISSING, TOO_SHORT

NAMES = {*FAULTS, "healthy", "unclear"}
odd_numbers = st.sampled_from([0.0, -1.0, 1e-300, 0.5, 1.0, 2.3, 1e300, np.inf, np.nan])


@st.composite
def odd_histories(draw):
    """Any numbers in either precision, any count of layers for each sign, and what is
    optional or not.
    """
    rows = draw(st.integers(1, 12))
    precision = draw(st.sampled_from([np.float64, np.float32]))
    history = {
        "step": 10 * np.arange(rows),
        "loss": draw(arrays(float, rows, elements=odd_numbers)),
    }
    for name in LAYERWISE:
        layers = draw(st.integers(0, 3))
        history[name] = draw(arrays(float, (rows, layers), elements=odd_numbers))
    for name in draw(st.sets(st.sampled_from(["accuracy", "train_accuracy"]))):
        history[name] = draw(arrays(float, rows, elements=odd_numbers))
    with np.errstate(over="ignore"):  # 1e300 becomes inf
        history = {name: values.astype(precision) for name, values in history.items()}
    return history | {"classes": draw(st.sampled_from([None, 2, 10]))}


tests_made = st.lists(
    st.builds(
        Examination,
        st.sampled_from(["gradient check", "look at the data", "drop nothing"]),
        st.dictionaries(
            st.sampled_from(["wrong", "batch", "spread", "excess"]), odd_numbers
        ),
    ),
    max_size=3,
)


@pytest.mark.filterwarnings("error")
@settings(max_examples=50)
@given(odd_histories(), tests_made)
def test_any_numbers_get_a_finding_in_words(history, tests):
    finding = diagnose(history, tests)
    assert finding.name in NAMES
    assert finding.evidence
    assert all(isinstance(sentence, str) for sentence in finding.evidence)
    assert finding.name.capitalize() in str(finding)
    assert (finding.name in FAULTS) == (finding.prescription is not None)


def history_of(net, lr=0.1, steps=60, **more):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((32, 4))
    stream = batches(x, (x[:, 0] > 0) * 1, 32, steps, rng)
    return train(net, softmax_cross_entropy, SGD(lr), stream, PROBES) | more


def rng():
    return np.random.default_rng(1)


def test_one_layer_has_no_flow_no_units_and_no_spread_and_says_so():
    finding = diagnose(history_of(Sequential(Dense(4, 2, rng())), classes=2))
    assert {MISSING["vanishing"], MISSING["spread"], MISSING["born dead"]} <= {
        *finding.cannot_tell
    }


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("activation", [ReLU, Tanh, None])
@pytest.mark.parametrize("depth", [1, 2, 30])
def test_forty_steps_of_any_network_are_enough_for_a_name(activation, depth, dtype):
    sizes = [4, *(depth - 1) * [8], 2]
    net = mlp(sizes, rng(), activation) if activation else linear(sizes)
    net.astype(dtype)
    finding = diagnose(history_of(net, steps=40, classes=2))
    assert finding.name in NAMES
    assert finding.evidence != (TOO_SHORT.format(40, SHORTEST),)


def linear(sizes):
    return Sequential(*(Dense(n_in, n_out, rng()) for n_in, n_out in pairwise(sizes)))


def test_nan_from_the_first_step_is_no_healthy_network():
    history = history_of(mlp([4, 8, 2], rng()), classes=2)
    for name in ("loss", *LAYERWISE):
        history[name] = np.full(history[name].shape, np.nan)
    finding = diagnose(history)
    assert finding.name == "unclear"
    assert MISSING["left"] in finding.cannot_tell


def test_a_loss_that_never_moves_is_no_healthy_network():
    history = history_of(mlp([4, 8, 2], rng()), lr=0.0, classes=2)
    assert diagnose(history).name != "healthy"


def test_no_test_is_ordered_twice_even_if_it_said_nothing():
    history, made = history_of(mlp([4, 8, 2], rng()), lr=0.03, classes=2), []
    while (order := diagnose(history, made).order) is not None:
        assert order not in [test.name for test in made]
        made.append(Examination(order, {}))
    assert made
    assert diagnose(history, made).name in ("healthy", "unclear")


def test_a_run_of_fewer_steps_than_were_measured_is_unclear():
    finding = diagnose(history_of(mlp([4, 8, 2], rng()), steps=12))
    assert (finding.name, finding.order) == ("unclear", None)
    assert "12 steps" in finding.evidence[0]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"gradient": None}, ValueError, "no 'gradient'"),
        ({"loss": []}, ValueError, "'loss'.* is empty"),
        ({"update": np.zeros(60)}, ValueError, r"'update'.*\(rows, layers\).*\(60,\)"),
        ({"dead": np.zeros((7, 1))}, ValueError, "'dead'.* has 7 rows.* 60"),
        ({"loss": ["high"] * 60}, TypeError, "'loss'.* numbers.*high"),
        ({"classes": 1}, ValueError, "classes.* 1"),
        ({"classes": "ten"}, ValueError, "classes.* 'ten'"),
        ({"step": [np.nan] * 60}, ValueError, "'step'.* nan"),
    ],
)
def test_what_is_no_history_is_refused_by_name(change, error, message):
    history = history_of(mlp([4, 8, 2], rng())) | change
    with pytest.raises(error, match=message):
        diagnose({name: v for name, v in history.items() if v is not None})


def test_a_list_is_no_history():
    with pytest.raises(TypeError, match=r"a dict .* not \[1, 2\]"):
        diagnose([1, 2])
