"""Questions of chapter 3, vanishing gradients, in the order in which they are asked."""

from nncourse.chapters.ch03_vanishing_gradients.questions.he_weights import he_weights
from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.chapters.ch03_vanishing_gradients.questions.residual_backward import (
    residual_backward,
)
from nncourse.chapters.ch03_vanishing_gradients.questions.shrink_factor import shrink_factor
from nncourse.chapters.ch03_vanishing_gradients.questions.sigmoid_backward import (
    sigmoid_backward,
)
from nncourse.chapters.ch03_vanishing_gradients.questions.slopes_down import slopes_down
from nncourse.chapters.ch03_vanishing_gradients.questions.ten_slopes import ten_slopes
from nncourse.chapters.ch03_vanishing_gradients.questions.thirty_layers import thirty_layers

chapter.asks(
    ten_slopes,
    sigmoid_backward,
    he_weights,
    shrink_factor,
    slopes_down,
    residual_backward,
    thirty_layers,
)

__all__ = ["chapter"]
