import torch

w = torch.tensor([-2.0, 2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.4, momentum=0.5)
warm_up = torch.optim.lr_scheduler.LinearLR(optimizer, 0.25, total_iters=3)
for _ in range(6):
    loss = (w[0] ** 2 + w[1] ** 2 / 20) / 2
    print(f"rate {warm_up.get_last_lr()[0]:.3f} loss {loss.item():.4f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    warm_up.step()
