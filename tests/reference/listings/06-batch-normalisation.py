import torch

x = torch.tensor([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0], [5.0, 20.0]])
norm = torch.nn.BatchNorm1d(2)


def show(v):
    print([f"{a:.4f}" for a in v.tolist()])


show(norm(x)[0])
show(norm.eval()(x)[0])
show(norm.running_mean)
show(norm.running_var)
