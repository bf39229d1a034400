"""A first loss, beside that of guessing."""

import numpy as np

from nncourse.chapters.ch09_training_clinic.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A network sorts into seven classes. Before its first step its loss is 9.73.
    How many times the loss of guessing is that?
    """,
    tolerance=5e-3,
)
def times_guessing():
    """The loss over ln 7."""
    return 9.73 / np.log(7)


@times_guessing.wrong
def base_ten():
    """this takes the logarithm to base 10. The loss is made of natural logarithms."""
    return 9.73 / np.log10(7)


@times_guessing.wrong
def base_two():
    """this takes the logarithm to base 2. The loss is made of natural logarithms."""
    return 9.73 / np.log2(7)


@times_guessing.wrong
def over_classes():
    """this divides by the number of classes. Guessing gives each class 1/7, and its loss is
    the logarithm of that, with its sign turned."""
    return 9.73 / 7


@times_guessing.wrong
def over_the_chance():
    """this divides by 1/7, the chance of guessing right. The loss of guessing is minus the
    logarithm of that."""
    return 9.73 * 7


@times_guessing.wrong
def difference():
    """this is how much higher the loss is. The question is how many times as high."""
    return 9.73 - np.log(7)


@times_guessing.wrong
def upside_down():
    """this is the loss of guessing over this one. The question is the other way round."""
    return np.log(7) / 9.73


@times_guessing.wrong
def ten_classes():
    """ln 10 is the loss of guessing among ten digits. Here there are seven classes."""
    return 9.73 / np.log(10)


@times_guessing.wrong
def of_guessing():
    """this is the loss of guessing itself, ln 7. How often does it go into 9.73?"""
    return np.log(7)


@times_guessing.wrong
def sign():
    """the size is right and the sign is not: ln(1/7) is below 0, and the loss is minus
    that."""
    return 9.73 / np.log(1 / 7)


@times_guessing.wrong
def one_less():
    """this is by how much it is larger, one less than how many times as large."""
    return 9.73 / np.log(7) - 1


@times_guessing.wrong
def six_classes():
    """this counts six classes. One of the seven is right, and the network gives it 1/7."""
    return 9.73 / np.log(6)


@times_guessing.wrong
def multiplied():
    """the two losses are multiplied. How many times the one is the other is a division."""
    return 9.73 * np.log(7)


@times_guessing.wrong
def in_per_cent():
    """this is in per cent. Give how many times it is, about a single digit."""
    return 973 / np.log(7)


@times_guessing.wrong
def ten_classes_upside_down():
    """two things: ln 10 belongs to ten classes, here there are seven; and the question is
    the other way round, this loss over that of guessing."""
    return np.log(10) / 9.73


@times_guessing.wrong_where(lambda value: value > 5)
def too_high():
    """too large. Guessing gives each of seven classes the probability 1/7, and its loss is
    minus the natural logarithm of that."""
    return 60.0


@times_guessing.wrong_where(lambda value: value < 5)
def too_low():
    """too small. Guessing gives each of seven classes the probability 1/7, and its loss is
    minus the natural logarithm of that."""
    return 0.7


times_guessing.right(5, 5.0)
