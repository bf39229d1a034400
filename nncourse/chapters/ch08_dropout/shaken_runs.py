"""What a random mask does to each label that a network has learnt, right or wrong."""

import copy

import numpy as np

from nncourse.chapters.ch08_dropout.runs import NOISY, measure_dropout, training_set
from nncourse.chapters.kept_runs import kept
from nncourse.layers import Dropout
from nncourse.network import Sequential

SHAKEN_AT = 0.5  # the rate of the masks, whatever the network was trained with
MASKS = 100


@kept(128)
def measure_shaken(rate=0.5, n_steps=600, seed=0):
    """How firmly a network trained with dropout `rate` holds its training labels: what
    `shaken` says of each, and whether it is "wrong".
    """
    x, labels, wrong, *_ = training_set(NOISY, seed)
    net = measure_dropout(rate, NOISY, seed=seed, n_steps=n_steps)["net"]
    return shaken(net, x, labels, seed) | {"wrong": wrong}


def shaken(net, x, labels, seed=0):
    """A dict of arrays, a row a label: "lead", the logit less that of its strongest rival,
    in one pass; "parts", what each hidden unit adds to it or takes from it, (labels,
    units); "masked", the lead under each of the masks, (labels, MASKS); "survives", the
    share of them that leave it above zero.
    """
    dense, relu, *_, last = copy.deepcopy(net).layers
    masks = Dropout(SHAKEN_AT, np.random.default_rng([seed, 9]))
    network = Sequential(dense, relu, masks, last)
    drawn = [leads(network.forward(x, training=True), labels) for _ in range(MASKS)]
    masked = np.transpose(drawn)
    logits = network.forward(x)
    gaps = last.W[:, labels] - last.W[:, rivals(logits, labels).argmax(axis=1)]
    return {
        "lead": leads(logits, labels),
        "parts": network.activations[-2] * gaps.T,
        "masked": masked,
        "survives": np.mean(masked > 0, axis=1),
    }


def parts_of_leads(rate=0.5, n_steps=600, seed=0):
    """The parts of every training label's lead, trained with dropout `rate`."""
    return measure_shaken(rate, n_steps, seed)["parts"]


def agreements(rate=0.5, n_steps=600, seed=0):
    """How far the units agree on each training label in such a network."""
    return agreement(parts_of_leads(rate, n_steps, seed))


def agreement(parts):
    """1 if all units agree: the sum of the parts of a lead over the sum of their sizes."""
    return parts.sum(axis=1) / np.abs(parts).sum(axis=1)


def learnt_by_both(kind, n_steps=600, seed=0):
    """Which training labels, "right" or "wrong", lead in a network trained without dropout
    and in one trained at 0.5.
    """
    runs = [measure_shaken(rate, n_steps, seed) for rate in (0.0, 0.5)]
    both = np.all([run["lead"] > 0 for run in runs], axis=0)
    return both & (runs[0]["wrong"] == (kind == "wrong"))


def leads(logits, labels):
    """Each label's logit less that of its strongest rival."""
    return logits[np.arange(len(labels)), labels] - rivals(logits, labels).max(axis=1)


def rivals(logits, labels):
    """The logits, but -inf for each label itself: the highest are its strongest rivals."""
    others = logits.copy()
    others[np.arange(len(labels)), labels] = -np.inf
    return others
