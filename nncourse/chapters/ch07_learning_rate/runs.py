"""What the learning rate decides: on a bowl, where it can be worked out, and on digits.

The bowl is (w1**2 + w2**2 / 20) / 2: its steepest curvature is 1, so that a rate on it is
also the rate times the largest eigenvalue.
"""

from functools import lru_cache

import numpy as np
from matplotlib.patches import Ellipse

from nncourse.data import batches, digits, split
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam
from nncourse.plots import COLOURS, CYCLE, panels, thin
from nncourse.probes import update_ratios
from nncourse.training import evaluate, steps

CURVATURES = 1.0, 0.05  # of the bowl, along w1 and along w2
START = -2.0, 2.0
OPTIMIZERS = {
    "SGD": lambda lr: SGD(lr),
    "momentum": lambda lr: SGD(lr, momentum=0.9),
    "Adam": lambda lr: Adam(lr),
}
RATES = {
    "SGD": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
    "momentum": (0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
    "Adam": (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
}
SEEDS = range(5)
SCHEDULES = {
    "constant": lambda share: 1.0,
    "step": lambda share: 1.0 if share < 0.6 else 0.1,
    "cosine": lambda share: 0.5 * (1 + np.cos(np.pi * share)),
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


def measure_bowl(lr=1.98, momentum=0.0, n_steps=40):
    """Descent on the bowl: its "path" and the "loss" at every step."""
    curvatures = np.array(CURVATURES)
    path = descend(curvatures, START, lr, momentum, n_steps)
    return {"path": path, "loss": (curvatures * path**2).sum(axis=1) / 2}


def largest_stable_rate(momentum=0.0, seed=0, dimensions=10):
    """The rate at which descent stops converging, times the largest eigenvalue.

    Found by halving, on a quadratic whose Hessian has random eigenvalues and directions.
    """
    rng = np.random.default_rng(seed)
    directions, _ = np.linalg.qr(rng.standard_normal((dimensions, dimensions)))
    eigenvalues = rng.uniform(0.1, 5.0, dimensions)
    hessian = directions * eigenvalues @ directions.T
    start = rng.standard_normal(dimensions)
    low, high = 0.0, 8.0 / eigenvalues.max()
    for _ in range(20):
        lr = (low + high) / 2
        if _shrinks(hessian, start, lr, momentum):
            low = lr
        else:
            high = lr
    return low * eigenvalues.max()


def steps_needed(kappa=100.0, momentum=True, seed=0):
    """Steps until the distance to the minimum is a millionth, at the best fixed settings.

    The Hessian's eigenvalues lie between 1 and `kappa`. Best for plain descent is the rate
    2 / (kappa + 1), for momentum Polyak's pair.
    """
    rng = np.random.default_rng(seed)
    eigenvalues = np.r_[1.0, kappa, rng.uniform(1.0, kappa, 8)]
    start = rng.choice([-1.0, 1.0], 10) * rng.uniform(0.5, 1.5, 10)
    root = np.sqrt(kappa)
    if momentum:
        lr, mu = (2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2
    else:
        lr, mu = 2 / (1 + kappa), 0.0
    path = descend(eigenvalues, start, lr, mu, n_steps=int(20 * kappa) + 50)
    far = np.linalg.norm(path, axis=1) > 1e-6 * np.linalg.norm(start)
    return int(np.flatnonzero(far)[-1]) + 1


@lru_cache
def measure_rate(lr=0.1, optimizer="SGD", epochs=3, batch=32, seed=0):
    """A digits network of two hidden layers, trained at one rate for a few epochs.

    A dict: "loss" a step and "update", the update ratio of the middle layer's W; and in the
    end "train_loss", "test_accuracy" and "ratio", the median of "update".
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, not {optimizer!r}")
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.3, rng)
    net = mlp([64, 64, 64, 10], rng)
    todo = batches(x, labels, batch, epochs, rng)
    losses, updates = [], []
    for loss in steps(net, softmax_cross_entropy, OPTIMIZERS[optimizer](lr), todo):
        losses.append(loss)
        updates.append(update_ratios(net)[1])
    return {
        "loss": np.array(losses),
        "update": np.array(updates),
        "ratio": float(np.median(updates)),
        "train_loss": evaluate(net, x, labels)[0],
        "test_accuracy": evaluate(net, x_test, labels_test)[1],
    }


@lru_cache
def measure_rates(optimizer="SGD"):
    """Means over SEEDS at each of an optimizer's six RATES: "accuracy" and "ratio"."""
    runs = [
        [measure_rate(lr, optimizer, seed=seed) for lr in RATES[optimizer]]
        for seed in SEEDS
    ]
    return {
        name: np.mean([[run[kept] for run in row] for row in runs], axis=0)
        for name, kept in {"accuracy": "test_accuracy", "ratio": "ratio"}.items()
    }


def measure_batch_and_rate(batch_factor=4, rate_factor=4, seed=0):
    """The final training loss of batches of 16 times one factor at rate 0.02 times the
    other, as a share of the loss with neither, after five epochs each.
    """
    plain = measure_rate(0.02, epochs=5, batch=16, seed=seed)
    other = measure_rate(0.02 * rate_factor, epochs=5, batch=16 * batch_factor, seed=seed)
    return other["train_loss"] / plain["train_loss"]


@lru_cache
def measure_decay(lr=0.6, schedule="cosine", seed=0, epochs=8, batch=8):
    """A digits network trained in small batches, its rate following `schedule`.

    A dict of arrays, an entry an epoch: "lr" at its end, "train_loss", "test_accuracy".
    """
    if schedule not in SCHEDULES:
        raise ValueError(f"schedule must be one of {list(SCHEDULES)}, not {schedule!r}")
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.3, rng)
    x, labels = x[:800], labels[:800]
    net, optimizer = mlp([64, 32, 10], rng), SGD(lr)
    n_steps = epochs * -(-len(x) // batch)
    history = {"lr": [], "train_loss": [], "test_accuracy": []}
    run = steps(
        net, softmax_cross_entropy, optimizer, batches(x, labels, batch, epochs, rng)
    )
    for step, _ in enumerate(run, 1):
        if step % (n_steps // epochs) == 0:
            history["lr"].append(optimizer.lr)
            history["train_loss"].append(evaluate(net, x, labels)[0])
            history["test_accuracy"].append(evaluate(net, x_test, labels_test)[1])
        optimizer.lr = lr * SCHEDULES[schedule](step / n_steps)
    return {name: np.array(kept) for name, kept in history.items()}


def measure_schedule(lr=0.6, schedule="cosine"):
    """`measure_decay`, the mean over SEEDS."""
    runs = [measure_decay(lr, schedule, seed) for seed in SEEDS]
    return {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}


def bowl(lr=1.98, momentum=0.0):
    """Forty steps down a bowl twenty times as steep one way as the other."""
    found = measure_bowl(lr, momentum)
    figure, (top, bottom) = panels(2, height=5.6)
    _draw_valley(top)
    path = np.clip(found["path"], -50, 50)
    top.plot(path[:, 0], path[:, 1], ".-", color=COLOURS["train"], linewidth=1)
    top.plot(0, 0, marker="*", markersize=12, color=COLOURS["healthy"])
    top.set(xlim=(-3, 3), ylim=(-2.4, 2.4), xlabel="w1, steep", ylabel="w2, flat")
    top.set_title(f"The way down at a rate of {lr:g} / λ, momentum {momentum:g}")
    bottom.plot(found["loss"], ".-", color=COLOURS["train"], linewidth=1)
    bottom.set(ylim=(1e-8, 1e6), yscale="log", ylabel="loss (log)")
    bottom.set(xlim=(0, len(path)), xlabel="step")
    bottom.set_title(f"After 40 steps the loss is {found['loss'][-1]:.2g}")
    return figure


def describe_bowl(lr, momentum):
    """What `bowl` shows, in a sentence with the measured numbers."""
    loss = measure_bowl(lr, momentum)["loss"]
    way = "grows" if loss[-1] > loss[0] else "shrinks"
    return f"The loss {way} from {loss[0]:.2f} to {loss[-1]:.2g} in 40 steps."


def rate_by_rate(choice=4, optimizer="SGD"):
    """Loss and update ratio of a run at the n-th of six rates, low to high, and the final
    accuracy at each of them, a mean over seeds."""
    lr = RATES[optimizer][choice - 1]
    found = measure_rate(lr, optimizer)
    figure, (top, middle, bottom) = panels(3, height=7.6)
    step = np.arange(len(found["loss"]))
    top.plot(*thin(step, np.clip(found["loss"], 0, 9)), color=COLOURS["train"])
    top.set(ylim=(0, 3), xlim=(0, len(step)), ylabel="batch loss")
    top.set_title(f"{optimizer} at a rate of {lr:g}: loss of each batch")
    middle.plot(*thin(step, np.clip(found["update"], 1e-6, 1)), color=COLOURS["sigmoid"])
    middle.axhline(1e-3, color="#808080", linestyle=":")
    beside = middle.get_yaxis_transform()
    middle.text(1.005, 1e-3, "1e-3", transform=beside, va="center", fontsize=10)
    middle.set(ylim=(1e-5, 1), yscale="log", ylabel="update / W (log)")
    middle.set(xlim=(0, len(step)), xlabel="step")
    middle.set_title(f"Update ratio, middle layer: median {found['ratio']:.4f}")
    _draw_accuracies(bottom, optimizer, lr)
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_rate(choice, optimizer):
    """What `rate_by_rate` shows, in a sentence with the measured numbers."""
    lr = RATES[optimizer][choice - 1]
    found, means = measure_rate(lr, optimizer), measure_rates(optimizer)["accuracy"]
    return (
        f"{optimizer} at rate {lr:g}: median update ratio {found['ratio']:.4f}; "
        f"{means[choice - 1]:.0%} of test digits right after three epochs, a mean of "
        f"{len(SEEDS)} runs, against {means.max():.0%} at the best of six rates."
    )


def schedules(lr=0.6):
    """Training loss and test accuracy after every epoch under three schedules: means."""
    figure, axes = panels(3, height=7.2, sharex=True)
    for i, schedule in enumerate(SCHEDULES):
        found = measure_schedule(lr, schedule)
        epoch = np.arange(1, len(found["lr"]) + 1)
        style = {"color": CYCLE[i], "marker": "os^"[i], "markersize": 5}
        for ax, sign in zip(axes, ("lr", "train_loss", "test_accuracy"), strict=True):
            y = 100 * found[sign] if sign == "test_accuracy" else found[sign]
            ax.plot(epoch, y, label=schedule, **style)
    axes[0].set(ylim=(1e-3, 3), yscale="log", ylabel="rate (log)")
    axes[0].set_title(f"From a rate of {lr:g}")
    beside = {"loc": "lower right", "bbox_to_anchor": (1.01, 0.98), "ncols": 3}
    axes[0].legend(**beside, columnspacing=1.2)  # where no curve runs
    axes[1].set(ylim=(0.005, 3), yscale="log", ylabel="training loss (log)")
    axes[2].set(ylim=(80, 100), xlim=(0.8, 8.2), xlabel="epoch", ylabel="test accuracy, %")
    axes[2].set_title(f"Loss and accuracy: means of {len(SEEDS)} runs")
    return figure


def describe_schedules(lr):
    """What `schedules` shows, in a sentence with the measured numbers."""
    ends = [
        f"{schedule} {measure_schedule(lr, schedule)['test_accuracy'][-1]:.1%}"
        for schedule in SCHEDULES
    ]
    return (
        f"Test accuracy after eight epochs from rate {lr:g}, mean of {len(SEEDS)} runs: "
        f"{', '.join(ends)}."
    )


def _shrinks(hessian, start, lr, momentum):
    """Whether the point is nearer after a thousand steps than after five hundred."""
    w, v = start, np.zeros_like(start)
    sizes = []
    with np.errstate(all="ignore"):
        for _ in range(1000):
            v = momentum * v + hessian @ w
            w = w - lr * v
            sizes.append(np.hypot(np.linalg.norm(w), np.linalg.norm(lr * v)))
    return bool(sizes[-1] < sizes[len(sizes) // 2])


def _draw_valley(ax):
    """Lines of equal loss: ellipses, wider along the flat direction."""
    for loss in (0.02, 0.1, 0.5, 1.5, 3.0):
        wide, high = 2 * np.sqrt(2 * loss / np.array(CURVATURES))
        line = Ellipse((0, 0), wide, high, fill=False, color="#808080", linewidth=0.7)
        ax.add_patch(line)


def _draw_accuracies(ax, optimizer, lr):
    rates = RATES[optimizer]
    right = 100 * measure_rates(optimizer)["accuracy"]
    ax.plot(rates, right, color=COLOURS["test"], marker="o", markersize=4)
    at = rates.index(lr)
    ax.plot(lr, right[at], marker="D", markersize=10, color=COLOURS["sick"])
    ax.annotate(f"{right[at]:.0f} %", (lr, right[at]), (0, 10), **ABOVE)
    ax.set(ylim=(0, 118), yticks=[0, 50, 100], xscale="log", xlabel="learning rate (log)")
    ax.set(ylabel="test accuracy, %")
    ax.set_title(f"After three epochs, at each rate: mean of {len(SEEDS)} runs")


ABOVE = {"textcoords": "offset points", "ha": "center", "fontsize": 10}
