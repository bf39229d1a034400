"""The question `he_weights`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.traits import Traits


def he_weights_cases(rng):
    seed, other = (int(n) for n in rng.integers(2**31, size=2))
    for n_in, n_out in (150, 60), (80, 200), (300, 100):
        yield n_in, n_out, Fixture("rng", (seed,))
    yield 1, 1, Fixture("rng", (seed,))
    for again in seed, other:  # the first once more, and with another generator
        yield 150, 60, Fixture("rng", (again,))


MEAN = "mean, in units of that"


TOLD = {
    "it returns": "it returns another kind or shape of thing than is asked for.",
    "entries that differ": "every weight is the same number.",
    "rows that differ": "one row is repeated. Draw every weight by itself.",
    "columns that differ": "one column is repeated, so that all units are the same and "
    "stay "
    "so. Draw every weight by itself.",
    "spread": "the weights have another spread than the rule gives them: the root of "
    "2 / n_in.",
    MEAN: "the mean is not 0.",
    "a number": "a layer of one weight is no number.",
}


def _spread(W):
    """What is so of a random matrix, whatever the draw."""
    if not isinstance(W, np.ndarray):
        return {"it returns": describe(W)}
    if W.size == 1:
        return {"it returns": describe(W), "a number": bool(np.isfinite(W).all())}
    if W.ndim != 2 or np.ptp(W) == 0:
        return {"it returns": describe(W), "entries that differ": W.ndim != 2}
    size = float(W.std())
    rows, columns = bool((W[0] != W[1]).any()), bool((W[:, 0] != W[:, 1]).any())
    differ = {"rows that differ": rows, "columns that differ": columns}
    shown = {"it returns": describe(W), "entries that differ": True, **differ}
    if not (rows and columns):  # of few draws neither size nor mean can be told
        return shown
    return {
        **shown,
        "spread": size,
        MEAN: float(np.mean(W) / (size or 1.0)),
    }


@chapter.function(
    points=15,
    prompt=r"""
    Draw the weights of a dense layer in front of a ReLU by He's rule: shape (n_in, n_out),
    mean 0, variance $2 / n_\text{in}$, each entry drawn by itself, with `rng`. Which
    distribution you take does not matter.
    """,
    cases=he_weights_cases,
    compare=Traits(_spread, relative=0.04, absolute={MEAN: 0.05}, told=TOLD),
)
def he_weights(n_in, n_out, rng):
    """Random weights (n_in, n_out) of mean 0 and variance 2 / n_in, drawn from rng."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)


@he_weights.wrong
def variance_as_spread(n_in, n_out, rng):
    """2 / n_in is the variance. A generator asks for the standard deviation, its square
    root."""
    return rng.normal(0, 2 / n_in, (n_in, n_out))


@he_weights.wrong
def fan_out(n_in, n_out, rng):
    """the number of outputs was taken for the number of inputs. What keeps the signal is
    how many inputs each unit sums."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_out)


@he_weights.wrong
def xavier_rule(n_in, n_out, rng):
    """that is Xavier's rule, made for tanh. ReLU cuts off half of the mean square, and He
    puts it back."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / (n_in + n_out))


@he_weights.wrong
def no_two(n_in, n_out, rng):
    """too small by sqrt(2), layer after layer. Without its 2 the rule suits a linear layer,
    not a ReLU; to cut large draws off costs as much."""
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


@he_weights.wrong
def transposed(n_in, n_out, rng):
    """right in size, and transposed. Batches are rows, so W is (n_in, n_out)."""
    return rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)


@he_weights.wrong
def all_positive(n_in, n_out, rng):
    """every weight is positive. The mean should be 0."""
    return np.abs(rng.standard_normal((n_in, n_out))) * np.sqrt(2 / n_in)


@he_weights.wrong
def not_scaled(n_in, n_out, rng):
    """normal numbers of spread 1: each layer would multiply the signal by about sqrt(n_in /
    2)."""
    return rng.standard_normal((n_in, n_out))


@he_weights.wrong
def root_of_n_alone(n_in, n_out, rng):
    """too large by the root of 2: the 2 belongs under the root as well."""
    return rng.standard_normal((n_in, n_out)) * 2 / np.sqrt(n_in)


@he_weights.wrong
def root_of_2_alone(n_in, n_out, rng):
    """the root is over the 2 only. n_in belongs under it as well: sqrt(2 / n_in)."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2) / n_in


@he_weights.wrong
def uniform_from_0(n_in, n_out, rng):
    """`rng.random` draws from 0 to 1: all weights are positive. The mean should be 0."""
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)


@he_weights.wrong
def narrow_uniform(n_in, n_out, rng):
    """drawn evenly between plus and minus sqrt(2 / n_in), the weights have a third of the
    variance. Evenly up to a bound b, it is b squared over 3."""
    bound = np.sqrt(2 / n_in)
    return rng.uniform(-bound, bound, (n_in, n_out))


@he_weights.wrong
def upside_down(n_in, n_out, rng):
    """divided by the spread and not multiplied: the weights are n_in / 2 times too
    large."""
    return rng.standard_normal((n_in, n_out)) / np.sqrt(2 / n_in)


@he_weights.wrong
def mean_shifted(n_in, n_out, rng):
    """the spread is given as mean too: in rng.normal(mean, spread, shape) the mean comes
    first, and it should be 0."""
    return rng.normal(np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out))


@he_weights.wrong
def one_number(n_in, n_out, rng):
    """every weight is the same number (0, if a whole division, `2 // n_in`, is in it). All
    units would do the same for ever: draw each by itself."""
    return np.full((n_in, n_out), np.sqrt(2 / n_in))


@he_weights.wrong
def one_row_repeated(n_in, n_out, rng):
    """one row is drawn and repeated. Draw every weight by itself, in the shape (n_in,
    n_out)."""
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), (1, n_out)), (n_in, 1))


@he_weights.wrong
def one_column_repeated(n_in, n_out, rng):
    """one column is drawn and repeated, so all units are the same and would stay so. Draw
    every weight by itself."""
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), (n_in, 1)), (1, n_out))


@he_weights.wrong
def divided_by_both(n_in, n_out, rng):
    """the variance is divided by n_in times n_out. Each unit sums n_in inputs, however many
    units there are."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / (n_in * n_out))


@he_weights.wrong
def standardised(n_in, n_out, rng):
    """the draw is scaled by its own mean and spread, so its entries hang together; of a
    single one nothing is left but 0 / 0. Scale by the rule's spread alone: chance may make
    a draw a little larger or smaller."""
    w = rng.standard_normal((n_in, n_out))
    with np.errstate(invalid="ignore"):
        return (w - w.mean()) / w.std() * np.sqrt(2 / n_in)


@he_weights.wrong
def with_biases(n_in, n_out, rng):
    """the weights come with biases. Only the matrix is asked for."""
    return he_weights(n_in, n_out, rng), np.zeros(n_out)


@he_weights.wrong
def flat(n_in, n_out, rng):
    """the weights stand in one long row. Give them the shape (n_in, n_out)."""
    return he_weights(n_in, n_out, rng).ravel()


@he_weights.wrong
def transposed_fan_out(n_in, n_out, rng):
    """transposed: W is (n_in, n_out); and the variance uses the number of outputs in
    the place of inputs."""
    return rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_out)


@he_weights.wrong
def transposed_variance(n_in, n_out, rng):
    """two things: transposed, W is (n_in, n_out); and 2 / n_in is the variance, where the
    spread, its root, belongs."""
    return rng.normal(0, 2 / n_in, (n_out, n_in))


@he_weights.right
def by_normal(n_in, n_out, rng):
    return rng.normal(scale=(2 / n_in) ** 0.5, size=(n_in, n_out))


@he_weights.right
def evenly(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, (n_in, n_out))
