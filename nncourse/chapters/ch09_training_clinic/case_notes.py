"""What one is told of a patient before anything is measured: the sizes, and no rate."""

from nncourse.chapters.ch09_training_clinic.messages import (
    DATA_IN_WORDS,
    NOTES,
    NUMBERS,
    UNITS_IN_WORDS,
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
