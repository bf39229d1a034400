import torch
from torch.nn import CrossEntropyLoss, Dropout, Linear, ReLU, Sequential
from nncourse.chapters.ch08_dropout.runs import training_set

torch.manual_seed(0)
x, labels, _, unseen, y = map(torch.tensor, training_set())
for p in (0.0, 0.5):
    net = Sequential(Linear(64, 100), ReLU(), Dropout(p), Linear(100, 10))
    sgd = torch.optim.SGD(net.double().parameters(), lr=0.05, momentum=0.9)
    for rows in torch.randint(500, (600, 50)):
        sgd.zero_grad()
        CrossEntropyLoss()(net(x[rows]), labels[rows]).backward()
        sgd.step()
    for m in (net.train, net.eval):
        print(p, m.__name__, (m()(unseen).argmax(1) == y).sum().item())
