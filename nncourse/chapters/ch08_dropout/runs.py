"""What dropout does: to a layer, to what a network remembers, and to its answers.

A network of 64-100-10 learns digits from a training set that is small, or large, or has a
fifth of its labels wrong, and is asked about 600 others.
"""

from functools import lru_cache

import numpy as np
from matplotlib.colors import ListedColormap

from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches, digits
from nncourse.layers import Dense, Dropout, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, look, panels
from nncourse.training import evaluate, steps

SETS = {  # name: (examples, share of wrong labels)
    "100 clean": (100, 0.0),
    "1000 clean": (1000, 0.0),
    "500, a fifth wrong": (500, 0.2),
}
TEST = 600
UNITS = 100
STEPS = 600
EVERY = 40
RATES = 0.0, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0
SEEDS = range(5)
DROPPED = ListedColormap([(1, 1, 1, 0), COLOURS["train"]])  # what is kept shows the page


@lru_cache
def measure_masks(units=100, rate=0.2, n_steps=2000, seed=0):
    """How many of `units` are dropped at each of `n_steps` steps, as an array.

    One example a step, so each step draws one mask.
    """
    layer = Dropout(rate, np.random.default_rng(seed))
    one = np.ones((1, units))
    return np.array([int((layer.forward(one, True) == 0).sum()) for _ in range(n_steps)])


def mean_after_dropout(rate=0.5, scaled=True, n_masks=4000, seed=0):
    """Mean of what leaves a dropout layer when ones enter, with its scaling or without."""
    layer = Dropout(rate, np.random.default_rng(seed))
    y = layer.forward(np.ones((n_masks, 50)), training=True)
    return float(y.mean() if scaled else (y > 0).mean())


def difference_that_dropout_makes(rate=0.0, seed=0):
    """Largest difference between the weights of two runs of an epoch, one of them with
    Dropout(rate) after its hidden layer, alike in all else.
    """
    x, labels, *_ = training_set("1000 clean", seed)
    weights = []
    for extra in ((), (Dropout(rate, np.random.default_rng(seed)),)):
        rng = np.random.default_rng(seed)
        net = Sequential(Dense(64, UNITS, rng), ReLU(), *extra, Dense(UNITS, 10, rng))
        todo = batches(x, labels, 50, 1, rng)
        for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), todo):
            pass
        weights.append(np.concatenate([p.ravel() for p in net.params.values()]))
    return float(np.abs(weights[0] - weights[1]).max())


@lru_cache
def training_set(name, seed=0):
    """(x, labels, wrong, x_test, labels_test); `wrong` marks the changed labels."""
    if name not in SETS:
        raise ValueError(f"data must be one of {list(SETS)}, not {name!r}")
    n, share = SETS[name]
    x, labels = digits()
    rng = np.random.default_rng([seed, 8])
    order = rng.permutation(len(x))
    train, test = order[:n], order[-TEST:]
    wrong = np.arange(n) < round(share * n)
    given = labels[train].copy()
    given[wrong] = (given[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    return x[train], given, wrong, x[test], labels[test]


@lru_cache
def measure_dropout(rate=0.5, data="500, a fifth wrong", weight_decay=0.0, seed=0):
    """One training run with dropout after the hidden layer.

    A dict of arrays with a row for every 40th step: "step", "train_loss", "train_accuracy",
    "test_loss", "test_accuracy", all in evaluation; "memorised" is the share of the wrong
    labels that the network gives back in the end (nan without any), "net" the network.
    """
    x, labels, wrong, x_test, labels_test = training_set(data, seed)
    rng = np.random.default_rng(seed)
    net = mlp([64, UNITS, 10], rng, dropout=rate)
    optimizer = SGD(0.05, momentum=0.9, weight_decay=weight_decay)
    rows = {"step": [], "loss": [], "train": [], "test": []}
    todo = batches(x, labels, 50, STEPS * 50 // len(x), rng)
    for step, loss in enumerate(steps(net, softmax_cross_entropy, optimizer, todo), 1):
        if step % EVERY == 0:
            rows["step"].append(step)
            rows["loss"].append(loss)
            rows["train"].append(evaluate(net, x, labels))
            rows["test"].append(evaluate(net, x_test, labels_test))
    train, test = np.array(rows["train"]), np.array(rows["test"])
    return {
        "step": np.array(rows["step"]),
        "train_loss": train[:, 0],
        "train_accuracy": train[:, 1],
        "test_loss": test[:, 0],
        "test_accuracy": test[:, 1],
        "memorised": _given_back(net, x[wrong], labels[wrong]),
        "net": net,
    }


@lru_cache
def measure_vital_signs(rate=0.5, data="500, a fifth wrong", seed=0):
    """The telemetry of the same run, and its "test_loss"."""
    x, labels, _, x_test, labels_test = training_set(data, seed)
    rng = np.random.default_rng(seed)
    net = mlp([64, UNITS, 10], rng, dropout=rate)
    names = "step", "loss", "test_loss", *PROBES
    rows = {name: [] for name in names}
    todo = batches(x, labels, 50, STEPS * 50 // len(x), rng)
    run = steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), todo)
    for step, _ in enumerate(run):
        if step % EVERY == 0 or step == STEPS - 1:
            row = {name: probe(net) for name, probe in PROBES.items()}
            row |= {
                "step": step,
                "loss": evaluate(net, x, labels)[0],
                "test_loss": evaluate(net, x_test, labels_test)[0],
            }
            for name in names:
                rows[name].append(row[name])
    return {name: np.array(kept) for name, kept in rows.items()}


@lru_cache
def measure_rates(data="500, a fifth wrong"):
    """Accuracy in the end at each of RATES, a row a seed: {"train": ..., "test": ...}."""
    runs = [[measure_dropout(rate, data, seed=seed) for rate in RATES] for seed in SEEDS]
    return {
        name: np.array([[run[f"{name}_accuracy"][-1] for run in row] for row in runs])
        for name in ("train", "test")
    }


def dropped(units=100, rate=0.2):
    """Twenty masks, and how many units 2000 such masks drop."""
    counts = measure_masks(units, rate)
    figure, (top, bottom) = panels(2, height=5.4, height_ratios=[2, 3])
    layer = Dropout(rate, np.random.default_rng(0))
    masks = np.concatenate([layer.forward(np.ones((1, units)), True) for _ in range(20)])
    top.imshow(
        masks == 0, aspect="auto", interpolation="none", cmap=DROPPED, vmin=0, vmax=1
    )
    top.grid(False)
    top.set(xlabel="unit", ylabel="step", yticks=[0, 10, 19])
    top.set_title(f"Dropped units (filled) in 20 steps, rate {rate:g}")
    number, how_often = np.unique(counts, return_counts=True)
    share = 100 * number / units
    bar = {"width": 0.8 * 100 / units, "color": COLOURS["train"]}
    bottom.bar(share, 100 * how_often / len(counts), **bar)
    bottom.axvline(100 * rate, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    bottom.set(xlim=(-3, 103), xlabel="units dropped, %", ylabel="steps, %")
    bottom.set_title(
        f"{counts.min()} to {counts.max()} of {units}, {counts.mean():.1f} on average"
    )
    return figure


def describe_dropped(units, rate):
    """What `dropped` shows, in a sentence with the measured numbers."""
    counts = measure_masks(units, rate)
    return (
        f"Of {units} units {counts.mean():.1f} are dropped on average, with a standard "
        f"deviation of {counts.std():.1f}, between {counts.min()} and {counts.max()}."
    )


def overfitting(rate=0.0, data="500, a fifth wrong"):
    """Loss on learnt and on unseen digits over time, and accuracy at every rate."""
    found, ends = measure_dropout(rate, data), measure_rates(data)
    figure, (top, bottom) = panels(2, height=6.0)
    for name in ("train", "test"):
        words = {"train": "training digits", "test": "unseen digits"}[name]
        y = np.minimum(found[f"{name}_loss"], 9)
        top.plot(found["step"], y, label=words, **look(name))
        ends_in = 100 * ends[name]
        bottom.errorbar(
            np.arange(len(RATES)),
            ends_in.mean(axis=0),
            ends_in.std(axis=0),
            marker="os"[name == "test"],
            capsize=3,
            **look(name),
        )
    top.set(ylim=(0, 3.5), yticks=range(4), xlim=(0, STEPS), xlabel="step", ylabel="loss")
    top.set_title(f"Labels: {data}; dropout {rate:g}")
    top.legend(loc="upper right", ncols=2)  # above the highest curve, which is at 2.7
    at = RATES.index(rate)
    right = 100 * ends["test"][:, at].mean()
    bottom.plot(at, right, "D", color=COLOURS["sick"], markersize=10)
    bottom.set(xticks=range(len(RATES)), xticklabels=[f"{r:g}" for r in RATES])
    bottom.set(ylim=(0, 105), xlabel="dropout rate", ylabel="accuracy, %")
    bottom.set_title(
        f"In the end, {len(SEEDS)} seeds: {right:.1f} % of unseen digits right"
    )
    return figure


def describe_overfitting(rate, data):
    """What `overfitting` shows, in a sentence with the measured numbers."""
    ends, at = measure_rates(data), RATES.index(rate)
    train, test = (ends[name][:, at].mean() for name in ("train", "test"))
    return (
        f"Labels: {data}. At dropout {rate:g} {train:.1%} of the training labels "
        f"and {test:.1%} of unseen digits right in the end."
    )


def over_fitted_and_cured(step=599):
    """A fifth of the labels wrong, without dropout and with: all vital signs."""
    runs = _cured_runs()
    figure = telemetry(runs, step, {"no dropout": "sick", "dropout 0.5": "healthy"})
    loss = figure.axes[0]
    for line, marker, found in zip(loss.lines, "os", runs.values(), strict=False):
        style = {"color": line.get_color(), "marker": marker, "markersize": 5}
        loss.plot(found["step"], found["test_loss"], linestyle=":", **style)
    loss.set(ylim=(0, 1.3), xlim=(0, STEPS), title="loss")
    loss.set_xlabel("step; lines: training labels, dots: unseen digits")
    return figure


def describe_cured(step):
    """What `over_fitted_and_cured` shows, in sentences with the measured numbers."""
    said = []
    for name, run in _cured_runs().items():
        row = np.abs(run["step"] - step).argmin()
        said.append(
            f"{name}: loss {run['loss'][row]:.2f} on the training labels and "
            f"{run['test_loss'][row]:.2f} on unseen digits, largest gradient norm "
            f"{run['gradient'][row].max():.1f}, spread of activations "
            f"{run['spread'][row][0]:.1f}, dead units {run['dead'][row][0]:.0%}"
        )
    return f"At step {step}. {'; '.join(said)}."


def _cured_runs():
    return {"no dropout": measure_vital_signs(0.0), "dropout 0.5": measure_vital_signs(0.5)}


def _given_back(net, x, labels):
    """The share of these labels that the network repeats; nan if there are none."""
    return float((net.forward(x).argmax(axis=1) == labels).mean()) if len(x) else np.nan
