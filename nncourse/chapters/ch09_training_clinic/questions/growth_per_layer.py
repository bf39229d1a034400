"""The factor by which the spread of activations changes per layer."""

import numpy as np

from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.exercises.promises import edge


def growth_per_layer_cases(rng):
    yield (np.array([0.5, 1.0, 2.0, 4.0]),)
    for layers, factor in ((5, 3.0), (6, 0.4), (4, 1.0)):
        noise = np.exp(0.4 * rng.standard_normal(layers))
        yield (factor ** np.arange(layers) * noise,)
    yield edge("two layers", np.exp(rng.standard_normal(2)))


@chapter.function(
    points=15,
    prompt=r"""
    **Growth.** `spread` holds the spread of each layer's activations at the first step, two
    layers or more, the first one first. Return the factor by which it changes per
    layer: the one number $g$ with which the last is the first times $g$ for every step
    from layer to layer.
    """,
    cases=growth_per_layer_cases,
)
def growth_per_layer(spread):
    """The factor per layer, a number."""
    steps = len(spread) - 1
    return (spread[-1] / spread[0]) ** (1 / steps)


@growth_per_layer.wrong
def one_root_too_many(spread):
    """from the first layer to the last there is one step less than there are layers."""
    return (spread[-1] / spread[0]) ** (1 / len(spread))


@growth_per_layer.wrong
def all_layers_together(spread):
    """this is the factor from the first layer to the last. Asked for is the one per layer,
    which is a root of it."""
    return spread[-1] / spread[0]


@growth_per_layer.wrong
def shrinking(spread):
    """first over last: where the spread grows this says that it shrinks."""
    return (spread[0] / spread[-1]) ** (1 / (len(spread) - 1))


@growth_per_layer.wrong
def mean_of_ratios(spread):
    """the plain mean of the ratios. Factors multiply, so a layer that halves and one that
    doubles make 1, and their mean is 1.25."""
    return np.mean(spread[1:] / spread[:-1])


@growth_per_layer.wrong
def divided(spread):
    """the whole factor divided by the number of steps. Factors multiply: take a root."""
    return spread[-1] / spread[0] / (len(spread) - 1)


@growth_per_layer.wrong
def logarithm(spread):
    """this is the logarithm of the factor per layer."""
    return np.log(spread[-1] / spread[0]) / (len(spread) - 1)


@growth_per_layer.wrong
def first_two(spread):
    """this looks at the first two layers alone. The factor is to hold from the first to the
    last."""
    return spread[1] / spread[0]


@growth_per_layer.wrong
def difference(spread):
    """this is a difference per layer. A factor is a ratio, and over several layers a root
    of it."""
    return (spread[-1] - spread[0]) / (len(spread) - 1)


@growth_per_layer.wrong
def last_two(spread):
    """this looks at the last two layers alone. The factor is to hold from the first to the
    last."""
    return spread[-1] / spread[-2]


@growth_per_layer.wrong
def no_brackets(spread):
    """`1 / n - 1` divides first. Put n - 1 into brackets."""
    return (spread[-1] / spread[0]) ** (1 / len(spread) - 1)


@growth_per_layer.wrong
def square_root(spread):
    """this is a square root, whatever the number of layers. Count the steps from the first
    layer to the last."""
    return np.sqrt(spread[-1] / spread[0])


@growth_per_layer.wrong
def fourth_root(spread):
    """this is a fourth root, whatever the number of layers. Count the steps from the first
    layer to the last."""
    return (spread[-1] / spread[0]) ** 0.25


@growth_per_layer.wrong
def shrinking_by_count(spread):
    """two things: first over last, which is the other way round; and there is one step less
    than there are layers."""
    return (spread[0] / spread[-1]) ** (1 / len(spread))


@growth_per_layer.wrong
def median_of_ratios(spread):
    """this is the median of the ratios between neighbours. Only the first layer and the
    last say how much there is in all, and the root shares it out."""
    return np.median(spread[1:] / spread[:-1])


@growth_per_layer.wrong
def line_through_all(spread):
    """this is a straight line through all logarithms. Take the first layer and the last
    alone."""
    return np.exp(np.polyfit(np.arange(len(spread)), np.log(spread), 1)[0])


@growth_per_layer.wrong
def largest_over_smallest(spread):
    """the largest over the smallest, wherever they stand, never tells that it shrinks. Take
    the last over the first."""
    return (spread.max() / spread.min()) ** (1 / (len(spread) - 1))


@growth_per_layer.wrong
def ratios(spread):
    """these are all the ratios between neighbours. Asked for is one number."""
    return spread[1:] / spread[:-1]


@growth_per_layer.wrong
def two_layers_stay(spread):
    """with two layers this is always 1. They have one step between them, like any others:
    no case is special."""
    return growth_per_layer(spread) if len(spread) > 2 else 1.0


@growth_per_layer.wrong
def layers_between(spread):
    """only the layers that lie between are counted. From the first of n layers to the last
    are n - 1 steps."""
    return (spread[-1] / spread[0]) ** (1 / (len(spread) - 2))


@growth_per_layer.wrong
def from_the_second_layer(spread):
    """this begins with the second layer, `spread[1]`, and counts the steps from the first.
    Python counts from 0: the first is `spread[0]`."""
    return (spread[-1] / spread[1]) ** (1 / (len(spread) - 1))


@growth_per_layer.right
def by_logarithms(spread):
    return np.exp(np.mean(np.diff(np.log(spread))))


@growth_per_layer.right
def by_ratios(spread):
    ratios = np.asarray(spread)[1:] / np.asarray(spread)[:-1]
    return np.prod(ratios) ** (1 / len(ratios))
