"""The question `update_ratio`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.exercises.promises import edge


def update_ratio_cases(rng):
    yield np.array([[3.0, 4.0], [12.0, 84.0]]), np.array([[0.3, 0.4], [0.0, 0.0]])
    for shape in (3, 4), (6, 2), (5, 5):
        W = rng.normal(size=shape)
        yield W, -0.05 * rng.normal(size=shape) - 0.02 * W
    W, step = rng.normal(size=(2, 2, 3))
    yield edge("tiny numbers", 1e-30 * W, 1e-33 * step)


@chapter.function(
    points=10,
    prompt="""
    The update ratio of one weight matrix: the length of the `step` that was just taken,
    divided by the length of `W`. The W that you are given has the step in it already;
    divide by that one. (The telemetry divides by W before the step; for a healthy step the
    two are one.) The length of a matrix is the root of the sum of its squared entries.
    Return a number.
    """,
    cases=update_ratio_cases,
    implementing=False,
)
def update_ratio(W, step):
    """The length of `step` over the length of `W`, both of one shape."""
    return np.sqrt((step**2).sum()) / np.sqrt((W**2).sum())


@update_ratio.wrong
def upside_down(W, step):
    """the fraction stands on its head. Steps are small beside weights: look for something
    near a thousandth."""
    return np.linalg.norm(W) / np.linalg.norm(step)


@update_ratio.wrong
def squared(W, step):
    """this is the square of the ratio: the root is missing."""
    return (step**2).sum() / (W**2).sum()


@update_ratio.wrong
def entry_by_entry(W, step):
    """this averages the ratios of single entries. A single tiny weight then outweighs all
    others; compare lengths instead."""
    return np.abs(step / W).mean()


@update_ratio.wrong
def before(W, step):
    """you divide by the length of W before the step. W as it is given is the weight after
    it."""
    return np.linalg.norm(step) / np.linalg.norm(W - step)


@update_ratio.wrong
def spectral(W, step):
    """`np.linalg.norm(W, 2)` of a matrix is its largest stretch, not its length. Leave the
    2 out."""
    return np.linalg.norm(step, 2) / np.linalg.norm(W, 2)


@update_ratio.wrong
def after_twice(W, step):
    """you add the step to W. W as it is given is the weight after it: the step is in it."""
    return np.linalg.norm(step) / np.linalg.norm(W + step)


@update_ratio.wrong
def length_of_quotients(W, step):
    """this divides entry by entry and takes the length of the quotients. Take the two
    lengths first, then divide once."""
    return np.linalg.norm(step / W)


@update_ratio.wrong
def absolute_values(W, step):
    """this adds up absolute values. The length is the root of the sum of squares."""
    return np.abs(step).sum() / np.abs(W).sum()


@update_ratio.wrong
def sums(W, step):
    """this adds up the entries with their signs, so that they cancel. Square them first."""
    return step.sum() / W.sum()


@update_ratio.wrong
def largest_entries(W, step):
    """this compares the largest entries. The length counts all of them."""
    return np.abs(step).max() / np.abs(W).max()


@update_ratio.wrong
def averaged_by_rows(W, step):
    """this is a mean of the ratios of single rows. The matrix has one length: all entries
    under one root."""
    return (np.linalg.norm(step, axis=1) / np.linalg.norm(W, axis=1)).mean()


@update_ratio.wrong
def averaged_by_columns(W, step):
    """this is a mean of the ratios of single columns. The matrix has one length: all
    entries under one root."""
    return (np.linalg.norm(step, axis=0) / np.linalg.norm(W, axis=0)).mean()


@update_ratio.wrong
def largest_column(W, step):
    """`np.linalg.norm(W, 1)` of a matrix is its largest column's sum, not its length. Leave
    the 1 out."""
    return np.linalg.norm(step, 1) / np.linalg.norm(W, 1)


@update_ratio.wrong
def nuclear(W, step):
    """this adds up the matrix's stretches, the nuclear norm. The length is the root of the
    sum of squared entries."""
    return np.linalg.norm(step, "nuc") / np.linalg.norm(W, "nuc")


@update_ratio.wrong
def spreads(W, step):
    """a standard deviation takes the mean away first. The length does not."""
    return step.std() / W.std()


@update_ratio.wrong
def step_averaged(W, step):
    """the step's squares are averaged and the weights' are added up. Treat both alike."""
    return np.sqrt((step**2).mean()) / np.linalg.norm(W)


@update_ratio.wrong
def weights_averaged(W, step):
    """the weights' squares are averaged and the step's are added up. Treat both alike."""
    return np.linalg.norm(step) / np.sqrt((W**2).mean())


@update_ratio.wrong
def per_entry(W, step):
    """this is divided by the number of entries. The ratio of two lengths needs no mean."""
    return np.linalg.norm(step) / np.linalg.norm(W) / W.size


@update_ratio.wrong
def with_eps(W, step):
    """a small number is added to the length, and it is felt. W is never 0 here."""
    return np.linalg.norm(step) / (np.linalg.norm(W) + 1e-3)


@update_ratio.wrong
def in_percent(W, step):
    """this is in per cent. Return the ratio itself, near a thousandth where training is
    healthy."""
    return 100 * update_ratio(W, step)


@update_ratio.wrong
def in_thousandths(W, step):
    """this is in thousandths. Return the ratio itself."""
    return 1000 * update_ratio(W, step)


@update_ratio.wrong
def magnitude(W, step):
    """this is the logarithm of the ratio, as a plot may show it. Return the ratio."""
    return np.log10(update_ratio(W, step))


@update_ratio.wrong
def one_root(W, step):
    """only one of the two lengths has its root."""
    return np.linalg.norm(step) / (W**2).sum()


@update_ratio.wrong
def root_below_alone(W, step):
    """the root of the step's sum is missing; the other has it."""
    return (step**2).sum() / np.linalg.norm(W)


@update_ratio.wrong
def before_squared(W, step):
    """two things: W as given stands after the step already, and the roots are missing."""
    return (step**2).sum() / ((W - step) ** 2).sum()


@update_ratio.wrong
def rounded(W, step):
    """the ratio is rounded, and a healthy one is small. Return it as it is."""
    return round(float(update_ratio(W, step)), 3)


@update_ratio.wrong
def first_row(W, step):
    """only the first row is looked at. The length counts all entries."""
    return np.linalg.norm(step[0]) / np.linalg.norm(W[0])


@update_ratio.wrong
def length_of_step(W, step):
    """this is the length of the step alone. Divide it by the length of W."""
    return np.linalg.norm(step)


@update_ratio.wrong
def of_weights_alone(W, step):
    """this is the length of W alone. It goes below the line; the step's goes above."""
    return np.linalg.norm(W)


@update_ratio.wrong
def averages(W, step):
    """this takes means with their signs, so that entries cancel. Square them first."""
    return step.mean() / abs(W).mean()


@update_ratio.wrong
def medians(W, step):
    """this compares typical entries, by their medians. The length counts all of them."""
    return np.median(np.abs(step)) / np.median(np.abs(W))


@update_ratio.wrong
def change_of_length(W, step):
    """this is how much longer W has become. A step to the side changes no length, and is a
    step all the same: take the step's own."""
    before = np.linalg.norm(W - step)
    return abs(np.linalg.norm(W) - before) / before


@update_ratio.wrong
def cosine(W, step):
    """this is the cosine of the angle between step and W. The ratio of their lengths is
    asked for."""
    return np.vdot(W, step) / (np.linalg.norm(W) * np.linalg.norm(step))


@update_ratio.wrong
def count_of_rows(W, step):
    """`len` counts rows. The length of a matrix is the root of the sum of its squared
    entries."""
    return len(step) / len(W)


@update_ratio.wrong
def something_added(W, step):
    """a small number is added to the length, or a length below a small number counts as 0,
    and beside tiny weights it is not small. W is never all 0: divide by its length."""
    return np.linalg.norm(step) / (np.linalg.norm(W) + 1e-12)


@update_ratio.wrong
def upside_down_squared(W, step):
    """two things: the fraction stands on its head, and the roots are missing."""
    return (W**2).sum() / (step**2).sum()


@update_ratio.right
def by_norm(W, step):
    return np.linalg.norm(step) / np.linalg.norm(W)


@update_ratio.right
def by_dot(W, step):
    return (np.vdot(step, step) / np.vdot(W, W)) ** 0.5
