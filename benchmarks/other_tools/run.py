"""A training run as the tools see it: every step by layer, and ten looks at both data sets.

The tools check once an epoch. Runs here have from a tenth of an epoch to thirty, so a tenth
of the run stands for an epoch.
"""

from dataclasses import dataclass, field

import numpy as np

from benchmarks.other_tools.signs import SIGNS, dense
from nncourse.clinic.setting import (
    OPTIMIZERS,
    WATCHED,
    Setting,
    data_of,
    network,
    stream,
)
from nncourse.losses import softmax_cross_entropy
from nncourse.training import evaluate, steps

EPOCHS = 10


@dataclass(frozen=True)
class Run:
    """What was recorded of a training: `loss` and `signs`, {name: (steps, layers)}, of all
    steps; `epochs`, {name: (EPOCHS,)}, at the end of every tenth.
    """

    setting: Setting
    x: np.ndarray = field(repr=False)
    classes: int
    first: tuple = field(repr=False)  # (W, b) of each layer before the first step
    net: object = field(repr=False)
    loss: np.ndarray = field(repr=False)
    signs: dict = field(repr=False)
    epochs: dict = field(repr=False)

    def at_epochs(self, name):
        """A sign at the end of every epoch, (EPOCHS, layers)."""
        return self.signs[name][ends(len(self.loss))]

    @property
    def has_rectifiers(self):
        return "relu" in self.setting.activation


def ends(count):
    """The last step of every epoch of a run of `count` steps."""
    return np.linspace(0, count - 1, EPOCHS + 1).round().astype(int)[1:]


def watched(setting):
    """The Run of a setting."""
    (x, labels), (x_test, labels_test), classes = data_of(setting)
    net = network(setting, x.shape[1], classes)
    first = tuple((layer.W.copy(), layer.b.copy()) for layer in dense(net))
    sets = {
        "": (x[:WATCHED], labels[:WATCHED]),
        "test ": (x_test[:WATCHED], labels_test[:WATCHED]),
    }
    last, epochs = set(ends(setting.steps)), []

    def look(step):
        if step in last:
            row = {}
            for which, examples in sets.items():
                row[f"{which}loss"], row[f"{which}accuracy"] = evaluate(net, *examples)
            epochs.append(row)

    loss, signs = recorded(net, setting, stream(setting), look)
    by_name = {name: np.array([row[name] for row in epochs]) for name in epochs[0]}
    return Run(setting, x, classes, first, net, loss, signs, by_name)


def recorded(net, setting, batches, look=lambda step: None):
    """(loss, {sign: (steps, layers)}) of a training by the setting's rule."""
    optimizer = OPTIMIZERS[setting.optimizer](setting.lr)
    losses, rows = [], []
    with np.errstate(all="ignore"):
        for step, loss in enumerate(steps(net, softmax_cross_entropy, optimizer, batches)):
            losses.append(loss)
            rows.append({name: sign(net) for name, sign in SIGNS.items()})
            look(step)
    return np.array(losses), {name: np.array([r[name] for r in rows]) for name in SIGNS}
