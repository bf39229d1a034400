import torch

x = torch.arange(17.0).reshape(-1, 1)  # one pixel, 0 to 16
layer = torch.nn.Linear(1, 4)
layer.weight.data = torch.tensor([[0.5], [-0.5], [-0.25], [0.25]])
layer.bias.data = torch.tensor([0.0, 1.0, -0.5, -3.0])

y = torch.relu(layer(x))
print("dead", (~(y > 0).any(dim=0)).tolist())
for activation in torch.nn.ReLU(), torch.nn.LeakyReLU(0.01):
    layer.zero_grad()
    activation(layer(x)).sum().backward()
    print([f"{g:.2f}" for g in layer.weight.grad[:, 0].tolist()])
