import torch

net = torch.nn.Linear(8, 1, bias=False, dtype=torch.float64)
torch.nn.init.ones_(net.weight)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)  # for fp16 alone
x = torch.linspace(-1, 1, 64, dtype=torch.float64).reshape(8, 8)
for times in (1, 1000, torch.inf, 1):  # two of these batches are bad
    optimizer.zero_grad()
    scaler.scale((net(times * x) ** 2).mean()).backward()
    scaler.unscale_(optimizer)
    norm = torch.nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0)
    print(f"norm {norm:.4e}, finite: {norm.isfinite()}")
    scaler.step(optimizer)  # leaves out a step that is not finite
    scaler.update()
