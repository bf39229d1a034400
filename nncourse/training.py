"""The loop: forward, loss, backward, step.

`steps` is the loop itself, one step at a time, so that whoever runs it may look at the
network after every step, and stop when they like. A run that diverges goes on: its loss
becomes inf or nan and is there to be seen.
"""

from contextlib import contextmanager

import numpy as np

from nncourse.checks import whole
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import backward_to_params

watchers = []  # each watch(net, loss) of these is called after every step of any network


def steps(net, loss_fn, optimizer, batches):
    """Learn from each batch, yielding its loss; `net` still holds all the step computed.

    The next batch is drawn when the next step begins. gradients[0], on the data, is None:
    no step needs it.
    """
    for x, labels in batches:
        with np.errstate(all="ignore"):  # a diverging run shows in its loss
            loss, dy = loss_fn(net.forward(x, training=True), labels)
            backward_to_params(net, dy)
            optimizer.step(net)
        tell(net, loss)
        yield loss


def tell(net, loss):
    """Tell the `watchers` that a network took a step; `steps` does, other loops may."""
    for watch in watchers:
        watch(net, loss)


def train(net, loss_fn, optimizer, batches, record=None, every=1, stop=None):
    """Take all the `steps` and return a dict of arrays, a row for every recorded step.

    "step" counts from 0; "loss" is the batch's before the step; each probe(net) of
    `record`, {name: probe}, goes under its own name and runs after the step: it sees the
    new weights, and the activations and gradients of the pass before. Every `every`-th step
    is recorded, or if `every` is a collection of numbers, those steps. When stop(loss) is
    true the run ends with that step, which is recorded too. A run of over five seconds
    shows a progress bar where tqdm is installed. Raises ValueError if `batches` yields
    nothing, as when it was used up before.
    """
    record = record or {}
    if taken := {"step", "loss"} & record.keys():
        raise ValueError(f"a probe cannot be called {min(taken)!r}: train records that")
    chosen = _chosen(every)
    history = {"step": [], "loss": [], **{name: [] for name in record}}
    step = None
    for step, loss in enumerate(_progress(steps(net, loss_fn, optimizer, batches))):
        last = stop is not None and stop(loss)
        if last or chosen(step):
            history["step"].append(step)
            history["loss"].append(loss)
            with np.errstate(all="ignore"):
                for name, probe in record.items():
                    history[name].append(np.array(probe(net)))
        if last:
            break
    if step is None:
        raise ValueError(
            "there was no batch to learn from: batches() can be gone through once"
        )
    return {name: np.array(rows) for name, rows in history.items()}


def evaluate(net, x, labels, loss_fn=softmax_cross_entropy):
    """(loss, accuracy) on x in evaluation: nothing dropped, running statistics used.

    The accuracy is nan where `labels` are targets of a regression and not classes. The
    network, and what its layers remember of the last step, stay as they were.
    """
    with _restored(net), np.errstate(all="ignore"):
        y = net.forward(x)
        loss = float(loss_fn(y, labels)[0])
    classes = np.asarray(labels).dtype.kind in "iu"
    return loss, accuracy(y, labels) if classes else np.nan


@contextmanager
def _restored(net):
    """Afterwards all attributes of every layer are the same objects as before.

    What is written into an array meanwhile is not undone; a forward writes into none.
    """
    before = [(layer, vars(layer).copy()) for layer in net.walk()]
    try:
        yield
    finally:
        for layer, attributes in before:
            vars(layer).clear()
            vars(layer).update(attributes)


def _chosen(every):
    """A function that tells whether a step, counted from 0, is to be recorded."""
    if np.iterable(every):
        chosen = {whole(step, "a step in every", 0) for step in every}
        return chosen.__contains__
    whole(every, "every", 1)
    return lambda step: step % every == 0


def _progress(run):
    try:
        from tqdm import tqdm
    except ImportError:
        return run
    tqdm.monitor_interval = 0  # its monitor is a thread, and Pyodide has no threads
    return tqdm(run, unit=" steps", delay=5, leave=False)
