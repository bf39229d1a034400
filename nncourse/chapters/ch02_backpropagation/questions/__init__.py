"""Questions of chapter 2, backpropagation, in the order in which they are asked."""

from nncourse.chapters.ch02_backpropagation.questions.dense_backward import dense_backward
from nncourse.chapters.ch02_backpropagation.questions.dlogits import dlogits
from nncourse.chapters.ch02_backpropagation.questions.heading import chapter
from nncourse.chapters.ch02_backpropagation.questions.network_gradients import (
    network_gradients,
)
from nncourse.chapters.ch02_backpropagation.questions.numerical_gradient import (
    numerical_gradient,
)
from nncourse.chapters.ch02_backpropagation.questions.passes_needed import passes_needed
from nncourse.chapters.ch02_backpropagation.questions.relu_backward import relu_backward
from nncourse.chapters.ch02_backpropagation.questions.way_back import way_back

chapter.asks(
    passes_needed,
    relu_backward,
    dense_backward,
    dlogits,
    numerical_gradient,
    network_gradients,
    way_back,
)

__all__ = ["chapter"]
