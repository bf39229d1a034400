"""The edge of stability: how sharp the loss gets under full-batch gradient descent.

A small tanh network learns 200 digits, all of them at every step, so that nothing is random
after the start. Its sharpness, the largest eigenvalue of the loss's Hessian, is measured on
the way and compared with 2 / lr, above which a quadratic would diverge.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import digits
from nncourse.init import xavier
from nncourse.layers import Tanh
from nncourse.losses import accuracy, mean_squared_error, softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, DASHES, panels, thin
from nncourse.training import steps

EXAMPLES = 200
WIDTH = 20
EVERY = 10  # steps between two looks at the sharpness
FIFTY = 50  # steps, over which rises of the loss are counted
LOSSES = {"squared error": mean_squared_error, "cross-entropy": softmax_cross_entropy}


def sharpness(gradient_at, params, v, rounds):
    """The Hessian's largest eigenvalue and its direction, by power iteration from `v`.

    `gradient_at()` is the gradient, in one line, at the present `params`. Its change along
    v, (g(p + h v) - g(p - h v)) / 2h, is the Hessian times v: no Hessian is written down.
    """
    h = 1e-4
    for _ in range(rounds):
        v = v / np.linalg.norm(v)
        shift(params, h * v)
        above = gradient_at()
        shift(params, -2 * h * v)
        below = gradient_at()
        shift(params, h * v)
        hessian_v = (above - below) / (2 * h)
        eigenvalue, v = v @ hessian_v, hessian_v
    return eigenvalue, v


def shift(params, along):
    """Add to every parameter its part of one long vector, in place."""
    start = 0
    for p in params.values():
        p += along[start : start + p.size].reshape(p.shape)
        start += p.size


@lru_cache
def measure_edge(lr=2.0, warmup=0, scale=0.7, n_steps=800, loss="squared error", seed=0):
    """One full-batch run at rate `lr`, reached in equal steps over the first `warmup`,
    from first weights of `scale` times Xavier's.

    A dict of arrays with a row for every tenth step: "step", "lr", the "loss" and the
    "sharpness" before it, and the probes of the telemetry panel; "all_losses" has every
    step's, and "accuracy" is the share of the training examples that the network names in
    the end.
    """
    if not lr > 0:
        raise ValueError(f"lr must be above 0, not {lr}")
    net, x, target, labels = _start(scale, loss, seed)
    optimizer, loss_fn = SGD(lr), LOSSES[loss]
    v = np.random.default_rng(seed).standard_normal(
        sum(p.size for p in net.params.values())
    )
    rows = {name: [] for name in ("step", "lr", "sharpness", "loss", *PROBES)}
    losses = []

    def gradient_at():
        net.backward_to_params(loss_fn(net.forward(x, training=True), target)[1])
        return np.concatenate([g.ravel() for g in net.grads.values()])

    with np.errstate(all="ignore"):
        optimizer.lr = warmed_up(lr, warmup, 0)
        run = steps(net, loss_fn, optimizer, [(x, target)] * n_steps)
        for step in range(n_steps):
            looks = step % EVERY == 0
            if looks:  # before the step, as the loss is
                found, v = sharpness(gradient_at, net.params, v, 5 if step else 30)
            losses.append(next(run))
            if looks:
                row = {name: probe(net) for name, probe in PROBES.items()}
                row |= {"step": step, "lr": optimizer.lr, "loss": losses[-1]}
                row["sharpness"] = found
                for name, kept in rows.items():
                    kept.append(row[name])
            optimizer.lr = warmed_up(lr, warmup, step + 1)
        known = accuracy(net.forward(x), labels)
    history = {name: np.array(kept) for name, kept in rows.items()}
    return history | {"all_losses": np.array(losses), "accuracy": known}


def warmed_up(lr, warmup, step):
    """The rate at `step`: a straight rise to `lr` over the first `warmup` steps."""
    return lr * min(1.0, (step + 1) / warmup) if warmup else lr


def edge_of_stability(lr=2.0, step=790):
    """The loss falls, unevenly, while the sharpness climbs to 2 / lr and stays there."""
    history = measure_edge(lr)
    seen = history["step"] <= step
    figure, (top, middle, bottom) = panels(3, height=6.6, sharex=True)
    _draw_until(top, history, "loss", seen, COLOURS["train"], marker="")
    top.set(ylim=(5e-3, 0.2), yscale="log", ylabel="loss (log)")
    top.set_title(f"Loss at a learning rate of {lr:g}, every tenth step")
    rises = rises_by_fifty(history["all_losses"], step)
    centre = FIFTY * (np.arange(len(rises)) + 0.5)
    middle.bar(centre, rises, width=0.8 * FIFTY, color=COLOURS["train"])
    middle.set(ylim=(0, 75), ylabel="steps, %")
    middle.set_title("Steps that raised the loss, of every fifty")
    _draw_until(bottom, history, "sharpness", seen, COLOURS["sigmoid"], marker=".")
    _draw_limit(bottom, 2 / lr, f"2 / {lr:g}")
    bottom.set(xlim=(-10, 800), ylim=(0, 2.4), xlabel="step", ylabel="sharpness")
    bottom.set_title("Largest eigenvalue of the Hessian")
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def rises_by_fifty(losses, step):
    """The share of steps that raised the loss, in percent, of every fifty before `step`."""
    rose = np.diff(losses)[:step] > 0
    whole = len(rose) // FIFTY * FIFTY
    return 100 * rose[:whole].reshape(-1, FIFTY).mean(axis=1)


def describe_edge(lr, step):
    """What `edge_of_stability` shows, in a sentence with the measured numbers."""
    history = measure_edge(lr)
    row = np.abs(history["step"] - step).argmin()
    rises = rises_by_fifty(history["all_losses"], step)
    lately = [
        f"; of the last whole fifty steps {rose:.0f} % raised the loss" for rose in rises
    ]
    return (
        f"At step {step} the loss is {history['loss'][row]:.3f} and the sharpness "
        f"{history['sharpness'][row]:.2f}, against a limit of {2 / lr:.2f}"
        f"{''.join(lately[-1:])}."
    )


def measure_warm_up(lr=3.0, warmup=300, seed=0):
    """A run of 500 steps from weights twice Xavier's, where the loss is sharper."""
    return measure_edge(lr, warmup, scale=2.0, n_steps=500, seed=seed)


def warm_up(lr=3.0, warmup=300):
    """Loss and sharpness with and without a slow start, beside the limit 2 / lr."""
    history, plain = measure_warm_up(lr, warmup), measure_warm_up(lr, 0)
    figure, (top, bottom) = panels(2, height=5.2, sharex=True)
    for name, run in {"sick": plain, "healthy": history}.items():
        style = {"color": COLOURS[name], "linestyle": DASHES[name]}
        label = {"sick": "no warm-up", "healthy": f"warm-up, {warmup} steps"}[name]
        losses = run["all_losses"][np.isfinite(run["all_losses"])]
        clipped = np.minimum(losses, 1e3)
        top.plot(*thin(np.arange(len(losses)), clipped), label=label, **style)
        bottom.plot(*thin(run["step"], _drawable(run["sharpness"], 100)), **style)
    top.set(ylim=(5e-3, 100), yscale="log", ylabel="loss (log)")
    top.set_title(f"A learning rate of {lr:g}: {verdict_on(history)}")
    top.legend(loc="upper right")
    limit = 2 / history["lr"]
    bottom.plot(*thin(history["step"], limit), color="#808080", linestyle=":")
    bottom.annotate("dotted: 2 / rate of that step", (60, 20), fontsize=10)
    bottom.set(xlim=(-5, 500), ylim=(0.1, 100), xlabel="step", ylabel="sharpness (log)")
    bottom.set_yscale("log")
    bottom.yaxis.labelpad = 8
    return figure


def describe_warm_up(lr, warmup):
    """What `warm_up` shows, in a sentence with the measured numbers."""
    history = measure_warm_up(lr, warmup)
    return f"Rate {lr:g} with {warmup} steps of warm-up: {verdict_on(history)}."


def verdict_on(history):
    """ "it learns", with the last loss, or "it diverges"."""
    last = history["all_losses"][-1]
    return f"loss at the end {last:.3f}" if last < 0.09 else "it diverges"


def too_fast_and_cured(step=490):
    """One rate, with and without warm-up: all vital signs of the two runs."""
    figure = telemetry(_cured_runs(), step, {"no warm-up": "sick", "warm-up": "healthy"})
    loss = figure.axes[0]
    loss.set(yscale="log", ylim=(5e-3, 10), xlim=(-5, 500))
    loss.set_title("training loss (log)")
    return figure


def describe_cured(step):
    """What `too_fast_and_cured` shows, in sentences with the measured numbers."""
    said = []
    for name, run in _cured_runs().items():
        row = np.abs(run["step"] - step).argmin()
        loss, gradient = run["loss"][row], run["gradient"][row].max()
        update = run["update"][row].max()
        said.append(
            f"{name}: loss {loss:.3g}, largest gradient norm {gradient:.2g}, largest "
            f"update ratio {update:.2g}"
            if np.isfinite(loss)
            else f"{name}: lost"
        )
    return f"At step {step}. {'; '.join(said)}."


def _cured_runs():
    return {"no warm-up": measure_warm_up(3.0, 0), "warm-up": measure_warm_up(3.0, 300)}


def _start(scale, loss, seed):
    """A tanh network of two hidden layers, and 200 centred digits with their targets."""
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {list(LOSSES)}, not {loss!r}")
    rng = np.random.default_rng(seed)
    x, labels = digits()

    def scaled(n_in, n_out, rng):
        return scale * xavier(n_in, n_out, rng)

    rows = rng.permutation(len(x))[:EXAMPLES]
    x, labels = x[rows] - x[rows].mean(axis=0), labels[rows]
    net = mlp([64, WIDTH, WIDTH, 10], rng, activation=Tanh, init=scaled)
    return net, x, np.eye(10)[labels] if loss == "squared error" else labels, labels


def _draw_until(ax, history, sign, seen, colour, marker):
    x, y = history["step"][seen], _drawable(history[sign][seen], 100)
    ax.plot(*thin(x, y, points=80), color=colour, marker=marker)


def _draw_limit(ax, height, text):
    ax.axhline(height, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    beside = ax.get_yaxis_transform()  # right of the axes, where no curve runs
    style = {"va": "center", "color": COLOURS["sick"], "fontsize": 10}
    ax.text(1.01, height, text, transform=beside, **style)


def _drawable(values, most):
    """What is finite and not past `most`; a gap elsewhere."""
    values = np.asarray(values, float)
    with np.errstate(all="ignore"):
        return np.where(np.abs(values) < most, values, np.nan)
