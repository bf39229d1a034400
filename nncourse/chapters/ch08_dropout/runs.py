"""What dropout does: to a layer, to what a network remembers, and to its answers.

A network of 64-100-10 learns digits from a training set that is small, or large, or has a
fifth of its labels wrong, and is tested on 600 others.
"""

import copy

import numpy as np

from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches, digits
from nncourse.layers import Dense, Dropout, ReLU
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps, train

NOISY = "500, a fifth wrong"
SETS = {  # name: (examples, share of wrong labels)
    "100 clean": (100, 0.0),
    "1000 clean": (1000, 0.0),
    NOISY: (500, 0.2),
}
TEST = 600
UNITS = 100
STEPS = 600
BATCH = 50
PRINTED_OVER = 40  # batches, of which a loop prints the mean loss
DECAYS = 0.001, 0.003, 0.01, 0.03
WIDTHS = 25, 100
RATES = 0.0, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0
SEEDS = range(5)
SNAPSHOTS = 100, 200, 400, STEPS, 1500  # steps after which the first layer is drawn


@kept(128)
def measure_masks(units=100, rate=0.2, n_steps=2000, seed=0, training=True, share=1):
    """How many of `units` are dropped at each of `n_steps` steps, as an array.

    One example a step, so each step draws one mask; with `share` above 1 so many units have
    one draw between them, as those of a feature map do in spatial dropout.
    """
    layer = Dropout(rate, np.random.default_rng(seed))
    one = np.ones((1, units // share))
    kept = [np.count_nonzero(layer.forward(one, training)) for _ in range(n_steps)]
    return units - share * np.array(kept)


def mean_after_dropout(rate=0.5, scaled=True, seed=0, units=50):
    """Mean of what leaves a dropout layer when ones enter, with its scaling or without."""
    layer = Dropout(rate, np.random.default_rng(seed))
    y = layer.forward(np.ones((4000, units)), training=True)
    return float(y.mean() if scaled else (y > 0).mean())


def difference_that_dropout_makes(rate=0.0, seed=0, width=UNITS, data="1000 clean"):
    """Largest difference between the weights of two runs of an epoch, one of them with
    Dropout(rate) after its hidden layer, alike in all else.
    """
    x, labels, *_ = training_set(data, seed)
    weights = []
    for extra in ((), (Dropout(rate, np.random.default_rng(seed)),)):
        rng = np.random.default_rng(seed)
        net = Sequential(Dense(64, width, rng), ReLU(), *extra, Dense(width, 10, rng))
        epoch = batches(x, labels, 50, 1, rng)
        for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), epoch):
            pass
        weights.append(net.vectors()[0])
    return float(np.abs(weights[0] - weights[1]).max())


@kept(128)
def training_set(name=NOISY, seed=0):
    """(x, labels, wrong, x_test, labels_test); `wrong` marks the changed labels."""
    if name not in SETS:
        raise ValueError(f"data must be one of {list(SETS)}, not {name!r}")
    n, share = SETS[name]
    x, labels = digits()
    rng = np.random.default_rng([seed, 8])
    order = rng.permutation(len(x))
    first, test = order[:n], order[-TEST:]
    wrong = np.arange(n) < round(share * n)
    noisy = labels[first].copy()
    noisy[wrong] = (noisy[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    return x[first], noisy, wrong, x[test], labels[test]


def mislabelled(labels, share, rng):
    """A copy in which so many, on average, are drawn anew, and never the same."""
    copied, wrong = labels.copy(), rng.random(len(labels)) < share
    copied[wrong] = (copied[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    return copied


@kept(512)
def measure_dropout(
    rate=0.5,
    data=NOISY,
    weight_decay=0.0,
    seed=0,
    width=UNITS,
    n_steps=STEPS,
    lr=0.05,
    batch=BATCH,
):
    """One training run with dropout after the hidden layer.

    A dict of arrays with a row after every 40th step: "step", "train_loss",
    "train_accuracy", "test_loss", "test_accuracy", all in evaluation, and "printed_loss",
    the mean of the last 40 batches' own losses, with units dropped. "memorised" is the
    share of the wrong labels that the network repeats at the end (nan without any), "net"
    the network.
    """
    x, labels, wrong, x_test, labels_test = training_set(data, seed)
    record = {
        "train": lambda net: evaluate(net, x, labels),
        "test": lambda net: evaluate(net, x_test, labels_test),
    }
    every_40th = range(n_steps - 1, -1, -40)
    how = {"weight_decay": weight_decay, "n_steps": n_steps, "lr": lr, "batch": batch}
    net, history = _train(x, labels, rate, seed, record, every_40th, width, **how)
    return {
        "step": history["step"] + 1,
        "train_loss": history["train"][:, 0],
        "train_accuracy": history["train"][:, 1],
        "printed_loss": _means_before(history["step"], history["all_losses"]),
        "test_loss": history["test"][:, 0],
        "test_accuracy": history["test"][:, 1],
        "memorised": _memorised(net, x[wrong], labels[wrong]),
        "net": net,
    }


def mean_run(rate=0.5, data=NOISY, width=UNITS):
    """The rows of `measure_dropout`, the mean over SEEDS: losses, accuracies and "step"."""
    runs = [measure_dropout(rate, data, seed=seed, width=width) for seed in SEEDS]
    names = "step", "train_loss", "test_loss", "printed_loss"
    names += "train_accuracy", "test_accuracy"
    return {name: np.mean([run[name] for run in runs], axis=0) for name in names}


@kept(128)
def measure_vital_signs(rate=0.5, data=NOISY, seed=0):
    """The vital signs of the same run, with its "loss" on all training labels and its
    "test_loss", both in evaluation: a row every 40 steps, and one for the last.
    """
    x, labels, _, x_test, labels_test = training_set(data, seed)
    record = PROBES | {
        "train_loss": lambda net: evaluate(net, x, labels)[0],
        "test_loss": lambda net: evaluate(net, x_test, labels_test)[0],
    }
    every_40th = [*range(0, STEPS, 40), STEPS - 1]
    _, history = _train(x, labels, rate, seed, record, every_40th)
    return history | {"loss": history["train_loss"]}


@kept(128)
def measure_averaging(
    rate=0.5,
    data=NOISY,
    seed=0,
    most=64,
    repeats=5,
    width=UNITS,
    n_steps=STEPS,
):
    """Test loss and accuracy of Monte-Carlo averages over k masks, and of weight scaling.

    "k", "loss" and "accuracy" of shape (repeats, k), and "scaled_loss", "scaled_accuracy"
    of one pass with nothing dropped.
    """
    net = _with_masks_of_its_own(rate, data, seed, width, n_steps)
    *_, x, labels = training_set(data, seed)
    ks = 2 ** np.arange(int(np.log2(most)) + 1)
    loss, right = np.zeros((2, repeats, len(ks)))
    for repeat in range(repeats):
        p, n_masks = 0.0, 0
        for i, k in enumerate(ks):
            while n_masks < k:
                p = p + softmax(net.forward(x, training=True))
                n_masks += 1
            loss[repeat, i] = -np.log(p[np.arange(len(x)), labels] / k).mean()
            right[repeat, i] = accuracy(p, labels)
    scaled_loss, scaled_accuracy = evaluate(net, x, labels)
    return {
        "k": ks,
        "loss": loss,
        "accuracy": right,
        "scaled_loss": scaled_loss,
        "scaled_accuracy": scaled_accuracy,
    }


@kept(128)
def measure_doubt(
    rate=0.5,
    data=NOISY,
    seed=0,
    masks=50,
    width=UNITS,
    n_steps=STEPS,
):
    """How sure a network is, by one pass and by the average over masks, {way: ...}.

    "sure", its mean probability of the likeliest digit on the test digits, and "unsure", on
    the same images with their pixels shuffled; "apart", the share of pairs in which a digit
    is surer than a scramble; "found", the share of its mistakes among the tenth it is least
    sure of.
    """
    answers = _answers(rate, data, seed, masks, width, n_steps)
    whole, scrambled = map(_by_either_way, answers)
    *_, labels = training_set(data, seed)
    found = {}
    for way, p in whole.items():
        sure, unsure = p.max(axis=1), scrambled[way].max(axis=1)
        order = sure.argsort(kind="stable")
        wrong = (p.argmax(axis=1) != labels)[order]
        found[way] = {
            "sure": sure.mean(),
            "unsure": unsure.mean(),
            "apart": (sure[:, None] > unsure).mean(),
            "found": wrong[: TEST // 10].sum() / max(wrong.sum(), 1),
        }
    return found


@kept(128)
def measure_answers(masks=50, rate=0.5, data="1000 clean", seed=0):
    """What one pass and each mask say of a test digit and of its pixels scrambled.

    A pair of dicts: "image", "one pass" (10,), and "masks" (masks, 10). Of all the
    scrambles it is the one of which either way is about as sure as it is on average.
    """
    answers = _answers(rate, data, seed, masks, UNITS, STEPS)
    scrambled = _by_either_way(answers[1])
    sure = np.array([p.max(axis=1) for p in scrambled.values()])
    chosen = abs(sure - sure.mean(axis=1, keepdims=True)).sum(axis=0).argmin()
    return tuple({name: rows[chosen] for name, rows in of.items()} for of in answers)


def measure_halves(
    rate=0.5,
    decay=0.0,
    data=NOISY,
    seed=0,
    width=UNITS,
    n_steps=STEPS,
    share=0.0,
):
    """Accuracy on the first and on the second half of the test digits, at the end, `share`
    of whose labels are wrong.

    By the one a setting is chosen, by the other it is judged.
    """
    run = measure_dropout(rate, data, decay, seed, width, n_steps)
    *_, x, truth = training_set(data, seed)
    labels = mislabelled(truth, share, np.random.default_rng([seed, 13]))
    half = TEST // 2
    return tuple(
        evaluate(run["net"], x[part], labels[part])[1]
        for part in (slice(half), slice(half, None))
    )


@kept(128)
def measure_early_stopping(
    data=NOISY, seed=0, width=UNITS, judge=1, sign="loss", share=0.0
):
    """Accuracy on one half of the test digits, the `judge`, at the step of the lowest
    "loss", or the highest "accuracy", on the other half, `share` of whose labels are wrong,
    of a network without dropout; and that step.
    """
    x, labels, _, x_test, truth = training_set(data, seed)
    told = mislabelled(truth, share, np.random.default_rng([seed, 13]))
    halves = slice(TEST // 2), slice(TEST // 2, None)
    watched, judged = halves[1 - judge], halves[judge]
    record = {
        "watched": lambda net: evaluate(net, x_test[watched], told[watched]),
        "judged": lambda net: evaluate(net, x_test[judged], truth[judged])[1],
    }
    _, history = _train(x, labels, 0.0, seed, record, range(9, STEPS, 10), width)
    loss, right = history["watched"].T
    at = loss.argmin() if sign == "loss" else right.argmax()
    return history["judged"][at], history["step"][at] + 1


@kept(128)
def measure_lesions(
    rate=0.5,
    data=NOISY,
    seed=0,
    width=UNITS,
    n_steps=STEPS,
    decay=0.0,
):
    """What each hidden unit is worth: unseen digits lost when it alone is taken out.

    An array (width,) of shares of the digits, for a network trained with dropout `rate`
    and weight decay `decay`.
    """
    whole, parts, labels = _logits_by_unit(rate, data, seed, width, n_steps, decay)
    right = accuracy(whole, labels)
    return np.array([right - accuracy(whole - part, labels) for part in parts])


def worth_on_the_other_half(rate=0.5, decay=0.0, seed=0):
    """What the unit that is worth most on one half of the test digits is worth on the other
    half, a mean of both ways.
    """
    run = rate, NOISY, seed, UNITS, STEPS, decay
    whole, parts, labels = _logits_by_unit(*run)
    right = whole.argmax(axis=1) == labels
    left = np.array([(whole - part).argmax(axis=1) == labels for part in parts])
    lost = right.astype(float) - left
    one, other = (lost[:, half].mean(axis=1) for half in np.split(np.arange(TEST), 2))
    return (other[one.argmax()] + one[other.argmax()]) / 2


@kept(128)
def measure_pruning(
    rate=0.5,
    data=NOISY,
    seed=0,
    width=UNITS,
    n_steps=STEPS,
    decay=0.0,
    first="the most important",
):
    """Test accuracy without k units, for k = 0 to width / 2. Those `first` taken out are
    worth most alone, "the most important", or least, "the least important", or have "the
    smallest weights" to the logits.
    """
    run = rate, data, seed, width, n_steps, decay
    logits, parts, labels = _logits_by_unit(*run)
    worth = measure_lesions(*run)
    last = measure_dropout(rate, data, decay, seed, width, n_steps)["net"].layers[-1]
    ranked = {
        "the most important": -worth,
        "the least important": worth,
        "the smallest weights": np.linalg.norm(last.W, axis=1),
    }
    order = np.argsort(ranked[first], kind="stable")
    left = [accuracy(logits, labels)]
    for j in order[: width // 2]:
        logits = logits - parts[j]
        left.append(accuracy(logits, labels))
    return np.array(left)


@kept(128)
def measure_first_layer(rate=0.5, decay=0.0, data=NOISY, seed=0):
    """The weights from the pixels to the hidden units, (64, UNITS), before training and
    after each of SNAPSHOTS: {step: weights}.
    """
    x, labels, *_ = training_set(data, seed)
    first = mlp([64, UNITS, 10], np.random.default_rng(seed), dropout=rate).layers[0].W
    record = {"weights": lambda net: net.layers[0].W.copy()}
    after = [step - 1 for step in SNAPSHOTS]
    how = {"weight_decay": decay, "n_steps": SNAPSHOTS[-1]}
    _, history = _train(x, labels, rate, seed, record, after, **how)
    return {0: first} | dict(zip(SNAPSHOTS, history["weights"], strict=True))


def likeness_of_neighbours(W):
    """The correlation between the weights of pixels side by side or one above the other,
    all units together: 0 where a unit's image is noise.
    """
    images = W.T.reshape(-1, 8, 8)
    across = images[:, :, :-1].ravel(), images[:, :, 1:].ravel()
    down = images[:, :-1].ravel(), images[:, 1:].ravel()
    return np.mean([np.corrcoef(*pair)[0, 1] for pair in (across, down)])


def learn(
    net,
    x,
    labels,
    rng,
    record=None,
    every=(),
    weight_decay=0.0,
    n_steps=STEPS,
    lr=0.05,
    batch=BATCH,
):
    """Train the network for `n_steps` steps: the history of `train`.

    "all_losses" in it are those of all the batches, as they were trained on.
    """
    optimizer = SGD(lr, momentum=0.9, weight_decay=weight_decay)
    stream = batches(x, labels, batch, n_steps * batch // len(x), rng)
    losses = []

    def loss_fn(logits, labels):
        loss, dlogits = softmax_cross_entropy(logits, labels)
        losses.append(loss)
        return loss, dlogits

    history = train(net, loss_fn, optimizer, stream, record, every)
    return history | {"all_losses": np.array(losses)}


def _train(x, labels, rate, seed, record, every, width=UNITS, **how):
    """64-`width`-10 with dropout: (net, its history of `learn`)."""
    rng = np.random.default_rng(seed)
    net = mlp([64, width, 10], rng, dropout=rate)
    return net, learn(net, x, labels, rng, record, every, **how)


def _means_before(steps, losses):
    """The mean loss of the last PRINTED_OVER batches up to each of `steps`."""
    first = [max(0, step + 1 - PRINTED_OVER) for step in steps]
    return np.array([losses[a : b + 1].mean() for a, b in zip(first, steps, strict=True)])


def _logits_by_unit(rate, data, seed, width, n_steps, decay):
    """Of a trained network on the test digits: logits, each hidden unit's part of them, and
    the labels.
    """
    net = measure_dropout(rate, data, decay, seed, width, n_steps)["net"]
    *_, x, labels = training_set(data, seed)
    logits = net.forward(x)
    hidden, last = net.activations[-2], net.layers[-1]
    return logits, [np.outer(hidden[:, j], last.W[j]) for j in range(width)], labels


def _with_masks_of_its_own(rate, data, seed, width, n_steps):
    """The trained network, copied, with a generator for masks that are drawn after it."""
    run = measure_dropout(rate, data, seed=seed, width=width, n_steps=n_steps)
    net = copy.deepcopy(run["net"])
    for layer in net.layers:
        if isinstance(layer, Dropout):
            layer.rng = np.random.default_rng([seed, 9])
    return net


def _answers(rate, data, seed, masks, width, n_steps):
    """What one pass and each mask say of the test digits, and of each with its pixels
    scrambled.

    Two dicts: "image" (TEST, 64), "one pass" (TEST, 10), and "masks" (TEST, masks, 10).
    """
    net = _with_masks_of_its_own(rate, data, seed, width, n_steps)
    *_, x, _ = training_set(data, seed)
    answers = []
    for images in (x, np.random.default_rng([seed, 10]).permuted(x, axis=1)):
        drawn = [softmax(net.forward(images, training=True)) for _ in range(masks)]
        one = softmax(net.forward(images))
        answers.append({"image": images, "one pass": one, "masks": np.stack(drawn, axis=1)})
    return answers


def _by_either_way(answers):
    """The probabilities (TEST, 10) by one pass and by the mean over masks, {way: ...}."""
    return {"one pass": answers["one pass"], "masks": answers["masks"].mean(axis=1)}


def _memorised(net, x, labels):
    """The share of these labels that the network repeats; nan if there are none."""
    return accuracy(net.forward(x), labels) if len(x) else np.nan
