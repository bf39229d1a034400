"""Which layers get next to no gradient, read from a history."""

import numpy as np

from nncourse.chapters.ch09_training_clinic.questions.heading import chapter
from nncourse.exercises.promises import edge


def starved_layers_cases(rng):
    def noisy(means, rows):
        return means * np.exp(0.1 * rng.standard_normal((rows, len(means))))

    yield (noisy(np.array([0.0003, 0.5, 1.0]), 2),)
    fading = noisy(np.array([1e-4, 1e-3, 0.1, 0.3, 1.0]), 12)
    fading[0, 2] *= 1e-4  # one noisy batch
    fading[1, :2] *= 1e6  # and another
    fading[5:, :2] *= 1e4  # and a network that recovers later
    yield (fading,)
    bulging = noisy(np.array([0.05, 300.0, 0.05, 1.0]), 14)
    bulging[5:, 0] *= 1e-3
    yield (bulging,)
    starved = noisy(np.array([0.03, 1.0, 0.002, 2.0]), 9)
    starved[5:, 0] *= 1e-3
    yield (starved,)
    # A last layer of another size; a fifth row, and a noisy last layer, that decide.
    yield (40 * noisy(np.array([0.002, 0.5, 1.0]), 5),)
    deciding = np.array(
        [[0.1, 0.1, 1e-3, 2e-3, 3e-3], [5e-3, 5e-3, 0.5, 0.5, 0.5], [100, 1, 1, 1, 100]]
    )
    yield (float(rng.uniform(0.5, 2)) * deciding.T,)
    last = np.array([[3e-3, 0.5, 100.0]] + 4 * [[3e-3, 0.5, 1.0]])  # its first is noisy
    yield (float(rng.uniform(0.5, 2)) * last,)
    six = np.array([[1e-3] * 3 + [1.0] * 3, [0.5] * 6, [1.0] * 6])  # five from either end
    yield (float(rng.uniform(0.5, 2)) * six.T,)
    yield edge("exactly a hundredth", np.array([[1.0, 0.5, 100.0]] * 6))
    yield edge("fewer than five rows", noisy(np.array([0.001, 0.3, 1.0, 0.8]), 3))
    four = np.array([[1e-3] * 2 + [0.015] * 2, [1e-3] * 2 + [0.03] * 2, [1.0] * 4])
    yield edge("fewer than five rows", float(rng.uniform(0.5, 2)) * four.T)


@chapter.function(
    points=20,
    prompt="""
    **Which layers starve?** `gradient` holds the norm of each layer's gradient, a row for
    each recorded step, a column for each layer, the last column the output's. One batch is
    noisy, so take each layer's median over the first five rows (over all of them where
    there are fewer). Return an array of the numbers of those layers whose median is less
    than a hundredth of the last layer's, counted from 1 at the input.
    """,
    cases=starved_layers_cases,
)
def starved_layers(gradient):
    """The numbers of the layers, an array."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def mean_(gradient):
    """the mean of the rows. One noisy batch decides it, and it leaves the median where it
    is."""
    early = np.mean(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def all_rows(gradient):
    """the median of all rows: it tells how the run went on. What a network is built like
    shows in the first ones."""
    early = np.median(gradient, axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def last_rows(gradient):
    """the last five rows, where the first five are asked for."""
    late = np.median(gradient[-5:], axis=0)
    return np.flatnonzero(late < late[-1] / 100) + 1


@starved_layers.wrong
def first_row(gradient):
    """the first row alone is one batch. Take the median of five."""
    return np.flatnonzero(gradient[0] < gradient[0][-1] / 100) + 1


@starved_layers.wrong
def against_the_largest(gradient):
    """compared with the largest layer. One layer with a huge gradient makes the others look
    starved; compare with the last layer."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early.max() / 100) + 1


@starved_layers.wrong
def against_the_first(gradient):
    """compared with the first layer, which is the one that starves first. Compare with the
    last."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[0] / 100) + 1


@starved_layers.wrong
def fed(gradient):
    """the other way round: these are the layers that get enough."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early >= early[-1] / 100) + 1


@starved_layers.wrong
def a_tenth(gradient):
    """a tenth is not yet starving: the limit is a hundredth of the last layer's."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 10) + 1


@starved_layers.wrong
def from_zero(gradient):
    """counted from 0. The first layer is number 1, as in the chapter's figures."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100)


@starved_layers.wrong
def absolute_limit(gradient):
    """a median is compared with 0.01 itself. Compare it with a hundredth of the last
    layer's, whatever that is."""
    return np.flatnonzero(np.median(gradient[:5], axis=0) < 0.01) + 1


@starved_layers.wrong
def second_to_sixth(gradient):
    """the first row is left out: `[1:6]` holds the second to the sixth. Rows count from
    0."""
    early = np.median(gradient[1:6], axis=0) if len(gradient) > 1 else gradient[0]
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def four_rows(gradient):
    """four rows are taken. `[:5]` holds five, with the numbers 0 to 4."""
    return starved_layers(gradient[:4])


@starved_layers.wrong
def at_most(gradient):
    """a layer at exactly a hundredth counts as starving here. It has to have less."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early <= early[-1] / 100) + 1


@starved_layers.wrong
def median_of_ratios(gradient):
    """each row is divided by its last layer before the median is taken. Take each layer's
    median first, the last layer's too, and compare these."""
    ratios = gradient[:5] / gradient[:5, -1:]
    return np.flatnonzero(np.median(ratios, axis=0) < 0.01) + 1


@starved_layers.wrong
def from_the_output(gradient):
    """the layers are counted from the output. Number 1 is the layer at the input."""
    return gradient.shape[1] + 1 - starved_layers(gradient)


@starved_layers.wrong
def how_many(gradient):
    """this is how many there are. Asked for are their numbers."""
    return len(starved_layers(gradient))


@starved_layers.wrong
def marks(gradient):
    """this says True or False of each layer. Asked for are the numbers of those that
    starve: np.flatnonzero finds their places."""
    early = np.median(gradient[:5], axis=0)
    return early < early[-1] / 100


@starved_layers.wrong
def in_a_tuple(gradient):
    """`np.where` returns a tuple, and places that count from 0. Take its first part, and
    add 1."""
    early = np.median(gradient[:5], axis=0)
    return np.where(early < early[-1] / 100)


@starved_layers.wrong
def mean_from_zero(gradient):
    """two things: the mean of the rows, which one noisy batch decides; and the layers are
    counted from 0."""
    early = np.mean(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100)


@starved_layers.wrong
def rows_for_columns(gradient):
    """rows and columns are exchanged: this takes medians along the rows. A column is a
    layer, and its median goes down the rows: gradient[:5] and axis=0."""
    early = np.median(gradient[:, :5], axis=1)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def against_the_first_batch(gradient):
    """compared with the last layer's gradient of the first row, which may be a noisy one.
    Compare with the last layer's median."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < gradient[0, -1] / 100) + 1


@starved_layers.right
def by_ratio(gradient):
    early = np.median(np.asarray(gradient)[:5], axis=0)
    return 1 + np.nonzero(100 * early / early[-1] < 1)[0]


@starved_layers.right
def layer_by_layer(gradient):
    medians = [np.median(layer[:5]) for layer in np.transpose(gradient)]
    small = [median / medians[-1] < 0.01 for median in medians]
    return np.array([i + 1 for i, starved in enumerate(small) if starved], int)
