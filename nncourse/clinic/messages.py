"""All that the clinic says, in one place for a translation."""

import numpy as np

READINGS = {  # reading: what it says, with its value
    "wrong": "the gradient check finds {:.0f} gradients wrong",
    "difference": "two evaluations of the same examples differ by {:.2g}",
    "alike": "{:.0%} of the first layer's units begin as copies of others",
    "batch": "a batch holds {:.0f} examples",
    "data spread": "the features' spread is {:.2g}, where about 1 is usual",
    "excess": "training mode adds {:.2g} of the loss of guessing to the loss in evaluation",
    "memorised": "{:.2g} of the loss of guessing is left on one batch learnt by heart",
    "gain": "the loss is {:.0%} lower than with permuted labels",
    "lost": "the loss is not a number in {:.0%} of the rows",
    "start": "the first loss is {:.3g} times that of guessing",
    "peak": "the loss rises to {:.2g} times the first, or that of guessing",
    "left": "at the end the loss is {:.2g} of the first, or that of guessing",
    "vanishing": "the first layer's gradient is {:.2g} of the last layer's",
    "spread": "the first layer's activations begin with a spread of {:.2g}",
    "growth": "from layer to layer the spread of activations changes {:.2g} times",
    "output": "the first loss is {:.3g} times the spread of the last activations",
    "born dead": "in one layer {:.0%} of the units are off from the first step on",
    "squashers": "{:.0f} layers are sigmoid or tanh",
    "saturated first": "the first layer begins with {:.0%} of its outputs saturated",
    "saturated last": "the last hidden layer begins with {:.0%} of its outputs saturated",
    "first step": "the first step is {:.2g} times as long as the weights it found",
    "longest step": "the layer that moves most takes steps of {:.2g} times its weights",
    "seen": "{:.0%} of the examples to train on are right",
    "gap": "of examples set apart {:.0%} fewer are right",
}
TESTS = {  # what each test says, with its numbers
    "gradient check": "{wrong} of {checked} gradients differ from differences of the loss.",
    "fit one batch": "A loss of {left:.2g} times that of guessing is left on one batch.",
    "permute the labels": (
        "The loss ends at {true:.2g} with these labels and at {permuted:.2g} with permuted "
        "ones."
    ),
    "evaluate twice": "Two evaluations of the same examples differ by {difference:.2g}.",
    "drop nothing": (
        "The loss on seen examples is {learning:.2g} in training mode and {evaluated:.2g} "
        "in evaluation."
    ),
    "look at the data": (
        "Features go from {least:.3g} to {largest:.3g}, their mean is {mean:.2g} and their "
        "spread {spread:.2g}; a batch holds {batch} examples."
    ),
    "look at the weights": "{different} of {units} units of the first layer are different.",
}
LIMITS = {"<": "below {:g}", ">": "above {:g}"}
UNDECIDED = "the readings of the run decide nothing"
NO_RULE = "no rule speaks: the readings are neither those of health nor of a fault we know"
TOO_SHORT = "only {} steps are recorded, and the rules were measured from {} on"
MISSING = {  # reading: what cannot be told without it
    "start": "without the number of classes the first loss says little: add 'classes'",
    "vanishing": "one layer, or no number: how gradients pass layers cannot be told",
    "spread": "no activation, or no number: their spread cannot be told",
    "born dead": "no rectifier was seen: dead units cannot be told",
    "gap": "no accuracies were recorded: over-fitting cannot be told",
    "left": "no loss is a number: whether the network learns cannot be told",
}
FINDING = "{name}{how_sure}: {evidence}."
HOW_SURE = " (right in {:.0%} of the cases measured)"
PRESCRIPTION = " Treatment: {}."
ORDER = " Order a test: {}."
CANNOT = " Note: {}."
ABOUT_TOOLS = (
    "All of them were asked about the same {healthy} healthy and {sick} ill networks, "
    "drawn as those above."
)


def evidence(rule, readings):
    """A sentence for every condition of the rule."""
    if rule is None:
        return (NO_RULE,)
    if not rule.when:
        return (UNDECIDED,)
    return tuple(
        f"{READINGS[reading].format(readings[reading])} ({LIMITS[sign].format(limit)})"
        for reading, sign, limit in rule.when
    )


def cannot_tell(readings):
    """What these readings leave open, in sentences."""
    return tuple(text for reading, text in MISSING.items() if np.isnan(readings[reading]))


def in_words(finding):
    """A finding as one paragraph."""
    sure = finding.confidence
    words = FINDING.format(
        name=finding.name.capitalize(),
        how_sure="" if sure is None else HOW_SURE.format(sure),
        evidence="; ".join(finding.evidence),
    )
    if finding.prescription:
        words += PRESCRIPTION.format(finding.prescription)
    if finding.order:
        words += ORDER.format(finding.order)
    return words + "".join(CANNOT.format(text) for text in finding.cannot_tell)
