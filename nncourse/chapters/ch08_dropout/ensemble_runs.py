"""Networks that are trained apart and averaged, beside the masks of one network.

All learn the same digits; they differ in their first weights and their batches.
"""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import NOISY, UNITS, learn, training_set
from nncourse.chapters.ch08_dropout.shifted_runs import shifted_set
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.network import mlp

HARD = "500 shifted and noised"
APART = 100  # between the networks' seeds: the first is that of `measure_dropout`
AVERAGED = 1, 2, 5, 10, 50  # answers, of as many networks or masks


def examples(name=NOISY, seed=0):
    """(x, labels, wrong, x_test, labels_test) as of `training_set`; HARD has none wrong."""
    if name != HARD:
        return training_set(name, seed)
    x, labels, *unseen = shifted_set(seed)
    return x, labels, np.full(len(x), False), *unseen


@kept(4)
def networks(name=NOISY, rate=0.0, seed=0, resampled=False, n=AVERAGED[-1]):
    """n networks, each from first weights of its own; if `resampled`, each learns as many
    examples drawn with replacement, as in bagging.
    """
    x, labels, *_ = examples(name, seed)
    nets = []
    for k in range(n):
        rng = np.random.default_rng(seed + APART * k)
        net = mlp([64, UNITS, 10], rng, dropout=rate)
        rows = rng.integers(0, len(x), len(x)) if resampled else slice(None)
        learn(net, x[rows], labels[rows], rng)
        nets.append(net)
    return nets


def measure_apart(name=NOISY, rate=0.0, seed=0, resampled=False, n=AVERAGED[-1]):
    """The share of unseen digits that the average of so many of AVERAGED reads, up to n
    networks trained apart.
    """
    *_, x, labels = examples(name, seed)
    nets = networks(name, rate, seed, resampled, n)
    answers = np.array([softmax(net.forward(x)) for net in nets])
    return [averaged(answers, k, labels) for k in AVERAGED if k <= n]


def measure_by_masks(name=NOISY, rate=0.5, seed=0, n=10):
    """The share of unseen digits read by the average of so many of AVERAGED, masks of one
    network, the mean of n networks.
    """
    *_, x, labels = examples(name, seed)
    rows = []
    for net in networks(name, rate, seed, n=n):
        drawn = [softmax(net.forward(x, training=True)) for _ in range(AVERAGED[-1])]
        rows.append([averaged(np.array(drawn), k, labels) for k in AVERAGED])
    return np.mean(rows, axis=0)


def measure_shared(name=NOISY, seed=0, resampled=False, n=10):
    """Where one of n networks without dropout misreads an unseen digit: how often another
    gives the same wrong answer.
    """
    *_, x, labels = examples(name, seed)
    nets = networks(name, 0.0, seed, resampled, n)
    read = np.array([net.forward(x).argmax(axis=1) for net in nets])
    return same_mistakes(read, labels)


def same_mistakes(read, labels):
    """Of answers (networks, examples): the share of wrong ones that another network gives
    as well, the mean over all pairs of networks.
    """
    wrong = read != labels
    same = (read[:, None] == read) & wrong[:, None]
    shares = same.sum(axis=2) / wrong.sum(axis=1, keepdims=True)
    return shares[~np.eye(len(read), dtype=bool)].mean()


def averaged(answers, k, labels):
    """The share of labels that the mean of k answers gives, over all groups of k.

    Answers are probabilities (answers, examples, 10), their number a multiple of k.
    """
    means = answers.reshape(-1, k, *answers.shape[1:]).mean(axis=1)
    return np.mean(means.argmax(axis=2) == labels)
