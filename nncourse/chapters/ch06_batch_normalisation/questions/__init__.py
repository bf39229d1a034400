"""Questions of chapter 6, batch normalisation, in the order in which they are asked."""

from nncourse.chapters.ch06_batch_normalisation.questions.batch_norm_backward import (
    batch_norm_backward,
)
from nncourse.chapters.ch06_batch_normalisation.questions.batch_norm_evaluate import (
    batch_norm_evaluate,
)
from nncourse.chapters.ch06_batch_normalisation.questions.batch_norm_forward import (
    batch_norm_forward,
)
from nncourse.chapters.ch06_batch_normalisation.questions.gradient_factor import (
    gradient_factor,
)
from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.layer_norm import layer_norm
from nncourse.chapters.ch06_batch_normalisation.questions.running_statistics import (
    running_statistics,
)
from nncourse.chapters.ch06_batch_normalisation.questions.sprint import sprint
from nncourse.chapters.ch06_batch_normalisation.questions.training_pass import training_pass

chapter.asks(
    gradient_factor,
    batch_norm_forward,
    running_statistics,
    batch_norm_evaluate,
    batch_norm_backward,
    layer_norm,
    training_pass,
    sprint,
)

__all__ = ["chapter"]
