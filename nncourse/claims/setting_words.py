"""What the settings of the claims are called in the words of the chapters.

The ledger shows these words, never the names that the code has. A name that means
something else in one chapter, or in one claim, has an entry below for that.
"""

WORDS = {
    "activation": "activation function",
    "batch": "examples in a batch",
    "batch_norm": "batch normalisation",
    "channels": "channels",
    "cure": "cure",
    "data": "training labels",
    "decays": "weight decays to choose from",
    "depth": "layers",
    "dimensions": "dimensions",
    "dropped": "share of units dropped",
    "epochs": "epochs",
    "examples": "examples",
    "factor": "weights, times He's",
    "factors": "matrices multiplied",
    "fault": "planted fault",
    "features": "features",
    "flattest": "least curvature",
    "guarded": "AdamW, schedule and clipping",
    "hidden": "hidden layers",
    "hidden_layers": "hidden layers",
    "images": "images trained on",
    "init": "first weights",
    "jitter": "strength of the noise",
    "kappa": "κ, the ratio of the curvatures",
    "limit": "largest norm let through",
    "lr": "learning rate",
    "m": "weights, times He's",
    "m_last": "last layer's weights, times He's",
    "masks": "masks averaged",
    "momentum": "momentum",
    "moved": "images moved",
    "mu": "momentum",
    "n_steps": "steps",
    "norm": "normalisation",
    "optimizer": "optimizer",
    "over": "dropout rate it is compared with",
    "part": "part left out",
    "passes": "passes over the data",
    "places": "statistics over rows and columns too",
    "rate": "learning rate",
    "rates": "learning rates to choose from",
    "residual": "residual connections",
    "short": "last batch of four images kept",
    "size": "examples in a batch",
    "smooth": "units",
    "slope": "slope below zero",
    "units": "units",
    "warmup": "steps of warm-up",
    "wrong": "share of wrong labels",
    "way": "way of making it learn",
    "weight_decay": "weight decay",
    "width": "units per layer",
}
ELSEWHERE = {  # by chapter or claim
    ("ch05", "scale"): "pixels",
    ("ch05", "high"): "rate that kills the units",
    ("ch06", "momentum"): "momentum of the running statistics",
    ("bn-scale-cancels", "factor"): "the weights' factor",
    ("rate-adam-scale", "factor"): "what the loss is multiplied by",
    ("rate-linear-scaling", "factor"): "factor of batch and rate",
    ("ch07", "scale"): "weights, times Xavier's",
    ("ch08", "high"): "the higher dropout rate",
    ("ch09", "rates"): "learning rates, times the usual one",
    ("ch08", "rate"): "dropout rate",
    ("gaussian-distorts", "width"): "rows of a matrix",
}
VALUES = {"None": "the best", "True": "yes", "False": "no"}


def setting_in_words(claim, name):
    """The setting `name` of a claim as a reader knows it: "steps" for n_steps."""
    chapter = claim.measure.__module__.removeprefix("nncourse.chapters.")[:4]
    for place in (claim.name, chapter):
        if (place, name) in ELSEWHERE:
            return ELSEWHERE[place, name]
    return WORDS.get(name, name)


def values_in_words(text):
    """Printed values without the code's own words: "yes / no" for "True / False"."""
    return " / ".join(VALUES.get(value, value) for value in text.split(" / "))
