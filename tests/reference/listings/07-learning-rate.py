import torch

layers = torch.nn.Linear(1, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1)
net = torch.nn.Sequential(*layers)
torch.nn.utils.vector_to_parameters(torch.full([7], 0.5), net.parameters())
x = torch.linspace(-1, 1, 9).reshape(-1, 1)
params = list(net.parameters())
u = [torch.ones_like(p) for p in params]
for _ in range(30):
    loss = (net(x) - x).square().mean()
    g = torch.autograd.grad(loss, params, create_graph=True)
    Hu = torch.autograd.grad(g, params, u)  # the Hessian times u
    size = sum(h.square().sum() for h in Hu).sqrt()
    u = [h / size for h in Hu]
print(f"sharpness {size:.4f}, plain full-batch limit {2 / size:.4f}")
