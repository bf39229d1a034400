"""The hooks of a PyTorch module around layers of the course, to try `watch` with."""

import numpy as np

from nncourse import Dense


class Tensor:
    """An array with the few methods of a torch.Tensor that `watch` calls."""

    def __init__(self, array, grad=None):
        self.array, self.ndim = array, array.ndim
        self.grad = grad

    def detach(self):
        return self

    float = cpu = detach

    def numpy(self):
        return self.array


class Hook:
    def __init__(self, hooks, function):
        self.hooks, self.function = hooks, function
        hooks.append(function)

    def remove(self):
        self.hooks.remove(self.function)


class Module:
    """What hooks need; its subclasses are called ReLU, Tanh, Linear, as torch's are."""

    def __init__(self, layer):
        self.layer, self.hooks, self.pre_hooks, self.training = layer, [], [], True
        self.negative_slope = getattr(layer, "slope", 0)

    def register_forward_hook(self, function):
        return Hook(self.hooks, function)

    def register_forward_pre_hook(self, function):
        return Hook(self.pre_hooks, function)

    def modules(self):
        yield self

    @property
    def weight(self):
        if not isinstance(self.layer, Dense):
            return None
        grad = getattr(self.layer, "dW", None)
        return Tensor(self.layer.W, None if grad is None else Tensor(grad))

    def after(self, y):
        for hook in self.hooks:
            hook(self, None, Tensor(y))


class Network(Module):
    """Modules in order, and a network of the course that calls their hooks."""

    def __init__(self, net):
        super().__init__(net)
        self.parts = [
            type(type(layer).__name__, (Module,), {})(layer) for layer in net.layers
        ]

    def modules(self):
        yield self
        yield from self.parts

    @property
    def weight(self):
        return None

    def train(self, training=True):
        for module in self.modules():
            module.training = training

    def __call__(self, x):
        for hook in self.pre_hooks:
            hook(self, x)
        y = self.layer.forward(x, self.training)
        for part, out in zip(self.parts, self.layer.activations[1:], strict=True):
            part.after(np.asarray(out))
        return y
