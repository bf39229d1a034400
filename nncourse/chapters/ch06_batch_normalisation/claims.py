"""Claims of chapter 6."""

from operator import itemgetter

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.convolution import measure_convolutions
from nncourse.chapters.ch06_batch_normalisation.runs import (
    largest_rate,
    measure_decayed,
    measure_drift,
    measure_invariance,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
)
from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import (
    measure_short_batch,
)
from nncourse.chapters.ch06_batch_normalisation.smoothness_runs import (
    measure_jitter,
    measure_trials,
)
from nncourse.claims.claim import Claim
from nncourse.claims.verdict import Kind, Verdict


def times_fewer_steps(seed, lr=1.0, depth=3, width=100, batch=60):
    """Steps to 90 % at one rate: without batch norm over with."""
    without, with_norm = (
        measure_race(kind, lr, 640, seed, depth, width, batch)["reached"]
        for kind in (False, True)
    )
    return without / with_norm


def times_larger_rate(seed, depth=8, width=50, n_steps=150):
    """The largest rate that still learns: with batch norm over without."""
    with_norm, without = (
        largest_rate(kind, depth, seed, width, n_steps) for kind in (True, False)
    )
    return with_norm / without


def gradient_times_factor(seed, factor=10.0, batch_norm=True, width=50, examples=128):
    """What W's gradient became when W was multiplied by `factor`, times that factor."""
    run = measure_invariance(factor, batch_norm, seed, width, examples)
    return factor * run["gradient"]


def percent_right(run):
    return 100 * run["accuracy"]


def accuracy_gained(seed, lr, depth, width=50, batch=64, n_steps=150):
    """Points of test accuracy that batch norm adds."""
    with_norm, without = (
        measure_run(kind, 1.0, lr, depth, seed, width, batch, n_steps)
        for kind in (True, False)
    )
    return percent_right(with_norm) - percent_right(without)


def loss_over_plain(seed, factor=1.0, lr=0.03, depth=8, width=50, n_steps=150):
    """Loss over the last 25 steps at a small rate: with batch norm over without."""
    with_norm, without = (
        measure_run(kind, factor, lr, depth, seed, width, n_steps=n_steps)["loss"][
            -5:
        ].mean()
        for kind in (True, False)
    )
    return with_norm / without


def accuracy_lost(seed, size, lr=0.03, width=32, images=2400, norm="batch"):
    """Points of test accuracy that a normalisation costs at a batch size."""
    without, with_norm = (
        measure_sizes(size, kind, lr, seed, width, images) for kind in ("none", norm)
    )
    return 100 * (without - with_norm)


def accuracy_lost_by_images(seed, size, lr=0.03, channels=8, images=1200, places=True):
    """Points of test accuracy that batch norm costs convolutions at a batch size."""
    with_norm, without = (
        measure_convolutions(norm, places, size, lr, seed, channels, images)
        for norm in (True, False)
    )
    return 100 * (without - with_norm)


def lag(run):
    """Loss by running statistics minus that by the set's own, over steps 10 to 30."""
    return (run["running"] - run["batch"])[9:30].mean()


def times_wider(run):
    """By how much a unit's inputs spread further at their widest than at their narrowest
    moment of training, the median over the units."""
    spread = run["spread"]
    return np.median(spread.max(axis=0) / spread.min(axis=0))


def share_of_equilibrium(
    seed, weight_decay=0.01, lr=0.1, n_steps=2000, width=50, batch=32, batch_norm=True
):
    """The update ratio late in a run, over the root of 2 lr weight_decay."""
    run = measure_decayed(weight_decay, 1.0, lr, seed, n_steps, width, batch, batch_norm)
    return run["settled"] / np.sqrt(2 * lr * weight_decay)


def gained_though_jittered(seed, jitter=0.5, lr=0.8, depth=8, width=50, n_steps=300):
    """Points of accuracy that batch norm gains over none while its outputs are jittered."""
    jittered = measure_jitter("batch", jitter, lr, depth, seed, width, n_steps=n_steps)
    plain = measure_jitter("none", 0.0, lr, depth, seed, width, n_steps=n_steps)
    return percent_right(jittered) - percent_right(plain)


def times_longer_step(seed, jitter=0.0, lr=0.1, depth=8, width=50, batch=64, n_steps=100):
    """The longest trial step that lowers the loss: with batch norm over without."""
    with_norm, without = (
        measure_trials(norm, noise, lr, depth, seed, width, batch, n_steps)["longest"]
        for norm, noise in (("batch", jitter), ("none", 0.0))
    )
    return with_norm / without


def lost_by_short_batches(seed, depth=20, batch=64, lr=0.1, n_steps=600, residual=False):
    """Points of test accuracy that the smaller batch at each epoch's end costs."""
    whole, short = (
        measure_short_batch(keep, depth, residual, lr, seed, batch, n_steps)[-1]
        for keep in (False, True)
    )
    return 100 * (whole - short)


CLAIMS = [
    Claim(
        name="bn-stable-inputs",
        sentence="Batch normalisation keeps the distribution of each layer's inputs "
        "stable.",
        source="article",
        measure=measure_drift,
        at={"batch_norm": True},
        read=times_wider,
        quantity="spread of what enters the last of eight ReLU layers, widest over "
        "narrowest in 150 steps at rate 0.1",
        unit="x",
        digits=1,
        bounds=(1, 1.8),
        beyond={"batch_norm": False},
        beyond_in_words="without batch norm",
        vary={
            "lr": [0.03, 0.1, 0.3],
            "depth": [2, 4, 8],
            "width": [30, 50, 100],
            "factor": [0.3, 1.0, 1.5],
        },
        verdict=Verdict.HOLDS,
        note=", as far as its spread goes, and that nearly by construction: only γ and β "
        "can move it",
    ),
    Claim(
        name="bn-fewer-steps",
        sentence="With batch normalisation a network reaches the same accuracy in 14 "
        "times fewer steps.",
        source="ioffe2015batch",
        where="abstract",
        measure=times_fewer_steps,
        quantity="steps to 90 % of 64-100-100-100-10 of sigmoids, without over with, at "
        "rate 1, near the best for both",
        unit="x",
        digits=1,
        bounds=(3, 13),
        vary={
            "lr": [0.5, 1.0],
            "width": [50, 100],
            "batch": [60, 120],
        },
        outside={"depth": [1]},
        verdict=Verdict.HOLDS_WHEN,
        note="meant in kind, at one and the same rate: six to eleven times fewer here with "
        "three layers, none with one; the 14 reported on ImageNet were at five times the "
        "rate, with other changes",
    ),
    Claim(
        name="bn-larger-rates",
        sentence="Batch normalisation allows much larger learning rates.",
        source="ioffe2015batch",
        where="abstract",
        measure=times_larger_rate,
        at={"n_steps": 300},
        quantity="largest rate that reaches 60 % in 300 steps, eight ReLU layers, with "
        "over without",
        unit="x",
        digits=0,
        bounds=(3, 128),
        beyond={"depth": 1},
        beyond_in_words="with one hidden layer",
        vary={"width": [50, 70], "depth": [8, 10], "n_steps": [150, 300, 600]},
        verdict=Verdict.HOLDS_WHEN,
        note="the network is deep",
    ),
    Claim(
        name="bn-scale-cancels",
        sentence="Multiplying the weights before batch normalisation by a leaves its "
        "output and divides their gradient by a.",
        source="ioffe2015batch",
        where="section 3.3",
        measure=gradient_times_factor,
        at={"factor": 10.0, "batch_norm": True},
        quantity="gradient of the first W after W times 10, times 10, over what it was",
        digits=3,
        bounds=(0.99, 1.01),
        beyond={"batch_norm": False},
        beyond_in_words="without batch norm",
        vary={
            "factor": [0.3, 2.0, 10.0, 1000.0],
            "width": [20, 50, 100],
            "examples": [16, 128, 1000],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="bn-bias-idle",
        sentence="A bias before batch normalisation has no effect.",
        source="ioffe2015batch",
        where="section 3.2",
        kind=Kind.ARITHMETIC,
        measure=measure_invariance,
        at={"batch_norm": True},
        read=itemgetter("bias"),
        quantity="largest gradient of the first layer's bias over the last layer's",
        digits=3,
        bounds=(0, 1e-9),
        beyond={"batch_norm": False},
        beyond_in_words="without batch norm",
        vary={"width": [20, 50, 100], "examples": [16, 128, 1000]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="bn-forgives-initialisation",
        sentence="With batch normalisation one can be less careful about initialisation.",
        source="ioffe2015batch",
        where="abstract",
        measure=measure_run,
        at={"batch_norm": True, "factor": 0.3},
        read=percent_right,
        quantity="test accuracy of eight ReLU layers after 150 steps at rate 0.1, weights "
        "0.3 times He's",
        unit="%",
        digits=0,
        bounds=(75, 100),
        beyond={"batch_norm": False},
        beyond_in_words="without batch norm",
        vary={
            "factor": [0.1, 0.3, 1.0, 2.0],
            "depth": [4, 8, 12],
            "width": [30, 50, 100],
            "lr": [0.1, 0.2],
            "n_steps": [150, 600],
        },
        outside={"factor": [10.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the weights are a tenth of He's to twice He's; ten times as large they learn "
        "slowly",
    ),
    Claim(
        name="bn-same-rate",
        sentence="At one small rate, the same with it and without, ReLU layers train "
        "faster with batch normalisation.",
        source="this course",
        measure=loss_over_plain,
        at={"factor": 1.0},
        quantity="loss with batch normalisation over loss without, so above 1 is slower "
        "with it: eight layers, He's weights, 150 steps at rate 0.03 for both",
        unit="x",
        digits=1,
        bounds=(1.2, 50),
        beyond={"factor": 0.3},
        beyond_in_words="with weights 0.3 times He's",
        vary={
            "factor": [1.0, 1.2],
            "lr": [0.01, 0.02, 0.03],
            "depth": [4, 8],
            "width": [50, 100],
            "n_steps": [150, 300],
        },
        outside={"factor": [0.3, 0.7]},
        verdict=Verdict.FAILS_WHEN,
        note="the weights are He's; where they are too small it is far faster with it",
    ),
    Claim(
        name="bn-small-batches",
        sentence="Batch normalisation does badly when batches become small.",
        source="wu2018group",
        where="abstract",
        measure=accuracy_lost,
        at={"size": 2},
        quantity="percentage points of test accuracy lost by it with batches of 2",
        digits=0,
        bounds=(25, 95),
        beyond={"size": 8},
        beyond_in_words="with batches of 8",
        vary={
            "lr": [0.01, 0.03],
            "width": [32, 64],
            "images": [1200, 2400],
        },
        outside={"size": [4, 8, 16]},
        verdict=Verdict.HOLDS_WHEN,
        note="a batch of a dense network has two examples: batches of four cost about ten "
        "points, of eight hardly any, each after the same 2400 images",
    ),
    Claim(
        name="bn-channels-bear-two",
        sentence="For images, a channel at a time, batch normalisation bears batches of "
        "two.",
        source="this course",
        measure=accuracy_lost_by_images,
        at={"size": 2, "places": True},
        quantity="percentage points of test accuracy lost by it in four convolutions of "
        "eight channels, after 1200 images in batches of 2",
        digits=0,
        bounds=(-25, 10),
        beyond={"places": False},
        beyond_in_words="with a mean of its own for every place of a channel",
        vary={
            "size": [2, 4, 8],
            "lr": [0.01, 0.03],
            "channels": [8, 16],
        },
        verdict=Verdict.HOLDS,
        note=": on digits of 8 by 8 each channel has 128 values in a batch of two",
    ),
    Claim(
        name="bn-short-last-batch",
        sentence="One short batch at the end of each epoch harms a deep network with batch "
        "normalisation.",
        source="this course",
        measure=lost_by_short_batches,
        at={"batch": 64, "depth": 20},
        quantity="percentage points of test accuracy that twenty layers lose if the four "
        "images left over by batches of 64 make a batch: after 600 steps at rate 0.1, six "
        "after such a batch",
        digits=0,
        bounds=(15, 90),
        beyond={"batch": 128},
        beyond_in_words="with batches of 128, which leave 68 over",
        vary={
            "lr": [0.1, 0.2],
            "depth": [15, 20],
            "n_steps": [300, 600],
        },
        outside={"depth": [2], "residual": [True]},
        verdict=Verdict.HOLDS_WHEN,
        note="the network is deep, the last batch tiny and there is no way round the "
        "layers: eight fall back too, but recover within the epoch; with residual "
        "connections twenty lose none",
    ),
    Claim(
        name="bn-shallow-nothing",
        sentence="A shallow, well initialised network gains nothing from batch "
        "normalisation.",
        source="this course",
        measure=accuracy_gained,
        at={"lr": 0.3, "depth": 1},
        quantity="percentage points of test accuracy gained by 64-50-10 at rate 0.3",
        digits=1,
        bounds=(-6, 4),
        beyond={"lr": 0.8, "depth": 8},
        beyond_in_words="with eight hidden layers at rate 0.8",
        vary={
            "lr": [0.1, 0.3, 0.8],
            "depth": [1, 2],
            "width": [20, 50, 100],
            "batch": [16, 64],
            "n_steps": [50, 150, 400],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="bn-statistics-lag",
        sentence="Running statistics that move slowly lag behind the network.",
        source="this course",
        measure=measure_statistics,
        at={"momentum": 0.01},
        read=lag,
        quantity="loss by running statistics minus loss by the set's own, steps 10 to 30,"
        " moving by 0.01 per step",
        digits=2,
        bounds=(0.2, 30),
        beyond={"momentum": 0.1},
        beyond_in_words="moving by 0.1 per step",
        vary={
            "momentum": [0.003, 0.01],
            "size": [16, 64],
            "lr": [0.1, 0.3],
            "width": [20, 50],
        },
        outside={"momentum": [0.1]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="bn-decay-sets-rate",
        sentence="With batch normalisation weight decay sets the length of the steps.",
        source="laarhoven2017l2",
        measure=share_of_equilibrium,
        at={"weight_decay": 0.01, "batch_norm": True},
        quantity="update ratio of the first W late in 2000 steps, over √(2ηδ), at a decay "
        "of 0.01 and rate 0.1",
        digits=2,
        bounds=(0.75, 1.3),
        beyond={"batch_norm": False},
        beyond_in_words="without batch norm",
        vary={
            "weight_decay": [0.01, 0.03],
            "lr": [0.1, 0.2],
            "width": [30, 50],
            "batch": [16, 32],
        },
        outside={"weight_decay": [0.0001]},
        verdict=Verdict.HOLDS_WHEN,
        note="the run is long beside 1/(2ηδ) steps: with a decay of 0.0001 that is 50,000",
    ),
    Claim(
        name="bn-not-by-stability",
        sentence="Batch normalisation helps because it keeps distributions stable.",
        source="santurkar2018how",
        where="section 2.2, which refutes it",
        measure=gained_though_jittered,
        at={"jitter": 0.5},
        quantity="points of accuracy that eight layers gain by batch norm at rate 0.8, "
        "though what it puts out is shifted and stretched anew at each step",
        digits=0,
        bounds=(30, 95),
        beyond={"lr": 0.03},
        beyond_in_words="at a rate of 0.03, where nothing needs help",
        vary={"jitter": [0.2, 0.5], "width": [50, 70], "n_steps": [300, 400]},
        verdict=Verdict.FAILS_WHEN,
        note="tried in deep networks at a high rate, where most of the gain is there with "
        "neither mean nor spread stable; at a low rate the noise costs a third of the "
        "accuracy or more, so stability may be a part of it",
    ),
    Claim(
        name="bn-smoother",
        sentence="Batch normalisation makes the loss smoother: a gradient can be followed "
        "further.",
        source="santurkar2018how",
        where="abstract",
        measure=times_longer_step,
        quantity="longest step against the gradient that lowers its batch's loss, eight "
        "layers, with over without",
        unit="x",
        digits=1,
        bounds=(3, 50),
        beyond={"depth": 1},
        beyond_in_words="with one hidden layer",
        vary={
            "jitter": [0.0, 0.5],
            "lr": [0.03, 0.1],
            "width": [50, 70],
            "batch": [32, 64, 128],
            "n_steps": [50, 100],
        },
        outside={"depth": [1]},
        verdict=Verdict.HOLDS_WHEN,
        note="the network is deep, and with noise behind the layer too",
    ),
    Claim(
        name="layer-norm-small-batches",
        sentence="Layer normalisation does not depend on the size of the batch.",
        source="ba2016layer",
        where="abstract",
        measure=accuracy_lost,
        at={"size": 2, "norm": "layer"},
        quantity="percentage points of test accuracy lost by it with batches of 2",
        digits=0,
        bounds=(-30, 12),
        beyond={"norm": "batch"},
        beyond_in_words="by batch norm",
        vary={
            "size": [1, 2, 8],
            "lr": [0.01, 0.03],
            "norm": ["layer", "RMS"],
        },
        outside={"norm": ["batch"]},
        verdict=Verdict.HOLDS,
        note=", and RMS normalisation neither: each example is normalised by itself",
    ),
]
