import torch

x = torch.ones(4, 1000)
dropout = torch.nn.Dropout(p=0.5)
print("in training  ", dropout(x).unique().tolist())
dropout.eval()
print("in evaluation", dropout(x).unique().tolist())

for p in (0.0, 1.0):
    y = torch.nn.functional.dropout(x, p, training=True)
    print(f"at p = {p}   ", y.unique().tolist())
