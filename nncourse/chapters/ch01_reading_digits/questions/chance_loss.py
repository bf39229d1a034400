"""The question `chance_loss`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter


@chapter.value(
    points=10,
    prompt=r"""
    **Warm-up.** A network that knows nothing gives each of the 10 digits the same
    probability. What is its cross-entropy loss, $-\ln p_{\text{label}}$, with the natural
    logarithm? Give at least two decimals, or let Python work it out.
    """,
    tolerance=0.005,
    read="One number to make small",
)
def chance_loss():
    return -np.log(1 / 10)


@chance_loss.wrong_where(lambda value: min(abs(value - 1), abs(value - np.log2(10))) < 0.01)
def log_base_10():
    """this is a logarithm to base 10 or base 2. The loss uses the natural logarithm,
    `np.log`."""
    return 1.0


@chance_loss.wrong
def probability():
    """0.1 is the probability of each digit. The loss is minus its natural logarithm, taken
    once and not multiplied by it."""
    return 0.1


@chance_loss.wrong
def sign():
    """the size is right and the sign is not. A probability is below 1, so its logarithm is
    negative, and the loss is minus that."""
    return -np.log(10)


@chance_loss.wrong
def summed():
    """this adds the losses of all ten digits. Only the probability of the true label
    counts, once."""
    return 10 * np.log(10)


@chance_loss.wrong
def of_the_others():
    """this is the logarithm for 9/10, the probability of all other digits. The loss
    looks at the probability of the true label."""
    return -np.log(0.9)


@chance_loss.wrong
def weighted():
    """this is a tenth of the loss, as if it were weighted with p or shared among the ten
    classes. The true label counts in full."""
    return -0.1 * np.log(0.1)


@chance_loss.wrong
def yes_or_no():
    """this also counts the nine wrong digits, with the logarithm of 1 - p. That is the loss
    of ten separate yes/no answers."""
    return -np.log(0.1) - 9 * np.log(0.9)


@chance_loss.wrong_where(
    lambda value: value in (0.09, 0.9, 0.81) or abs(value - 0.09) < 1e-9
)
def squared_error():
    """this is a share or a squared error, without a logarithm. Cross-entropy is minus the
    logarithm of one probability."""
    return 0.09


@chance_loss.wrong
def nine_classes():
    """this is ln 9. The digits 0 to 9 are ten."""
    return np.log(9)


@chance_loss.wrong
def no_logarithm():
    """the logarithm is missing: 10 is one over the probability."""
    return 10


@chance_loss.wrong_where(lambda value: 2.33 < value < 2.7)
def of_a_network():
    """this is a little too large. A loss measured before training may look like this, since
    weights prefer some digits by chance; ln 11 counts a class too many."""
    return 2.36


@chance_loss.wrong
def two_classes():
    """this is ln 2, the loss where right and wrong are equally likely. Here ten digits
    are."""
    return np.log(2)


@chance_loss.wrong
def pixels():
    """this is ln 64. An image has 64 pixels; the classes are the ten digits."""
    return np.log(64)


@chance_loss.wrong_where(
    lambda value: min(abs(value - np.exp(-0.1)), abs(value - np.exp(0.1))) < 0.002
)
def exponential():
    """this is an exponential. The loss is minus a logarithm, `-np.log`."""
    return np.exp(-0.1)


@chance_loss.wrong
def one_per_cent():
    """this is minus the logarithm of 1/100. The probability is 1/10."""
    return -np.log(0.01)


@chance_loss.wrong
def of_the_others_to_base_10():
    """two things: this is a logarithm to base 10, and of 9/10, the probability of all other
    digits."""
    return -np.log10(0.9)


chance_loss.right(2.3026, np.float32(2.3))
