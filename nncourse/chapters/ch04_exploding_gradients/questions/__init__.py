"""Questions of chapter 4, exploding gradients, in the order in which they are asked."""

from nncourse.chapters.ch04_exploding_gradients.questions.clip_together import clip_together
from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.chapters.ch04_exploding_gradients.questions.largest_stretch import (
    largest_stretch,
)
from nncourse.chapters.ch04_exploding_gradients.questions.logits_grow import logits_grow
from nncourse.chapters.ch04_exploding_gradients.questions.repaired_step import repaired_step
from nncourse.chapters.ch04_exploding_gradients.questions.rescue import rescue
from nncourse.chapters.ch04_exploding_gradients.questions.rotation import rotation
from nncourse.chapters.ch04_exploding_gradients.questions.step_length import step_length

chapter.asks(
    logits_grow,
    step_length,
    clip_together,
    repaired_step,
    rotation,
    largest_stretch,
    rescue,
)

__all__ = ["chapter"]
