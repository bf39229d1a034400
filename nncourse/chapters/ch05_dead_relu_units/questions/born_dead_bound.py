"""The question `born_dead_bound`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter


def born_dead_bound_cases(rng):
    yield 2, 3
    yield 1, 4
    for low, high in ((2, 4), (3, 5), (4, 6)):
        yield int(rng.integers(low, high)), int(rng.integers(6, 20))


@chapter.function(
    points=15,
    prompt="""
    Weights are drawn evenly around 0 and biases are 0, so each unit is off for a given
    image with probability 1/2. With what probability is at least one of `layers` layers of
    `width` units wholly off for it? That is the chapter's bound.
    """,
    cases=born_dead_bound_cases,
    implementing=False,
)
def born_dead_bound(width, layers):
    """The probability that at least one of `layers` layers is wholly off for an image.

    `width` is the number of units in each layer.
    """
    layer_off = 0.5**width
    return 1 - (1 - layer_off) ** layers


@born_dead_bound.wrong
def survival(width, layers):
    """this is the probability that *no* layer is off. The question is about the
    opposite."""
    return (1 - 0.5**width) ** layers


@born_dead_bound.wrong
def one_layer(width, layers):
    """this is for a single layer. Each further layer is another chance to die."""
    return 0.5**width


@born_dead_bound.wrong
def all_layers(width, layers):
    """this is the probability that *all* layers are off. One is enough."""
    return 0.5 ** (width * layers)


@born_dead_bound.wrong
def added(width, layers):
    """probabilities of events that may happen together do not add up: for many layers this
    passes 1."""
    return layers * 0.5**width


@born_dead_bound.wrong
def unit(width, layers):
    """this asks whether any unit is off. The layer dies only when all of its units are."""
    return 1 - 0.5 ** (width * layers)


@born_dead_bound.wrong
def exchanged(width, layers):
    """width and layers are swapped."""
    return 1 - (1 - 0.5**layers) ** width


@born_dead_bound.wrong
def one_layer_less(width, layers):
    """one layer is missing: all `layers` of them can be off."""
    return born_dead_bound(width, layers - 1)


@born_dead_bound.wrong
def one_layer_more(width, layers):
    """one layer too many: there are `layers` of them."""
    return born_dead_bound(width, layers + 1)


@born_dead_bound.wrong
def one_unit_less(width, layers):
    """one unit of each layer is missing: all `width` of them have to be off."""
    return born_dead_bound(width - 1, layers)


@born_dead_bound.wrong
def one_unit_more(width, layers):
    """one unit of each layer too many: there are `width` of them."""
    return born_dead_bound(width + 1, layers)


@born_dead_bound.wrong
def divided_by_width(width, layers):
    """a layer is off with probability 1/N here. Its units are off independently, so their
    probabilities multiply: 1/2 to the power of the width."""
    return 1 - (1 - 1 / width) ** layers


@born_dead_bound.wrong
def half_of_width(width, layers):
    """1/2 is divided by the width. Units that are off independently multiply: 1/2 to the
    power of the width."""
    return 1 - (1 - 1 / (2 * width)) ** layers


@born_dead_bound.wrong
def half_times_width(width, layers):
    """1/2 is multiplied by the width, which passes 1. Units that are off independently
    multiply: 1/2 to the power of the width."""
    return 1 - (1 - 0.5 * width) ** layers


@born_dead_bound.wrong
def half_a_layer(width, layers):
    """this takes 1/2 for a whole layer. That is one unit; a layer is off only when all of
    its units are."""
    return 1 - 0.5**layers


@born_dead_bound.wrong
def e_for_two(width, layers):
    """exp(-width) has the base e. A unit is off with probability 1/2, so the base is 2."""
    return 1 - (1 - np.exp(-width)) ** layers


@born_dead_bound.wrong
def for_many_layers(width, layers):
    """1 - exp(-L / 2^N) is an approximation for wide layers. The exact one is not
    longer."""
    return 1 - np.exp(-layers * 0.5**width)


@born_dead_bound.wrong
def added_and_capped(width, layers):
    """probabilities of layers that may be off together do not add up, and a cap at 1 does
    not mend that. Go by the opposite: no layer is off."""
    return min(1.0, layers * 0.5**width)


@born_dead_bound.wrong
def survival_exchanged(width, layers):
    """two things: width and layers are swapped, and this is the probability that none is
    off."""
    return (1 - 0.5**layers) ** width


@born_dead_bound.wrong
def exactly_one(width, layers):
    """this is the probability that exactly one layer is off. More may be off as well."""
    return layers * 0.5**width * (1 - 0.5**width) ** (layers - 1)


@born_dead_bound.wrong
def never(width, layers):
    """rare is not never: the answer depends on width and layers."""
    return 0.0


@born_dead_bound.wrong
def survival_of_one_layer_less(width, layers):
    """two things: this is the probability that *no* layer is off, where the question is
    about the opposite; and one layer is missing."""
    return (1 - 0.5**width) ** (layers - 1)


@born_dead_bound.right
def layer_by_layer(width, layers):
    alive = 1.0
    for _ in range(layers):
        alive *= 1 - 2.0**-width
    return 1 - alive


@born_dead_bound.right
def by_first_death(width, layers):
    off = 2.0**-width
    return sum(off * (1 - off) ** k for k in range(layers))
