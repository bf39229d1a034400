"""A PyTorch network watched by hooks beside the course's own probes, and what hooks cost.

The same first weights and the same batches: every reading must be the same, and so must
what `diagnose` says, of a healthy network and of one whose rate is too high.
"""

import io
import re
import runpy
import time
from contextlib import redirect_stdout
from itertools import pairwise
from pathlib import Path

import numpy as np

from nncourse import SGD, batches, digits, mlp, softmax_cross_entropy, train
from nncourse.clinic import PROBES, diagnose, watch

SIZES, BATCH, PASSES = [64, 32, 32, 10], 32, 3
LISTING = Path(__file__).parents[1] / "tests/reference/listings/own-network.py"
RATES = {"healthy": 0.1, "rate too high": 10.0}
TOLERANCE = 1e-3  # of single precision, after so many steps


def run(quick=False, tiny=False):
    """{"names": {true name: said of PyTorch's network}, "overhead": share of a step}."""
    try:
        import torch
    except ImportError:
        print("watch is left out, for want of PyTorch")
        return {}
    x, labels = digits()
    x = x.astype(np.float32) * 2 - 1
    stream = list(batches(x, labels, BATCH, PASSES, np.random.default_rng(0)))
    names = {}
    for name, lr in RATES.items():
        watched = in_pytorch(torch, stream, lr, watch)[0].history(classes=10)
        ours = train(network(), softmax_cross_entropy, SGD(lr), stream, PROBES)
        if name == "healthy":
            disagreement(watched, ours)
        names[name] = diagnose(watched).name
        print(f"{name}: {diagnose(watched)}", flush=True)
        if not names[name] == diagnose(ours | {"classes": 10}).name == name:
            raise AssertionError(f"{name} is called {names[name]}")
    names |= of_the_listing()
    rounds = 3 if tiny or quick else 20
    with_hooks, without = (
        min(in_pytorch(torch, stream, 0.1, how)[1] for _ in range(rounds))
        for how in (watch, None)
    )
    print(f"a watched step takes {with_hooks / without:.2f} times as long")
    return {"names": names, "overhead": round(with_hooks / without - 1, 2)}


def of_the_listing():
    """What the book's page on one's own network says of each rate, run again."""
    said = io.StringIO()
    with redirect_stdout(said):
        runpy.run_path(str(LISTING))
    names, printed = (
        dict(re.findall(r"^(rate .*): (.*)$", text, re.MULTILINE))
        for text in (said.getvalue(), LISTING.with_suffix(".txt").read_text())
    )
    if names != printed:
        raise AssertionError(f"the page says {printed}, PyTorch now {names}")
    return names


def network():
    return mlp(SIZES, np.random.default_rng(0))


def in_pytorch(torch, stream, lr, how):
    """(the recorder of a training with the course's first weights, its seconds)."""
    from torch import nn

    layers = []
    for n_in, n_out in pairwise(SIZES):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    first = network()
    dense = [layer for layer in net if isinstance(layer, nn.Linear)]
    with torch.no_grad():
        for layer, ours in zip(dense, first.layers[::2], strict=True):
            layer.weight[:] = torch.tensor(ours.W.T)
            layer.bias[:] = 0
    optimizer = torch.optim.SGD(net.parameters(), lr)
    record = how(net) if how else None
    start = time.perf_counter()
    for x, labels in stream:
        loss = nn.functional.cross_entropy(net(torch.tensor(x)), torch.tensor(labels))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if record:
            record(loss.item())
    return record, time.perf_counter() - start


def disagreement(watched, ours):
    """Refuse readings that differ by more than rounding."""
    for name in ("loss", *PROBES):
        np.testing.assert_allclose(
            watched[name], ours[name], rtol=TOLERANCE, atol=TOLERANCE, err_msg=name
        )
