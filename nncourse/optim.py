"""Rules that turn gradients into steps.

An optimizer lays all gradients end to end in one long vector, works out one step, and adds
each parameter's share to it. The step stays on the network as `net.update`, in the order
of `net.params`, so that a probe can compare it with the weights.
"""

import numpy as np

from nncourse.checks import above_zero, at_least_zero, share_below_one
from nncourse.flat import flatten, views


class SGD:
    """Step against the gradient, or against its momentum-weighted past.

    v = momentum * v + g + weight_decay * p;  p = p - lr * v
    """

    def __init__(self, lr, momentum=0.0, weight_decay=0.0):
        self.lr = at_least_zero(lr, "lr")
        self.momentum = share_below_one(momentum, "momentum")
        self.weight_decay = at_least_zero(weight_decay, "weight_decay")
        self.velocity = None

    def step(self, net):
        v = flatten(net.grads.values())
        if self.weight_decay:
            v += self.weight_decay * flatten(net.params.values())
        if self.momentum:
            if self.velocity is not None:
                _same_size(self.velocity, v)
                v += self.momentum * self.velocity
            self.velocity = v.copy()
        v *= -self.lr
        _move(net, v)


class Adam:
    """Step by the gradient's running mean over its running size: the step of every
    parameter is about lr, however large or small its gradient.

    m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g**2
    p = p - lr * mhat / (sqrt(vhat) + eps), where mhat and vhat make up for the start at 0:
    mhat = m / (1 - beta1**t), vhat = v / (1 - beta2**t) at step t = 1, 2, ...
    Source: Kingma & Ba (2015), algorithm 1.
    """

    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = at_least_zero(lr, "lr")
        self.beta1 = share_below_one(beta1, "beta1")
        self.beta2 = share_below_one(beta2, "beta2")
        self.eps = at_least_zero(eps, "eps")
        self.t = 0

    def step(self, net):
        g = flatten(net.grads.values())
        if self.t == 0:
            self.m, self.v = np.zeros_like(g), np.zeros_like(g)
        _same_size(self.m, g)
        if self.m.dtype != g.dtype:
            self.m, self.v = self.m.astype(g.dtype), self.v.astype(g.dtype)
        self.t += 1
        self.m *= self.beta1
        self.m += (1 - self.beta1) * g
        g *= g
        g *= 1 - self.beta2
        self.v *= self.beta2
        self.v += g
        size = np.sqrt(self.v)
        size *= (1 - self.beta2**self.t) ** -0.5
        size += self.eps
        update = self.m / size
        update *= -self.lr / (1 - self.beta1**self.t)
        _move(net, update)


def clip_norm(net, limit):
    """Scale all gradients together so that their joint norm is at most `limit`.

    Call it between backward and step; the direction stays. Returns the norm before.
    Source: Pascanu, Mikolov & Bengio (2013), algorithm 1.
    """
    above_zero(limit, "limit")
    flat = flatten(net.grads.values())
    largest = float(np.abs(flat).max())
    if not 0 < largest < np.inf:
        return largest
    relative = float(np.linalg.norm(flat / largest))  # no square of these overflows
    if largest * relative > limit:
        for g in net.grads.values():
            g /= largest
            g *= limit / relative
    return largest * relative


def _move(net, update):
    net.update = update
    params = net.params.values()
    if net.is_flat():
        net.flat += update
    else:
        for p, share in zip(params, views(update, params), strict=True):
            p += share


def _same_size(state, g):
    if state.size != g.size:
        raise ValueError(
            f"this optimizer has followed {state.size} parameters so far, and this "
            f"network has {g.size}: give each network an optimizer of its own"
        )
