"""Exploding gradients in training: a run that ends in nan, and three rescues of it."""

from functools import lru_cache

import numpy as np

from nncourse.chapters.deep_nets import deep_net, scaled, standard_digits, tested
from nncourse.chapters.telemetry import PROBES, telemetry
from nncourse.data import batches
from nncourse.init import he
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD, clip_norm
from nncourse.plots import look, panels, thin
from nncourse.training import steps

DEPTH, WIDTH, EPOCHS, BATCH = 10, 50, 20, 128
LR, MOMENTUM = 0.03, 0.9
LOWER = tuple(LR / 10**k for k in range(1, 8))  # seven learning rates, each a tenth
CURES = "none", "batch norm", "lower rate", "clipping"
LOOKS = {"untreated": "sick", "batch norm": "healthy", "clipping": "leaky"}


class Clipped(SGD):
    """SGD that first scales all gradients to a joint norm of at most `limit`."""

    def __init__(self, limit, lr, momentum=0.0):
        super().__init__(lr, momentum)
        self.limit = limit

    def step(self, net):
        clip_norm(net, self.limit)
        super().step(net)


@lru_cache(maxsize=256)
def measure_training(m=2.0, cure="none", lr=LR, seed=0, depth=DEPTH):
    """A training run from weights m times He's: its history, and under
    "accuracy" the share of test digits read right at the end, nan after a collapse.

    cure="lower rate" takes, of seven learning rates from lr / 10 to lr / 10**7, the one
    that ends with the best test accuracy: more help than an honest choice could give.
    """
    if cure not in CURES:
        raise ValueError(f"cure must be one of {CURES}, not {cure!r}")
    if cure == "lower rate":
        runs = [measure_training(m, "none", rate, seed, depth) for rate in LOWER]
        return max(runs, key=lambda run: np.nan_to_num(run["accuracy"]))
    net, rng = deep_net(depth, "relu", scaled(he, m), seed, WIDTH, cure == "batch norm")
    (x, labels), _ = standard_digits(seed)
    optimizer = Clipped(1.0, lr, MOMENTUM) if cure == "clipping" else SGD(lr, MOMENTUM)
    return run(net, optimizer, batches(x, labels, BATCH, EPOCHS, rng)) | {
        "accuracy": tested(net, seed),
        "lr": lr,
    }


def run(net, optimizer, turns):
    """A history with telemetry at the first ten steps and every tenth, as `train` gives it;
    the run ends early when the loss is no longer a number.
    """
    history = {"step": [], "loss": [], **{name: [] for name in PROBES}}
    for step, loss in enumerate(steps(net, softmax_cross_entropy, optimizer, turns)):
        if step < 10 or step % 10 == 0:
            history["step"].append(step)
            history["loss"].append(loss)
            with np.errstate(all="ignore"):
                for name, probe in PROBES.items():
                    history[name].append(probe(net))
        if not np.isfinite(loss):
            break
    return {name: np.array(rows) for name, rows in history.items()} | {"taken": step + 1}


def collapse(m=2.0, cure="batch norm", step=1):
    """A run that collapses from large weights, and the same run rescued."""
    runs = {"untreated": measure_training(m), cure: measure_training(m, cure)}
    figure = telemetry(runs, step, LOOKS)
    loss = figure.axes[0]
    loss.set(yscale="log", title="training loss (log)", ylim=(1e-4, 1e13))
    return figure


def describe_collapse(m, cure, step):
    sick, cured = measure_training(m), measure_training(m, cure)
    end = "ends in nan" if np.isnan(sick["accuracy"]) else f"reads {sick['accuracy']:.0%}"
    return (
        f"Weights {m:g} times He's, step {step}: untreated the run {end} after "
        f"{sick['taken']} steps; with {cure} it reads {cured['accuracy']:.0%} of "
        f"the test digits right"
    )


def rescues(m=2.0):
    """One bad start, three rescues: the loss over time and the accuracy each reaches."""
    figure, (left, right) = panels(1, 2, height=3.8)
    looks = {
        "none": look("sick"),
        "batch norm": look("healthy"),
        "lower rate": look("train") | {"linestyle": "-."},
        "clipping": look("leaky"),
    }
    for place, (cure, style) in enumerate(looks.items()):
        run = measure_training(m, cure)
        loss = np.where(np.isfinite(run["loss"]), run["loss"], np.nan)
        left.plot(*thin(run["step"], loss), label=cure, **style)
        reached = run["accuracy"]
        right.barh(place, np.nan_to_num(reached), color=style["color"], height=0.4)
        told = "nan" if np.isnan(reached) else f"{reached:.0%}"
        right.text(0.02, place - 0.27, f"{cure}: {told}", fontsize=9)
    left.set(yscale="log", title="training loss (log)", xlabel="step", ylim=(1e-4, 1e12))
    left.legend(loc="upper right", fontsize=9)
    own = measure_training(1.0)["accuracy"]
    right.vlines([0.1, own], -0.65, 3.5, color="#808080", linewidth=1, linestyle=":")
    right.text(0.02, -0.75, "chance", fontsize=9)
    right.text(1, -0.75, f"He's own: {own:.0%}", ha="right", fontsize=9)
    right.set(title="test accuracy", xlim=(0, 1), ylim=(3.5, -1.05))
    right.set_yticks([])
    right.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    return figure


def describe_rescues(m):
    said = []
    for cure in CURES:
        reached = measure_training(m, cure)["accuracy"]
        said.append(f"{cure} nan" if np.isnan(reached) else f"{cure} {reached:.0%}")
    own = measure_training(1.0)["accuracy"]
    return (
        f"Test accuracy from weights {m:g} times He's: {', '.join(said)}; "
        f"from He's own {own:.0%}"
    )


def restored(m=2.0, cure="none", seed=0):
    """What a rescue restores, in numbers, at the start and at the end of the run."""
    run = measure_training(m, cure, seed=seed)
    return {
        "loss at the start": run["loss"][0],
        "gradient at the start": run["gradient"][0][0],
        "first step / weights": run["update"][0][0],
        "loss at the end": run["loss"][-1],
        "test accuracy": run["accuracy"],
    }
