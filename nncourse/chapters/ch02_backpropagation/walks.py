"""What one walk through the small network finds: up from one weight, or from the loss."""

import re

import numpy as np

from nncourse.chapters.ch02_backpropagation.runs import worked_example
from nncourse.losses import softmax_cross_entropy

PARAMETERS = {"W1": "0.W", "b1": "0.b", "W2": "2.W", "b2": "2.b"}  # the package's names
SLOPES = [f"{W}[{i}, {j}]" for W in ("W1", "W2") for i in (0, 1) for j in (0, 1)]
SLOPES += [f"{b}[{i}]" for b in ("b1", "b2") for i in (0, 1)]


def walk_forward(key):
    """{number: its slope in the weight `key`} for what stands on the way from that weight
    to the loss, the loss L the last.
    """
    net, dlogits = _forward()
    x, _, h, _ = (part[0] for part in net.activations)
    W2 = net.params["2.W"]
    name, at = place(key)
    moved = {one: np.zeros_like(net.params[long]) for one, long in PARAMETERS.items()}
    moved[name][at] = 1.0
    da = x @ moved["W1"] + moved["b1"]
    dh = da * (h > 0)
    dz = dh @ W2 + h @ moved["W2"] + moved["b2"]
    found = {}
    if name in ("W1", "b1"):
        unit = at[-1]
        found = {f"a[{unit}]": da[unit], f"h[{unit}]": dh[unit]}
    reached = (0, 1) if found else at[-1:]
    found |= {f"z[{j}]": dz[j] for j in reached}
    return found | {"L": dlogits[0] @ dz}


def walk_back():
    """{number or weight: the loss's slope in it} for all that the walk back meets."""
    net, dlogits = _forward()
    net.backward(dlogits)
    _, da, dh, dz = (d[0] for d in net.gradients[:4])
    arrays = {"a": da, "h": dh, "z": dz}
    arrays |= {name: net.grads[long] for name, long in PARAMETERS.items()}
    return {"L": 1.0} | {
        f"{name}{list(at)}": d[at]
        for name, d in arrays.items()
        for at in np.ndindex(d.shape)
    }


def _forward():
    """The small network after its forward pass, and the loss's slopes in the logits."""
    net, x, label = worked_example()
    return net, softmax_cross_entropy(net.forward(x[None]), np.array([label]))[1]


def place(key):
    """The array's name, and where in it."""
    name, at = re.fullmatch(r"(\w+)\[(.+)\]", key).groups()
    return name, tuple(int(i) for i in at.split(", "))
