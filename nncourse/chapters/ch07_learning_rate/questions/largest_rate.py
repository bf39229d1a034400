"""The question `largest_rate`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter


@chapter.value(
    points=10,
    prompt=r"""
    **Warm-up.** A bowl has the loss $4 w_1^2 + w_2^2 + \tfrac14 w_3^2$. Above which
    learning rate does gradient descent on it diverge?
    """,
)
def largest_rate():
    """The limit 2 / λ, where λ is the largest second derivative."""
    curvatures = np.array([8.0, 2.0, 0.5])
    return 2 / curvatures.max()


@largest_rate.wrong
def loss_factor():
    """4 is the factor in the loss. The curvature is the second derivative of the loss: of 4
    w² it is 8."""
    return 0.5


@largest_rate.wrong
def one_over():
    """that is 1 / λ, the rate that reaches the bottom of the steepest direction in a single
    step. There is as much room again above it."""
    return 0.125


@largest_rate.wrong
def flattest():
    """that is the limit of the flattest direction, and half of the largest second
    derivative. The steepest direction gives way first, and the limit falls as it gets
    steeper."""
    return 4.0


@largest_rate.wrong
def upside_down():
    """the sharper a bowl, the smaller the step that it bears: the largest second derivative
    stands below the line."""
    return 16.0


@largest_rate.wrong
def mean():
    """the curvatures do not share one limit between them. Each direction has its own, and
    the lowest decides."""
    return 2 / 3.5


@largest_rate.wrong_where(lambda value: value <= 0)
def below_zero():
    """a rate below 0 goes uphill. The limit is a positive number."""
    return -0.25


@largest_rate.wrong_where(lambda value: not value < 1e6)
def never():
    """a bowl has a lowest point, and steps that are too long still jump across it, further
    each time. There is a limit."""
    return float("inf")


@largest_rate.wrong
def middle():
    """1 would be the limit for a curvature of 2. The steepest direction gives way first,
    and its curvature is 8, the second derivative of 4 w²."""
    return 1.0


@largest_rate.wrong
def total():
    """the curvatures do not add up: each direction goes its own way, and the steepest
    decides."""
    return 2 / 10.5


@largest_rate.wrong
def best():
    """that is 2 / (largest + smallest), the rate that is quickest in the worst direction.
    The run still converges somewhat above it."""
    return 2 / 8.5


@largest_rate.wrong
def with_momentum():
    """that is the limit with a momentum of 0.9. The question is about plain gradient
    descent."""
    return (2 + 2 * 0.9) / 8


@largest_rate.wrong
def chapters_bowl():
    """another bowl has that limit. Here the largest second derivative is that of 4 w₁²."""
    return 2.0


@largest_rate.wrong
def flattest_factor():
    """8 is the largest second derivative itself, and the limit falls as that rises. (It is
    also 2 / (1/4), from the flattest direction; the steepest gives way first.)"""
    return 8.0


@largest_rate.wrong_where(lambda value: value > 0.25)
def too_high():
    """too high: at this rate the steepest direction, w₁, grows with each step. Work out the
    second derivative of 4 w₁², and where |1 - rate · that| becomes 1."""
    return 0.7


@largest_rate.wrong_where(lambda value: value < 0.25)
def too_low():
    """too low: the run still converges somewhat above it. Work out where |1 - rate · λ|
    becomes 1 for the largest second derivative λ."""
    return 0.2


largest_rate.right(0.25, 2 / 8)
