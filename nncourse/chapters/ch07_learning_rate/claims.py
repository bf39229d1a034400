"""Claims of chapter 7."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    EVERY,
    measure_edge,
    measure_warm_up,
)
from nncourse.chapters.ch07_learning_rate.runs import (
    blank_weights_left,
    largest_stable_rate,
    loss_scale_matters,
    measure_batch_and_rate,
    measure_decay,
    measure_noisy,
    measure_rate,
    steps_needed,
)
from nncourse.claims.claim import Claim
from nncourse.claims.verdict import Verdict


def share_of_limit(seed, momentum=0.5, dimensions=10, nesterov=False):
    """The largest rate that converges over 2 (1 + momentum) / λ."""
    rate = largest_stable_rate(momentum, seed, dimensions, nesterov)
    return rate / (2 * (1 + momentum))


def speed_up_over_root(seed, kappa=100.0, dimensions=10, mu=None):
    """Steps down a valley of condition number `kappa`, plain over with momentum, as a
    share of √kappa; with the best momentum unless `mu` is given.
    """
    plain = steps_needed(kappa, False, seed, dimensions)
    return plain / steps_needed(kappa, True, seed, dimensions, mu) / np.sqrt(kappa)


def sharpness_over_limit(run):
    """The last 200 steps' mean sharpness, as a share of 2 / lr."""
    return (run["sharpness"] * run["lr"] / 2)[-200 // EVERY :].mean()


def percent_rising(run):
    """The share of the last 400 steps that raised the loss, in percent."""
    return 100 * np.mean(np.diff(run["all_losses"][-400:]) > 0)


def loss_left(run):
    """The last loss as a share of that 400 steps before; 1000 if the run diverged."""
    share = run["all_losses"][-1] / run["all_losses"][-400]
    return min(share, 1000.0) if np.isfinite(share) else 1000.0


def ratio_at_best_rate(seed, rates, epochs=3, batch=32, width=64):
    """The update ratio at the rate that reads most test digits right."""
    runs = [
        measure_rate(lr, epochs=epochs, batch=batch, seed=seed, width=width) for lr in rates
    ]
    return max(runs, key=lambda run: run["test_accuracy"])["ratio"]


def percent_right(run):
    return 100 * run["accuracy"]


def accuracy_gained(seed, lr, epochs=8, batch=8, width=32):
    """Points of test accuracy that cosine decay gains, a mean of four runs."""
    cosine, constant = (
        [measure_decay(lr, schedule, 4 * seed + i, epochs, width, batch) for i in range(4)]
        for schedule in ("cosine", "constant")
    )
    ends = [[run["test_accuracy"][-1] for run in runs] for runs in (cosine, constant)]
    return 100 * (np.mean(ends[0]) - np.mean(ends[1]))


def loss_after_scaling(seed, factor=4, rate_factor=None, lr=0.02, epochs=5, width=64):
    """Final loss with batches `factor` times as large and the rate likewise, or times
    `rate_factor`, as a share of that with neither.
    """
    if rate_factor is None:
        rate_factor = factor
    return measure_batch_and_rate(factor, rate_factor, seed, lr, epochs, width)


def percent_left(left):
    return 100 * left


def gain_of_adamw(seed, decay=1.0, l2=0.01, lr=0.003, width=100, epochs=60, nets=2):
    """Points of accuracy by which AdamW beats Adam with L2, means of two runs."""
    own, penalty = (
        np.mean(
            [
                measure_noisy(name, share, lr, nets * seed + i, width, epochs)
                for i in range(nets)
            ]
        )
        for name, share in (("AdamW", decay), ("Adam, L2", l2))
    )
    return 100 * (own - penalty)


CLAIMS = [
    Claim(
        name="rate-two-over-lambda",
        sentence="On a quadratic, gradient descent converges below a learning rate of 2 /"
        " λ, λ the largest eigenvalue, and diverges above it.",
        source="lecun1998efficient",
        where="section 5.1, equation 38",
        measure=largest_stable_rate,
        at={"momentum": 0.0},
        quantity="largest rate that converges, times λ, on ten random dimensions",
        digits=3,
        bounds=(1.99, 2.01),
        beyond={"momentum": 0.9},
        beyond_in_words="with momentum 0.9",
        vary={"dimensions": [2, 10, 30], "flattest": [0.001, 0.1, 1.0]},
        outside={"momentum": [0.3, 0.9]},
        verdict=Verdict.HOLDS_WHEN,
        note="there is no momentum",
    ),
    Claim(
        name="rate-momentum-limit",
        sentence="Momentum μ moves the limit from 2 / λ to 2 (1 + μ) / λ.",
        source="goh2017momentum",
        where="The dynamics of momentum",
        measure=share_of_limit,
        at={"momentum": 0.5},
        quantity="largest rate that converges with momentum 0.5, over 3 / λ",
        digits=2,
        bounds=(0.99, 1.01),
        beyond={"nesterov": True},
        beyond_in_words="with Nesterov's momentum, whose limit is another",
        vary={"momentum": [0.0, 0.5, 0.9], "dimensions": [2, 10, 30]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-momentum-speed",
        sentence="In a valley whose curvatures differ by a factor κ, momentum needs about"
        " √κ times fewer steps.",
        source="polyak1964some",
        measure=speed_up_over_root,
        at={"kappa": 100.0},
        quantity="how many times fewer steps over √κ at κ = 100, both at their best "
        "settings",
        digits=2,
        bounds=(0.5, 1.1),
        beyond={"mu": 0.9},
        beyond_in_words="with momentum 0.9, whatever the valley",
        vary={"kappa": [2.0, 10.0, 100.0, 1000.0], "dimensions": [2, 10, 50]},
        outside={"mu": [0.0, 0.9]},
        verdict=Verdict.HOLDS_WHEN,
        note="the momentum is fitted to the valley; about means 0.9 of √κ in a short one "
        "and 0.7 in a long one",
    ),
    Claim(
        name="rate-edge-of-stability",
        sentence="Under full-batch gradient descent the sharpness rises to 2 / lr and "
        "then hovers there.",
        source="cohen2021edge",
        where="figure 1",
        measure=measure_edge,
        at={"lr": 2.0, "loss": "squared error"},
        read=sharpness_over_limit,
        quantity="mean sharpness of the last 200 of 800 steps at rate 2, over 2 / lr",
        digits=2,
        bounds=(0.9, 1.15),
        beyond={"loss": "cross-entropy"},
        beyond_in_words="with cross-entropy, whose curvature fades as the net grows sure",
        vary={
            "lr": [2.0, 3.0],
            "width": [10, 20, 40],
            "examples": [100, 200, 400],
            "scale": [0.5, 0.7, 1.0],
            "n_steps": [800, 1200],
        },
        outside={"lr": [0.3, 1.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the loss is the squared error, in a network as small as this, and there are "
        "steps enough to get there: at rate 1 not in 800",
    ),
    Claim(
        name="rate-edge-uneven",
        sentence="At the edge of stability the loss rises at many single steps.",
        source="cohen2021edge",
        where="abstract",
        measure=measure_edge,
        at={"lr": 3.0},
        read=percent_rising,
        quantity="share of the last 400 steps that raised the loss, at rate 3",
        unit="%",
        digits=0,
        bounds=(5, 60),
        beyond={"lr": 1.0},
        beyond_in_words="at rate 1, which stays below the edge",
        vary={
            "lr": [2.0, 3.0, 4.0],
            "width": [10, 20, 40],
            "examples": [100, 200],
            "n_steps": [800, 1200],
        },
        outside={"lr": [0.3, 1.0]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-edge-falls",
        sentence="And yet over many steps the loss goes on falling.",
        source="cohen2021edge",
        where="abstract",
        measure=measure_edge,
        at={"lr": 3.0},
        read=loss_left,
        quantity="loss at step 800 as a share of that at step 400, at rate 3",
        digits=2,
        bounds=(0.1, 0.95),
        beyond={"lr": 12.0},
        beyond_in_words="at rate 12, which diverges and counts as 1000",
        vary={
            "lr": [2.0, 3.0, 4.0],
            "width": [10, 20, 40],
            "examples": [100, 200],
            "n_steps": [800, 1200],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="rate-update-ratio",
        sentence="In a healthy run one step changes the weights by about a thousandth of "
        "their size.",
        source="karpathy2016cs231n",
        where="part 3, as a rough heuristic",
        measure=ratio_at_best_rate,
        at={"rates": (0.01, 0.03, 0.1, 0.3)},
        quantity="median update ratio of the middle layer at the best of four rates",
        digits=4,
        bounds=(0.0013, 0.04),
        beyond={"rates": (0.003,)},
        beyond_in_words="at rate 0.003, which hardly learns in that time",
        vary={"epochs": [1, 2, 3], "batch": [16, 32, 64], "width": [32, 64, 128]},
        outside={"rates": [(0.003,), (0.01,)]},
        verdict=Verdict.FAILS_WHEN,
        note="the run is short, three epochs or fewer: the best rate then moves the "
        "weights mostly five to twenty times as much",
    ),
    Claim(
        name="rate-warm-up",
        sentence="Warm-up lets a network train at a rate that would otherwise diverge.",
        source="gilmer2022loss",
        measure=measure_warm_up,
        at={"lr": 3.0, "warmup": 300},
        read=percent_right,
        quantity="training digits classified correctly, rate 3 reached over 300 steps",
        unit="%",
        digits=1,
        bounds=(95, 100),
        beyond={"warmup": 0},
        beyond_in_words="without warm-up",
        vary={
            "warmup": [200, 300, 400],
            "lr": [2.0, 3.0],
            "width": [20, 40],
            "scale": [1.5, 2.0],
        },
        outside={"warmup": [0, 10], "lr": [12.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the start is sharp and the warm-up is long enough",
    ),
    Claim(
        name="rate-decay",
        sentence="Lowering the rate towards the end can give a better network than a "
        "constant one, though in many cases the benefit is small.",
        source="bengio2012practical",
        measure=accuracy_gained,
        at={"lr": 0.6},
        quantity="points of test accuracy gained by cosine decay, batches of 8, rate 0.6,"
        " mean of four runs",
        digits=1,
        bounds=(0.1, 12),
        vary={
            "lr": [0.4, 0.6],
            "epochs": [4, 8],
            "width": [32, 64],
        },
        outside={"lr": [0.03]},
        beyond={"lr": 0.03},
        beyond_in_words="from a rate of 0.03, where decay only stops the learning early",
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is high enough for the batches' noise to matter",
    ),
    Claim(
        name="rate-linear-scaling",
        sentence="Batches k times larger call for a learning rate k times higher.",
        source="goyal2017accurate",
        where="section 2.1",
        measure=loss_after_scaling,
        at={"factor": 4},
        quantity="training loss after five epochs, batches of 64 at rate 0.08, as a share"
        " of that with batches of 16 at 0.02",
        digits=2,
        bounds=(0.75, 1.33),
        beyond={"rate_factor": 1},
        beyond_in_words="with the rate left at 0.02",
        vary={
            "factor": [2, 4],
            "lr": [0.01, 0.02],
            "epochs": [3, 5],
            "width": [32, 64],
        },
        outside={"factor": [32]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate after scaling is still well below the largest usable",
    ),
    Claim(
        name="rate-adam-scale",
        sentence="Adam does not depend on the scale of the gradient.",
        source="kingma2015adam",
        where="section 2.1",
        measure=loss_scale_matters,
        at={"factor": 1000.0, "optimizer": "Adam"},
        quantity="points of test accuracy between a run at rate 0.003 and the same with "
        "its loss times 1000",
        digits=1,
        bounds=(0, 3),
        beyond={"optimizer": "SGD"},
        beyond_in_words="with SGD at rate 0.1",
        vary={"factor": [0.01, 1000.0, 1e6], "width": [32, 64], "epochs": [1, 3]},
        outside={"factor": [1e-12]},
        verdict=Verdict.HOLDS_WHEN,
        note="the gradient is large beside ε, which is 1e-8: with the loss times 1e-12 "
        "nothing is learnt",
    ),
    Claim(
        name="rate-adam-l2",
        sentence="With Adam an L2 penalty in the gradient is not weight decay.",
        source="loshchilov2019decoupled",
        where="section 2",
        measure=blank_weights_left,
        at={"weight_decay": 1e-4, "optimizer": "Adam, L2"},
        read=percent_left,
        quantity="weights on pixels that are always blank, left after 480 steps at rate "
        "0.001 with an L2 penalty of 1e-4",
        unit="%",
        digits=1,
        bounds=(0, 50),
        beyond={"optimizer": "AdamW"},
        beyond_in_words="with AdamW and the same number",
        vary={
            "weight_decay": [1e-5, 1e-4, 1e-2],
            "lr": [0.001, 0.003],
            "epochs": [30, 60],
        },
        outside={"epochs": [3]},
        verdict=Verdict.HOLDS,
        note=": a weight without another gradient moves by the full rate at first, however "
        "small the penalty, and then by less as it shrinks; AdamW takes off a share of "
        "1e-7 per step",
    ),
    Claim(
        name="rate-adamw-better",
        sentence="AdamW generalises better than Adam with an L2 penalty.",
        source="loshchilov2019decoupled",
        where="abstract",
        measure=gain_of_adamw,
        quantity="points of test accuracy by which AdamW at its best decay of five, 1, "
        "beats Adam at its best penalty, 0.01, a fifth of 500 labels wrong, mean of two",
        digits=1,
        bounds=(-2, 2),
        beyond={"l2": 0.0003},
        beyond_in_words="when the penalty is 0.0003",
        vary={"lr": [0.002, 0.003], "width": [50, 100], "epochs": [60, 90]},
        verdict=Verdict.FAILS_WHEN,
        note="each has a decay of its own choice: on these small networks neither is ahead",
    ),
]
