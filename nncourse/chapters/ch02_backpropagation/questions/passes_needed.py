"""The question `passes_needed`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter


@chapter.value(
    points=10,
    prompt=r"""
    **Warm-up.** A network has 10,000 parameters. How many forward passes of one batch do
    central differences, $(f(v + \epsilon) - f(v - \epsilon)) / 2\epsilon$, take to get all
    its gradients?
    """,
    tolerance=0,
    read="What it costs",
)
def passes_needed():
    return 2 * 10_000


@passes_needed.wrong
def one_sided():
    """that would be one pass for each parameter. Central differences nudge every parameter
    twice, up and down."""
    return 10_000


@passes_needed.wrong_where(lambda value: value in (1, 2, 3))
def backpropagation():
    """that many do for a single parameter, or for backpropagation. Differences have to
    nudge each of the 10,000 by itself."""
    return 2


@passes_needed.wrong
def one_more():
    """very close: the one pass on top would be f(v), the value in the middle. It does not
    occur in the formula."""
    return 20_001


@passes_needed.wrong_where(lambda value: 0 < abs(value - 20_000) < 5)
def nearly():
    """very close: each parameter takes exactly two passes."""
    return 19_999


@passes_needed.wrong
def forward_differences():
    """that is one pass for each parameter and one in the middle: forward differences.
    Central ones nudge every parameter up and down, and leave out the middle."""
    return 10_001


@passes_needed.wrong
def three_points():
    """that is three passes for each parameter. The formula has two values of f, f(v +
    eps) and f(v - eps)."""
    return 30_000


@passes_needed.wrong
def halved():
    """that is half a pass for each parameter. The 2 of 2 eps divides a difference, not the
    number of passes."""
    return 5_000


@passes_needed.wrong_where(lambda value: value in (2**10, 2**13, 2**14))
def powers():
    """that is a power of 2. The parameters are nudged one after the other, not in all
    combinations."""
    return 2**10


@passes_needed.wrong_where(
    lambda value: value > 10_000 and abs(value * 2e-5 / 10_000 - 1) < 1e-6
)
def divided_by_step():
    """this divides by the step. How long the step is does not change how many there
    are."""
    return 10_000 / 2e-5


@passes_needed.wrong_where(lambda value: value in (10_000**2, 2 * 10_000**2, 10_000**2 / 2))
def squared():
    """pairs of parameters matter for second derivatives. For the gradient each is nudged
    alone."""
    return 10_000**2


@passes_needed.wrong_where(lambda value: value > 40_000 and value % 20_000 == 0)
def times_the_batch():
    """that is more than two passes for each parameter. A pass takes the whole batch at once
    and counts once, whatever the batch's size."""
    return 64 * 20_000


@passes_needed.wrong
def four_each():
    """that is four passes for each parameter. The formula has two values of f for each, and
    each is one forward pass; nothing goes back."""
    return 40_000


passes_needed.right(20_000.0, np.int64(20_000))
