"""What one is told of a patient before anything is measured: the sizes, and no rate."""

DATA_IN_WORDS = {
    "digits": "digits of 64 pixels",
    "moons": "points of two moons",
    "small digits": "digits of 16 pixels",
    "low or high": "digits in two classes, 0 to 4 and 5 to 9",
    "clusters": "points of 20 features in five classes",
}
UNITS_IN_WORDS = {
    "relu": "ReLU units",
    "leaky relu": "leaky ReLU units",
    "tanh": "tanh units",
    "sigmoid": "sigmoid units",
    "none": "units without activation",
}
NUMBERS = "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"
NOTES = (
    "{number} hidden {layers} of {width} {units}{norm} {learn} {examples:,} {data}: "
    "{steps} steps of {optimizer} with batches of {batch}."
)


def case_notes(setting):
    """A sentence on a clinic's Setting: data, sizes, units, rule and length of training."""
    hidden = len(setting.hidden)
    return NOTES.format(
        number=NUMBERS[hidden],
        layers="layer" if hidden == 1 else "layers",
        learn="learns" if hidden == 1 else "learn",
        width=setting.hidden[0],
        units=UNITS_IN_WORDS[setting.activation],
        norm=", batch normalised," if setting.batch_norm else "",
        examples=setting.examples,
        data=DATA_IN_WORDS[setting.data],
        steps=setting.steps,
        optimizer=setting.optimizer,
        batch=setting.batch,
    )
