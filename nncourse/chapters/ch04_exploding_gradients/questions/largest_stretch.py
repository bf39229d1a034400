"""The question `largest_stretch`: cases, reference, mistakes, other right answers."""

from itertools import pairwise

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def largest_stretch_cases(rng):
    stretches = np.diag([2.0, 1.0]), np.array([[0.0, 1.0], [4.0, 0.0]]), np.diag([3.0, 1.0])
    yield (list(stretches),)
    for sizes in (3, 3, 3), (4, 4, 4, 4), (2, 5, 4, 3):
        yield ([rng.normal(size=shape) for shape in pairwise(sizes)],)
    yield edge("one matrix alone", [rng.normal(size=(3, 4))])


@chapter.function(
    points=15,
    prompt=r"""
    A batch of rows goes through matrices one after another, $x W_0 W_1 W_2 \dots$; `Ws` is
    a list of one or more, whose sizes may differ. By how much can the whole chain stretch
    a row at most? That is the largest singular value of the product. Leave the list as it
    is.
    """,
    cases=largest_stretch_cases,
)
def largest_stretch(Ws):
    """The largest singular value of the product of the matrices in the list Ws."""
    product = Ws[0]
    for W in Ws[1:]:
        product = product @ W
    return np.linalg.svd(product, compute_uv=False)[0]


def _chain(Ws):
    return Ws[0] if len(Ws) == 1 else np.linalg.multi_dot(Ws)


@largest_stretch.wrong
def product_of_largest(Ws):
    """the largest stretches of the single matrices were multiplied. That is a bound: the
    direction that one stretches most need not be the next one's."""
    return np.prod([np.linalg.norm(W, 2) for W in Ws])


@largest_stretch.wrong
def frobenius(Ws):
    """that is the root of the sum of all squares, which counts all directions. The question
    asks for the largest alone."""
    return np.linalg.norm(_chain(Ws))


@largest_stretch.wrong
def reversed_(Ws):
    """the matrices are multiplied in the reverse order."""
    return np.linalg.norm(_chain(Ws[::-1]), 2)


@largest_stretch.wrong
def only_last(Ws):
    """only the last matrix was looked at."""
    return np.linalg.norm(Ws[-1], 2)


@largest_stretch.wrong
def squared(Ws):
    """that is the largest eigenvalue of the product's transpose times itself: the square of
    what was asked."""
    return np.linalg.norm(_chain(Ws), 2) ** 2


@largest_stretch.wrong
def smallest(Ws):
    """that is the smallest stretch; singular values come largest first."""
    return np.linalg.svd(_chain(Ws), compute_uv=False)[-1]


@largest_stretch.wrong
def mean(Ws):
    """that is the mean over all directions."""
    return np.linalg.svd(_chain(Ws), compute_uv=False).mean()


@largest_stretch.wrong
def largest_of_one(Ws):
    """that is the largest stretch of any one matrix. They follow each other: multiply them
    first."""
    return max(np.linalg.norm(W, 2) for W in Ws)


@largest_stretch.wrong
def largest_entry(Ws):
    """that is the largest entry of the product. The largest stretch is a singular value."""
    return np.abs(_chain(Ws)).max()


@largest_stretch.wrong
def stretches_added(Ws):
    """the largest stretches of the single matrices were added. They follow each other:
    multiply the matrices first."""
    return sum(np.linalg.norm(W, 2) for W in Ws)


@largest_stretch.wrong
def first_left_out(Ws):
    """the first matrix is left out. Python counts from 0."""
    return np.linalg.norm(_chain(Ws[1:]), 2) if len(Ws) > 1 else 1.0


@largest_stretch.wrong
def last_left_out(Ws):
    """the last matrix is left out: a slice `[:-1]` or a range stops before it."""
    return np.linalg.norm(_chain(Ws[:-1]), 2) if len(Ws) > 1 else 1.0


@largest_stretch.wrong
def row_sum(Ws):
    """that is the largest row sum of absolute values, another norm. The largest
    singular value is np.linalg.norm(..., 2)."""
    return np.linalg.norm(_chain(Ws), np.inf)


@largest_stretch.wrong
def column_sum(Ws):
    """that is the largest column sum of absolute values, another norm. The largest singular
    value is np.linalg.norm(..., 2)."""
    return np.linalg.norm(_chain(Ws), 1)


@largest_stretch.wrong
def longest_row(Ws):
    """that is the longest row of the product, the stretch of one unit vector. The direction
    that is stretched most need not be one of these."""
    return np.linalg.norm(_chain(Ws), axis=1).max()


@largest_stretch.wrong
def one_direction(Ws):
    """one direction was tried, or a few. The largest stretch is among all directions:
    take the singular values."""
    product = _chain(Ws)
    v = np.ones(product.shape[1]) / np.sqrt(product.shape[1])
    return np.linalg.norm(product @ v)


@largest_stretch.wrong
def some_directions(Ws):
    """some random directions were tried: the best of them falls short of the largest
    stretch. Take the singular values."""
    x = np.random.default_rng(0).standard_normal((100, len(Ws[0])))
    return (np.linalg.norm(x @ _chain(Ws), axis=1) / np.linalg.norm(x, axis=1)).max()


@largest_stretch.wrong
def relu_between(Ws):
    """there is a ReLU between the matrices. Here they follow each other directly."""
    product = Ws[0]
    for W in Ws[1:]:
        product = np.maximum(product, 0) @ W
    return np.linalg.norm(product, 2)


@largest_stretch.wrong
def per_layer(Ws):
    """that is the stretch per matrix, a root. The question asks for the whole chain."""
    return np.linalg.norm(_chain(Ws), 2) ** (1 / len(Ws))


@largest_stretch.wrong
def condition_number(Ws):
    """that is the largest singular value over the smallest. The largest alone is asked
    for."""
    return np.linalg.cond(_chain(Ws))


@largest_stretch.wrong
def singular_values_added(Ws):
    """that is the sum of all singular values. The largest alone is asked for."""
    return np.linalg.norm(_chain(Ws), "nuc")


@largest_stretch.wrong
def singular_values_multiplied(Ws):
    """that is the product of all singular values, the size of the determinant. The largest
    alone is asked for."""
    return np.prod(np.linalg.svd(_chain(Ws), compute_uv=False))


@largest_stretch.wrong
def only_first(Ws):
    """only the first matrix was looked at."""
    return np.linalg.norm(Ws[0], 2)


@largest_stretch.wrong
def emptied_list(Ws):
    """the number is right, and matrices are missing in the caller's list afterwards: `pop`
    takes out what it returns. Walk over the list instead."""
    product = Ws.pop(0)
    while Ws:
        product = product @ Ws.pop(0)
    return np.linalg.norm(product, 2)


@largest_stretch.wrong
def two_or_more(Ws):
    """right for two matrices or more; multi_dot refuses a list of one. Begin with the
    first and multiply by those that follow, if any."""
    return np.linalg.norm(np.linalg.multi_dot(Ws), 2)


@largest_stretch.wrong
def first_and_last(Ws):
    """only the first and the last matrix are multiplied. Those between belong to the chain
    as well."""
    product = Ws[0] @ Ws[-1] if len(Ws) > 1 else Ws[0]
    return np.linalg.norm(product, 2)


@largest_stretch.wrong
def first_twice(Ws):
    """the first matrix counts twice: the product begins with it, and the loop begins there
    again."""
    product = Ws[0]
    for W in Ws:
        product = product @ W
    return np.linalg.norm(product, 2)


@largest_stretch.wrong
def row_of_ones(Ws):
    """that is how much a row of ones is stretched. Another direction may be stretched
    more."""
    row = np.ones(len(Ws[0]))
    out = row
    for W in Ws:
        out = out @ W
    return np.linalg.norm(out) / np.linalg.norm(row)


@largest_stretch.right
def by_norm(Ws):
    return np.linalg.norm(_chain(Ws), ord=2)


@largest_stretch.right
def by_eigenvalues(Ws):
    product = _chain(Ws)
    return np.sqrt(np.linalg.eigvalsh(product.T @ product).max())
