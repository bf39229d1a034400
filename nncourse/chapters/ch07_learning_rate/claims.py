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
from nncourse.claims.claim import Claim, Verdict


def times_fewer_steps(seed, kappa):
    """Steps down a valley of condition number `kappa`: plain over with momentum."""
    return steps_needed(kappa, False, seed) / steps_needed(kappa, True, seed)


def sharpness_over_limit(run):
    """The last 200 steps' mean sharpness, as a share of 2 / lr."""
    return (run["sharpness"] * run["lr"] / 2)[-200 // EVERY :].mean()


def percent_rising(run):
    """The share of the last 400 steps that raised the loss, in percent."""
    return 100 * np.mean(np.diff(run["all_losses"][-400:]) > 0)


def loss_left(run):
    """The last loss as a share of that 400 steps before."""
    return run["all_losses"][-1] / run["all_losses"][-400]


def ratio_at_best_rate(seed, rates):
    """The update ratio at the rate that reads most test digits right."""
    runs = [measure_rate(lr, seed=seed) for lr in rates]
    return max(runs, key=lambda run: run["test_accuracy"])["ratio"]


def percent_right(run):
    return 100 * run["accuracy"]


def accuracy_gained(seed, lr):
    """Points of test accuracy that cosine decay gains, a mean of four runs."""
    cosine, constant = (
        [measure_decay(lr, schedule, 4 * seed + i)["test_accuracy"][-1] for i in range(4)]
        for schedule in ("cosine", "constant")
    )
    return 100 * (np.mean(cosine) - np.mean(constant))


CLAIMS = [
    Claim(
        name="rate-two-over-lambda",
        sentence="On a quadratic, gradient descent converges below a learning rate of 2 /"
        " λ, λ the largest eigenvalue, and diverges above it.",
        source="lecun1998efficient",
        measure=largest_stable_rate,
        at={"momentum": 0.0},
        quantity="largest rate that converges, times λ, on ten random dimensions",
        digits=3,
        bounds=(1.99, 2.01),
        beyond={"momentum": 0.9},
        beyond_in_words="with momentum 0.9",
        verdict=Verdict.HOLDS_WHEN,
        note="there is no momentum",
    ),
    Claim(
        name="rate-momentum-limit",
        sentence="Momentum μ moves the limit from 2 / λ to 2 (1 + μ) / λ.",
        source="goh2017momentum",
        measure=largest_stable_rate,
        at={"momentum": 0.5},
        quantity="largest rate that converges with momentum 0.5, times λ",
        digits=2,
        bounds=(2.97, 3.03),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-momentum-speed",
        sentence="In a valley whose curvatures differ by a factor κ, momentum needs about"
        " √κ times fewer steps.",
        source="polyak1964some",
        measure=times_fewer_steps,
        at={"kappa": 100.0},
        quantity="how many times fewer steps at κ = 100, both at their best settings",
        unit="x",
        digits=1,
        bounds=(5, 12),
        beyond={"kappa": 2.0},
        beyond_in_words="at κ = 2",
        verdict=Verdict.HOLDS_WHEN,
        note="the valley is long; the factor is a little less than √κ",
    ),
    Claim(
        name="rate-edge-of-stability",
        sentence="Under full-batch gradient descent the sharpness rises to 2 / lr and "
        "then hovers there.",
        source="cohen2021edge",
        measure=measure_edge,
        at={"lr": 2.0, "loss": "squared error"},
        read=sharpness_over_limit,
        quantity="mean sharpness of the last 200 of 800 steps at rate 2, over 2 / lr",
        digits=2,
        bounds=(0.9, 1.15),
        beyond={"loss": "cross-entropy"},
        beyond_in_words="with cross-entropy, whose curvature fades as the net grows sure",
        verdict=Verdict.HOLDS_WHEN,
        note="the loss is the squared error and the rate is not tiny",
    ),
    Claim(
        name="rate-edge-uneven",
        sentence="At the edge of stability the loss rises at many single steps.",
        source="cohen2021edge",
        measure=measure_edge,
        at={"lr": 3.0},
        read=percent_rising,
        quantity="share of the last 400 steps that raised the loss, at rate 3",
        unit="%",
        digits=0,
        bounds=(25, 60),
        beyond={"lr": 1.0},
        beyond_in_words="at rate 1, which stays below the edge",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-edge-falls",
        sentence="And yet over many steps the loss goes on falling.",
        source="cohen2021edge",
        measure=measure_edge,
        at={"lr": 3.0},
        read=loss_left,
        quantity="loss at step 800 as a share of that at step 400, at rate 3",
        digits=2,
        bounds=(0.2, 0.9),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-update-ratio",
        sentence="In a healthy run one step changes the weights by about a thousandth of "
        "their size.",
        source="karpathy2016cs231n",
        measure=ratio_at_best_rate,
        at={"rates": (0.01, 0.03, 0.1, 0.3)},
        quantity="median update ratio of the middle layer at the best of four rates",
        digits=4,
        bounds=(0.002, 0.04),
        beyond={"rates": (0.003,)},
        beyond_in_words="at rate 0.003, which hardly learns in that time",
        verdict=Verdict.FAILS_WHEN,
        note="the run is only three epochs long: the best rate then moves the weights "
        "many times as much",
    ),
    Claim(
        name="rate-warm-up",
        sentence="Warm-up lets a network train at a rate that would otherwise diverge.",
        source="gilmer2022loss",
        measure=measure_warm_up,
        at={"lr": 3.0, "warmup": 300},
        read=percent_right,
        quantity="training digits named rightly, rate 3 reached over 300 steps",
        unit="%",
        digits=1,
        bounds=(95, 100),
        beyond={"warmup": 0},
        beyond_in_words="without warm-up",
        verdict=Verdict.HOLDS_WHEN,
        note="the start is sharp and the warm-up is long enough",
    ),
    Claim(
        name="rate-decay",
        sentence="Lowering the rate towards the end gives a better network than a "
        "constant one.",
        source="bengio2012practical",
        measure=accuracy_gained,
        at={"lr": 0.6},
        quantity="points of test accuracy gained by cosine decay, batches of 8, rate 0.6,"
        " mean of four runs",
        digits=1,
        bounds=(0.2, 12),
        beyond={"lr": 0.03},
        beyond_in_words="from a rate of 0.03, where decay only stops the learning early",
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is high enough for the batches' noise to matter",
    ),
    Claim(
        name="rate-linear-scaling",
        sentence="Batches k times larger want a learning rate k times higher.",
        source="goyal2017accurate",
        measure=measure_batch_and_rate,
        at={"batch_factor": 4, "rate_factor": 4},
        quantity="training loss after five epochs, batches of 64 at rate 0.08, as a share"
        " of that with batches of 16 at 0.02",
        digits=2,
        bounds=(0.8, 1.25),
        beyond={"rate_factor": 1},
        beyond_in_words="with the rate left at 0.02",
        verdict=Verdict.HOLDS_WHEN,
        note="the rate after scaling is still well below the largest usable",
    ),
]
