"""For every fault its treatment, the next one to try, and a plausible one that is wrong."""

PRESCRIBED = {
    "sigmoid too deep": ("use rectifiers", "add batch normalisation", "lower the rate"),
    "weights too small": (
        "draw the usual first weights",
        "add batch normalisation",
        "lower the rate",
    ),
    "weights too large": ("draw the usual first weights", "lower the rate", "add dropout"),
    "rate too high": ("lower the rate", "use Adam at its usual rate", "add dropout"),
    "rate too low": ("raise the rate", "use Adam at its usual rate", "add dropout"),
    "unscaled input": ("standardise the input", "lower the rate", "add dropout"),
    "dead units": ("draw the dead units anew", "add batch normalisation", "lower the rate"),
    "over-fitting": ("gather more examples", "add dropout", "lower the rate"),
    "dropout too strong": ("drop out less", "raise the rate", "lower the rate"),
    "shuffled labels": ("mend the labels", "gather more examples", "add dropout"),
    "wrong gradient": ("mend the backward pass", "lower the rate", "add dropout"),
    "dropout on in evaluation": (
        "evaluate without dropout",
        "drop out less",
        "lower the rate",
    ),
    "batch of one": ("take larger batches", "lower the rate", "raise the rate"),
    "constant weights": (
        "draw the usual first weights",
        "add batch normalisation",
        "lower the rate",
    ),
}
