"""The price of masks is their average noise, and its gradients are those that it has."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout.priced_runs import Priced, measure_priced
from nncourse.chapters.ch08_dropout.runs import measure_dropout, training_set
from nncourse.chapters.softmax import softmax
from nncourse.layers import Dense, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential

SEED = 7


def small(rate):
    rng = np.random.default_rng(SEED)
    net = Sequential(Dense(5, 7, rng), ReLU(), Priced(7, 4, rng, rate))
    return net, rng.standard_normal((6, 5)), rng.integers(0, 4, 6)


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.6])
def test_the_gradients_are_those_of_loss_and_price_by_finite_differences(rate):
    net, x, labels = small(rate)

    def total():
        loss, _ = softmax_cross_entropy(net.forward(x, training=True), labels)
        return loss + net.layers[2].price()

    net.backward(softmax_cross_entropy(net.forward(x, training=True), labels)[1])
    for parameter, gradient in zip(net.params.values(), net.grads.values(), strict=True):
        gradient = gradient.copy()
        for place in np.ndindex(parameter.shape):
            before, ends = parameter[place], []
            for nudge in (1e-5, -1e-5):
                parameter[place] = before + nudge
                ends.append(total())
            parameter[place] = before
            assert gradient[place] == pytest.approx(-np.diff(ends)[0] / 2e-5, abs=1e-8)


def test_where_weights_are_small_masks_cost_on_average_what_the_price_says():
    net, x, labels = small(0.5)
    last = net.layers[2]
    last.W *= 0.05
    logits = net.forward(x, training=True)
    h, plain = net.activations[-2], softmax_cross_entropy(logits, labels)[0]
    masks = (np.arange(2**7)[:, None] >> np.arange(7)) & 1
    each = [softmax_cross_entropy(2 * h * m @ last.W + last.b, labels)[0] for m in masks]
    assert np.mean(each) - plain == pytest.approx(last.price(), rel=0.02)


def test_the_price_of_a_unit_is_the_variance_of_its_weights_under_the_answer():
    net, x, _ = small(0.5)
    p = softmax(net.forward(x))
    h, W = net.activations[-2], net.layers[2].W
    each = [
        h[n, j] ** 2 / 2 * (p[n] @ (W[j] - p[n] @ W[j]) ** 2)
        for n in range(len(x)) for j in range(len(W))
    ]  # fmt: skip
    assert net.layers[2].price() == pytest.approx(sum(each) / len(x))


def test_at_no_price_the_run_is_the_one_without_dropout():
    x = np.random.default_rng(SEED).random((20, 64))
    free = measure_priced(0.0, SEED, 100)
    plain = measure_dropout(0.0, seed=SEED, n_steps=100)["net"]
    assert np.allclose(free.forward(x), plain.forward(x))


def test_the_price_alone_keeps_wrong_labels_from_being_learnt():
    x, labels, wrong, *_ = training_set("500, a fifth wrong", SEED)
    repeated = [
        (net.forward(x[wrong]).argmax(axis=1) == labels[wrong]).mean()
        for net in (measure_priced(0.0, SEED), measure_priced(0.5, SEED))
    ]
    assert repeated[0] > repeated[1] + 0.15
