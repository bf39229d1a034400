"""One network learns one task after another: the digits, with other pixels changed round.

Each task is as hard as the one before, so a network that learns the later ones worse has
lost something. After Dohare et al. (2024), in a size that runs in seconds.
"""

from functools import partial

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.silu import SiLU
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits
from nncourse.init import he
from nncourse.layers import GELU, LeakyReLU, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import tell

DRAWN_ANEW = "dead units drawn anew"
LEAKY_DRAWN_ANEW = "LeakyReLU, units below zero drawn anew"
OTHERS = "ReLU, other units drawn anew", "LeakyReLU, other units drawn anew"
CURES = {  # name: (activation, weight decay, which units are drawn anew)
    "none": (ReLU, 0.0, None),
    "LeakyReLU": (partial(LeakyReLU, 0.01), 0.0, None),
    "weight decay": (ReLU, 0.003, None),
    "GELU": (GELU, 0.0, None),
    "SiLU": (SiLU, 0.0, None),
    DRAWN_ANEW: (ReLU, 0.0, "below"),
}
CONTROLS = {  # what else is drawn anew: not in the figure
    LEAKY_DRAWN_ANEW: (partial(LeakyReLU, 0.01), 0.0, "below"),
    OTHERS[0]: (ReLU, 0.0, "others"),
    OTHERS[1]: (partial(LeakyReLU, 0.01), 0.0, "others"),
}


@kept(128)
def measure_plasticity(cure="none", tasks=60, seed=0, lr=0.2, width=64, examples=300):
    """64-64-64-10 on `tasks` permutations of the pixels in turn, two epochs each.

    "accuracy", the share read correctly while learning each task, before the step on each
    batch of 8; "off", the share of units below zero for all of a task's images at its end:
    a ReLU there is dead, a LeakyReLU passes back a hundredth. Where units are drawn anew
    after each task, these are; or, with "other units", as many of those that are not below.
    "woken", a row a task: first-layer units below zero for all images of the task before,
    and how many of these are above zero for an image of this one before it is learnt.
    """
    known = CURES | CONTROLS
    if cure not in known:
        raise ValueError(f"cure must be one of {list(known)}, not {cure!r}")
    activation, weight_decay, anew = known[cure]
    rng = np.random.default_rng(seed)
    x, labels = digits()
    some = rng.permutation(len(x))[:examples]
    x, labels = x[some], labels[some]
    net = mlp([64, width, width, 10], rng, activation)
    optimizer = SGD(lr, weight_decay=weight_decay)
    accuracy, off, woken, dead = [], [], [], np.zeros(width, bool)
    for _ in range(tasks):
        task = x[:, rng.permutation(64)]
        net.forward(task)
        on = (net.activations[2] > 0).any(axis=0)
        woken.append((dead.sum(), (dead & on).sum()))
        right = 0
        for images, batch_labels in batches(task, labels, 8, 2, rng):
            logits = net.forward(images, training=True)
            right += (logits.argmax(axis=1) == batch_labels).sum()
            loss, dlogits = softmax_cross_entropy(logits, batch_labels)
            net.backward_to_params(dlogits)
            optimizer.step(net)
            tell(net, loss)
        accuracy.append(right / (2 * examples))
        net.forward(task)
        below = [(net.activations[i] <= 0).all(axis=0) for i in (2, 4)]
        off.append(np.mean(below))
        dead = below[0]
        if anew:
            for i, units in zip((0, 2), below, strict=True):
                drawn = _as_many_others(units, rng) if anew == "others" else units
                _draw_anew(net, i, drawn, rng)
    rows = {"accuracy": accuracy, "off": off, "woken": woken}
    return {name: np.array(values) for name, values in rows.items()}


def _as_many_others(units, rng):
    """Of the units that are not these, as many at random, or all if they are fewer."""
    others = rng.permutation(np.flatnonzero(~units))[: units.sum()]
    return np.isin(np.arange(len(units)), others)


def _draw_anew(net, i, units, rng):
    """First weights for these units of layer i; what leads on from them is 0, so that the
    network's answers stay as they were."""
    net.layers[i].W[:, units] = he(len(net.layers[i].W), int(units.sum()), rng)
    net.layers[i].b[units] = 0
    net.layers[i + 2].W[units] = 0
