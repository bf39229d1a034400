"""What a random mask does to each label that a network has learnt, right or wrong."""

import copy

import numpy as np

from nncourse.chapters.ch08_dropout.runs import measure_dropout, training_set
from nncourse.chapters.kept_runs import kept
from nncourse.layers import Dropout
from nncourse.network import Sequential

SHAKEN_AT = 0.5  # the rate of the masks, whatever the network was trained with
MASKS = 100
NOISY = "500, a fifth wrong"


@kept(128)
def measure_shaken(rate=0.5, n_steps=600, seed=0):
    """How firmly a network trained with dropout `rate` holds its training labels.

    A dict of arrays, a row a label: "lead", the logit less that of its strongest rival, in
    one pass; "noise", the lead's standard deviation over masks; "survives", the share of
    the masks that leave it above zero; "wrong".
    """
    x, labels, wrong, *_ = training_set(NOISY, seed)
    net = copy.deepcopy(measure_dropout(rate, NOISY, seed=seed, n_steps=n_steps)["net"])
    dense, relu, *_, last = net.layers
    masks = Dropout(SHAKEN_AT, np.random.default_rng([seed, 9]))
    shaken = Sequential(dense, relu, masks, last)
    every = [leads(shaken.forward(x, training=True), labels) for _ in range(MASKS)]
    return {
        "lead": leads(shaken.forward(x), labels),
        "noise": np.std(every, axis=0),
        "survives": np.mean(np.array(every) > 0, axis=0),
        "wrong": wrong,
    }


@kept(128)
def parts_of_leads(rate=0.5, n_steps=600, seed=0):
    """What each hidden unit adds to the lead of each training label or takes from it, in a
    network trained with dropout `rate`: (labels, units).
    """
    x, labels, *_ = training_set(NOISY, seed)
    net = copy.deepcopy(measure_dropout(rate, NOISY, seed=seed, n_steps=n_steps)["net"])
    rivals = net.forward(x)
    rivals[np.arange(len(x)), labels] = -np.inf
    W = net.layers[-1].W
    return net.activations[-2] * (W[:, labels] - W[:, rivals.argmax(axis=1)]).T


def agreements(rate=0.5, n_steps=600, seed=0):
    """How far the units agree on each training label, 1 if all do: the sum of the parts
    that they add to its lead over the sum of the parts' sizes.
    """
    parts = parts_of_leads(rate, n_steps, seed)
    return parts.sum(axis=1) / np.abs(parts).sum(axis=1)


def learnt_by_both(kind, n_steps=600, seed=0, rate=0.5):
    """Which training labels, "right" or "wrong", lead in a network trained without dropout
    and in one trained at `rate`.
    """
    runs = [measure_shaken(r, n_steps, seed) for r in (0.0, rate)]
    both = np.all([run["lead"] > 0 for run in runs], axis=0)
    return both & (runs[0]["wrong"] == (kind == "wrong"))


def held(rate, kind, n_steps=600, seeds=range(5)):
    """Of the labels that both networks have learnt: how far the units of the one trained at
    `rate` agree on them, and the % that survive a mask there, means over `seeds`.
    """
    means = []
    for seed in seeds:
        both = learnt_by_both(kind, n_steps, seed)
        agree = agreements(rate, n_steps, seed)[both].mean()
        survive = measure_shaken(rate, n_steps, seed)["survives"][both].mean()
        means.append([agree, 100 * survive])
    return np.mean(means, axis=0)


def leads(logits, labels):
    """Each label's logit less that of its strongest rival."""
    rows, others = np.arange(len(labels)), logits.copy()
    others[rows, labels] = -np.inf
    return logits[rows, labels] - others.max(axis=1)


def shares(rate=0.5, n_steps=600, seeds=range(5)):
    """How many labels are learnt, that is in the lead in one pass, and how many of these
    survive a mask, in percent, means over `seeds`: {"right": (learnt, survive), "wrong":
    (learnt, survive)}.
    """
    kept = {"right": [], "wrong": []}
    for seed in seeds:
        run = measure_shaken(rate, n_steps, seed)
        for kind, of_seeds in kept.items():
            which = run["wrong"] == (kind == "wrong")
            learnt = which & (run["lead"] > 0)
            of_seeds.append([learnt.sum() / which.sum(), run["survives"][learnt].mean()])
    return {kind: 100 * np.mean(of_seeds, axis=0) for kind, of_seeds in kept.items()}
