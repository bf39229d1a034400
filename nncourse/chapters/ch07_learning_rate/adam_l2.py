"""Adam with an L2 penalty, to be compared with AdamW, whose decay passes Adam by."""

from nncourse.optim import Adam


class AdamL2(Adam):
    """Adam whose gradient is g + weight_decay * p, as plain descent's is.

    So the decay passes through m and v. `torch.optim.Adam(weight_decay=...)` is this.
    """

    def __init__(self, lr=1e-3, weight_decay=0.0):
        super().__init__(lr)
        self.weight_decay = weight_decay

    def step(self, net):
        """Move the parameters of `net` by its gradients and the penalty's, once."""
        p, g = net.vectors()
        net.move(self.signed_step(net, g + self.weight_decay * p))
