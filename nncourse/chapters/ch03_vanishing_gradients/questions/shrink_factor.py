"""The question `shrink_factor`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def shrink_factor_cases(rng):
    yield (np.array([0.01, 0.2, 1.0]),)
    for n in (4, 7, 10, 5):
        steps = rng.uniform(-2, 0.5, n)
        yield (np.exp(steps[::-1].cumsum()[::-1]) * rng.uniform(0.5, 2),)
    yield (rng.uniform(0.9, 1.1) * np.array([0.3, 5.0, 0.02, 1.0]),)  # others stray further
    for n in 4, 6:
        steps = rng.uniform(0.1, 0.8, n)
        yield edge(
            "a gradient that grows on its way down", np.exp(steps[::-1].cumsum()[::-1])
        )


@chapter.function(
    points=15,
    prompt="""
    `norms` holds the norm of the gradient at each layer, the layer next to the data first.
    Suppose that on its way down, from one layer to the next one below, the gradient is
    multiplied by the same factor each time. Return that factor, from the first and the last
    norm; those between, which stray, do not enter. It is below 1 where the gradient shrinks
    on its way down, above 1 where it grows.
    """,
    cases=shrink_factor_cases,
    implementing=False,
)
def shrink_factor(norms):
    """The steady factor from a layer to the one below, from the first and last norm."""
    return (norms[0] / norms[-1]) ** (1 / (len(norms) - 1))


@shrink_factor.wrong
def upwards(norms):
    """that is the factor from a layer to the one above. The gradient runs the other way."""
    return (norms[-1] / norms[0]) ** (1 / (len(norms) - 1))


@shrink_factor.wrong
def count(norms):
    """between n layers lie n - 1 steps, not n."""
    return (norms[0] / norms[-1]) ** (1 / len(norms))


@shrink_factor.wrong
def whole_way(norms):
    """that is the factor over the whole way, first to last. The question asks for one
    step."""
    return norms[0] / norms[-1]


@shrink_factor.wrong
def divided(norms):
    """the whole factor was divided by the number of steps. Steps multiply, so take a
    root."""
    return norms[0] / norms[-1] / (len(norms) - 1)


@shrink_factor.wrong
def mean_of_ratios(norms):
    """that is the mean of the ratios between neighbours. It uses the layers between too,
    and a mean of ratios overstates a steady factor."""
    return np.mean(norms[:-1] / norms[1:])


@shrink_factor.wrong
def upwards_by_count(norms):
    """two things: this is the factor from a layer to the one above, the other way
    round; and between n layers lie n - 1 steps."""
    return (norms[-1] / norms[0]) ** (1 / len(norms))


@shrink_factor.wrong
def median_of_ratios(norms):
    """that is the median of the ratios between neighbours. Trust only the first and the
    last norm."""
    return np.median(norms[:-1] / norms[1:])


@shrink_factor.wrong
def two_steps_less(norms):
    """between n layers lie n - 1 steps, not n - 2."""
    return (norms[0] / norms[-1]) ** (1 / max(len(norms) - 2, 1))


@shrink_factor.wrong
def line_through_all(norms):
    """that is a straight line through all logarithms. Trust only the first and the last
    norm."""
    return np.exp(-np.polyfit(np.arange(len(norms)), np.log(norms), 1)[0])


@shrink_factor.wrong
def first_step(norms):
    """that is the step between the two lowest layers. Take the whole way, first to
    last, and the root of it."""
    return norms[0] / norms[1]


@shrink_factor.wrong
def last_step(norms):
    """that is the step between the two highest layers. Take the whole way, first to
    last, and the root of it."""
    return norms[-2] / norms[-1]


@shrink_factor.wrong
def square_root(norms):
    """that is the square root, right for two steps. The root goes with the number of
    steps."""
    return np.sqrt(norms[0] / norms[-1])


@shrink_factor.wrong
def difference(norms):
    """that is a difference for each step. A factor is a ratio, and over several steps its
    root."""
    return (norms[0] - norms[-1]) / (len(norms) - 1)


@shrink_factor.wrong
def smallest_over_largest(norms):
    """the smallest and the largest norm were taken, wherever they stand. Take the first and
    the last: where the gradient grows on its way down, the factor is above 1."""
    return (min(norms) / max(norms)) ** (1 / (len(norms) - 1))


@shrink_factor.wrong
def never_above_1(norms):
    """what is above 1 is cut off there. A gradient may grow on its way down."""
    return min(1.0, shrink_factor(norms))


@shrink_factor.wrong
def ten_layers(norms):
    """the number of steps is written in, 9. Take it from `norms`."""
    return (norms[0] / norms[-1]) ** (1 / 9)


@shrink_factor.wrong
def second_layer(norms):
    """norms[1] is the second layer. Python counts from 0."""
    return (norms[1] / norms[-1]) ** (1 / (len(norms) - 1))


@shrink_factor.wrong
def last_but_one(norms):
    """norms[-2] is the last layer but one. The last is norms[-1]."""
    return (norms[0] / norms[-2]) ** (1 / (len(norms) - 1))


@shrink_factor.wrong
def two_logarithms(norms):
    """the logarithm is to base 10 and the exponential to base e. They have to match."""
    return np.exp(np.log10(norms[0] / norms[-1]) / (len(norms) - 1))


@shrink_factor.wrong
def mean_of_norms(norms):
    """this is the geometric mean of the norms themselves. The factor compares one layer's
    norm with another's."""
    return float(np.exp(np.mean(np.log(norms))))


@shrink_factor.wrong
def shared_out(norms):
    """the loss is shared out evenly, as if each step took away the same amount. Each step
    multiplies."""
    return (norms[-1] - norms[0]) / norms[-1] / (len(norms) - 1)


@shrink_factor.wrong
def smaller_over_larger(norms):
    """the smaller of the two norms is divided by the larger, whichever came first. Where
    the gradient grows on its way down, the factor is above 1."""
    small, large = sorted([norms[0], norms[-1]])
    return (small / large) ** (1 / (len(norms) - 1))


@shrink_factor.right
def by_logarithms(norms):
    return np.exp((np.log(norms[0]) - np.log(norms[-1])) / (len(norms) - 1))


@shrink_factor.right
def by_steps(norms):
    steps = np.log(norms[:-1]) - np.log(norms[1:])
    return float(np.exp(steps.mean()))
