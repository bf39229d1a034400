"""What chapter 8's tables and three of its figures hold, as stored.

python -m nncourse.chapters.ch08_dropout.tables_measured
measures all of it anew, in ten minutes, and stores it.
"""

from itertools import product
from pathlib import Path

import numpy as np

from nncourse.chapters import stored_runs
from nncourse.chapters.ch08_dropout.deeper_runs import measure_deeper
from nncourse.chapters.ch08_dropout.ensemble_runs import (
    HARD,
    measure_apart,
    measure_by_masks,
    measure_shared,
)
from nncourse.chapters.ch08_dropout.fresh_runs import measure_fresh
from nncourse.chapters.ch08_dropout.priced_runs import measure_priced
from nncourse.chapters.ch08_dropout.runs import (
    DECAYS,
    NOISY,
    RATES,
    SEEDS,
    SETS,
    STEPS,
    UNITS,
    WIDTHS,
    measure_dropout,
    measure_early_stopping,
    measure_halves,
    training_set,
)
from nncourse.chapters.ch08_dropout.shaken_runs import (
    SHAKEN_AT,
    agreement,
    rivals,
    shaken,
)
from nncourse.chapters.ch08_dropout.shifted_runs import measure_shifted

MEASURED = Path(__file__).parent / "tables.json"
CURES = "none", "masks", "price"
LONG = 3000  # steps
SETTINGS = {"nothing": (0.0, 0.0)}  # name: dropout rate, weight decay
SETTINGS |= {f"dropout {rate:g}": (rate, 0.0) for rate in RATES if 0 < rate < 1}
SETTINGS |= {f"decay {decay:g}": (0.0, decay) for decay in DECAYS}
BOTH = [(rate, decay) for rate in (0.5, 0.7) for decay in DECAYS]
RIVALRIES = {name: (name, UNITS) for name in SETS}  # training labels, units
RIVALRIES |= {"a fifth wrong, 25 units": (NOISY, 25)}


def deeper(seed, *rates):
    """% of wrong labels repeated, of unseen digits right by one pass, and by masks."""
    run = measure_deeper(*rates, seed=seed)
    return [100 * run[name] for name in ("memorised", "one pass", "masks")]


def fresh(seed, rate, times, wrong, width, n_steps):
    """% of unseen generated digits right."""
    return [round(100 * measure_fresh(rate, times, wrong, seed, width, n_steps), 1)]


def ends(seed, rate, data, width):
    """At the end: % of training labels and of unseen digits right; loss on the training
    labels, as the loop prints it, and on unseen digits.
    """
    run = measure_dropout(rate, data, seed=seed, width=width)
    right = [100 * run[f"{of}_accuracy"][-1] for of in ("train", "test")]
    return right + [run[f"{of}_loss"][-1] for of in ("train", "printed", "test")]


def shifted(seed, rate, hard):
    """% of unseen digits right, altered as those that were learnt, or all as they are."""
    return [100 * measure_shifted(rate, hard, seed)]


def apart(seed, name, rate, resampled, n):
    """% of unseen digits that 1, 2, 5, 10 and 50 networks read, averaged, up to n."""
    return [100 * share for share in measure_apart(name, rate, seed, resampled, n)]


def by_masks(seed, name, rate):
    """% of unseen digits that as many masks of one network read, averaged."""
    return [100 * share for share in measure_by_masks(name, rate, seed)]


def shared(seed, name, resampled):
    """% of one network's mistakes on unseen digits that another makes as well."""
    return [100 * measure_shared(name, seed, resampled)]


def halves(seed, rate, decay, data, width):
    """% of either half of the unseen digits right."""
    return [100 * share for share in measure_halves(rate, decay, data, seed, width)]


def stopped(seed, data, width):
    """The same without dropout, at the step of the lowest loss on the other half."""
    return [100 * measure_early_stopping(data, seed, width, j)[0] for j in (0, 1)]


def halves_mislabelled(seed, rate, decay):
    """% of either half on which the network says what a label says, a fifth of which are
    wrong.
    """
    return [100 * agreed for agreed in measure_halves(rate, decay, seed=seed, share=0.2)]


def stopped_by(seed, sign, share):
    """% of unseen digits right at the step of the lowest "loss", or the highest "accuracy",
    on the other half, `share` of whose labels are wrong, a mean of both halves; and the
    mean of the two steps.
    """
    how = {"seed": seed, "sign": sign, "share": share}
    right, step = np.mean([measure_early_stopping(judge=j, **how) for j in (0, 1)], axis=0)
    return [100 * right, step]


def strength(seed, rate, width):
    """% of unseen digits right."""
    return [100 * measure_dropout(rate, seed=seed, width=width)["test_accuracy"][-1]]


def wide(seed, rate, width):
    """% of wrong labels repeated."""
    return [100 * measure_dropout(rate, seed=seed, width=width)["memorised"]]


def firmness(seed, n_steps):
    """For each of CURES, of right labels and then of wrong ones: % learnt; and of those
    that are learnt under every cure, how far the units agree and % that survive a mask.
    Then % of unseen digits right, of those nearest to a wrong label, and of the others.
    """
    x, labels, wrong, unseen, truth = training_set(NOISY, seed)
    nets = _by_cure(seed, n_steps)
    held = [shaken(net, x, labels, seed) for net in nets]
    learnt = np.array([run["lead"] > 0 for run in held])
    nearest = ((unseen[:, None] - x) ** 2).sum(axis=2).argmin(axis=1)
    near = wrong[nearest] & (labels[nearest] != truth)
    rows = []
    for net, run, its in zip(nets, held, learnt, strict=True):
        row = []
        for kind in (~wrong, wrong):
            both = learnt.all(axis=0) & kind
            row += [100 * its[kind].mean(), agreement(run["parts"])[both].mean()]
            row += [100 * run["survives"][both].mean()]
        right = net.forward(unseen).argmax(axis=1) == truth
        rows.append(row + [100 * right[of].mean() for of in (right >= 0, near, ~near)])
    return rows


def units_on(seed):
    """For each of CURES, how many hidden units are above zero on an unseen digit, on
    average.
    """
    *_, unseen, _ = training_set(NOISY, seed)
    hidden = [net.layers[0].forward(unseen) for net in _by_cure(seed, STEPS)]
    return [(h > 0).sum(axis=1).mean() for h in hidden]


def second(seed):
    """% of the wrong labels learnt without dropout whose strongest rival is the truth."""
    x, labels, wrong, *_ = training_set(NOISY, seed)
    truth = training_set("1000 clean", seed)[1][: len(x)]  # of the same digits
    logits = measure_dropout(0.0, NOISY, seed=seed)["net"].forward(x)
    learnt = wrong & (logits.argmax(axis=1) == labels)
    return [100 * (rivals(logits, labels).argmax(axis=1) == truth)[learnt].mean()]


ASKED = {  # what measures it: with which arguments after the seed
    deeper: [
        (0.0, 0.0, 0.0), (0.0, 0.0, 0.5), (0.0, 0.5, 0.0), (0.2, 0.0, 0.0),
        (0.0, 0.5, 0.5), (0.2, 0.5, 0.5), (0.0, 0.7, 0.7),
    ],
    fresh: [
        (rate, times, wrong, UNITS, STEPS)
        for rate, times, wrong in product((0.0, 0.1, 0.2, 0.5), (60, 1), (0.2, 0.0))
    ] + [
        (rate, 1, wrong, width, n_steps)
        for rate, wrong, (width, n_steps) in product(
            (0.0, 0.5), (0.2, 0.0), ((200, STEPS), (UNITS, LONG), (200, LONG)))
    ],
    ends: list(product(RATES, SETS, WIDTHS)),
    shifted: list(product((0.0, 0.2, 0.5), (False, True))),
    apart: [
        (name, *way)
        for name in (NOISY, HARD)
        for way in ((0.5, False, 10), (0.0, False, 50), (0.0, True, 50))
    ],
    by_masks: [(NOISY, 0.5), (HARD, 0.5)],
    shared: [(NOISY, False), (NOISY, True)],
    halves: [(*way, *case) for case, way in product(RIVALRIES.values(), SETTINGS.values())]
    + [(*way, NOISY, UNITS) for way in BOTH],
    stopped: RIVALRIES.values(),
    halves_mislabelled: SETTINGS.values(),
    stopped_by: [("loss", 0.0), ("loss", 0.2), ("accuracy", 0.0)],
    strength: [
        (rate, width)
        for rate in (0.0, 0.5, 0.7, 0.9)
        for width in sorted({25, 100, round(25 / (1 - rate)), round(100 / (1 - rate))})
    ],
    wide: [(0.5, 1000), (0.9, 1000)],
    firmness: [(STEPS,), (LONG,)],
    units_on: [()],
    second: [()],
}  # fmt: skip


def stored(measure, *args):
    """What is stored of this measure with these arguments, a row a seed."""
    return np.array(stored_runs.stored(MEASURED)[_name(measure, args)])


def _by_cure(seed, n_steps):
    """A network for each of CURES, from the same first weights."""
    trained = [
        measure_dropout(rate, NOISY, seed=seed, n_steps=n_steps)["net"]
        for rate in (0.0, SHAKEN_AT)
    ]
    return [*trained, measure_priced(SHAKEN_AT, seed, n_steps)]


def _name(measure, args):
    return f"{measure.__name__}({', '.join(map(str, args))})"


def main():
    asked = ((measure, args) for measure, every in ASKED.items() for args in every)
    stored_runs.store(MEASURED, {_name(*one): _measure(*one) for one in asked})


def _measure(measure, args):
    costly = measure in (strength, wide) or (
        measure is fresh and args[3:] != (UNITS, STEPS)
    )
    seeds = SEEDS[:3] if costly else SEEDS
    return np.round([measure(seed, *args) for seed in seeds], 3).tolist()


if __name__ == "__main__":
    main()
