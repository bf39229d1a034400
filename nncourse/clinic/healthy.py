"""Healthy networks of many kinds, drawn from a seed.

Some look ill and are not: half of the units off, no activation at all, batches of four.
"""

from dataclasses import replace

import numpy as np

from nncourse.clinic.data_sets import DATA, DEVELOPED_ON
from nncourse.clinic.setting import Setting

RATES = {"SGD": (0.05, 0.2), "momentum": (0.008, 0.03), "Adam": (0.002, 0.006)}
DEVELOPMENT = {"data": DEVELOPED_ON, "widths": (32, 48, 64), "depths": (2, 3, 4)}
UNSEEN = {"data": tuple(DATA), "widths": (24, 40, 56, 80, 96), "depths": (2, 3, 4, 5)}
KINDS = {
    "plain": {"activation": "relu"},
    "tanh": {"activation": "tanh"},
    "leaky": {"activation": "leaky relu"},
    "no activation": {"activation": "none"},
    "half of the units off": {"activation": "relu", "silenced": 0.5},
    "batch normalised": {"batch_norm": True},
    "light dropout": {"dropout": 0.1},
    "small noisy batches": {"batch": 4, "optimizer": "SGD", "lr": 0.03, "steps": 300},
    "rate 0.1": {"lr": 0.1, "optimizer": "SGD"},
    "shallow sigmoid": {"activation": "sigmoid", "optimizer": "Adam", "lr": 0.02},
    "forty steps": {"steps": 40, "optimizer": "momentum", "lr": 0.03},
    "small first weights": {"activation": "relu", "weight_scale": 0.41},  # PyTorch's
    "single precision": {"dtype": "float32"},
}


def healthy(kind, seed, ward=UNSEEN):
    """A setting of one of KINDS that trains well, the rest of it drawn from the seed."""
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {list(KINDS)}, not {kind!r}")
    setting = replace(base(np.random.default_rng([seed, 13]), seed, ward), **KINDS[kind])
    return replace(setting, hidden=setting.hidden[:1]) if "sigmoid" in kind else setting


def base(rng, seed, ward):
    """A healthy network: its size, activation, data, rule and length drawn."""
    optimizer = str(rng.choice(list(RATES)))
    low, high = np.log(RATES[optimizer])
    width, depth = rng.choice(ward["widths"]), rng.choice(ward["depths"])
    return Setting(
        seed=seed,
        data=str(rng.choice(ward["data"])),
        activation=str(rng.choice(["relu", "relu", "leaky relu", "tanh"])),
        hidden=(int(width),) * (int(depth) - 1),
        optimizer=optimizer,
        lr=float(f"{np.exp(rng.uniform(low, high)):.2g}"),
        batch=int(rng.choice([16, 32, 64])),
        steps=int(rng.choice([80, 120, 160, 240])),
    )
