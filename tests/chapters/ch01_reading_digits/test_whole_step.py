"""Chapter 1's step of all weights: the fall that the slopes promise, and others as long."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits.whole_step_runs import (
    RATES,
    measure_whole_step,
)
from nncourse.data import digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD

SEED = 3


def test_a_step_against_the_slopes_is_one_of_sgd():
    net = mlp([64, 16, 10], np.random.default_rng(SEED))
    x, labels = (part[:64] for part in digits())
    _, dlogits = softmax_cross_entropy(net.forward(x), labels)
    net.backward(dlogits)
    SGD(RATES[7]).step(net)
    after = softmax_cross_entropy(net.forward(x), labels)[0]
    assert measure_whole_step(SEED)["loss"][7] == pytest.approx(after)


@pytest.mark.parametrize("seed", [SEED, 4, 5])
def test_the_promise_holds_nearby_and_no_random_direction_keeps_up(seed):
    run = measure_whole_step(seed)
    fell = {name: losses.T[0] - losses.T for name, losses in run.items()}
    assert 0.9 < fell["loss"][1] / fell["promised"][1] < 1
    assert fell["loss"][20] < fell["promised"][20] / 1.5
    assert fell["random"].max() < fell["loss"].max() / 2
    assert fell["random"][1].max() < fell["loss"][1] / 8
