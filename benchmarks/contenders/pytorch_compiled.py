"""PyTorch with torch.compile: forward and loss are one graph, compiled once for each shape
of a batch, and backward is compiled with them. The optimizer stays eager.
"""

import torch

from benchmarks.contenders import pytorch


class Contender(pytorch.Contender):
    """The same module, its loss compiled before the first step."""

    def __init__(self, workload, dtype, seed=0, masks=None):
        super().__init__(workload, dtype, seed, masks)
        torch.compiler.reset()  # after eight networks it would fall back to eager
        self.loss = torch.compile(self.loss, fullgraph=True, dynamic=False)
