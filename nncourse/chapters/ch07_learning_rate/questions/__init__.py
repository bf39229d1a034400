"""Questions of chapter 7, the learning rate, in the order in which they are asked."""

from nncourse.chapters.ch07_learning_rate.questions.curvature import curvature
from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.chapters.ch07_learning_rate.questions.largest_rate import largest_rate
from nncourse.chapters.ch07_learning_rate.questions.limit_with_momentum import (
    limit_with_momentum,
)
from nncourse.chapters.ch07_learning_rate.questions.momentum_step import momentum_step
from nncourse.chapters.ch07_learning_rate.questions.rate_at import rate_at
from nncourse.chapters.ch07_learning_rate.questions.update_ratio import update_ratio
from nncourse.chapters.ch07_learning_rate.questions.usable_rate import usable_rate
from nncourse.chapters.ch07_learning_rate.questions.warm_start import warm_start

chapter.asks(
    largest_rate,
    momentum_step,
    rate_at,
    update_ratio,
    usable_rate,
    curvature,
    limit_with_momentum,
    warm_start,
)

__all__ = ["chapter"]
