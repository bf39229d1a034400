"""Claims of chapter 7."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    EVERY,
    measure_edge,
    measure_warm_up,
)
from nncourse.chapters.ch07_learning_rate.runs import (
    largest_stable_rate,
    measure_batch_and_rate,
    measure_decay,
    measure_rate,
    steps_needed,
)
from nncourse.claims.claim import Claim

CHAPTER = "07-learning-rate"


def _sharpness_share(lr, seed, loss="squared error"):
    """The last 200 steps' mean sharpness, as a share of 2 / lr."""
    found = measure_edge(lr, loss=loss, seed=seed)["sharpness"][-200 // EVERY :]
    return found.mean() * lr / 2


def _rises(lr, seed):
    """The share of the last 400 steps that raised the loss, in percent."""
    return 100 * np.mean(np.diff(measure_edge(lr, seed=seed)["all_losses"][-400:]) > 0)


def _loss_halves(lr, seed):
    losses = measure_edge(lr, seed=seed)["all_losses"]
    return losses[-1] / losses[-400]


def _best_ratio(seed):
    runs = [measure_rate(lr, seed=seed) for lr in (0.01, 0.03, 0.1, 0.3)]
    return max(runs, key=lambda run: run["test_accuracy"])["ratio"]


def _speed_up(kappa, seed):
    return steps_needed(kappa, False, seed) / steps_needed(kappa, True, seed)


def _gain(lr, seed):
    """Points of test accuracy that cosine decay gains, a mean of four runs."""
    ends = [
        [measure_decay(lr, schedule, 4 * seed + i)["test_accuracy"][-1] for i in range(4)]
        for schedule in ("cosine", "constant")
    ]
    return 100 * (np.mean(ends[0]) - np.mean(ends[1]))


CLAIMS = [
    Claim(
        name="rate-two-over-lambda",
        sentence="On a quadratic, gradient descent converges below a learning rate of "
        "2 / λ, λ the largest eigenvalue, and diverges above it.",
        source="lecun1998efficient",
        chapter=CHAPTER,
        experiment="rate.largest_stable_rate",
        quantity="largest rate that converges, times λ, on ten random dimensions",
        unit="",
        digits=3,
        measure=lambda seed: largest_stable_rate(0.0, seed),
        low=1.99,
        high=2.01,
        verdict="holds when there is no momentum",
        limit=lambda seed: largest_stable_rate(0.9, seed),
        limit_condition="with momentum 0.9",
    ),
    Claim(
        name="rate-momentum-limit",
        sentence="Momentum μ moves the limit from 2 / λ to 2 (1 + μ) / λ.",
        source="goh2017momentum",
        chapter=CHAPTER,
        experiment="rate.largest_stable_rate",
        quantity="largest rate that converges with momentum 0.5, times λ",
        unit="",
        digits=2,
        measure=lambda seed: largest_stable_rate(0.5, seed),
        low=2.97,
        high=3.03,
        verdict="holds",
    ),
    Claim(
        name="rate-momentum-speed",
        sentence="In a valley whose curvatures differ by a factor κ, momentum needs about "
        "√κ times fewer steps.",
        source="polyak1964some",
        chapter=CHAPTER,
        experiment="rate.steps_needed",
        quantity="how many times fewer steps at κ = 100, both at their best settings",
        unit="x",
        digits=1,
        measure=lambda seed: _speed_up(100.0, seed),
        low=5,
        high=12,
        verdict="holds when the valley is long; the factor is a little less than √κ",
        limit=lambda seed: _speed_up(2.0, seed),
        limit_condition="at κ = 2",
    ),
    Claim(
        name="rate-edge-of-stability",
        sentence="Under full-batch gradient descent the sharpness rises to 2 / lr and then "
        "hovers there.",
        source="cohen2021edge",
        chapter=CHAPTER,
        experiment="edge.measure_edge",
        quantity="mean sharpness of the last 200 of 800 steps at rate 2, over 2 / lr",
        unit="",
        digits=2,
        measure=lambda seed: _sharpness_share(2.0, seed),
        low=0.9,
        high=1.15,
        verdict="holds when the loss is the squared error and the rate is not tiny",
        limit=lambda seed: _sharpness_share(2.0, seed, "cross-entropy"),
        limit_condition="with cross-entropy, whose curvature fades as the net grows sure",
    ),
    Claim(
        name="rate-edge-uneven",
        sentence="At the edge of stability the loss rises at many single steps.",
        source="cohen2021edge",
        chapter=CHAPTER,
        experiment="edge.measure_edge",
        quantity="share of the last 400 steps that raised the loss, at rate 3",
        unit="%",
        digits=0,
        measure=lambda seed: _rises(3.0, seed),
        low=25,
        high=60,
        verdict="holds",
        limit=lambda seed: _rises(1.0, seed),
        limit_condition="at rate 1, which stays below the edge",
    ),
    Claim(
        name="rate-edge-falls",
        sentence="And yet over many steps the loss goes on falling.",
        source="cohen2021edge",
        chapter=CHAPTER,
        experiment="edge.measure_edge",
        quantity="loss at step 800 as a share of that at step 400, at rate 3",
        unit="",
        digits=2,
        measure=lambda seed: _loss_halves(3.0, seed),
        low=0.2,
        high=0.9,
        verdict="holds",
    ),
    Claim(
        name="rate-update-ratio",
        sentence="In a healthy run one step changes the weights by about a thousandth of "
        "their size.",
        source="karpathy2016cs231n",
        chapter=CHAPTER,
        experiment="rate.measure_rate",
        quantity="median update ratio of the middle layer at the best of four rates",
        unit="",
        digits=4,
        measure=_best_ratio,
        low=0.002,
        high=0.04,
        verdict="fails when the run is only three epochs long: the best rate then moves "
        "the weights many times as much",
        limit=lambda seed: measure_rate(0.003, seed=seed)["ratio"],
        limit_condition="at rate 0.003, which hardly learns in that time",
    ),
    Claim(
        name="rate-warm-up",
        sentence="Warm-up lets a network train at a rate that would otherwise diverge.",
        source="gilmer2022loss",
        chapter=CHAPTER,
        experiment="edge.measure_warm_up",
        quantity="training digits named rightly, rate 3 reached over 300 steps",
        unit="%",
        digits=1,
        measure=lambda seed: 100 * measure_warm_up(3.0, 300, seed)["accuracy"],
        low=95,
        high=100,
        verdict="holds when the start is sharp and the warm-up is long enough",
        limit=lambda seed: 100 * measure_warm_up(3.0, 0, seed)["accuracy"],
        limit_condition="without warm-up",
    ),
    Claim(
        name="rate-decay",
        sentence="Lowering the rate towards the end gives a better network than a constant "
        "one.",
        source="bengio2012practical",
        chapter=CHAPTER,
        experiment="rate.measure_decay",
        quantity="points of test accuracy gained by cosine decay, batches of 8, rate 0.6, "
        "mean of four runs",
        unit="",
        digits=1,
        measure=lambda seed: _gain(0.6, seed),
        low=0.2,
        high=12,
        verdict="holds when the rate is high enough for the batches' noise to matter",
        limit=lambda seed: _gain(0.03, seed),
        limit_condition="from a rate of 0.03, where decay only stops the learning early",
    ),
    Claim(
        name="rate-linear-scaling",
        sentence="Batches k times larger want a learning rate k times higher.",
        source="goyal2017accurate",
        chapter=CHAPTER,
        experiment="rate.measure_batch_and_rate",
        quantity="training loss after five epochs, batches of 64 at rate 0.08, as a share "
        "of that with batches of 16 at 0.02",
        unit="",
        digits=2,
        measure=lambda seed: measure_batch_and_rate(4, 4, seed),
        low=0.8,
        high=1.25,
        verdict="holds when the rate after scaling is still well below the largest usable",
        limit=lambda seed: measure_batch_and_rate(4, 1, seed),
        limit_condition="with the rate left at 0.02",
    ),
]
