import torch

logits = torch.zeros(4, 10)  # a network without opinions
labels = torch.tensor([3, 1, 4, 1])
print(f"{torch.nn.functional.cross_entropy(logits, labels).item():.4f}")

logits[0, 7] = 5.0  # now sure of a wrong answer about the first image
print(f"{torch.nn.functional.cross_entropy(logits, labels).item():.4f}")
