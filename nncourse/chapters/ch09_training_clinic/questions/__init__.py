"""Questions of chapter 9, the training clinic, in the order in which they are asked."""

from nncourse.chapters.ch09_training_clinic.questions.first_patient import first_patient
from nncourse.chapters.ch09_training_clinic.questions.growth_per_layer import (
    growth_per_layer,
)
from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.chapters.ch09_training_clinic.questions.second_patient import second_patient
from nncourse.chapters.ch09_training_clinic.questions.starved_layers import starved_layers
from nncourse.chapters.ch09_training_clinic.questions.third_patient import third_patient
from nncourse.chapters.ch09_training_clinic.questions.times_guessing import times_guessing

chapter.asks(
    times_guessing,
    growth_per_layer,
    starved_layers,
    first_patient,
    second_patient,
    third_patient,
)

__all__ = ["chapter"]
