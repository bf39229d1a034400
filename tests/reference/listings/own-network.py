import numpy as np
import torch
from torch import nn

from nncourse import batches, digits
from nncourse.clinic import diagnose, watch


def train(lr):
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3),
        nn.ReLU(),
        nn.Conv2d(8, 16, 3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(256, 10),
    )
    optimizer = torch.optim.Adam(net.parameters(), lr)
    record = watch(net)
    for x, labels in batches(*digits(), 32, 5, np.random.default_rng(0)):
        images = 2 * torch.tensor(x).float().reshape(-1, 1, 8, 8) - 1
        logits = net(images)
        loss = nn.functional.cross_entropy(logits, torch.tensor(labels))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right = (logits.argmax(1).numpy() == labels).mean()
        record(loss, train_accuracy=right)
    return record.history(classes=10)


for lr in (1.0, 3e-6, 0.005):
    finding = diagnose(train(lr))
    print(f"rate {lr:g}: {finding.name}")
    print(f"  {finding.evidence[0]}")
    print(f"  treatment: {finding.prescription}")
