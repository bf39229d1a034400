"""The question `logits_grow`: reference, mistakes, other right answers."""

from fractions import Fraction

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A ReLU network has 12 dense layers without biases. All its weights are
    multiplied by 1.5. By what factor do its logits grow? Give at least three significant
    digits, or let Python work it out.
    """,
    tolerance=0.005,
    read="Weights a little too large",
)
def logits_grow():
    return 1.5**12


@logits_grow.wrong
def added():
    """the twelve factors were added. Each layer multiplies what the one below already made
    larger."""
    return 18.0


@logits_grow.wrong
def one_layer():
    """that is what one layer does. There are twelve."""
    return 1.5


@logits_grow.wrong_where(lambda value: abs(value - 1.5**11) < 1)
def gradient():
    """that is one layer too few. The first layer's gradient grows by this factor if the
    loss is linear; the logits pass all twelve."""
    return 1.5**11


@logits_grow.wrong_where(lambda value: value > 1 and _layers(value) not in (0, 1, 12))
def another_number():
    """that is a power of 1.5, and not the twelfth. The logits pass all twelve layers, each
    makes them 1.5 times as large, and nothing else grows."""
    return 1.5**13


def _layers(value):
    """How many factors of 1.5 make up a value, if it is a whole number of them."""
    count = np.log(value) / np.log(1.5)
    return round(count) if abs(count - round(count)) < 0.01 else 0


@logits_grow.wrong_where(
    lambda value: (
        min(abs(value / power - 1) for power in (0.75**12, 0.75**11, 0.5**12)) < 0.01
        or abs(value - 2.027) < 0.01
    )
)
def relu_halves():
    """ReLU does not take part in this: max(0, 1.5 a) is 1.5 max(0, a)."""
    return 0.75**12


@logits_grow.wrong_where(lambda value: abs(value - 128.746) < 0.1)
def growth_alone():
    """that is by how much they become larger, in units of what they were. The factor
    has the 1 in it."""
    return 1.5**12 - 1


@logits_grow.wrong_where(lambda value: 0 < value < 1)
def smaller():
    """below 1 they would shrink. Each layer multiplies them by 1.5, which is more than
    1."""
    return 1.5**-12


@logits_grow.wrong_where(lambda value: 1 < value < 1.3)
def hardly_any():
    """multiplied by 1.5 is no matter of per cent: each layer makes them half as large
    again."""
    return 1.015**12


@logits_grow.wrong_where(
    lambda value: min(abs(value / np.exp(n) - 1) for n in (12, 18)) < 0.01
)
def exponential():
    """that is a power of e. The factor of each layer is 1.5, and there are twelve."""
    return np.exp(12)


@logits_grow.wrong
def unchanged():
    """the logits do grow: each of the twelve layers multiplies them by 1.5. The softmax
    comes after them."""
    return 1


@logits_grow.wrong
def exchanged():
    """base and exponent have changed places: twelve factors of 1.5 are 1.5 to the power
    12."""
    return 12**1.5


@logits_grow.wrong
def grown_by_half_again():
    """multiplied by 1.5 is not grown by 150 %: the factor is 1.5 for each layer, not
    2.5."""
    return 2.5**12


@logits_grow.wrong
def powers_added():
    """the powers of 1.5 are added up. Nothing is added here: the last of them is what the
    logits are multiplied by."""
    return sum(1.5**k for k in range(12))


@logits_grow.wrong
def whole_factor():
    """the factor was rounded to 2. It is 1.5 for each layer."""
    return 2**12


@logits_grow.wrong
def exclusive_or():
    """in Python `^` is no power. It is written `**`."""
    return 15 ^ 12


logits_grow.right(129.746, 130, Fraction(3, 2) ** 12)
