"""PyTorch, eager, as its tutorials have it."""

import torch
from torch import nn
from torch.nn import functional

from benchmarks.contenders.base import LR, Base
from nncourse import BatchNorm, Dense, Dropout


class Contender(Base):
    """The network as a module, a loss and an optimizer of PyTorch's own."""

    def __init__(self, workload, dtype, seed=0, masks=None):
        super().__init__(workload, dtype, seed, masks)
        torch.manual_seed(seed)
        self.x, self.y = torch.from_numpy(self.x), torch.from_numpy(self.y)
        self.batch = self.x[: workload.batch], self.y[: workload.batch]
        modules = [self.module(layer) for layer in self.net.layers]
        self.net = nn.Sequential(*modules).to(self.x.dtype)
        self.weights = [m.weight for m in modules if isinstance(m, nn.Linear)]
        self.masked = [m for m in modules if isinstance(m, Masked)]
        regression = workload.regression
        self.loss_fn = functional.mse_loss if regression else functional.cross_entropy
        rule = torch.optim.Adam if workload.adam else torch.optim.SGD
        self.optimizer = rule(self.net.parameters(), lr=LR)

    def loss(self, x, y):
        return self.loss_fn(self.net(x), y)

    def learn(self, x, y):
        if self.masked:
            for module, mask in zip(self.masked, self.masks(), strict=True):
                module.mask = torch.from_numpy(mask)
        loss = self.loss(x, y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        if self.workload.norms:
            with torch.no_grad():
                norms = [torch.linalg.vector_norm(W.grad) for W in self.weights]
                self.norms = torch.stack(norms).numpy()
        return loss.item()

    def epoch(self):
        for rows in torch.randperm(len(self.x)).split(self.workload.batch):
            loss = self.learn(self.x[rows], self.y[rows])
        return loss

    def module(self, layer):
        """PyTorch's module for one of our layers, with the same weights."""
        if isinstance(layer, Dense):
            linear = nn.Linear(*layer.W.shape, dtype=self.x.dtype)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(layer.W.T))
                linear.bias.copy_(torch.from_numpy(layer.b))
            return linear
        if isinstance(layer, Dropout):
            return Masked() if self.masks else nn.Dropout(layer.rate)
        if isinstance(layer, BatchNorm):
            return nn.BatchNorm1d(layer.width, layer.eps, layer.momentum)
        return getattr(nn, type(layer).__name__)()


class Masked(nn.Module):
    """Dropout of the units that somebody else has drawn."""

    mask = None

    def forward(self, x):
        return x * self.mask
