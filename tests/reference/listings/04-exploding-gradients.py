import torch
from torch import nn

x = torch.linspace(-1, 1, 64, dtype=torch.float64).reshape(8, 8)
linear = [nn.Linear(8, 8, dtype=torch.float64) for _ in range(4)]
parts = [part for layer in linear for part in (layer, nn.ReLU())]
net = nn.Sequential(*parts)
for layer in linear:
    nn.init.eye_(layer.weight)
    layer.weight.data *= 4  # far too large
    nn.init.zeros_(layer.bias)
(net(x) ** 2).mean().backward()
before = nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0)
after = torch.stack([p.grad.norm() for p in net.parameters()]).norm()
print(f"before {before.item():.4e}, after {after.item():.4f}")
