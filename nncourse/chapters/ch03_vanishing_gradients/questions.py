"""Questions of chapter 3: vanishing gradients."""

import numpy as np

from nncourse import (
    SGD,
    ReLU,
    Sigmoid,
    Tanh,
    batches,
    digits,
    evaluate,
    gradient_norms,
    he,
    mlp,
    normal,
    orthogonal,
    softmax_cross_entropy,
    train,
    xavier,
)
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.several_seeds import over_seeds
from nncourse.exercises.traits import Traits

chapter = Chapter(
    "03-vanishing-gradients",
    title="Vanishing gradients",
    intro="""
    What a layer does to a gradient, measured and written; weights of the right size; and
    thirty layers that learn.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A gradient comes down through 10 sigmoids, each at the steepest point of
    its curve. The weights between them keep its length. What share of the length is left?
    Give a number with three digits or more, or let Python work it out.
    """,
    read="Where the factor comes from",
)
def ten_slopes():
    return 0.25**10


@ten_slopes.wrong
def one_layer():
    """that is one sigmoid's slope. There are ten on the way."""
    return 0.25


@ten_slopes.wrong
def added():
    """the ten slopes were added. The chain rule multiplies."""
    return 2.5


@ten_slopes.wrong
def value_not_slope():
    """1/2 is the sigmoid's value in the middle. The question is about its slope there."""
    return 0.5**10


def _slopes_in(value):
    """How many slopes of 1/4 make up a share, if it is a whole number of them."""
    count = -np.log(value) / np.log(4) if 0 < value < 1 else 0.5
    return round(count) if abs(count - round(count)) < 0.05 else 0


@ten_slopes.wrong_where(lambda value: 1 < _slopes_in(value) != 10)
def another_number():
    """that is a power of 1/4, for another number of sigmoids. All ten lie on the way,
    and none besides."""
    return 0.25**9


@ten_slopes.wrong_where(lambda value: value == 1)
def flat():
    """a slope of 1 in the middle is tanh's. The sigmoid is flatter."""
    return 1.0


@ten_slopes.wrong_where(lambda value: 0.99 < value < 1)
def lost():
    """that is what is lost. The question asks for what is left."""
    return 1 - 0.25**10


@ten_slopes.wrong_where(lambda value: value in (4 ^ 10, 2 ^ 10))
def exclusive_or():
    """in Python `^` is no power. It is written `**`."""
    return 4 ^ 10


@ten_slopes.wrong_where(lambda value: value < 0)
def negative():
    """a share lies between 0 and 1. Ten slopes are multiplied: nothing is subtracted,
    and no logarithm taken."""
    return 1 - 10 * 0.25


@ten_slopes.wrong_where(lambda value: value > 1)
def above_1():
    """a share lies between 0 and 1, and every slope of a sigmoid makes the gradient
    shorter."""
    return 4.0**10


@ten_slopes.wrong
def the_rest_kept():
    """this keeps 3/4 for each sigmoid. The slope of 1/4 is what is left, not what is
    lost."""
    return 0.75**10


@ten_slopes.wrong
def divided():
    """the slope was divided by ten. The chain rule multiplies ten slopes."""
    return 0.25 / 10


@ten_slopes.wrong_where(lambda value: abs(value - 0.19661**10) < 0.05 * 0.19661**10)
def slope_at_1():
    """that is the slope at 1. The sigmoid is steepest at 0."""
    return 0.19661**10


@ten_slopes.wrong_where(lambda value: 0.2**10 < value < 0.247**10)
def usual_slope():
    """that is a slope somewhere beside the middle. At its steepest point the sigmoid's is
    exactly 1/4."""
    return 0.21**10


ten_slopes.right(2.0**-20, 9.5367e-07)


def sigmoid_backward_cases(rng):
    yield np.array([[0.5, 0.9]]), np.array([[1.0, -2.0]])
    for shape in (3, 4), (5, 2), (1, 6):
        yield 1 / (1 + np.exp(-3 * rng.normal(size=shape))), rng.normal(size=shape)
    y = 1 / (1 + np.exp(-rng.normal(size=(4, 3))))
    yield y.astype(np.float32), rng.normal(size=(4, 3)).astype(np.float32)
    y = 1 / (1 + np.exp(-rng.normal(size=(3, 5))))
    guarded = Fixture("without_exponentials", (y,))
    yield edge("no exponential or logarithm", guarded, rng.normal(size=(3, 5)))


@chapter.function(
    points=15,
    prompt=r"""
    $y = \sigma(x)$. The layer kept its output `y`. Given `dy` from above, return `dx`,
    without computing any exponential or logarithm again: `check` hands over a `y` that
    refuses them.
    """,
    cases=sigmoid_backward_cases,
)
def sigmoid_backward(y, dy):
    """dx from the output y of a sigmoid and the gradient dy on it, all of one shape."""
    return dy * y * (1 - y)


@sigmoid_backward.wrong
def slope_of_output(y, dy):
    """the slope was worked out at y, as if y had gone in. y is what came out: it holds the
    sigmoid already."""
    s = 1 / (1 + np.exp(-y))
    return dy * s * (1 - s)


@sigmoid_backward.wrong
def forgot_dy(y, dy):
    """this is the slope alone. The chain rule multiplies it by dy."""
    return y * (1 - y)


@sigmoid_backward.wrong
def tanh_slope(y, dy):
    """1 - y squared is the slope of tanh."""
    return dy * (1 - y**2)


@sigmoid_backward.wrong
def only_y(y, dy):
    """one of the two factors of the slope is missing: a unit whose output is close to 1 is
    saturated too."""
    return dy * y


@sigmoid_backward.wrong
def only_one_minus_y(y, dy):
    """one of the two factors of the slope is missing: a unit whose output is close to 0 is
    saturated too."""
    return dy * (1 - y)


@sigmoid_backward.wrong
def sign(y, dy):
    """the size is right and the sign is not: y (y - 1) is below 0, and a sigmoid never
    falls."""
    return dy * y * (y - 1)


@sigmoid_backward.wrong
def always_quarter(y, dy):
    """1/4 is the slope in the middle only. It depends on y."""
    return dy / 4


@sigmoid_backward.wrong
def relu_mask(y, dy):
    """that is ReLU's rule. Every sigmoid output is above 0, so your mask lets everything
    through."""
    return dy * (y > 0)


@sigmoid_backward.wrong
def in_place(y, dy):
    """the values are right, and they are written into dy, which the layer above still
    holds."""
    dy *= y
    dy *= 1 - y
    return dy


@sigmoid_backward.wrong
def sigmoid_again_alone(y, dy):
    """dy is forgotten; and the sigmoid is taken again, of y, which came out of one
    already."""
    s = 1 / (1 + np.exp(-y))
    return s * (1 - s)


@sigmoid_backward.wrong
def no_brackets(y, dy):
    """1 - y needs brackets: `dy * y * 1 - y` subtracts y at the very end."""
    return dy * y * 1 - y


@sigmoid_backward.wrong
def dy_on_one_term(y, dy):
    """dy multiplies y and not y squared. Put y - y**2 into brackets."""
    return dy * y - y**2


@sigmoid_backward.wrong
def exchanged(y, dy):
    """y and dy have changed places: the slope is made of dy. It is y (1 - y)."""
    return y * dy * (1 - dy)


@sigmoid_backward.wrong
def slope_added(y, dy):
    """the slope is added to dy. The chain rule multiplies."""
    return dy + y * (1 - y)


@sigmoid_backward.wrong
def slope_divides(y, dy):
    """dy is divided by the slope. The chain rule multiplies."""
    return dy / (y * (1 - y))


@sigmoid_backward.wrong
def factor_squared(y, dy):
    """one of the two factors stands there twice. The slope is y (1 - y)."""
    return dy * y * (1 - y) ** 2


@sigmoid_backward.wrong
def mask_at_half(y, dy):
    """the gradient passes whole or not at all. A sigmoid's slope is y (1 - y), everywhere
    between 0 and 1/4."""
    return dy * (y > 0.5)


@sigmoid_backward.wrong
def second_derivative(y, dy):
    """there is a factor 1 - 2y too many: that is the second derivative."""
    return dy * y * (1 - y) * (1 - 2 * y)


@sigmoid_backward.wrong
def slope_squared(y, dy):
    """the slope stands there twice. The gradient passes the sigmoid once."""
    return dy * (y * (1 - y)) ** 2


@sigmoid_backward.wrong
def clipped(y, dy):
    """outputs near 0 or 1 are moved away from there, so that saturated units let more
    through than they do."""
    z = np.clip(y, 0.05, 0.95)
    return dy * z * (1 - z)


@sigmoid_backward.wrong
def through_the_logit(y, dy):
    """the values are right, but the way leads back to x by a logarithm and up again by an
    exponential. All that is needed stands in y."""
    x = np.log(y / (1 - y))
    s = 1 / (1 + np.exp(-x))
    return dy * s * (1 - s)


@sigmoid_backward.right
def by_difference(y, dy):
    return (y - y * y) * dy


@sigmoid_backward.right
def centred(y, dy):
    h = y - 0.5
    return dy * (0.5 + h) * (0.5 - h)


def he_weights_cases(rng):
    seed, other = (int(n) for n in rng.integers(2**31, size=2))
    for n_in, n_out in (150, 60), (80, 200), (300, 100):
        yield n_in, n_out, Fixture("rng", (seed,))
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
    "root of the mean square": "the weights have another size than the rule gives them: "
    "the "
    "root of 2 / n_in.",
    MEAN: "the mean is not 0.",
}


def _spread(W):
    """What is so of a random matrix, whatever the draw."""
    if not isinstance(W, np.ndarray):
        return {"it returns": describe(W)}
    if W.ndim != 2 or np.ptp(W) == 0:
        return {"it returns": describe(W), "entries that differ": W.ndim != 2}
    size = float(np.sqrt(np.mean(np.square(W))))
    return {
        "it returns": describe(W),
        "entries that differ": True,
        "rows that differ": bool((W[0] != W[1]).any()),
        "columns that differ": bool((W[:, 0] != W[:, 1]).any()),
        "root of the mean square": size,
        MEAN: float(np.mean(W) / (size or 1.0)),
    }


@chapter.function(
    points=15,
    prompt=r"""
    Draw the weights of a dense layer in front of a ReLU by He's rule: shape (n_in, n_out),
    mean 0, variance $2 / n_\text{in}$, each by itself from `rng`. Which distribution you
    take does not matter.
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
    """the 2 is missing: right for a linear layer, and too small by sqrt(2) behind a ReLU,
    layer after layer."""
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
    """divided by the spread and not multiplied: the weights are hundreds of times too
    large."""
    return rng.standard_normal((n_in, n_out)) / np.sqrt(2 / n_in)


@he_weights.wrong
def mean_shifted(n_in, n_out, rng):
    """the spread is given as mean too: in rng.normal(mean, spread, shape) the mean comes
    first, and it should be 0."""
    return rng.normal(np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out))


@he_weights.wrong
def one_number(n_in, n_out, rng):
    """every weight is the same number. All units would do the same for ever: draw each by
    itself."""
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
    # Its mean is a draw of n_in numbers only; standardised it is as it should be.
    column = rng.standard_normal((n_in, 1))
    column = (column - column.mean()) / column.std() * np.sqrt(2 / n_in)
    return np.tile(column, (1, n_out))


@he_weights.wrong
def divided_by_both(n_in, n_out, rng):
    """the variance is divided by n_in times n_out. Each unit sums n_in inputs, however many
    units there are."""
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / (n_in * n_out))


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


@he_weights.right
def by_normal(n_in, n_out, rng):
    return rng.normal(scale=(2 / n_in) ** 0.5, size=(n_in, n_out))


@he_weights.right
def evenly(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, (n_in, n_out))


def shrink_factor_cases(rng):
    yield (np.array([0.01, 0.2, 1.0]),)
    for n in (4, 7, 10, 5):
        steps = rng.uniform(-2, 0.5, n)
        yield (np.exp(steps[::-1].cumsum()[::-1]) * rng.uniform(0.5, 2),)
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
    multiplied by the same factor each time. Return that factor, worked out from the first
    and the last norm alone. It is below 1 where the gradient shrinks on its way down,
    above 1 where it grows.
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


@shrink_factor.right
def by_logarithms(norms):
    return np.exp((np.log(norms[0]) - np.log(norms[-1])) / (len(norms) - 1))


@shrink_factor.right
def by_steps(norms):
    steps = np.log(norms[:-1]) - np.log(norms[1:])
    return float(np.exp(steps.mean()))


def slopes_down_cases(rng):
    for layers, n, d in (2, 1, 2), (3, 4, 5), (4, 2, 3), (6, 5, 4):
        Ws = rng.normal(size=(layers, d, d))
        ys = 1 / (1 + np.exp(-rng.normal(size=(layers, n, d))))
        yield Ws, ys, rng.normal(size=(n, d))


@chapter.function(
    points=15,
    prompt=r"""
    A stack of sigmoid layers: `Ws[l]` (d, d) and outputs `ys[l]` (n, d), layer 0 next to
    the data, so $a_l = y_{l-1} W_l$ and $y_l = \sigma(a_l)$. `dy` is the gradient on the
    last output. Return an array (layers,): for each $a_l$, layer 0 first, the norm of the
    gradient on it, which is the root of the sum of squares over all its n d entries.
    """,
    cases=slopes_down_cases,
)
def slopes_down(Ws, ys, dy):
    """Norms of the gradient on the sums a of each sigmoid layer, (layers,), lowest first.

    Ws (layers, d, d), ys (layers, n, d), dy (n, d) on the last output.
    """
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        da = dy * y * (1 - y)
        norms.append(np.sqrt(np.sum(da**2)))
        dy = da @ W.T
    return np.array(norms[::-1])


def _down(Ws, ys, dy, slope, through=lambda da, W: da @ W.T, size=np.linalg.norm):
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        da = dy * slope(y)
        norms.append(size(da))
        dy = through(da, W)
    return np.array(norms[::-1])


@slopes_down.wrong
def order(Ws, ys, dy):
    """the norms are right and stand in the order in which the gradient met the layers.
    Layer 0 comes first."""
    return slopes_down(Ws, ys, dy)[::-1]


@slopes_down.wrong
def from_below(Ws, ys, dy):
    """you walk up from layer 0. The gradient enters at the last output and comes down."""
    norms = []
    for W, y in zip(Ws, ys, strict=True):
        da = dy * y * (1 - y)
        norms.append(np.linalg.norm(da))
        dy = da @ W.T
    return np.array(norms)


@slopes_down.wrong
def not_transposed(Ws, ys, dy):
    """the top layer is right. The gradient passes W against the signal's direction: from
    outputs to inputs, through W transposed."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), lambda da, W: da @ W)


@slopes_down.wrong
def no_slope(Ws, ys, dy):
    """the slopes are missing: the gradient passes each sigmoid as if it were not there."""
    return _down(Ws, ys, dy, lambda y: 1)


@slopes_down.wrong
def before_slope(Ws, ys, dy):
    """these are the norms on the outputs y. The question asks for those on the sums a,
    after the sigmoid's slope."""
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        norms.append(np.linalg.norm(dy))
        dy = (dy * y * (1 - y)) @ W.T
    return np.array(norms[::-1])


@slopes_down.wrong
def no_weights(Ws, ys, dy):
    """the slopes are there, the weights are not: between two layers the gradient passes
    W."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), lambda da, W: da)


@slopes_down.wrong
def squared(Ws, ys, dy):
    """the root is missing: a norm is the root of the sum of squares."""
    return slopes_down(Ws, ys, dy) ** 2


@slopes_down.wrong
def tanh(Ws, ys, dy):
    """1 - y squared is the slope of tanh; these are sigmoids."""
    return _down(Ws, ys, dy, lambda y: 1 - y**2)


@slopes_down.wrong
def mean(Ws, ys, dy):
    """the mean square in place of the sum of squares: a norm counts every entry in full."""
    return slopes_down(Ws, ys, dy) / np.sqrt(dy.size)


@slopes_down.wrong
def on_the_input(Ws, ys, dy):
    """these are the norms after the weights, on what went into each layer. Take them
    one step earlier, after the slope: on a."""
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        dy = (dy * y * (1 - y)) @ W.T
        norms.append(np.linalg.norm(dy))
    return np.array(norms[::-1])


@slopes_down.wrong
def weights_below(Ws, ys, dy):
    """the gradient leaves layer l through the weights of another layer. a_l is y_(l-1)
    W_l, so it leaves through Ws[l]."""
    return _down_by_index(Ws, ys, dy, lambda n: n - 1, lambda n: n)


@slopes_down.wrong
def weights_above(Ws, ys, dy):
    """the gradient leaves layer l through the weights of the layer above. a_l is
    y_(l-1) W_l, so it leaves through Ws[l]."""
    return _down_by_index(Ws, ys, dy, lambda n: min(n + 1, len(Ws) - 1), lambda n: n)


@slopes_down.wrong
def slope_below(Ws, ys, dy):
    """each layer takes the slope of the layer below. y_l is what came out of layer l: its
    slope goes with a_l."""
    return _down_by_index(Ws, ys, dy, lambda n: n, lambda n: max(n - 1, 0))


def _down_by_index(Ws, ys, dy, weights, slopes):
    norms = np.zeros(len(ys))
    for layer in reversed(range(len(ys))):
        y = ys[slopes(layer)]
        da = dy * y * (1 - y)
        norms[layer] = np.linalg.norm(da)
        dy = da @ Ws[weights(layer)].T
    return norms


@slopes_down.wrong
def sigmoid_again(Ws, ys, dy):
    """the sigmoid is taken of ys, which came out of it already. The slope is y (1 - y)."""
    s = 1 / (1 + np.exp(-ys))
    return _down(Ws, s, dy, lambda y: y * (1 - y))


@slopes_down.wrong
def mean_over_rows(Ws, ys, dy):
    """each row has its own norm here, and their mean is returned. One norm is asked
    for, over all entries together."""
    size = lambda da: np.linalg.norm(da, axis=1).mean()  # noqa: E731
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=size)


@slopes_down.wrong
def absolute_values(Ws, ys, dy):
    """these are sums of absolute values. The norm is the root of the sum of squares."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda da: np.abs(da).sum())


@slopes_down.wrong
def largest_stretch(Ws, ys, dy):
    """that is the largest singular value, which np.linalg.norm(..., 2) gives for a matrix.
    The norm asked for counts every entry: leave out the 2."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda a: np.linalg.norm(a, 2))


@slopes_down.wrong
def largest_entry(Ws, ys, dy):
    """these are the largest entries. The norm is the root of the sum of all squares."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda a: np.abs(a).max())


@slopes_down.wrong
def of_the_weights(Ws, ys, dy):
    """these are the norms of the weights' gradients. Asked for are those on the sums a."""
    norms = np.zeros(len(ys))
    for layer in reversed(range(len(ys))):
        da = dy * ys[layer] * (1 - ys[layer])
        norms[layer] = np.linalg.norm(ys[layer - 1].T @ da if layer else da)
        dy = da @ Ws[layer].T
    return norms


@slopes_down.wrong
def last_slope_missing(Ws, ys, dy):
    """dy is taken for the gradient on the last a. It is the one on the last y: the last
    slope comes first."""
    da = dy
    norms = [np.linalg.norm(da)]
    for layer in reversed(range(len(ys) - 1)):
        da = (da @ Ws[layer + 1].T) * ys[layer] * (1 - ys[layer])
        norms.append(np.linalg.norm(da))
    return np.array(norms[::-1])


@slopes_down.wrong
def same_dy(Ws, ys, dy):
    """every layer gets the dy of the top. It has to come down: layer by layer, through
    slope and weights."""
    return np.array([np.linalg.norm(dy * y * (1 - y)) for y in ys])


@slopes_down.right
def by_index(Ws, ys, dy):
    norms = np.zeros(len(Ws))
    for layer in range(len(Ws) - 1, -1, -1):
        dy = dy * (ys[layer] - ys[layer] ** 2)
        norms[layer] = np.linalg.norm(dy)
        dy = np.dot(dy, np.transpose(Ws[layer]))
    return norms


@slopes_down.right
def by_recursion(Ws, ys, dy):
    da = dy * ys[-1] * (1 - ys[-1])
    top = [np.linalg.norm(da)]
    if len(Ws) == 1:
        return np.array(top)
    below = by_recursion(Ws[:-1], ys[:-1], da @ Ws[-1].T)
    return np.concatenate([below, top])


def residual_backward_cases(rng):
    x = np.array([[1.0, -2.0], [0.5, 1.0]])
    W = np.array([[1.0, 0.0], [2.0, -1.0]])
    yield np.array([[1.0, -1.0], [0.5, 2.0]]), x, W, np.array([0.5, -0.25])
    for n, d in (3, 4), (5, 2), (4, 3):
        dy, x = rng.normal(size=(2, n, d))
        yield dy, x, rng.normal(size=(d, d)), rng.normal(size=d)
    dy, x = rng.normal(size=(2, 3, 3)).astype(np.float32)
    yield dy, x, rng.normal(size=(3, 3)).astype(np.float32), np.zeros(3, np.float32)


@chapter.repair(
    points=10,
    prompt="""
    **Broken.** A residual block puts out `y = x + max(a, 0)` with `a = x @ W + b`, W being
    (d, d). This is its way back. It runs, its shapes are right, and thirty such blocks lose
    the gradient all the same, as if there were no way around. Two things are wrong. Mend
    them.
    """,
    cases=residual_backward_cases,
    returns=("dx", "dW", "db"),
)
def residual_backward(dy, x, W, b):
    """dx (n, d), dW (d, d) and db (d,) of y = x + max(x W + b, 0); dy and x are (n, d)."""
    a = x @ W + b
    da = dy * (a > 0)
    dx = dy + da @ W.T
    return dx, x.T @ da, da.sum(axis=0)


@residual_backward.broken
def as_found(dy, x, W, b):
    y = x + np.maximum(x @ W + b, 0)
    da = dy * (y > 0)
    dx = da @ W.T
    return dx, x.T @ da, da.sum(axis=0)


def _block(dy, x, W, b, on=lambda a, x: a > 0):
    da = dy * on(x @ W + b, x)
    return da, da @ W.T, x.T @ da, da.sum(axis=0)


@residual_backward.wrong
def way_around_lost(dy, x, W, b):
    """the mask is mended; in dx the way around the layer is still missing. x goes into the
    sum as it is, so dy comes back as it is, besides what comes through W."""
    _, through, dW, db = _block(dy, x, W, b)
    return through, dW, db


@residual_backward.wrong
def mask_of_y(dy, x, W, b):
    """the way around is mended; the mask is still that of y, which holds x as well. ReLU
    looked at a."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x + np.maximum(a, 0) > 0)
    return dy + through, dW, db


@residual_backward.wrong
def masked_way_around(dy, x, W, b):
    """the way around is masked as well: da in the place of dy. ReLU does not lie on it."""
    da, through, dW, db = _block(dy, x, W, b)
    return da + through, dW, db


@residual_backward.wrong
def not_transposed(dy, x, W, b):
    """W is not transposed on the way back. It is square, so no shape complains."""
    da, _, dW, db = _block(dy, x, W, b)
    return dy + da @ W, dW, db


@residual_backward.wrong
def around_alone(dy, x, W, b):
    """dx has the way around alone. What comes through the layer is added to it."""
    _, _, dW, db = _block(dy, x, W, b)
    return dy.copy(), dW, db


@residual_backward.wrong
def around_in_dw(dy, x, W, b):
    """dW and db are made of dy. The way around holds no weights: take da."""
    _, through, _, _ = _block(dy, x, W, b)
    return dy + through, x.T @ dy, dy.sum(axis=0)


@residual_backward.wrong
def mask_of_x(dy, x, W, b):
    """the mask is that of x. ReLU looked at a = x W + b."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x > 0)
    return dy + through, dW, db


@residual_backward.wrong
def x_added(dy, x, W, b):
    """dx adds x, as on the way up. What comes back on the way around is dy."""
    _, through, dW, db = _block(dy, x, W, b)
    return x + through, dW, db


@residual_backward.right
def by_where(dy, x, W, b):
    da = np.where(np.dot(x, W) + b > 0, dy, np.zeros_like(dy))
    return dy + np.dot(da, W.T), np.dot(x.T, da), np.ones(len(x), dy.dtype) @ da


@residual_backward.right
def two_ways(dy, x, W, b):
    da = dy * (x @ W + b > 0).astype(dy.dtype)
    around, through = dy, (W @ da.T).T
    return around + through, (da.T @ x).T, np.sum(da, axis=0)


ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}


INITS = {"small": normal, "xavier": xavier, "he": he, "orthogonal": orthogonal}


@over_seeds
def measure_thirty_layers(seed, activation, init, batch_norm, lr):
    x, labels = digits()
    x, labels = (x - x.mean(axis=0))[:960] / 0.375, labels[:960]
    rng = np.random.default_rng(seed)
    sizes = [64] + 29 * [32] + [10]
    net = mlp(sizes, rng, ACTIVATIONS[activation], INITS[init], batch_norm)
    run = train(
        net,
        softmax_cross_entropy,
        SGD(lr, 0.9),
        batches(x, labels, 64, 4, rng),
        record={"norms": gradient_norms},
        every=60,
    )
    _, accuracy = evaluate(net, x, labels)
    return dict(accuracy=accuracy, gradient=float(run["norms"][0][0]))


@chapter.setting(
    points=20,
    prompt="""
    **Thirty layers.** Choose activation, initialisation, batch normalisation or not, and
    learning rate so that a network of thirty layers of 32 units learns to read 80 % of its
    training digits in four epochs (SGD with momentum 0.9, batches of 64), on average over
    three seeds. There is more than one way.
    """,
    knobs={
        "activation": list(ACTIVATIONS),
        "init": list(INITS),
        "batch_norm": [False, True],
        "lr": (1e-5, 10),
    },
    measure=measure_thirty_layers,
    passes=lambda measured: measured["accuracy"] >= 0.8,
    goal="it must read 80 % of its training digits after four epochs.",
    report="""
    with {activation}, {init} weights, batch_norm={batch_norm} and rate {lr:g} it reads
    {accuracy:.0%}; at the start the first layer's gradient norm was {gradient:.0e}
    """,
)
def thirty_layers():
    return dict(activation="tanh", init="orthogonal", batch_norm=False, lr=0.01)


def _config(activation, init, lr, batch_norm=False):
    return dict(activation=activation, init=init, batch_norm=batch_norm, lr=lr)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "sigmoid" and not config["batch_norm"]
)
def sigmoid():
    """thirty sigmoids multiply thirty slopes of at most 1/4. Look at the first gradient: no
    initialisation in the list makes up for that, but normalisation could."""
    return _config("sigmoid", "xavier", 0.1)


@thirty_layers.wrong_where(
    lambda config, measured: config["init"] == "small" and not config["batch_norm"]
)
def tiny():
    """with these weights the signal dies going up and the gradient coming down. Choose
    weights whose size follows the layer's width."""
    return _config("tanh", "small", 0.01)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "relu" and config["batch_norm"]
)
def relu_normalised():
    """a normalised ReLU layer makes the gradient longer on its way down, and thirty of them
    a hundred times: look at the first layer's. Is there an activation function that is
    nearly straight in the middle?"""
    return _config("relu", "he", 0.01, batch_norm=True)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "relu" and config["init"] != "he"
)
def relu_lost_half():
    """these weights were made for activation functions that keep both sides. ReLU loses a
    factor of sqrt(1/2) per layer with them."""
    return _config("relu", "xavier", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["activation"] == "relu")
def relu_alike():
    """size is kept, and still it hardly learns: thirty ReLU layers make all digits alike.
    Is there an activation function that does not, and whose slope is 1 in the middle?"""
    return _config("relu", "he", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["init"] != "orthogonal")
def random_spread():
    """the activation function is a good choice. Gaussian weights keep lengths on average
    only, and thirty of them in a row distort, normalised or not. Which matrices keep every
    length?"""
    return _config("tanh", "xavier", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] > 0.02)
def too_fast():
    """the network is well made, and the steps are too long for it."""
    return _config("tanh", "orthogonal", 0.3)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] < 0.008)
def too_slow():
    """the network is well made, and the steps are too short for four epochs."""
    return _config("tanh", "orthogonal", 0.0003)


thirty_layers.right(
    _config("tanh", "orthogonal", 0.016),
    _config("sigmoid", "orthogonal", 0.012, batch_norm=True),
)
