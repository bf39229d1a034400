"""The same workload by several hands. Each is made from a workload, a precision and a seed,
and has `step()`, one step on one batch, and `epoch()`, a pass over all examples in a new
order; both return the last loss, or None where there is none.
"""

from itertools import repeat

import numpy as np

from nncourse import (
    SGD,
    Adam,
    Dense,
    Dropout,
    batches,
    gradient_norms,
    mean_squared_error,
    mlp,
    softmax_cross_entropy,
    steps,
)

LR = 0.01


class Course:
    """This package, through its own loop."""

    def __init__(self, workload, dtype, seed=0):
        self.w, self.rng = workload, np.random.default_rng(seed)
        self.x, self.y = workload.examples(dtype)
        self.net = mlp(workload.sizes, self.rng, **workload.choices)
        self.net.astype(dtype)
        self.loss_fn = mean_squared_error if workload.regression else softmax_cross_entropy
        self.optimizer = Adam(LR) if workload.adam else SGD(LR)
        batch = self.x[: workload.batch], self.y[: workload.batch]
        self.turns = self.learn(repeat(batch))

    def learn(self, turns):
        for loss in steps(self.net, self.loss_fn, self.optimizer, turns):
            if self.w.norms:
                self.norms = gradient_norms(self.net)
            yield loss

    def step(self):
        return next(self.turns)

    def epoch(self):
        return list(self.learn(batches(self.x, self.y, self.w.batch, 1, self.rng)))[-1]


class Floor:
    """The bare matrix products of a step, and nothing else."""

    def __init__(self, workload, dtype, seed=0):
        rng = np.random.default_rng(seed)
        n = min(workload.batch, len(workload.examples(dtype)[0]))
        self.weights = [
            rng.standard_normal(shape).astype(dtype)
            for shape in zip(workload.sizes[:-1], workload.sizes[1:], strict=True)
        ]
        self.flows = [rng.standard_normal((n, d)).astype(dtype) for d in workload.sizes]

    def step(self):
        xs = self.flows
        for x, W in zip(xs, self.weights, strict=False):
            x @ W
        for i in range(len(self.weights) - 1, -1, -1):
            xs[i].T @ xs[i + 1]
            if i:
                xs[i + 1] @ self.weights[i].T


def torch_contender():
    """PyTorch's class, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    from torch import nn
    from torch.nn import functional

    class Masked(nn.Module):
        """Dropout of the very units that another network's layer dropped."""

        def __init__(self, layer):
            super().__init__()
            self.layer = layer

        def forward(self, x):
            return x * torch.from_numpy(self.layer.mask)

    class Torch:
        """PyTorch, eager, as its tutorials have it."""

        def __init__(self, workload, dtype, seed=0, like=None):
            """From random weights, or from those of `like`, a Course, and in its steps."""
            torch.manual_seed(seed)
            self.w = workload
            x, y = workload.examples(dtype)
            self.x, self.y = torch.from_numpy(x), torch.from_numpy(y)
            net = (
                like.net
                if like
                else mlp(workload.sizes, np.random.default_rng(seed), **workload.choices)
            )
            made = [self.made(layer, like) for layer in net.layers]
            self.net = nn.Sequential(*made).to(self.x.dtype)
            self.weights = [m.weight for m in made if isinstance(m, nn.Linear)]
            kind = torch.optim.Adam if workload.adam else torch.optim.SGD
            self.optimizer = kind(self.net.parameters(), lr=LR)
            regression = workload.regression
            self.loss_fn = functional.mse_loss if regression else functional.cross_entropy
            self.batch = self.x[: workload.batch], self.y[: workload.batch]

        def made(self, layer, like):
            name = type(layer).__name__
            if isinstance(layer, Dense):
                kind = torch.from_numpy(layer.W).dtype
                linear = nn.Linear(*layer.W.shape, dtype=kind)
                with torch.no_grad():
                    linear.weight.copy_(torch.from_numpy(layer.W.T))
                    linear.bias.copy_(torch.from_numpy(layer.b))
                return linear
            if isinstance(layer, Dropout):
                return Masked(layer) if like else nn.Dropout(layer.rate)
            if name == "BatchNorm":
                return nn.BatchNorm1d(layer.width, layer.eps, layer.rate)
            return getattr(nn, name)()

        def learn(self, x, y):
            loss = self.loss_fn(self.net(x), y)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            if self.w.norms:
                with torch.no_grad():
                    norms = [torch.linalg.vector_norm(W.grad) for W in self.weights]
                    self.norms = torch.stack(norms).numpy()
            return loss.item()

        def step(self):
            return self.learn(*self.batch)

        def epoch(self):
            order = torch.randperm(len(self.x))
            for start in range(0, len(self.x), self.w.batch):
                rows = order[start : start + self.w.batch]
                loss = self.learn(self.x[rows], self.y[rows])
            return loss

    return Torch


def sklearn_contender():
    """scikit-learn's class, or None where it is not installed."""
    try:
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        return None

    class Sklearn:
        """MLPClassifier by partial_fit: an epoch a call, and no single step."""

        def __init__(self, workload, dtype, seed=0):
            if workload.choices.get("batch_norm"):
                raise NotImplementedError("it has neither batch norm nor dropout")
            self.x, labels = workload.data()
            self.x, self.labels = self.x.astype(dtype), labels
            self.net = MLPClassifier(
                tuple(workload.sizes[1:-1]),
                activation="tanh" if workload.regression else "relu",
                solver="sgd",
                alpha=0.0,
                momentum=0.0,
                batch_size=min(workload.batch, len(self.x)),
                learning_rate_init=LR,
                random_state=seed,
            )
            self.net.partial_fit(self.x, labels, classes=np.unique(labels))

        def epoch(self):
            self.net.partial_fit(self.x, self.labels)

    return Sklearn


def contenders():
    """{name: class} of all that are installed, ours first."""
    found = {"nncourse": Course, "floor": Floor}
    for name, make in {"torch": torch_contender, "sklearn": sklearn_contender}.items():
        kind = make()
        if kind is None:
            print(f"{name} is not installed: left out")
        else:
            found[name] = kind
    return found


def agreement(workload, dtype, kind, turns):
    """The largest relative difference of `kind`'s losses from ours, over `turns` steps from
    the same weights."""
    ours = Course(workload, dtype)
    theirs = kind(workload, dtype, like=ours)
    losses = np.array([(ours.step(), theirs.step()) for _ in range(turns)], float)
    return float(np.abs(losses[:, 1] / losses[:, 0] - 1).max())
