"""What makes a patient ill: the named faults, each in three severities.

A fault first prepares a healthy network in which it can do harm, the twin; then it spoils
that network. What it prepares, and what it spoils, are values of a `Setting`.
"""

from dataclasses import dataclass, replace

import numpy as np

from nncourse.clinic.healthy import UNSEEN, base
from nncourse.clinic.setting import final_accuracy

SEVERITIES = 1, 2, 3
SICK = 0.03  # so much less accurate than the healthy twin is measurably sick
DRAWS = 8


@dataclass(frozen=True)
class Fault:
    """For each severity, what the twin is given, and what the patient is given besides."""

    spoils: tuple
    prepares: tuple = ({}, {}, {})


def _each(field, *values):
    return tuple({field: value} for value in values)


def _times(field, *factors):
    return tuple({field: (factor,)} for factor in factors)


FAULTS = {
    "sigmoid too deep": Fault(
        3 * ({"activation": "sigmoid"},),
        tuple({"activation": "relu", "layers": n} for n in (3, 5, 7)),
    ),
    "weights too small": Fault(
        _each("weight_scale", 0.1, 0.05, 0.02), 3 * ({"layers": 3},)
    ),
    "weights too large": Fault(_each("weight_scale", 4.0, 6.0, 10.0), 3 * ({"layers": 3},)),
    "rate too high": Fault(_times("lr", 50, 100, 300)),
    "rate too low": Fault(_times("lr", 1 / 50, 1 / 150, 1 / 1000)),
    "unscaled input": Fault(_each("input_scale", 8.0, 30.0, 128.0)),
    "dead units": Fault(_each("silenced", 0.92, 0.96, 1.0), 3 * ({"activation": "relu"},)),
    "over-fitting": Fault(_each("examples", 60, 40, 20), 3 * ({"data": "digits"},)),
    "dropout too strong": Fault(_each("dropout", 0.8, 0.9, 0.95)),
    "shuffled labels": Fault(_each("shuffled", 0.8, 0.9, 1.0)),
    "wrong gradient": Fault(
        ({"backward": "mask forgotten"}, {"backward": "uphill"}, {"backward": "uphill"}),
        ({"activation": "relu", "layers": 4}, {"layers": 2}, {"layers": 3}),
    ),
    "dropout on in evaluation": Fault(
        3 * ({"drops_in_evaluation": True},), _each("dropout", 0.5, 0.6, 0.7)
    ),
    "batch of one": Fault(
        3 * ({"batch": 1},),
        tuple({"layers": n, "batch_norm": True} for n in (1, 2, 3)),
    ),
    "constant weights": Fault(_each("constant", 0.1, 0.01, 0.0)),
}


def twins(fault, severity, seed, ward=UNSEEN):
    """(the healthy twin's setting, the patient's). A network that bears its fault is no
    patient: another one is drawn, up to DRAWS times, until the twin is better by SICK.
    """
    if fault not in FAULTS:
        raise ValueError(f"fault must be one of {list(FAULTS)}, not {fault!r}")
    if severity not in SEVERITIES:
        raise ValueError(f"severity must be one of {SEVERITIES}, not {severity!r}")
    made, place = FAULTS[fault], list(FAULTS).index(fault)
    for draw in range(DRAWS):
        rng = np.random.default_rng([seed, 14, severity, place, draw])
        healthy = _given(base(rng, seed, ward), made.prepares[severity - 1])
        sick = _given(healthy, made.spoils[severity - 1])
        if final_accuracy(healthy) - final_accuracy(sick) >= SICK:
            break
    return healthy, sick


def _given(setting, values):
    """The setting with other values: a number of layers, or (a factor,), is worked out."""
    new = {}
    for field, value in values.items():
        if field == "layers":
            new["hidden"] = setting.hidden[:1] * value
        elif isinstance(value, tuple):
            new[field] = getattr(setting, field) * value[0]
        else:
            new[field] = value
    return replace(setting, **new)
