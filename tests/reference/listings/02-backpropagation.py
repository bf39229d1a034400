import torch

x = torch.tensor([[1.0, -2.0]], dtype=torch.float64)
options = {"dtype": torch.float64, "requires_grad": True}
W1 = torch.tensor([[0.5, -1.0], [-0.25, 0.75]], **options)
W2 = torch.tensor([[1.5, -0.5], [0.25, 1.0]], **options)
logits = torch.relu(x @ W1) @ W2
torch.nn.functional.cross_entropy(logits, torch.tensor([1])).backward()
print([f"{d:+.4f}" for d in W1.grad.flatten().tolist()])
print([f"{d:+.4f}" for d in W2.grad.flatten().tolist()])
