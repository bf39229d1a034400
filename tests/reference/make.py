"""Make pytorch.npz, what the package's layers, losses and optimizers are held to.

Run once, in an environment with PyTorch: `python tests/reference/make.py`. The tests read
the file alone. Keys are "case/array"; everything is float64.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

STEPS = 0, 1, 4, 19  # after which the parameters are kept

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(20)
arrays = {"versions": np.array(f"torch {torch.__version__}, numpy {np.__version__}")}


def tensor(*shape, scale=1.0, grad=False):
    return torch.tensor(scale * rng.standard_normal(shape), requires_grad=grad)


def keep(case, **values):
    for name, v in values.items():
        v = v.detach().numpy() if isinstance(v, torch.Tensor) else v
        arrays[f"{case}/{name}"] = np.array(v)


def flow(case, f, x, dy, **params):
    """One forward and backward through f."""
    y = f(x)
    dx, *dparams = torch.autograd.grad(y, [x, *params.values()], dy)
    keep(case, x=x, dy=dy, y=y, dx=dx, **params)
    keep(case, **{f"d{name}": g for name, g in zip(params, dparams, strict=True)})


def dense():
    W, b = tensor(4, 3, grad=True), tensor(3, grad=True)
    flow(
        "dense",
        lambda x: functional.linear(x, W.T, b),
        tensor(5, 4, grad=True),
        tensor(5, 3),
        W=W,
        b=b,
    )


def activations():
    for case, f in {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky": lambda x: functional.leaky_relu(x, 0.01),
        "leaky_0.3": lambda x: functional.leaky_relu(x, 0.3),
    }.items():
        flow(case, f, tensor(6, 5, scale=3.0, grad=True), tensor(6, 5))


def dropout():
    torch.manual_seed(3)
    x = tensor(8, 6, grad=True)
    y = functional.dropout(x, 0.3)
    dy = tensor(8, 6)
    (dx,) = torch.autograd.grad(y, [x], dy)
    keep("dropout", x=x, dy=dy, y=y, dx=dx, kept=y.detach().numpy() != 0)


def batch_norm():
    layer = nn.BatchNorm1d(4, momentum=0.15, eps=1e-4)
    with torch.no_grad():
        layer.weight.copy_(tensor(4))
        layer.bias.copy_(tensor(4))
    for i, n in enumerate([7, 5, 2, 9]):
        x = tensor(n, 4, scale=2.0) + 3
        case = f"norm_{i}"
        flow(
            case,
            layer,
            x.requires_grad_(),
            tensor(n, 4),
            gamma=layer.weight,
            beta=layer.bias,
        )
        keep(case, mean=layer.running_mean, var=layer.running_var)
    layer.eval()
    flow(
        "norm_eval",
        layer,
        tensor(6, 4, grad=True),
        tensor(6, 4),
        gamma=layer.weight,
        beta=layer.bias,
    )


def losses():
    for case, scale in {"entropy": 2.0, "entropy_extreme": 500.0}.items():
        logits = tensor(9, 5, scale=scale, grad=True)
        labels = rng.integers(0, 5, 9)
        loss = functional.cross_entropy(logits, torch.tensor(labels))
        (dlogits,) = torch.autograd.grad(loss, [logits])
        keep(case, logits=logits, labels=labels, loss=loss, dlogits=dlogits)
    y, target = tensor(4, 3, grad=True), tensor(4, 3)
    loss = functional.mse_loss(y, target)
    (dy,) = torch.autograd.grad(loss, [y])
    keep("squared", y=y, target=target, loss=loss, dy=dy)


def gelu():
    flow(
        "gelu",
        lambda x: functional.gelu(x, approximate="tanh"),
        tensor(6, 5, scale=3.0, grad=True),
        tensor(6, 5),
    )


def layer_norm():
    gamma, beta = tensor(4, grad=True), tensor(4, grad=True)
    flow(
        "layer_norm",
        lambda x: functional.layer_norm(x, [4], gamma, beta, eps=1e-4),
        (tensor(7, 4, scale=2.0) + 3).requires_grad_(),
        tensor(7, 4),
        gamma=gamma,
        beta=beta,
    )


def residual():
    """x + 0.3 * tanh(x W + b)."""
    W, b = tensor(4, 4, grad=True), tensor(4, grad=True)
    flow(
        "residual",
        lambda x: x + 0.3 * torch.tanh(functional.linear(x, W.T, b)),
        tensor(5, 4, grad=True),
        tensor(5, 4),
        W=W,
        b=b,
    )


OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, 0.1),
    "momentum": lambda p: torch.optim.SGD(p, 0.05, momentum=0.9),
    "decay": lambda p: torch.optim.SGD(p, 0.05, momentum=0.8, weight_decay=0.02),
    "adam": lambda p: torch.optim.Adam(p, 0.02, (0.8, 0.95), eps=1e-6),
    "adamw": lambda p: torch.optim.AdamW(p, 0.02, (0.8, 0.95), 1e-6, weight_decay=0.3),
    "clipped": lambda p: torch.optim.SGD(p, 0.2, momentum=0.5),
}


def learning():
    """20 steps of each optimizer from the same weights over the same four batches."""
    sizes = [5, 7, 6, 3]
    weights = [tensor(n_in, n_out, scale=n_in**-0.5) for n_in, n_out in pairwise(sizes)]
    x, labels = tensor(4, 8, 5), torch.tensor(rng.integers(0, 3, (4, 8)))
    keep("learning", x=x, labels=labels)
    keep("learning", **{f"W{i}": W for i, W in enumerate(weights)})
    for case, make in OPTIMIZERS.items():
        params = []
        for W in weights:
            params += [W.clone(), torch.zeros(W.shape[1])]
        params = [p.requires_grad_() for p in params]
        optimizer = make(params)
        rows, values, norms = [], [], []
        for step in range(20):
            h = x[step % 4]
            for i in range(0, 6, 2):
                h = h @ params[i] + params[i + 1]
                h = torch.tanh(h) if i < 4 else h
            loss = functional.cross_entropy(h, labels[step % 4])
            optimizer.zero_grad()
            loss.backward()
            if case == "clipped":
                norms.append(nn.utils.clip_grad_norm_(params, 0.4).item())
            optimizer.step()
            values.append(loss.item())
            if step in STEPS:
                rows.append(torch.cat([p.detach().ravel() for p in params]).numpy())
        keep(case, losses=values, params=rows, norms=norms)


dense()
activations()
dropout()
batch_norm()
losses()
learning()
gelu()
layer_norm()
residual()
np.savez_compressed(Path(__file__).with_name("pytorch.npz"), **arrays)
