"""The loop: forward, loss, backward, step.

`steps` is the loop itself, one turn at a time, so that whoever runs it may look at the
network after every step, and stop when they like. A run that diverges goes on: its loss
becomes inf or nan and is there to be seen.
"""

import copy

import numpy as np

from nncourse.checks import whole
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import Sequential


def steps(net, loss_fn, optimizer, batches):
    """Learn from each batch, yielding its loss; `net` still holds all the step computed.

    gradients[0], on the data, is None: no step needs it.
    """
    for x, labels in batches:
        with np.errstate(all="ignore"):  # a diverging run shows in its loss
            loss, dy = loss_fn(net.forward(x, training=True), labels)
            net.backward_to_params(dy)
            optimizer.step(net)
        yield loss


def train(net, loss_fn, optimizer, batches, every=1, **probes):
    """Take all the `steps` and return a dict of arrays, a row for every `every`-th step.

    "step" counts from 0, "loss" is the batch's before the step, and each probe(net) goes
    under its own name. A run of more than five seconds shows a progress bar. Batches that
    are used up, or none at all, are refused.
    """
    whole(every, "every", 1)
    if taken := {"step", "loss"} & probes.keys():
        raise ValueError(f"a probe cannot be called {min(taken)!r}: train records that")
    history = {"step": [], "loss": [], **{name: [] for name in probes}}
    for step, loss in enumerate(_progress(steps(net, loss_fn, optimizer, batches))):
        if step % every == 0:
            history["step"].append(step)
            history["loss"].append(loss)
            with np.errstate(all="ignore"):
                for name, probe in probes.items():
                    history[name].append(probe(net))
    if not history["step"]:
        raise ValueError("there was no batch to learn from: batches() can be used once")
    return {name: np.array(rows) for name, rows in history.items()}


def evaluate(net, x, labels, loss_fn=softmax_cross_entropy):
    """(loss, accuracy) on x in evaluation: nothing dropped, running statistics used.

    The accuracy is nan where `labels` are numbers to come near to and no classes. The
    network, and what its layers remember of the last step, stay as they were.
    """
    bystander = _bystander(net)
    with np.errstate(all="ignore"):
        y = bystander.forward(x)
        loss = float(loss_fn(y, labels)[0])
    classes = np.asarray(labels).dtype.kind in "iu"
    return loss, accuracy(y, labels) if classes else np.nan


def _bystander(layer):
    """One that shares the layer's parameters and remembers its own passes."""
    if isinstance(layer, Sequential):
        return Sequential(*map(_bystander, layer.layers))
    return copy.copy(layer)


def _progress(turns):
    try:
        from tqdm import tqdm
    except ImportError:
        return turns
    tqdm.monitor_interval = 0  # the thread that it would start cannot be had in a browser
    return tqdm(turns, unit=" steps", delay=5, leave=False)
