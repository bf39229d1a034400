"""DeepDiagnosis: the first symptom of a run, and its cause by a decision tree.

Wardat, Cruz, Le and Rajan, ICSE 2022; order and limits are those of its source. That one
asks for twenty equal accuracies in a row as well, which ten epochs cannot show.
"""

import numpy as np

NAMED = {
    "poor weights": ("weights too small", "weights too large", "constant weights"),
    "data not normalised": ("unscaled input",),
    "learning rate": ("rate too high", "rate too low"),
    "numerical error": ("rate too high",),
    "dead node": ("dead units",),
    "saturated activation": ("weights too large", "unscaled input", "sigmoid too deep"),
    "vanishing gradient": ("sigmoid too deep", "weights too small"),
    "unchanged tensor": (),
    "loss not decreasing": ("rate too low",),
    "invalid accuracy": (),
}
CAUSES = {  # symptom: the causes that are asked for, in this order
    "numerical error": ("poor weights", "data not normalised", "learning rate"),
    "dead node": ("data not normalised", "poor weights", "learning rate"),
    "saturated activation": ("data not normalised", "poor weights", "learning rate"),
    "vanishing gradient": ("learning rate",),
    "unchanged tensor": ("poor weights", "learning rate"),
    "loss not decreasing": ("poor weights", "data not normalised", "learning rate"),
    "invalid accuracy": ("learning rate",),
}
WINDOW = 5  # epochs


def alarms(run):
    """The first symptom with its cause, or with none."""
    for epoch in range(len(run.epochs["loss"])):
        if symptom := _symptom(run, epoch):
            cause = next((c for c in CAUSES[symptom] if _is_cause(c, run, epoch)), None)
            named = NAMED[symptom] + NAMED.get(cause, ())
            return {f"{symptom}: {cause}" if cause else symptom: named}
    return {}


def _symptom(run, epoch):
    """The first that is met on the way forward and then backward, or None."""

    def now(name):
        return run.at_epochs(name)[epoch]

    loss, accuracy = run.epochs["loss"], run.epochs["accuracy"]
    full = (epoch + 1) % WINDOW == 0
    last = epoch + 1 == len(loss)
    window = slice(epoch + 1 - WINDOW, epoch + 1)

    def unchanged(name):
        return full and _alike(run.at_epochs(name)[window]).any()

    symptoms = (
        ("numerical error", _no_number(now("output mean"))),
        (
            "dead node",
            last and run.has_rectifiers and (now("not above zero") >= 0.7).any(),
        ),
        ("saturated activation", full and (now("beyond five") > 0.5).any()),
        ("unchanged tensor", unchanged("output mean")),
        ("invalid accuracy", not np.isfinite(loss[epoch])),
        ("loss not decreasing", full and _alike(loss[window])),
        ("invalid accuracy", accuracy[epoch] == 0),
        ("numerical error", _no_number(now("gradient mean"))),
        ("vanishing gradient", (now("gradient size") < 1e-7).any()),
        ("numerical error", _no_number(now("weight mean"))),
        ("unchanged tensor", unchanged("gradient mean") or unchanged("weight mean")),
    )
    return next((symptom for symptom, there in symptoms if there), None)


def _is_cause(cause, run, epoch):
    if cause == "data not normalised":
        return np.abs(run.x).max() > 1
    if cause == "poor weights":
        variance = run.at_epochs("weight variance")[epoch]
        return ((variance < 1e-5) | (variance > 10)).any()
    update = run.at_epochs("update")[epoch]
    return ((update < 1e-5) | (update > 0.1)).any()


def _no_number(means):
    """A mean that is no number or, as it is counted too, exactly zero."""
    return (~np.isfinite(means) | (means == 0)).any()


def _alike(values):
    return values.mean(axis=0) == values.max(axis=0)
