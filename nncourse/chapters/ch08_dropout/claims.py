"""Claims of chapter 8."""

import numpy as np

from nncourse.chapters.ch08_dropout.fresh_runs import measure_fresh
from nncourse.chapters.ch08_dropout.runs import (
    DECAYS,
    NOISY,
    SETS,
    difference_that_dropout_makes,
    mean_after_dropout,
    measure_averaging,
    measure_doubt,
    measure_dropout,
    measure_early_stopping,
    measure_halves,
    measure_lesions,
    measure_masks,
)
from nncourse.chapters.ch08_dropout.shifted_runs import measure_shifted
from nncourse.claims.claim import Claim
from nncourse.claims.verdict import Verdict

RATES = 0.5, 0.7, 0.9  # among which the best of dropout is sought


def share_dropped(seed, units=100, rate=0.2, training=True):
    """Units dropped, mean of 2000 steps, as a share of units times rate."""
    dropped = measure_masks(units, rate, seed=seed, training=training)
    return dropped.mean() / (units * rate)


def percent_exactly_so_many(seed, units=100, rate=0.2):
    """The share of 2000 steps that drop exactly units * rate, in percent."""
    return 100 * np.mean(measure_masks(units, rate, seed=seed) == round(units * rate))


def spread_of_dropped(seed, units=100, rate=0.2, share=1):
    """Standard deviation of the units dropped over √(units * rate * (1 - rate))."""
    dropped = measure_masks(units, rate, seed=seed, share=share)
    return dropped.std() / np.sqrt(units * rate * (1 - rate))


def percent_right(run):
    return 100 * run["test_accuracy"][-1]


def percent_memorised(run):
    return 100 * run["memorised"]


def points_between(run):
    """Accuracy on the training labels minus that on unseen digits, in points."""
    return 100 * (run["train_accuracy"][-1] - run["test_accuracy"][-1])


def accuracy_gained(seed, rate=0.5, over=0.0, data=NOISY, width=100, n_steps=600):
    """Points of test accuracy that one dropout rate gains over another."""
    with_rate, other = (
        percent_right(measure_dropout(r, data, seed=seed, width=width, n_steps=n_steps))
        for r in (rate, over)
    )
    return with_rate - other


def least_gained(seed, rates=(0.2, 0.5), data=NOISY, width=100, n_steps=600):
    """Points of test accuracy that the worst of `rates` gains over no dropout."""
    return min(accuracy_gained(seed, rate, 0.0, data, width, n_steps) for rate in rates)


def points_less_memorised(seed, low=0.2, high=0.5, width=100, n_steps=600):
    """Wrong training labels given back at a `low` rate, less those at a `high` one."""
    more, less = (
        measure_dropout(rate, NOISY, seed=seed, width=width, n_steps=n_steps)
        for rate in (low, high)
    )
    return percent_memorised(more) - percent_memorised(less)


def times_less_needed(seed, rate=0.5, data=NOISY, width=100, n_steps=600, nets=3, apart=0):
    """What the most important unit is worth without dropout over what it is worth with.

    Both are means of so many networks; those with it have seeds so far `apart`.
    """
    seeds = np.arange(nets * seed, nets * seed + nets)
    without, with_rate = (
        np.mean([measure_lesions(r, data, s, width, n_steps).max() for s in some])
        for r, some in ((0.0, seeds), (rate, seeds + apart))
    )
    return without / with_rate


def gain_of_averaging(seed, masks=64, rate=0.5, width=100, n_steps=600):
    """Points by which an average over masks beats one pass with nothing dropped."""
    run = measure_averaging(rate, NOISY, seed, width=width, n_steps=n_steps)
    averaged = run["accuracy"].mean(axis=0)[list(run["k"]).index(masks)]
    return 100 * (averaged - run["scaled_accuracy"])


def gain_over_decay(
    seed, rates=RATES, decays=DECAYS[1:], data=NOISY, width=100, n_steps=600, nets=6
):
    """Points by which dropout beats weight decay, each at the best of its settings.

    The best is chosen on one half of the test digits and judged on the other, then the
    other way round, each time as the mean of so many networks.
    """

    def halves(*setting):
        seeds = range(nets * seed, nets * seed + nets)
        runs = [measure_halves(*setting, data, i, width, n_steps) for i in seeds]
        return np.mean(runs, axis=0)

    dropout = np.array([halves(rate, 0.0) for rate in rates])
    decay = np.array([halves(0.0, d) for d in decays])
    gains = [
        dropout[dropout[:, chosen].argmax(), judged]
        - decay[decay[:, chosen].argmax(), judged]
        for chosen, judged in ((0, 1), (1, 0))
    ]
    return 100 * np.mean(gains)


def gain_over_early_stopping(seed, rate=0.5, data=NOISY, width=100, nets=4):
    """Points by which dropout beats the step of lowest loss, a mean of so many networks."""
    seeds = range(nets * seed, nets * seed + nets)
    dropout = [measure_halves(rate, 0.0, data, i, width)[1] for i in seeds]
    stopped = [measure_early_stopping(data, i, width)[0] for i in seeds]
    return 100 * (np.mean(dropout) - np.mean(stopped))


def gained_on_shifted(seed, rate=0.5, hard=True, width=100, n_steps=600, nets=6):
    """Points of accuracy that dropout gains on 500 hard digits that come again and again,
    a mean of `nets` networks.
    """
    settings = {"hard": hard, "width": width, "n_steps": n_steps}
    with_rate, without = (
        [measure_shifted(r, seed=nets * seed + i, **settings) for i in range(nets)]
        for r in (rate, 0.0)
    )
    return 100 * (np.mean(with_rate) - np.mean(without))


def lost_when_seen_once(seed, rate=0.5, times=1, wrong=0.2, width=100, n_steps=600, nets=4):
    """Points of accuracy that dropout costs where each digit comes so many `times`."""
    settings = {"times": times, "wrong": wrong, "width": width, "n_steps": n_steps}
    with_rate, without = (
        [measure_fresh(r, seed=nets * seed + i, **settings) for i in range(nets)]
        for r in (rate, 0.0)
    )
    return 100 * (np.mean(without) - np.mean(with_rate))


def less_sure(
    seed, shuffled=True, masks=50, rate=0.5, data="1000 clean", width=100, n_steps=600
):
    """Points by which the average over masks is less sure than one pass, of images whose
    pixels are shuffled or of digits."""
    run = measure_doubt(rate, data, seed, masks, width, n_steps)
    which = "unsure" if shuffled else "sure"
    return 100 * (run["one pass"][which] - run["masks"][which])


def mistakes_found_more(seed, masks=50, rate=0.5, width=100, n_steps=600, nets=3):
    """Points of the mistakes that the tenth least sure holds, by masks less by one pass."""
    runs = [
        measure_doubt(rate, NOISY, nets * seed + i, masks, width, n_steps)
        for i in range(nets)
    ]
    return 100 * np.mean([run["masks"]["found"] - run["one pass"]["found"] for run in runs])


CLAIMS = [
    Claim(
        name="complex-overfits",
        sentence="A network that is too complex may over-fit: it does worse on unseen "
        "data than on its own.",
        source="article",
        measure=measure_dropout,
        at={"rate": 0.0, "width": 400},
        read=points_between,
        quantity="points by which accuracy on the training labels, a fifth wrong, exceeds "
        "that on unseen digits, 400 units",
        digits=0,
        bounds=(7, 30),
        beyond={"width": 25},
        beyond_in_words="with 25 units",
        vary={"width": [400, 1000], "n_steps": [600, 1200], "lr": [0.05, 0.1]},
        outside={"width": [8, 25], "data": ["1000 clean"], "n_steps": [200]},
        verdict=Verdict.HOLDS_WHEN,
        note="there is something wrong to learn and time to learn it; the wide network "
        "reads unseen digits no worse than the one of 25 units, only worse than itself "
        "before",
    ),
    Claim(
        name="dropout-twenty-of-hundred",
        sentence="With 100 units and a rate of 0.2, 20 units are dropped at each step.",
        source="article",
        measure=share_dropped,
        at={"units": 100, "rate": 0.2},
        quantity="units dropped, mean of 2000 steps, over 20",
        digits=2,
        bounds=(0.97, 1.03),
        beyond={"training": False},
        beyond_in_words="in evaluation",
        vary={"units": [10, 100, 1000], "rate": [0.1, 0.2, 0.5]},
        verdict=Verdict.HOLDS_WHEN,
        note="averaged over steps",
    ),
    Claim(
        name="dropout-exactly-twenty",
        sentence="With 100 units and a rate of 0.2, exactly 20 are dropped at a step.",
        source="article",
        measure=percent_exactly_so_many,
        at={"units": 100, "rate": 0.2},
        quantity="steps of 2000 that dropped exactly 20",
        unit="%",
        digits=0,
        bounds=(0, 40),
        vary={"units": [10, 100, 1000], "rate": [0.1, 0.2, 0.5]},
        outside={"rate": [0.0, 1.0]},
        verdict=Verdict.FAILS_WHEN,
        note="taken step by step: each unit has a draw of its own",
    ),
    Claim(
        name="dropout-binomial",
        sentence="The number of dropped units of n spreads with a standard deviation of "
        "√(n r (1 − r)), which is 4 for 100 units and a rate of 0.2.",
        source="this course",
        measure=spread_of_dropped,
        at={"units": 100, "rate": 0.2},
        quantity="standard deviation over 2000 steps, over 4",
        digits=2,
        bounds=(0.92, 1.08),
        beyond={"share": 4},
        beyond_in_words="when four units share a draw, as in spatial dropout",
        vary={"units": [20, 100, 1000], "rate": [0.1, 0.2, 0.5]},
        verdict=Verdict.HOLDS_WHEN,
        note="each unit has a draw of its own",
    ),
    Claim(
        name="dropout-rate-zero",
        sentence="A rate of 0 is no regularisation.",
        source="article",
        measure=difference_that_dropout_makes,
        at={"rate": 0.0},
        quantity="largest difference of any weight, with and without the layer, one epoch",
        digits=3,
        bounds=(0, 0),
        beyond={"rate": 0.1},
        beyond_in_words="at a rate of 0.1",
        vary={"width": [20, 100, 400], "data": list(SETS)},
        outside={"rate": [0.01, 0.1]},
        verdict=Verdict.HOLDS,
        note=", to the last bit",
    ),
    Claim(
        name="dropout-rate-one",
        sentence="A rate of 1 learns nothing.",
        source="article",
        measure=measure_dropout,
        at={"rate": 1.0, "data": "1000 clean"},
        read=percent_right,
        quantity="unseen digits classified correctly, 1000 clean labels",
        unit="%",
        digits=0,
        bounds=(0, 30),
        beyond={"rate": 0.5},
        beyond_in_words="at a rate of 0.5",
        vary={"width": [25, 100, 400], "n_steps": [200, 600, 1200], "data": list(SETS)},
        outside={"rate": [0.9]},
        verdict=Verdict.HOLDS,
        note=": what is left is chance, and the last layer's bias",
    ),
    Claim(
        name="dropout-usual-rates",
        sentence="A rate between 0.2 and 0.5 prevents over-fitting and does not weaken "
        "learning too much.",
        source="article",
        measure=least_gained,
        quantity="points of accuracy on unseen digits that the worse of 0.2 and 0.5 gains "
        "over 0, a fifth of 500 labels wrong",
        digits=1,
        bounds=(1, 16),
        beyond={"data": "1000 clean"},
        beyond_in_words="with 1000 clean labels",
        vary={"width": [50, 100], "n_steps": [300, 600, 1200]},
        outside={"data": ["1000 clean"]},
        verdict=Verdict.HOLDS_WHEN,
        note="there is something to regularise and the network is no wider than 100 units; "
        "with 200, one run in ten lost by it",
    ),
    Claim(
        name="dropout-higher-rates",
        sentence="The best rate may lie above 0.5.",
        source="this course",
        measure=accuracy_gained,
        at={"rate": 0.7, "over": 0.5, "width": 400},
        quantity="points of accuracy that 0.7 gains over 0.5, a fifth of 500 labels wrong, "
        "400 units",
        digits=1,
        bounds=(-1.5, 8),
        beyond={"rate": 1.0},
        beyond_in_words="with a rate of 1 in place of 0.7",
        vary={"width": [100, 400, 1000], "n_steps": [600, 1200]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layer has a hundred units or more: 0.7 does as well as 0.5 there, or "
        "better",
    ),
    Claim(
        name="dropout-more-is-stronger",
        sentence="A higher rate is a stronger regularisation.",
        source="article",
        measure=points_less_memorised,
        at={"low": 0.2, "high": 0.5},
        quantity="wrong training labels repeated at 0.2, less those at 0.5, points",
        digits=0,
        bounds=(2, 60),
        vary={
            "high": [0.5, 0.7, 0.9],
            "width": [50, 100, 400],
            "n_steps": [600, 1200],
        },
        outside={"n_steps": [20]},
        verdict=Verdict.HOLDS_WHEN,
        note="training lasts long enough for anything to be memorised",
    ),
    Claim(
        name="dropout-too-strong",
        sentence="Too high a rate weakens learning.",
        source="article",
        measure=accuracy_gained,
        at={"rate": 0.5, "over": 0.9, "width": 50},
        quantity="points of accuracy lost from a rate of 0.5 to 0.9 with 50 units, a fifth "
        "of 500 labels wrong",
        digits=0,
        bounds=(2.5, 90),
        beyond={"width": 400},
        beyond_in_words="with 400 units",
        vary={"width": [10, 25, 50], "n_steps": [300, 600, 1200]},
        outside={"width": [400, 1000], "over": [0.7]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layer is narrow: with 400 units 0.9 is no worse than 0.5",
    ),
    Claim(
        name="dropout-prevents-over-fitting",
        sentence="Dropout prevents over-fitting.",
        source="article",
        measure=accuracy_gained,
        at={"data": NOISY},
        quantity="points of accuracy on unseen digits gained at 0.5, a fifth of 500 "
        "labels wrong",
        digits=1,
        bounds=(2.5, 16),
        beyond={"data": "100 clean"},
        beyond_in_words="with 100 clean labels, where the network over-fits all the same",
        vary={"width": [100, 400], "n_steps": [600, 1200, 3000]},
        outside={"data": ["100 clean", "1000 clean"]},
        verdict=Verdict.HOLDS_WHEN,
        note="there are wrong labels to memorise, or hard examples seen many times; it "
        "lessens over-fitting and does not end it",
    ),
    Claim(
        name="dropout-robust-features",
        sentence="Dropout forces a network to learn robust features, so that it does not "
        "depend on particular units.",
        source="article",
        measure=times_less_needed,
        quantity="accuracy lost when the most important of 100 units is taken out, trained "
        "without dropout over trained at 0.5, means of three networks",
        unit="x",
        digits=1,
        bounds=(1.9, 20),
        beyond={"rate": 0.0, "apart": 100},
        beyond_in_words="with both trained without it, from other first weights",
        vary={
            "rate": [0.2, 0.5, 0.7],
            "width": [50, 100, 200],
            "n_steps": [600, 1200],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="robust means that no single unit is needed; without dropout, too, most of "
        "the units are worth little alone",
    ),
    Claim(
        name="dropout-many-clean",
        sentence="With a thousand clean digits of this easy kind dropout gains next to "
        "nothing.",
        source="this course",
        measure=accuracy_gained,
        at={"data": "1000 clean"},
        quantity="points of accuracy on unseen digits gained at 0.5, 1000 clean labels",
        digits=1,
        bounds=(-2.4, 2.4),
        beyond={"data": NOISY},
        beyond_in_words="with 500 labels, a fifth of them wrong",
        vary={
            "rate": [0.2, 0.5],
            "width": [50, 100, 400],
            "n_steps": [300, 600, 1200],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-few-hard",
        sentence="With right labels alone, too, dropout gains if digits are few and hard.",
        source="this course",
        measure=gained_on_shifted,
        at={"hard": True},
        quantity="points of accuracy on unseen digits gained at 0.5, 500 clean digits "
        "shifted by up to a pixel and noised, 100 units, mean of six runs",
        digits=1,
        bounds=(1, 9),
        beyond={"hard": False},
        beyond_in_words="with 500 clean digits as they are",
        vary={"rate": [0.2, 0.5], "width": [100, 200], "n_steps": [600, 1500]},
        outside={"width": [25], "n_steps": [100]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layer has a hundred units or more and learns the same digits dozens of "
        "times",
    ),
    Claim(
        name="dropout-memorising",
        sentence="Dropout hinders a network in learning wrong labels by heart.",
        source="arpit2017closer",
        where="abstract, of data sets of noise",
        measure=measure_dropout,
        at={"rate": 0.5, "data": NOISY},
        read=percent_memorised,
        quantity="wrong training labels repeated after 600 steps at 0.5, 100 units",
        unit="%",
        digits=0,
        bounds=(0, 35),
        beyond={"n_steps": 3000},
        beyond_in_words="after 3000 steps",
        vary={"width": [25, 50, 100], "n_steps": [300, 600], "rate": [0.5, 0.7]},
        outside={"width": [400, 1000], "n_steps": [3000], "rate": [0.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the network is narrow and training is short: dropout delays memorising, and "
        "400 units or 3000 steps bring most of it back",
    ),
    Claim(
        name="dropout-scaling-keeps-mean",
        sentence="Dividing what is kept by 1 − r keeps the mean of each of the "
        "layer's outputs.",
        source="srivastava2014dropout",
        where="section 10",
        measure=mean_after_dropout,
        at={"rate": 0.5, "scaled": True},
        quantity="mean of what leaves the layer at 0.5 when ones enter",
        digits=2,
        bounds=(0.95, 1.05),
        beyond={"scaled": False},
        beyond_in_words="without the division",
        vary={"rate": [0.1, 0.5, 0.9], "units": [10, 50, 500]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-weight-scaling",
        sentence="One pass with nothing dropped classifies as many digits correctly as "
        "the average over many masks.",
        source="srivastava2014dropout",
        where="section 7.5",
        measure=gain_of_averaging,
        at={"masks": 64},
        quantity="points of accuracy by which 64 masks beat one pass",
        digits=1,
        bounds=(-2, 2),
        beyond={"masks": 1},
        beyond_in_words="with a single mask, which is dropout left on by mistake",
        vary={
            "rate": [0.2, 0.5, 0.7],
            "width": [50, 100, 400],
            "n_steps": [300, 600, 1200],
            "masks": [32, 64],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="accuracy is what counts",
    ),
    Claim(
        name="dropout-beats-weight-decay",
        sentence="Dropout does better than weight decay.",
        source="srivastava2014dropout",
        where="section 6.5",
        measure=gain_over_decay,
        quantity="points of accuracy by which dropout beats weight decay, each at the "
        "best of its settings, a fifth of 500 labels wrong, mean of six runs",
        digits=1,
        bounds=(-2, 2),
        beyond={"decays": (0.0001,)},
        beyond_in_words="against a decay of 0.0001 and nothing else",
        vary={"width": [50, 100], "n_steps": [600, 800]},
        verdict=Verdict.FAILS_WHEN,
        note="the decay is chosen as carefully as the rate: neither is ahead then (in the "
        "paper dropout had L2 or max-norm beside it, here it stands alone)",
    ),
    Claim(
        name="dropout-beats-early-stopping",
        sentence="Dropout does better than early stopping.",
        source="srivastava2014dropout",
        measure=gain_over_early_stopping,
        quantity="points of accuracy by which dropout 0.5 beats the step of lowest loss "
        "on 300 other digits, a fifth of 500 labels wrong, mean of four runs",
        digits=1,
        bounds=(0, 8),
        beyond={"rate": 0.95},
        beyond_in_words="at a rate of 0.95",
        vary={"rate": [0.5, 0.7], "width": [50, 80, 100]},
        outside={"rate": [0.95]},
        verdict=Verdict.HOLDS_WHEN,
        note="labels are wrong, the rate is 0.5 or more and there are 50 to 100 units, "
        "for the mean of several runs; about one single run in four gains nothing, and at "
        "0.5 early stopping is level if it goes by accuracy in place of loss",
    ),
    Claim(
        name="dropout-one-pass",
        sentence="A network that sees its data once is better off without dropout.",
        source="liu2025drop",
        where="abstract, of language models",
        measure=lost_when_seen_once,
        at={"times": 1},
        quantity="points of accuracy on unseen digits lost at 0.5 after 600 steps of 50 "
        "digits, each generated for its step and never seen again, a fifth of the labels "
        "wrong, 100 units, mean of four runs",
        digits=1,
        bounds=(1, 60),
        beyond={"times": 60},
        beyond_in_words="over as many steps with 500 such digits, each sixty times",
        vary={
            "rate": [0.5, 0.7],
            "width": [50, 100, 200],
            "n_steps": [100, 600, 1500],
            "wrong": [0.0, 0.2],
        },
        outside={"rate": [0.1]},
        verdict=Verdict.HOLDS_WHEN,
        note="the alternative is a rate of 0.5 or more, up to 1500 steps; a rate of 0.1 "
        "changes little either way",
    ),
    Claim(
        name="dropout-doubt",
        sentence="Averaged over masks, a network is less sure of what it has never seen.",
        source="gal2016dropout",
        where="section 5, of regression",
        measure=less_sure,
        at={"shuffled": True},
        quantity="points of probability by which 50 masks are less sure than one pass of "
        "digits whose pixels are shuffled, 1000 clean labels",
        digits=0,
        bounds=(8, 40),
        beyond={"shuffled": False},
        beyond_in_words="of digits as they are",
        vary={"rate": [0.4, 0.5, 0.7], "width": [50, 100], "masks": [20, 50]},
        outside={"rate": [0.05]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is high, 0.4 or more; it still gives half of its probability to one "
        "digit",
    ),
    Claim(
        name="dropout-doubt-mistakes",
        sentence="The doubt of many masks points to more mistakes than the doubt of one "
        "pass.",
        source="this course",
        measure=mistakes_found_more,
        at={"masks": 50},
        quantity="share of the mistakes that lie in the tenth least sure, by 50 masks less "
        "by one pass, points, a fifth of 500 labels wrong, mean of three runs",
        digits=0,
        bounds=(-14, 6),
        beyond={"masks": 1},
        beyond_in_words="by a single mask",
        vary={"rate": [0.2, 0.5], "width": [50, 100], "masks": [20, 50]},
        outside={"masks": [1]},
        verdict=Verdict.FAILS_WHEN,
        note="the one pass is given its own probability to judge by: it finds as many, or "
        "more",
    ),
]
