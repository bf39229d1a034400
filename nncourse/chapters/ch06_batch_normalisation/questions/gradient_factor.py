"""The question `gradient_factor`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** Every weight just before a batch normalisation is multiplied by 10. By what
    factor is the gradient with respect to those weights multiplied (in training, with eps
    so small that it does not matter)?
    """,
    tolerance=1e-3,
)
def gradient_factor():
    return 1 / 10


@gradient_factor.wrong
def ten():
    """it does not grow: the output stays as it was, so a change of a given size now matters
    less. (And if you mean 10 per cent, write 0.1.)"""
    return 10


@gradient_factor.wrong
def none():
    """the output does not change, the gradient does: think of the slope of a function that
    has the same value at W and at 10 W."""
    return 1


@gradient_factor.wrong
def hundredth():
    """this is how much smaller the step becomes *in proportion to the weights*. The
    question is about the gradient itself."""
    return 0.01


@gradient_factor.wrong
def hundred():
    """this is the factor of the variance. The gradient shrinks."""
    return 100


@gradient_factor.wrong_where(lambda value: value in (0.9, -0.9, 90, -90, -10))
def by_how_much():
    """this says by how much it falls. The factor is what the old gradient is multiplied
    by."""
    return 0.9


@gradient_factor.wrong_where(lambda value: value < 0)
def turned():
    """below 0 the gradient would turn round. What lowered the loss before lowers it now.
    (If you mean ten to the power -1, write 10 ** -1.)"""
    return -0.1


@gradient_factor.wrong_where(lambda value: value == 0)
def no_gradient():
    """it does not vanish: the direction of the weights still matters. What vanishes is the
    gradient of a bias just before the layer. A whole division, 1 // 10, is 0 too."""
    return 0


@gradient_factor.wrong_where(lambda value: abs(value - 0.1**0.5) < 0.01)
def root():
    """no root is left over: the spread, a root of the variance already, grows by 10."""
    return 0.316


@gradient_factor.wrong_where(lambda value: value > 1)
def larger():
    """it does not grow. The output stays as it was, so the same change of a weight is a
    smaller part of it and matters less."""
    return 5.0


@gradient_factor.wrong_where(lambda value: value < 0.1)
def too_small():
    """too small. The gradient itself carries one factor, the spread by which the layer
    divides; the other one of the chapter is the weights' own."""
    return 0.001


@gradient_factor.wrong_where(lambda value: value < 1)
def too_large():
    """too large. The layer divides by the spread, and by what has the spread grown?"""
    return 0.5


gradient_factor.right(0.1, np.float32(0.1))
