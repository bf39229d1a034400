"""What the learning rate decides: on a bowl, where it can be worked out, and on digits.

The bowl is (w1**2 + w2**2 / kappa) / 2. Its largest curvature is 1, so a rate on it is also
the rate times the largest eigenvalue.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.adam_l2 import AdamL2
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits, split
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam, AdamW
from nncourse.probes import update_ratios
from nncourse.training import evaluate, steps, train

KAPPA = 20  # how many times flatter the bowl is along w2
START = -2.0, 2.0
OPTIMIZERS = {
    "SGD": lambda lr: SGD(lr),
    "momentum": lambda lr: SGD(lr, momentum=0.9),
    "Adam": lambda lr: Adam(lr),
}
DECAYING = {"AdamW": AdamW, "Adam, L2": AdamL2}
RATES = 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0
SEEDS = range(5)
WARM, COOL = 0.1, 0.8  # shares of all steps: the end of a warm-up, the start of a cooldown
SCHEDULES = {  # the share of the highest rate, by the share of all steps taken
    "constant": lambda done: 1.0,
    "step": lambda done: 1.0 if done < 0.6 else 0.1,
    "cosine": lambda done: 0.5 * (1 + np.cos(np.pi * done)),
    "warm-up, cosine": lambda done: (
        done / WARM
        if done < WARM
        else 0.5 * (1 + np.cos(np.pi * (done - WARM) / (1 - WARM)))
    ),
    "cooldown": lambda done: min(1.0, (1 - done) / (1 - COOL)),
}


def descend(curvatures, start, lr, momentum=0.0, n_steps=40):
    """The path (n_steps + 1, d) of gradient descent on sum(curvatures * w**2) / 2."""
    w, v = np.array(start, float), 0.0
    path = [w]
    for _ in range(n_steps):
        v = momentum * v + curvatures * w
        w = w - lr * v
        path.append(w)
    return np.array(path)


def measure_bowl(lr=1.98, momentum=0.0, kappa=KAPPA, n_steps=40):
    """Descent on the bowl: its "path" and the "loss" at every step."""
    curvatures = np.array([1, 1 / kappa])
    path = descend(curvatures, START, lr, momentum, n_steps)
    return {"path": path, "loss": (curvatures * path**2).sum(axis=1) / 2}


def share_kept(lr, momentum, kappa=KAPPA):
    """The share of the distance to the minimum that a step leaves in the long run.

    The larger root of r**2 - (1 + momentum - lr c) r + momentum, in size, in the slower of
    the directions of the bowl; above 1 descent diverges. Rates and momenta may be arrays.
    """
    kept = 0.0
    for c in (1, 1 / kappa):
        b = 1 + np.asarray(momentum) - np.asarray(lr) * c
        root = np.sqrt((b**2 - 4 * np.asarray(momentum)).astype(complex))
        kept = np.maximum(kept, np.maximum(abs(b + root), abs(b - root)) / 2)
    return kept


def largest_stable_rate(momentum=0.0, seed=0, dimensions=10, nesterov=False, flattest=0.1):
    """The rate at which descent stops converging, times the largest eigenvalue.

    By bisection, on a quadratic whose Hessian has random directions and random eigenvalues
    from `flattest` to 5. With
    `nesterov` the gradient is taken where the velocity will have led.
    """
    rng = np.random.default_rng(seed)
    directions, _ = np.linalg.qr(rng.standard_normal((dimensions, dimensions)))
    eigenvalues = rng.uniform(flattest, 5.0, dimensions)
    hessian = directions * eigenvalues @ directions.T
    start = rng.standard_normal(dimensions)
    low, high = 0.0, 8.0 / eigenvalues.max()
    for _ in range(20):
        lr = (low + high) / 2
        if _converges(hessian, start, lr, momentum, nesterov):
            low = lr
        else:
            high = lr
    return low * eigenvalues.max()


def steps_needed(kappa=100.0, momentum=True, seed=0, dimensions=10, mu=None):
    """Steps until the distance to the minimum is a millionth, at the best fixed settings.

    The Hessian's eigenvalues lie between 1 and `kappa`. Best for plain descent is the rate
    2 / (kappa + 1), for momentum Polyak's pair. With another momentum, `mu`, it is the
    highest rate that lets no direction ring longer than another.
    """
    rng = np.random.default_rng(seed)
    eigenvalues = np.r_[1.0, kappa, rng.uniform(1.0, kappa, dimensions - 2)]
    start = rng.choice([-1.0, 1.0], dimensions) * rng.uniform(0.5, 1.5, dimensions)
    root = np.sqrt(kappa)
    if momentum:
        if mu is None:
            mu = ((root - 1) / (root + 1)) ** 2
        lr = (1 + np.sqrt(mu)) ** 2 / kappa
    else:
        lr, mu = 2 / (1 + kappa), 0.0
    path = descend(eigenvalues, start, lr, mu, n_steps=int(20 * kappa) + 50)
    far = np.linalg.norm(path, axis=1) > 1e-6 * np.linalg.norm(start)
    return int(np.flatnonzero(far)[-1]) + 1


@kept(128)
def measure_rate(lr=0.1, optimizer="SGD", epochs=3, batch=32, seed=0, width=64):
    """64-64-64-10 on digits, trained at one rate for a few epochs.

    "loss" and "update", the update ratio of the middle layer's W, of every step; "ratio",
    the median of "update", and "first", the mean of its first ten; "alive", the number of
    steps until no W has a gradient any more; "train_loss" and "test_accuracy" at the end.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, not {optimizer!r}")
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.3, rng)
    net = mlp([64, width, width, 10], rng)
    stream = batches(x, labels, batch, epochs, rng)
    loss, update, alive = [], [], 0
    for value in steps(net, softmax_cross_entropy, OPTIMIZERS[optimizer](lr), stream):
        loss.append(value)
        update.append(update_ratios(net)[1])
        if any(net.grads[name].any() for name in net.grads if name.endswith("W")):
            alive = len(loss)
    return {
        "loss": np.array(loss),
        "update": np.array(update),
        "ratio": float(np.median(update)),
        "first": float(np.mean(update[:10])),
        "alive": alive,
        "train_loss": evaluate(net, x, labels)[0],
        "test_accuracy": evaluate(net, x_test, labels_test)[1],
    }


@kept(128)
def measure_range_test(optimizer="SGD", seed=0, lowest=1e-4, rise=1.1):
    """One run whose rate rises by a tenth at each step, until the loss has turned upwards.

    "lr", the batch's "loss" and its running mean "smooth", bias-corrected as Adam's means
    are, at every step, and "turn", the rate at which the running mean was lowest.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = split(*digits(), 0.3, rng)
    net, optimizer = mlp([64, 64, 64, 10], rng), OPTIMIZERS[optimizer](lowest)
    mean, rows = 0.0, []
    stream = batches(x, labels, 32, 10, rng)
    for k, loss in enumerate(steps(net, softmax_cross_entropy, optimizer, stream), 1):
        mean = 0.9 * mean + 0.1 * loss
        rows.append((optimizer.lr, loss, mean / (1 - 0.9**k)))
        if rows[-1][2] > 2 * min(row[2] for row in rows):
            break
        optimizer.lr *= rise
    lr, loss, smooth = np.array(rows).T
    return {"lr": lr, "loss": loss, "smooth": smooth, "turn": float(lr[smooth.argmin()])}


def loss_scale_matters(factor=1000.0, optimizer="Adam", seed=0, epochs=3, width=64):
    """Points of test accuracy between a run and the same with its loss times `factor`."""
    ends = []
    for times in (1.0, factor):
        rng = np.random.default_rng(seed)
        (x, labels), test = split(*digits(), 0.3, rng)
        net = mlp([64, width, width, 10], rng)
        lr = 0.003 if optimizer == "Adam" else 0.1

        def loss(logits, labels, times=times):
            value, dlogits = softmax_cross_entropy(logits, labels)
            return times * value, times * dlogits

        stream = batches(x, labels, 32, epochs, rng)
        for _ in steps(net, loss, OPTIMIZERS[optimizer](lr), stream):
            pass
        ends.append(100 * evaluate(net, *test)[1])
    return abs(ends[1] - ends[0])


def blank_weights_left(
    weight_decay=1e-4, optimizer="Adam, L2", lr=0.001, seed=0, epochs=30, width=64
):
    """The length of the weights on pixels that are blank in all digits, after training over
    before: their gradient is 0, so only the decay moves them.
    """
    rng = np.random.default_rng(seed)
    x, labels = (part[:800] for part in digits())
    blank = digits()[0].max(axis=0) == 0
    net = mlp([64, width, 10], rng)
    before = np.linalg.norm(net[0].W[blank])
    optimizer = DECAYING[optimizer](lr, weight_decay=weight_decay)
    for _ in steps(
        net, softmax_cross_entropy, optimizer, batches(x, labels, 50, epochs, rng)
    ):
        pass
    return np.linalg.norm(net[0].W[blank]) / before


@kept(128)
def measure_noisy(
    optimizer="AdamW", weight_decay=1.0, lr=0.003, seed=0, width=100, epochs=60
):
    """Test accuracy of 64-100-10 after 60 epochs of 500 digits, a fifth mislabelled."""
    rng = np.random.default_rng(seed)
    x, labels = digits()
    order = rng.permutation(len(x))
    some, test = order[:500], order[-600:]
    noisy = labels[some].copy()
    noisy[:100] = (noisy[:100] + rng.integers(1, 10, 100)) % 10
    net = mlp([64, width, 10], rng)
    optimizer = DECAYING[optimizer](lr, weight_decay=weight_decay)
    stream = batches(x[some], noisy, 50, epochs, rng)
    for _ in steps(net, softmax_cross_entropy, optimizer, stream):
        pass
    return evaluate(net, x[test], labels[test])[1]


def mean_accuracy(lr=0.1, optimizer="SGD"):
    """The share of test digits right at the end, the mean over SEEDS."""
    return np.mean([measure_rate(lr, optimizer, seed=s)["test_accuracy"] for s in SEEDS])


@kept(128)
def measure_rates(optimizer="SGD"):
    """Means over SEEDS at each of RATES: "test_accuracy", "ratio", "first"."""
    runs = [[measure_rate(r, optimizer, seed=s) for r in RATES] for s in SEEDS]
    return {
        name: np.mean([[run[name] for run in row] for row in runs], axis=0)
        for name in ("test_accuracy", "ratio", "first")
    }


def measure_batch_and_rate(
    batch_factor=4, rate_factor=4, seed=0, lr=0.02, epochs=5, width=64
):
    """The final training loss of batches of 16 times one factor at rate `lr` times the
    other, as a share of the loss with neither, after so many epochs each.
    """
    choices = {"epochs": epochs, "seed": seed, "width": width}
    plain = measure_rate(lr, batch=16, **choices)
    other = measure_rate(lr * rate_factor, batch=16 * batch_factor, **choices)
    return other["train_loss"] / plain["train_loss"]


def at_rates(stream, optimizer, lr, shape, n_steps):
    """The batches of the stream, before each of which the optimizer's rate is set to `lr`
    times the `shape` of a schedule, a function of the share of all steps taken.
    """
    for step, batch in enumerate(stream):
        optimizer.lr = lr * shape(step / n_steps)
        yield batch


@kept(128)
def measure_decay(lr=0.6, schedule="cosine", seed=0, epochs=8, width=32, batch=8):
    """64-32-10 on 800 digits in batches of 8, its rate following `schedule`.

    A dict of arrays, an entry an epoch: "lr" at its end, "train_loss", "test_accuracy".
    """
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {list(SCHEDULES)}, not {schedule!r}")
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.3, rng)
    x, labels = x[:800], labels[:800]
    net, optimizer = mlp([64, width, 10], rng), SGD(lr)
    n_steps = epochs * 800 // batch
    record = {
        "lr": lambda net: optimizer.lr,
        "train_loss": lambda net: evaluate(net, x, labels)[0],
        "test_accuracy": lambda net: evaluate(net, x_test, labels_test)[1],
    }
    stream = batches(x, labels, batch, epochs, rng)
    stream = at_rates(stream, optimizer, lr, SCHEDULES[schedule], n_steps)
    ends = range(800 // batch - 1, n_steps, 800 // batch)
    return train(net, softmax_cross_entropy, optimizer, stream, record, ends)


def _converges(hessian, start, lr, momentum, nesterov):
    """True if the point is nearer after a thousand steps than after five hundred."""
    w, v = start, np.zeros_like(start)
    sizes = []
    with np.errstate(all="ignore"):
        for _ in range(1000):
            ahead = w - lr * momentum * v if nesterov else w
            v = momentum * v + hessian @ ahead
            w = w - lr * v
            sizes.append(np.hypot(np.linalg.norm(w), np.linalg.norm(lr * v)))
    arrived = sizes[-1] == 0  # or so near that the numbers have no more room
    return bool(arrived or sizes[-1] < sizes[len(sizes) // 2])
