"""Questions of chapter 8, dropout, in the order in which they are asked."""

from nncourse.chapters.ch08_dropout.questions.averaged_answer import averaged_answer
from nncourse.chapters.ch08_dropout.questions.dropout_backward import dropout_backward
from nncourse.chapters.ch08_dropout.questions.dropout_forward import dropout_forward
from nncourse.chapters.ch08_dropout.questions.dropped_spread import dropped_spread
from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.chapters.ch08_dropout.questions.memorised import memorised
from nncourse.chapters.ch08_dropout.questions.noisy_reader import noisy_reader
from nncourse.chapters.ch08_dropout.questions.repaired_backward import repaired_backward
from nncourse.chapters.ch08_dropout.questions.step_and_test import step_and_test

chapter.asks(
    dropped_spread,
    dropout_forward,
    dropout_backward,
    averaged_answer,
    memorised,
    step_and_test,
    repaired_backward,
    noisy_reader,
)

__all__ = ["chapter"]
