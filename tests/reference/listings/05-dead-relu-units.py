import torch


@torch.no_grad()
def dead_share(model, loader, axis=1):  # of the units or channels
    relus = [m for m in model.modules() if isinstance(m, torch.nn.ReLU)]
    fires, on = [], []

    def look(relu, _, y):
        fires.append((y > 0).movedim(axis, 0).flatten(1).any(1))

    hooks = [relu.register_forward_hook(look) for relu in relus]
    for x, *_ in loader:
        fires.clear()
        model(x.to(next(model.parameters()).device))
        on = list(map(torch.logical_or, on, fires)) or fires[:]
    for hook in hooks:
        hook.remove()
    return [1 - fired.float().mean().item() for fired in on]


# Four units look at one pixel, 0 to 16, in two batches.
net = torch.nn.Sequential(torch.nn.Linear(1, 4), torch.nn.ReLU())
net[0].weight.data = torch.tensor([[0.5], [-0.5], [-0.25], [0.25]])
net[0].bias.data = torch.tensor([0.0, 1.0, -0.5, -3.0])
x = torch.arange(17.0).reshape(-1, 1)
first, second = [x[:9]], [x[9:]]
for loader in [first], [second], [first, second]:
    print(len(loader), "of the batches:", dead_share(net, loader))
