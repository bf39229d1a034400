"""What the loop promises: it learns, repeats bit for bit, shows divergence, looks without
touching."""

import sys
import types

import numpy as np
import pytest

from nncourse import (
    SGD,
    Adam,
    BatchNorm,
    Dense,
    Dropout,
    LeakyReLU,
    Sequential,
    Sigmoid,
    Tanh,
    batches,
    check_gradients,
    digits,
    evaluate,
    gradient_norms,
    mean_squared_error,
    mlp,
    softmax_cross_entropy,
    spirals,
    split,
    steps,
    train,
    training,
)


def rng(seed=0):
    return np.random.default_rng(seed)


def run(seed=0, lr=0.1, dtype=float, **choices):
    g = rng(seed)
    x, labels = digits()
    net = mlp([64, 30, 10], g, batch_norm=True, dropout=0.2)
    turns = batches(x.astype(dtype), labels, 64, 1, g)
    optimizer = SGD(lr, momentum=0.9)
    return net, train(net, softmax_cross_entropy, optimizer, turns, **choices)


def test_digits_are_learnt():
    g = rng()
    (x, labels), (x_test, labels_test) = split(*digits(), 0.2, g)
    net = mlp([64, 100, 10], g)
    history = train(
        net, softmax_cross_entropy, SGD(0.1, momentum=0.9), batches(x, labels, 64, 10, g)
    )
    assert abs(history["loss"][0] - np.log(10)) < 1
    assert history["loss"][-20:].mean() < 0.1
    loss, share = evaluate(net, x_test, labels_test)
    assert loss < 0.2 and share > 0.95


def test_spirals_are_learnt():
    g = rng(1)
    x, labels = spirals(300, g)
    net = mlp([2, 32, 32, 2], g, activation=Tanh)
    train(net, softmax_cross_entropy, Adam(0.02), batches(x, labels, 50, 120, g))
    assert evaluate(net, x, labels)[1] > 0.97


def test_the_same_seed_gives_the_same_history_bit_for_bit():
    (first_net, first), (again_net, again), (_, other) = run(3), run(3), run(4)
    assert (first["loss"] == again["loss"]).all()
    assert (first["loss"] != other["loss"]).any()
    for name, p in first_net.params.items():
        assert (p == again_net.params[name]).all()


def test_history_has_a_row_for_every_so_many_steps():
    _, history = run(
        every=10, record={"flow": gradient_norms, "width": lambda net: net[0].width}
    )
    assert history["step"].tolist() == [0, 10, 20]  # 29 batches of 64
    assert history["loss"].shape == (3,)
    assert history["flow"].shape == (3, 2)
    assert history["width"].tolist() == [64, 64, 64]
    _, whole = run()
    assert (whole["loss"][::10] == history["loss"]).all()


def test_the_steps_to_record_may_be_named():
    _, history = run(every=[28, 0, 3], record={"flow": gradient_norms})
    _, whole = run(record={"flow": gradient_norms})
    assert history["step"].tolist() == [0, 3, 28]
    assert (history["flow"] == whole["flow"][[0, 3, 28]]).all()


def test_a_run_stops_with_the_step_whose_loss_says_so_and_records_it():
    _, whole = run()
    goal = np.sort(whole["loss"])[10]
    first = int((whole["loss"] < goal).argmax())
    _, history = run(every=1000, stop=lambda loss: loss < goal)
    assert history["step"].tolist() == [0, first]
    assert history["loss"][-1] == whole["loss"][first]


def test_a_probe_may_return_an_array_that_the_next_step_overwrites():
    _, history = run(record={"dW": lambda net: net[0].dW, "W": lambda net: net[0].W})
    for name in "dW", "W":
        assert (history[name][0] != history[name][-1]).any()


def test_batches_are_drawn_one_before_each_step():
    x, labels = np.ones((4, 2)), np.array([0, 1, 0, 1])
    net, optimizer = mlp([2, 3, 2], rng()), SGD(0.0)

    def schedule():
        for k in range(3):
            optimizer.lr = 0.1 * k
            yield x, labels

    record = {"lr": lambda net: optimizer.lr, "moved": lambda net: np.abs(net.update).max()}
    history = train(net, softmax_cross_entropy, optimizer, schedule(), record)
    assert history["lr"].tolist() == [0.0, 0.1, 0.2]
    assert (history["moved"] > 0).tolist() == [False, True, True]


def test_steps_show_each_turn_and_may_be_left():
    x, labels = np.ones((4, 2)), np.array([0, 1, 0, 1])
    net = mlp([2, 3, 2], rng())
    taken = []
    turns = batches(x, labels, 4, 100, rng())
    for loss in steps(net, softmax_cross_entropy, SGD(0.1), turns):
        taken.append(loss)
        np.testing.assert_allclose(net.gradients[-1].sum(axis=1), 0, atol=1e-15)
        assert net.update.shape == (17,) and net.gradients[0] is None
        if len(taken) == 5:
            break
    assert len(taken) == 5 and len(list(turns)) == 95


def test_any_loss_with_its_targets_will_do():
    x, target = rng().standard_normal((20, 2)), rng(1).standard_normal((20, 1))
    net = mlp([2, 8, 1], rng(2), activation=Tanh)
    history = train(net, mean_squared_error, Adam(0.05), [(x, target)] * 150)
    assert history["loss"][-1] < 0.3 * history["loss"][0]


def test_float32_data_give_a_float32_history():
    _, history = run(dtype=np.float32, record={"flow": gradient_norms})
    assert history["loss"].dtype == history["flow"].dtype == np.float32


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_run_that_diverges_goes_on_and_shows_it(dtype, capfd):
    with np.errstate(all="raise"):
        g = rng()
        x, labels = digits()
        net = mlp([64, 30, 30, 10], g, activation=LeakyReLU)
        turns = batches(50 * x.astype(dtype), labels, 64, 2, g)
        record = {"flow": gradient_norms}
        history = train(net, softmax_cross_entropy, SGD(1e30), turns, record)
        assert len(history["loss"]) == 58
        assert not np.isfinite(history["loss"][-1])
        assert not np.isfinite(evaluate(net, x, labels)[0])
    assert capfd.readouterr() == ("", "")


def snapshot(net):
    """All that the parts of a net and the net itself hold, by identity and by value."""
    found = {}
    for i, part in enumerate([net, *net.layers, *net.parts]):
        for name, v in vars(part).items():
            if isinstance(v, np.ndarray):
                found[i, name] = (id(v), v.copy())
            elif isinstance(v, list) and name in ("activations", "gradients"):
                found[i, name] = ([id(a) for a in v], [a for a in v if a is not None])
            elif isinstance(v, np.random.Generator):
                found[i, name] = (repr(v.bit_generator.state), None)
    return found


@pytest.mark.parametrize("nested", [False, True])
def test_evaluate_leaves_the_net_as_it_was(nested):
    g = rng()
    middle = [BatchNorm(5), Sigmoid(), Dropout(0.5, g)]
    middle = [Sequential(*middle)] if nested else middle
    net = Sequential(Dense(3, 5, g), *middle, Dense(5, 2, g))
    x, labels = g.standard_normal((8, 3)).astype(np.float32), np.array([0, 1] * 4)
    list(steps(net, softmax_cross_entropy, SGD(0.1), [(x, labels)] * 3))
    before = snapshot(net)
    result = evaluate(net, x[:3].astype(float), labels[:3])
    after = snapshot(net)
    assert before.keys() == after.keys()
    for key, (identity, v) in before.items():
        assert after[key][0] == identity
        assert v is None or all(
            np.array_equal(a, b) for a, b in zip(v, after[key][1], strict=True)
        )
    y = net.forward(x[:3])
    loss, _ = softmax_cross_entropy(y, labels[:3])
    assert result[0] == pytest.approx(loss, rel=1e-5)


def test_evaluate_takes_any_loss():
    net = mlp([2, 2], rng())
    loss, share = evaluate(net, np.ones((3, 2)), [0, 1, 1], lambda y, labels: (7.0, None))
    assert loss == 7.0 and share in (1 / 3, 2 / 3)


def test_a_regression_has_a_loss_and_no_accuracy():
    net, x, target = mlp([2, 1], rng()), np.ones((3, 2)), np.array([[0.5], [1.0], [2.0]])
    loss, share = evaluate(net, x, target, mean_squared_error)
    assert loss == pytest.approx(np.mean((net.forward(x) - target) ** 2))
    assert type(loss) is float and np.isnan(share)


def test_batches_that_are_used_up_are_refused():
    net, x, labels = mlp([2, 2], rng()), np.ones((4, 2)), np.array([0, 1, 0, 1])
    turns = batches(x, labels, 2, 1, rng())
    assert len(train(net, softmax_cross_entropy, SGD(0.1), turns)["step"]) == 2
    with pytest.raises(ValueError, match="no batch to learn from"):
        train(net, softmax_cross_entropy, SGD(0.1), turns)


def test_training_goes_on_as_if_never_evaluated():
    losses = []
    for look in False, True:
        g = rng(5)
        x, labels = digits()
        net = mlp([64, 20, 10], g, batch_norm=True, dropout=0.3)
        turns = batches(x, labels, 200, 2, g)
        found = []
        for loss in steps(net, softmax_cross_entropy, Adam(0.01), turns):
            found.append(loss)
            if look:
                evaluate(net, x[:50], labels[:50])
        losses.append(found)
    assert losses[0] == losses[1]


def test_who_watches_sees_every_step_of_every_run(monkeypatch):
    seen = []
    monkeypatch.setattr(training, "watchers", [lambda *step: seen.append(step)])
    (first, history), (second, _) = run(0), run(1)
    assert [loss for _, loss in seen[:29]] == list(history["loss"])
    assert [net for net, _ in seen] == [first] * 29 + [second] * 29


def test_no_progress_bar_is_needed(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert len(run()[1]["loss"]) == 29


def test_a_long_run_shows_a_progress_bar(monkeypatch):
    seen = {}

    class Bar(list):
        def __init__(self, turns, **choices):
            seen.update(choices)
            super().__init__(turns)

    monkeypatch.setitem(sys.modules, "tqdm", types.SimpleNamespace(tqdm=Bar))
    assert len(run()[1]["loss"]) == 29
    assert seen["delay"] == 5


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"every": 0}, "every must be a whole number of at least 1, not 0"),
        ({"every": 2.5}, "every .* not 2.5"),
        ({"every": [0, 1.5]}, "a step in every .* not 1.5"),
        ({"every": [-1]}, "a step in every .* not -1"),
        ({"record": {"loss": gradient_norms}}, "a probe cannot be called 'loss'"),
    ],
)
def test_bad_requests_are_named(choices, said):
    with pytest.raises(ValueError, match=said):
        run(**choices)


@pytest.mark.parametrize(
    ("x", "labels", "error", "said"),
    [
        (np.ones((0, 2)), [], ValueError, "the batch is empty"),
        ([[np.nan, 1.0]], [0], ValueError, r"x\[0, 0\] is nan"),
        (np.ones((1, 2)), [5], ValueError, r"label 5 is outside 0\.\.1"),
        (np.ones((1, 2)), [0.0], TypeError, "labels must be integers, not float64"),
        (np.ones((1, 2)), [0], ValueError, "BatchNorm needs 2 examples or more"),
    ],
)
def test_a_bad_batch_is_named(x, labels, error, said):
    net = mlp([2, 2, 2], rng(), batch_norm=True) if len(x) == 1 else mlp([2, 2], rng())
    net = mlp([2, 2], rng()) if "Norm" not in said else net
    with pytest.raises(error, match=said):
        list(steps(net, softmax_cross_entropy, SGD(0.1), [(x, labels)]))


class Doubled(Sequential):
    """A network with a forward and a backward of its own: twice what its layers give."""

    def forward(self, x, training=False):
        return 2 * super().forward(x, training)

    def backward(self, dy):
        return super().backward(2 * dy)


@pytest.mark.parametrize("nested", [False, True])
def test_a_forward_and_backward_of_ones_own_are_used_everywhere(nested):
    """The same numbers as from a plain network whose last layer is twice as large."""
    g = rng(3)
    x, labels = g.standard_normal((30, 4)), g.integers(0, 3, 30)
    own = Doubled(Dense(4, 6, rng(1)), Tanh(), Dense(6, 3, rng(2)))
    net = Sequential(own) if nested else own
    assert check_gradients(net, x)
    loss, share = evaluate(net, x, labels)
    assert loss == pytest.approx(
        softmax_cross_entropy(net.forward(x), labels)[0], rel=1e-12
    )
    # A plain network computes the same if its last layer is twice as large.
    plain = Sequential(Dense(4, 6, rng(1)), Tanh(), Dense(6, 3, rng(2)))
    plain[2].W *= 2
    assert evaluate(plain, x, labels) == (pytest.approx(loss), share)
    assert next(iter(steps(net, softmax_cross_entropy, SGD(0.1), [(x, labels)]))) == loss
    list(steps(plain, softmax_cross_entropy, SGD(0.1), [(x, labels)]))
    np.testing.assert_allclose(own[0].dW, plain[0].dW, rtol=1e-10)
    np.testing.assert_allclose(own[2].dW, 2 * plain[2].dW, rtol=1e-10)
    np.testing.assert_allclose(own[0].W, plain[0].W, rtol=1e-10)


def test_a_backward_put_on_one_object_is_used():
    x, labels = np.ones((4, 2)), np.array([0, 1, 0, 1])
    net = Sequential(Dense(2, 2, rng()))
    net[0].backward = lambda dy: setattr(net[0], "dW", np.full((2, 2), 7.0)) or None
    net[0].db = np.zeros(2)
    list(steps(net, softmax_cross_entropy, SGD(0.1), [(x, labels)]))
    assert (net[0].dW == 7).all()


def test_evaluate_leaves_the_net_as_it_was_when_the_data_are_refused():
    net, x, labels = mlp([2, 2], rng()), np.ones((3, 2)), np.array([0, 1, 0])
    list(steps(net, softmax_cross_entropy, SGD(0.1), [(x, labels)]))
    before = snapshot(net)
    with pytest.raises(ValueError, match="label 9 is outside"):
        evaluate(net, x, [0, 1, 9])
    assert snapshot(net).keys() == before.keys() and net.activations[0] is x
