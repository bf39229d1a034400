"""Questions of chapter 1, reading digits, in the order in which they are asked."""

from nncourse.chapters.ch01_reading_digits.questions.chance_loss import chance_loss
from nncourse.chapters.ch01_reading_digits.questions.cross_entropy import cross_entropy
from nncourse.chapters.ch01_reading_digits.questions.fitted_drawing import fitted_drawing
from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.chapters.ch01_reading_digits.questions.nearest_mean import nearest_mean
from nncourse.chapters.ch01_reading_digits.questions.one_hot import one_hot
from nncourse.chapters.ch01_reading_digits.questions.reader import reader
from nncourse.chapters.ch01_reading_digits.questions.shuffled_batches import (
    shuffled_batches,
)
from nncourse.chapters.ch01_reading_digits.questions.softmax import softmax

chapter.asks(
    chance_loss,
    one_hot,
    softmax,
    cross_entropy,
    shuffled_batches,
    nearest_mean,
    fitted_drawing,
    reader,
)

__all__ = ["chapter"]
