"""Reads a PyTorch network while it trains, for `diagnose`. PyTorch itself is not imported.

record = watch(net)                                 # before the loop
record(loss)                                        # in it, after optimizer.step()
print(diagnose(record.history(classes=10)))         # whenever you like
"""

import numpy as np

from nncourse.clinic.history import LAYERWISE

RECTIFIERS = "ReLU", "ReLU6", "LeakyReLU", "PReLU"
SQUASHERS = {"Sigmoid": (0.5, 0.45), "Tanh": (0.0, 0.9)}  # middle, and how far is the edge
ACTIVATIONS = *RECTIFIERS, *SQUASHERS, "GELU", "SiLU", "ELU"


def watch(net):
    """A Recorder of the vital signs of `net`, a torch.nn.Module."""
    for needed in ("modules", "register_forward_hook", "register_forward_pre_hook"):
        if not hasattr(net, needed):
            raise TypeError(f"net must be a torch.nn.Module, not {type(net).__name__}")
    return Recorder(net)


class Recorder:
    """Call it with the batch's loss after each optimizer.step(), before zero_grad().

    It reads what a forward pass in training calls: modules with a weight of two dimensions
    or more, and activations that are modules (nn.ReLU(), not F.relu). The unit of a
    convolution is its channel. `stop()` takes the hooks off again.
    """

    def __init__(self, net):
        self.rows, self.weights, self.outputs = [], {}, {}
        self.hooks = [net.register_forward_pre_hook(self._forget)]
        for module in net.modules():
            if _weighs(module) or _kind(module) in ACTIVATIONS:
                self.hooks.append(module.register_forward_hook(self._remember))

    def __call__(self, loss, accuracy=None, train_accuracy=None):
        """Record a row. The accuracies, from 0 to 1, are those on examples set apart and on
        examples to train on, where you have them.
        """
        if not self.weights:
            raise RuntimeError("no forward pass in training since the last record(loss)")
        outputs = [(_kind(m), m, _array(y)) for m, y in self.outputs.items()]
        row = {
            "loss": float(loss.detach() if hasattr(loss, "detach") else loss),
            "gradient": [_norm(_gradient(layer)) for layer in self.weights],
            "spread": [y.std() for _, _, y in outputs],
            "dead": [_dead(m, y) for kind, m, y in outputs if kind in RECTIFIERS],
            "saturation": [
                _saturated(kind, y) for kind, _, y in outputs if kind in SQUASHERS
            ],
            "update": [
                _norm(_array(layer.weight) - before) / _norm(before)
                for layer, before in self.weights.items()
            ],
            "accuracy": np.nan if accuracy is None else float(accuracy),
            "train_accuracy": np.nan if train_accuracy is None else float(train_accuracy),
        }
        for name in LAYERWISE:
            if self.rows and len(row[name]) != len(self.rows[0][name]):
                raise RuntimeError(
                    f"{name} of {len(row[name])} layers after {len(self.rows[0][name])} "
                    "in the first row: every pass must call the same modules"
                )
        self.rows.append(row)
        self.weights, self.outputs = {}, {}

    def history(self, classes=None):
        """What was recorded, as `diagnose` reads it. With the number of classes it can
        compare the loss with that of guessing.
        """
        if not self.rows:
            raise RuntimeError("nothing is recorded yet: call record(loss) after each step")
        history = {
            name: np.array([row[name] for row in self.rows]) for name in self.rows[0]
        }
        return history | {"step": np.arange(len(self.rows)), "classes": classes}

    def stop(self):
        """Take the hooks off: the network is as it was."""
        for hook in self.hooks:
            hook.remove()

    def _forget(self, net, inputs):
        """A pass in training begins: what the last one left is of no interest."""
        if net.training:
            self.outputs = {}

    def _remember(self, module, inputs, output):
        if not module.training:
            return
        if _weighs(module):
            # Of several passes before a step the first has the weights before it.
            self.weights.setdefault(module, _array(module.weight).copy())
        else:
            self.outputs[module] = output.detach()


def _kind(module):
    return type(module).__name__


def _weighs(module):
    weight = getattr(module, "weight", None)
    return getattr(weight, "ndim", 0) >= 2


def _gradient(layer):
    if layer.weight.grad is None:
        raise RuntimeError(
            f"{_kind(layer)} has no gradient: call record(loss) after loss.backward() and "
            "before zero_grad()"
        )
    return _array(layer.weight.grad)


def _array(tensor):
    return tensor.detach().float().cpu().numpy()


def _norm(v):
    return float(np.linalg.norm(v.ravel()))


def _by_unit(y):
    """(examples and places, units): the units are the second axis of y."""
    return np.moveaxis(y, 1, -1).reshape(-1, y.shape[1])


def _dead(module, y):
    """The share of units that pass no gradient back: none if there is a slope."""
    sloped = _kind(module) == "PReLU" or getattr(module, "negative_slope", 0) > 0
    return 0.0 if sloped else 1 - (_by_unit(y) > 0).any(axis=0).mean()


def _saturated(kind, y):
    middle, edge = SQUASHERS[kind]
    return np.mean(np.abs(y - middle) > edge)
