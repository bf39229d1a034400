"""The edge of stability: how sharp the loss gets under full-batch gradient descent.

A small tanh network learns 200 digits, all of them at every step, so that nothing is random
after the start. Its sharpness, the largest eigenvalue of the loss's Hessian, is measured on
the way, to be compared with 2 (1 + momentum) / lr, above which a quadratic would diverge.
"""

import numpy as np

from nncourse.chapters.initialisation import scaled
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits, split
from nncourse.init import xavier
from nncourse.layers import Tanh
from nncourse.losses import accuracy, mean_squared_error, softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps, train

EXAMPLES = 200
WIDTH = 20
SHARP = 2.0  # first weights, times Xavier's, where the loss is sharper
LEAST_REACH = 0.03  # of a slice of the loss to either side
BOUNCES_AT = 0, 10, 50, 200, 320, 330, 340, 400, 600, 790
EVERY = 10  # steps from one measurement of the sharpness to the next
LOSSES = {"squared error": mean_squared_error, "cross-entropy": softmax_cross_entropy}


def power_iteration(gradient, parameters, u, rounds):
    """The Hessian's largest eigenvalue and its direction, by power iteration from `u`.

    `gradient()` is the gradient at what the vector `parameters` holds. Its change along u,
    (g(p + h u) - g(p - h u)) / 2h, is the Hessian times u: no Hessian is written down.
    """
    h = 1e-4
    for _ in range(rounds):
        u = u / np.linalg.norm(u)
        parameters += h * u
        above = gradient()
        parameters -= 2 * h * u
        below = gradient()
        parameters += h * u
        hessian_u = (above - below) / (2 * h)
        eigenvalue, u = u @ hessian_u, hessian_u
    return eigenvalue, u


@kept(128)
def measure_edge(
    lr=2.0,
    warmup=0,
    scale=0.7,
    n_steps=800,
    loss="squared error",
    seed=0,
    width=WIDTH,
    examples=EXAMPLES,
    momentum=0.0,
    every=EVERY,
):
    """One full-batch run at rate `lr`, reached in equal steps over the first `warmup`,
    from first weights of `scale` times Xavier's.

    A dict of arrays with a row after each `every` steps, ten unless told otherwise: "step",
    "lr", and the "loss" and the "sharpness" before the step. "all_losses" has every step's;
    "accuracy" is the share of the training examples that are read correctly at the end.
    """
    if not lr > 0:
        raise ValueError(f"lr must be above 0, not {lr}")
    net, x, target, labels = start(scale, loss, seed, width, examples)
    optimizer, loss_fn = SGD(lr, momentum), LOSSES[loss]

    gradient, parameters = gradient_of(net, loss_fn, x, target)
    direction = np.random.default_rng(seed).standard_normal(parameters.size)
    sharpness = np.nan

    def full_batches():
        nonlocal sharpness, direction
        for step in range(n_steps):
            if step % every == 0:
                rounds = 5 if step else 30
                sharpness, direction = power_iteration(
                    gradient, parameters, direction, rounds
                )
            optimizer.lr = warmed_up(lr, warmup, step)
            yield x, target

    record = {
        "lr": lambda net: optimizer.lr,
        "sharpness": lambda net: sharpness,
    }
    with np.errstate(all="ignore"):
        history = train(net, loss_fn, optimizer, full_batches(), record)
        known = accuracy(net.forward(x), labels)
    rows = {name: values[::every] for name, values in history.items()}
    return rows | {"all_losses": history["loss"], "accuracy": known}


def warmed_up(lr, warmup, step):
    """The rate at `step`: a straight rise to `lr` over the first `warmup` steps."""
    return lr * min(1.0, (step + 1) / warmup) if warmup else lr


@kept(128)
def measure_bounces(
    lr=2.0, at=BOUNCES_AT, seed=0, n_steps=10, momentum=0.0, loss="squared error"
):
    """The run of `measure_edge`, seen along its sharpest direction: a dict for each step
    of `at`, which are in order, by that step.

    Of the `n_steps` iterates from that step on "along", how far each lies in this direction
    from their middle, and its "loss"; "places" and "slice", the loss on the straight line
    through the middle, a little further than the iterates go; "highest", how far above its
    lowest loss a panel must reach; "sharpness", the curvature of that line at the first
    iterate. Steps that follow on each other without a gap have the same "places" and show
    each other's slices, so that one can compare these.
    """
    net, x, target, _ = start(0.7, loss, seed, WIDTH, EXAMPLES)
    optimizer, loss_fn = SGD(lr, momentum), LOSSES[loss]

    gradient, parameters = gradient_of(net, loss_fn, x, target)
    u = np.random.default_rng(seed).standard_normal(parameters.size)
    taken, bounces, lines, rows = 0, {}, {}, []
    for first in at:
        if first > taken or not rows:
            rows.append([])
        rows[-1].append(first)
        for _ in steps(net, loss_fn, optimizer, [(x, target)] * (first - taken)):
            pass
        sharpness, u = power_iteration(gradient, parameters, u, rounds=20)
        u /= np.linalg.norm(u)
        iterates, losses = [], []
        for _ in range(n_steps):
            iterates.append(parameters.copy())
            losses += steps(net, loss_fn, optimizer, [(x, target)])
        taken = first + n_steps
        middle = np.mean(iterates, axis=0)
        bounces[first] = {
            "along": (np.array(iterates) - middle) @ u,
            "loss": np.array(losses),
            "sharpness": sharpness,
        }
        lines[first] = middle, u

    def loss_at(place):
        parameters[:] = place
        return loss_fn(net.forward(x), target)[0]

    for row in rows:
        furthest = max(abs(bounces[first]["along"]).max() for first in row)
        reach = max(LEAST_REACH, 1.5 * furthest)
        places = np.linspace(-reach, reach, 41)
        for first in row:
            middle, u = lines[first]
            line = np.array([loss_at(middle + place * u) for place in places])
            bounces[first] |= {"places": places, "slice": line}
        highest = max(np.ptp(bounces[first]["slice"]) for first in row)
        for first in row:
            own = np.ptp(np.r_[bounces[first]["slice"], bounces[first]["loss"]])
            bounces[first]["highest"] = max(highest, own)
    return bounces


def measure_warm_up(lr=3.0, warmup=300, seed=0, scale=SHARP, width=WIDTH):
    """A run of 500 steps from weights twice Xavier's, where the loss is sharper."""
    return measure_edge(lr, warmup, scale, n_steps=500, seed=seed, width=width)


def measure_first_steps(lr=3.0, warmup=100, seed=0, n_steps=50):
    """The sharpness before each of the first `n_steps` steps of `measure_warm_up`'s run."""
    run = measure_edge(lr, warmup, SHARP, n_steps=n_steps, seed=seed, every=1)
    return run["sharpness"]


def sharpness_with_batches(batch, lr=2.0, seed=0, n_steps=1600):
    """The sharpness on all examples, the mean of the last 200 steps on a batch each."""
    net, x, target, _ = start(0.7, "squared error", seed, WIDTH, EXAMPLES)
    gradient, parameters = gradient_of(net, mean_squared_error, x, target)
    rng = np.random.default_rng(seed)
    u, measured = rng.standard_normal(parameters.size), []
    some = batches(x, target, batch, -(-n_steps * batch // EXAMPLES), rng)
    for step, _ in enumerate(steps(net, mean_squared_error, SGD(lr), some), 1):
        if step > n_steps - 200 and step % EVERY == 0:
            rounds = 5 if measured else 30
            sharpness, u = power_iteration(gradient, parameters, u, rounds)
            measured.append(sharpness)
    return np.mean(measured)


def sharpness_at_full_batch(lr=0.25, seed=0):
    """The sharpness of a ReLU network, 64-64-64-10, that learns all its digits at every
    step: the median over the last half of 200 steps.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = split(*digits(), 0.3, rng)
    net = mlp([64, 64, 64, 10], rng)
    gradient, parameters = gradient_of(net, softmax_cross_entropy, x, labels)
    u, measured = rng.standard_normal(parameters.size), []
    run = steps(net, softmax_cross_entropy, SGD(lr), [(x, labels)] * 200)
    for step, _ in enumerate(run):
        if step >= 100 and step % EVERY == 0:
            sharpness, u = power_iteration(gradient, parameters, u, rounds=15)
            measured.append(sharpness)
    return np.median(measured)


def diverges(seed, lr=2.0, warmup=0, first=()):
    """Whether a sharp start diverges by forty steps after its warm-up, or after steps at
    the rates `first`.
    """
    net, x, target, _ = start(SHARP, "squared error", seed, WIDTH, EXAMPLES)
    optimizer = SGD(lr)
    for optimizer.lr in (*first, *(warmed_up(lr, warmup, k) for k in range(warmup + 40))):
        (loss,) = steps(net, mean_squared_error, optimizer, [(x, target)])
        if not loss < 1e6:
            return True
    return not loss < 1


def sharpness_after(seed, first=()):
    """The sharpness of a sharp start after steps at the rates `first`."""
    net, x, target, _ = start(SHARP, "squared error", seed, WIDTH, EXAMPLES)
    optimizer = SGD(1.0)
    for optimizer.lr in first:
        list(steps(net, mean_squared_error, optimizer, [(x, target)]))
    gradient, parameters = gradient_of(net, mean_squared_error, x, target)
    u = np.random.default_rng(seed).standard_normal(parameters.size)
    return power_iteration(gradient, parameters, u, rounds=25)[0]


def gradient_of(net, loss_fn, x, target):
    """A function that gives the loss's gradient, and the parameters at which it does."""

    def gradient():
        net.backward_to_params(loss_fn(net.forward(x, training=True), target)[1])
        return net.vectors()[1].copy()

    gradient()  # without one there are no vectors yet
    return gradient, net.vectors()[0]


def start(scale, loss, seed, width, examples):
    """A tanh network of two hidden layers, and some centred digits with their targets."""
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {list(LOSSES)}, not {loss!r}")
    rng = np.random.default_rng(seed)
    x, labels = digits()
    rows = rng.permutation(len(x))[:examples]
    x, labels = x[rows] - x[rows].mean(axis=0), labels[rows]
    net = mlp([64, width, width, 10], rng, activation=Tanh, init=scaled(xavier, scale))
    return net, x, np.eye(10)[labels] if loss == "squared error" else labels, labels
