"""Rules that turn gradients into steps.

`net.vectors()` gives all parameters p and all their gradients g, each end to end in one
vector, so that a rule is written once and not for every W and b. The step that was taken
stays with the network as `net.update`, so that a probe can compare it with the weights.
"""

import numpy as np

from nncourse.checks import above_zero, at_least_zero, share_below_one


class SGD:
    """Step against the gradient, or against its momentum-weighted past.

    velocity = momentum * velocity + g + weight_decay * p;  p = p - lr * velocity
    """

    net = None  # the network whose past `velocity` is

    def __init__(self, lr, momentum=0.0, weight_decay=0.0):
        self.lr = at_least_zero(lr, "lr")
        self.momentum = share_below_one(momentum, "momentum")
        self.weight_decay = at_least_zero(weight_decay, "weight_decay")

    def step(self, net):
        """Move the parameters of `net` by its gradients, once."""
        p, g = net.vectors()
        if self.weight_decay:
            g = g + self.weight_decay * p
        if self.momentum:
            _check_past(self, net, g, "velocity")
            self.velocity *= self.momentum
            self.velocity += g
            g = self.velocity
        net.move(-float(self.lr) * g)  # a schedule may set a numpy number


class Adam:
    """Step against the gradient's running mean, divided by its running size.

    A step is about lr while the gradient is steady and less when its sign changes, whatever
    the gradient's scale.

    m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + (1 - beta2) * g**2
    p = p - lr * mhat / (sqrt(vhat) + eps), where mhat and vhat make up for the start at 0:
    mhat = m / (1 - beta1**t), vhat = v / (1 - beta2**t) at step t = 1, 2, ...
    Source: Kingma & Ba (2015), algorithm 1.
    """

    net = None  # the network whose past m and v are
    t = 0

    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = at_least_zero(lr, "lr")
        self.beta1 = share_below_one(beta1, "beta1")
        self.beta2 = share_below_one(beta2, "beta2")
        self.eps = at_least_zero(eps, "eps")

    def step(self, net):
        """Move the parameters of `net` by its gradients, once."""
        _, g = net.vectors()
        net.move(self.signed_step(net, g))

    def signed_step(self, net, g):
        """-lr * mhat / (sqrt(vhat) + eps), after m and v have taken in g."""
        _check_past(self, net, g, "m", "v")
        self.t += 1
        self.m *= self.beta1
        self.m += (1 - self.beta1) * g
        self.v *= self.beta2
        self.v += (1 - self.beta2) * g**2
        size = np.sqrt(self.v)
        size *= (1 - self.beta2**self.t) ** -0.5
        size += self.eps
        update = self.m / size
        update *= -self.lr / (1 - self.beta1**self.t)
        return update


class AdamW(Adam):
    """Adam, and every parameter shrinks by the share lr * weight_decay at each step.

    p = p - lr * (mhat / (sqrt(vhat) + eps) + weight_decay * p): the decay does not pass
    through m and v, where it would be divided by the gradient's size.
    Source: Loshchilov & Hutter (2019), algorithm 2.
    """

    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
        super().__init__(lr, beta1, beta2, eps)
        self.weight_decay = at_least_zero(weight_decay, "weight_decay")

    def step(self, net):
        """Move the parameters of `net` by its gradients, once."""
        p, g = net.vectors()
        net.move(self.signed_step(net, g) - float(self.lr * self.weight_decay) * p)


def clip_norm(net, limit):
    """Scale all gradients together so that their joint norm is at most `limit`.

    Call it between backward and step; the direction stays. Returns the norm before.
    Gradients with inf or nan are left as they are.
    Source: Pascanu, Mikolov & Bengio (2013), algorithm 1.
    """
    above_zero(limit, "limit")
    _, g = net.vectors()
    largest = float(np.abs(g).max(initial=0))
    if not 0 < largest < np.inf:
        return largest
    relative = float(np.linalg.norm(g / largest))  # no square of these overflows
    if largest * relative > limit:
        g /= largest
        g *= limit / relative
    return largest * relative


def _check_past(optimizer, net, g, *names):
    """The optimizer's vectors `names` are the past of one network, zeros at the start."""
    if optimizer.net is None:
        optimizer.net = net
        for name in names:
            setattr(optimizer, name, np.zeros_like(g))
    if optimizer.net is not net:
        raise ValueError(
            "this optimizer holds the past of another network: give each network one of "
            "its own, and to copy both at once use copy.deepcopy((net, optimizer))"
        )
    for name in names:
        past = getattr(optimizer, name)
        if past.size != g.size:
            raise ValueError(
                f"this optimizer has followed {past.size} parameters so far, and the "
                f"network now has {g.size}: make a new optimizer"
            )
        if past.dtype != g.dtype:
            setattr(optimizer, name, past.astype(g.dtype))
