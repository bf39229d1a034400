"""Questions of chapter 4: exploding gradients."""

from fractions import Fraction
from itertools import pairwise

import numpy as np

from nncourse import (
    SGD,
    ReLU,
    batches,
    clip_norm,
    digits,
    evaluate,
    he,
    mlp,
    softmax_cross_entropy,
)
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.traits import Traits

chapter = Chapter(
    "04-exploding-gradients",
    title="Exploding gradients",
    intro="""
    Products of matrices, weights that stretch nothing, clipping, and the rescue of a
    network whose weights are far too large.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A ReLU network has 12 dense layers without biases. All its weights are
    multiplied by 1.5. By what factor do its logits grow? Give a number with three digits or
    more, or let Python work it out.
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


@logits_grow.wrong_where(lambda value: value > 0 and _layers(value) not in (0, 1, 12))
def another_number():
    """that is a power of 1.5, for another number of layers. The logits pass all twelve, and
    nothing else grows."""
    return 1.5**13


def _layers(value):
    """How many factors of 1.5 make up a value, if it is a whole number of them."""
    count = np.log(value) / np.log(1.5)
    return round(count) if abs(count - round(count)) < 0.01 else 0


@logits_grow.wrong_where(
    lambda value: value in (0.75**12, 0.5**12) or abs(value - 2.027) < 0.01
)
def relu_halves():
    """ReLU does not take part in this: max(0, 1.5 a) is 1.5 max(0, a)."""
    return 0.75**12


@logits_grow.wrong_where(lambda value: abs(value - 128.746) < 0.1)
def growth_alone():
    """that is by how much they become larger, in units of what they were. The factor
    has the 1 in it."""
    return 1.5**12 - 1


@logits_grow.wrong_where(lambda value: value < 1 or 1 < value < 1.3)
def hardly_any():
    """multiplied by 1.5 is no matter of per cent: each layer makes them half as large
    again."""
    return 1.015**12


@logits_grow.wrong_where(lambda value: abs(value / np.exp(12) - 1) < 0.01)
def exponential():
    """that is an exponential of another base. The factor of each layer is 1.5."""
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


logits_grow.right(129.746, 130, Fraction(3, 2) ** 12)


def step_length_cases(rng):
    yield 0.5, 4.0, 1.0
    yield 0.2, 3.0, 1.0  # the gradient is above the limit, the step is not
    for sign in (1, -1, 1, -1):
        lr, limit = rng.uniform(0.01, 0.5), rng.uniform(0.5, 3)
        yield float(lr), float(limit * rng.uniform(2, 9) ** sign), float(limit)
    yield float(rng.uniform(2, 4)), 3.0, 1.5  # a rate above the limit
    yield edge("a norm of 0", 0.3, 0.0, float(rng.uniform(0.5, 3)))


@chapter.function(
    points=10,
    prompt="""
    SGD with rate `lr`. A gradient whose norm is above `limit` is first scaled down to the
    norm `limit`; a shorter one stays as it is. Before that the gradient has the norm
    `norm`, which may be 0. How long is the step, as the norm of what is added to the
    weights?
    """,
    cases=step_length_cases,
    implementing=False,
)
def step_length(lr, norm, limit):
    """The length of the step, a number."""
    return lr * min(norm, limit)


@step_length.wrong
def never_clipped(lr, norm, limit):
    """that is the step without clipping. Above the limit the gradient is scaled down to
    it."""
    return lr * norm


@step_length.wrong
def always_limit(lr, norm, limit):
    """that is right above the limit. A gradient that is shorter than the limit stays as it
    is: clipping never makes it longer."""
    return lr * limit


@step_length.wrong
def no_rate(lr, norm, limit):
    """that is the length of the clipped gradient. The step is lr times as long."""
    return min(norm, limit)


@step_length.wrong
def rate_clipped(lr, norm, limit):
    """the limit was put on the step. Clipping looks at the gradient, and the rate comes
    afterwards."""
    return min(lr * norm, limit)


@step_length.wrong
def divides_by_norm(lr, norm, limit):
    """right, but for a gradient of norm 0: the scale limit / norm divides by it.
    Compare first, or use min(norm, limit)."""
    return lr * norm * min(1, limit / norm)


@step_length.wrong
def largest(lr, norm, limit):
    """short gradients are stretched to the limit and long ones are left: that is `max`
    in the place of `min`."""
    return lr * max(norm, limit)


@step_length.wrong
def largest_without_rate(lr, norm, limit):
    """two things: `max` in the place of `min`, which stretches what is short; and the
    rate is missing."""
    return max(norm, limit)


@step_length.wrong
def scaled_rate(lr, norm, limit):
    """that is the rate, scaled down. The length of the step is that times the gradient's
    norm."""
    return lr * min(1, limit / norm)


@step_length.wrong
def scaled_rate_guarded(lr, norm, limit):
    """that is the rate, scaled down where the gradient is long. The step's length is
    that times the gradient's norm."""
    return lr * (limit / norm if norm > limit else 1)


@step_length.wrong
def thrown_away(lr, norm, limit):
    """a gradient that is too long is thrown away. Clipping keeps its direction and shortens
    it to the limit."""
    return lr * norm if norm <= limit else 0


@step_length.wrong
def scale_upside_down(lr, norm, limit):
    """the scale is upside down: limit / norm takes the norm to the limit."""
    return lr * norm * min(1, norm / limit)


@step_length.wrong
def rate_clipped_too(lr, norm, limit):
    """the rate is clipped as well. The limit is one for the gradient's norm."""
    return min(lr, limit) * min(norm, limit)


@step_length.wrong
def step_compared(lr, norm, limit):
    """the step is compared with the limit. Clipping compares the gradient's norm, and
    the rate comes afterwards."""
    return lr * limit if lr * norm > limit else lr * norm


@step_length.wrong
def limit_of_1(lr, norm, limit):
    """the gradient is clipped to 1, whatever the limit."""
    return lr * min(norm, 1.0)


@step_length.wrong
def rate_alone(lr, norm, limit):
    """the step has the length lr, whatever the gradient. That is a gradient of norm 1."""
    return lr


@step_length.right
def by_scaling(lr, norm, limit):
    return lr * norm / max(1.0, norm / limit)


@step_length.right
def by_cases(lr, norm, limit):
    if norm > limit:
        return lr * limit
    return lr * norm


def clip_together_cases(rng):
    yield np.array([[2.0, 0.0], [1.0, 0.0]]), np.array([2.0, 0.0]), 1.5
    for d_in, d_out, share in (3, 4, 0.3), (2, 5, 4.0), (4, 3, 0.7), (5, 2, 0.2):
        dW, db = rng.normal(size=(d_in, d_out)), 2 * rng.normal(size=d_out)
        yield dW, db, share * float(np.sqrt(np.sum(dW**2) + np.sum(db**2)))
    dW, db = (rng.normal(size=size).astype(np.float32) for size in [(3, 2), (2,)])
    yield dW, db, 0.5
    yield edge("gradients that are 0", np.zeros((2, 3)), np.zeros(3), 1.0)


@chapter.function(
    points=20,
    prompt="""
    Clip the gradients `dW` and `db` of a layer by their joint norm: if all entries
    together, as one vector, are longer than `limit`, scale both by the same factor so that
    the joint norm is `limit`. If not, return them as they are; they may be 0 everywhere.
    """,
    cases=clip_together_cases,
    returns=("dW", "db"),
)
def clip_together(dW, db, limit):
    """dW (d_in, d_out) and db (d_out,), scaled to a joint norm of at most `limit`."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    if norm <= limit:
        return dW, db
    return dW * (limit / norm), db * (limit / norm)


@clip_together.wrong
def each_alone(dW, db, limit):
    """each array is clipped by its own norm, which turns the direction of the whole. One
    joint norm, one common factor."""
    return tuple(g * min(1, limit / np.linalg.norm(g)) for g in (dW, db))


@clip_together.wrong
def by_value(dW, db, limit):
    """that is clipping by value, entry by entry. It turns the direction."""
    return np.clip(dW, -limit, limit), np.clip(db, -limit, limit)


@clip_together.wrong
def always(dW, db, limit):
    """right above the limit. Below it the gradients are made longer, and should stay as
    they are."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return dW * (limit / norm), db * (limit / norm)


@clip_together.wrong
def no_root(dW, db, limit):
    """the sum of squares is compared with the limit. The norm is its root."""
    scale = min(1, limit / (np.sum(dW**2) + np.sum(db**2)))
    return dW * scale, db * scale


@clip_together.wrong
def norms_added(dW, db, limit):
    """the two norms are added. The joint norm is the root of the sum of their squares."""
    scale = min(1, limit / (np.linalg.norm(dW) + np.linalg.norm(db)))
    return dW * scale, db * scale


@clip_together.wrong
def only_dw(dW, db, limit):
    """the norm is that of dW alone: db belongs to the vector too."""
    scale = min(1, limit / np.linalg.norm(dW))
    return dW * scale, db * scale


@clip_together.wrong
def to_one(dW, db, limit):
    """above the limit the joint norm becomes 1, whatever the limit."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return (dW / norm, db / norm) if norm > limit else (dW, db)


@clip_together.wrong
def in_place(dW, db, limit):
    """the values are right, and they are written into the arrays you were given."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    if norm > limit:
        dW *= limit / norm
        db *= limit / norm
    return dW, db


def _by_scale(scale, size=np.linalg.norm):
    """A wrong answer that scales both by scale(joint norm, limit)."""

    def clip(dW, db, limit):
        by = scale(float(np.hypot(size(dW), size(db))) + 1e-300, limit)
        return dW * by, db * by

    return clip


@clip_together.wrong
def absolute_values(dW, db, limit):
    """the absolute values are added up. The norm is the root of the sum of squares."""
    scale = min(1, limit / max(float(np.abs(dW).sum() + np.abs(db).sum()), 1e-9))
    return dW * scale, db * scale


@clip_together.wrong
def singular_value(dW, db, limit):
    """np.linalg.norm(dW, 2) of a matrix is its largest singular value. The norm asked for
    counts every entry: leave out the 2."""
    norm = max(float(np.hypot(np.linalg.norm(dW, 2), np.linalg.norm(db))), 1e-9)
    return dW * min(1, limit / norm), db * min(1, limit / norm)


@clip_together.wrong
def largest_entry(dW, db, limit):
    """the largest entry is compared with the limit. The norm is the root of the sum of all
    squares."""
    size = max(float(np.abs(dW).max()), float(np.abs(db).max()), 1e-9)
    return dW * min(1, limit / size), db * min(1, limit / size)


@clip_together.wrong
def stretches(dW, db, limit):
    """short gradients are stretched to the limit and long ones are left: `max` in the
    place of `min`, or the comparison the wrong way round."""
    return _by_scale(lambda norm, limit: max(1, limit / norm))(dW, db, limit)


@clip_together.wrong
def upside_down(dW, db, limit):
    """the scale is upside down, so what is too long becomes longer. limit / norm takes the
    norm to the limit."""
    return _by_scale(lambda norm, limit: max(1, norm / limit))(dW, db, limit)


@clip_together.wrong
def root_of_scale(dW, db, limit):
    """the scale is the root of limit / norm. Two norms are compared, so no root is left to
    take."""
    return _by_scale(lambda norm, limit: min(1, np.sqrt(limit / norm).item()))(
        dW, db, limit
    )


@clip_together.wrong
def square_of_scale(dW, db, limit):
    """the scale is the square of limit / norm. Squares may be compared, and the scale
    is the plain ratio."""
    return _by_scale(lambda norm, limit: min(1, (limit / norm) ** 2))(dW, db, limit)


@clip_together.wrong
def each_to_the_limit(dW, db, limit):
    """two things: each array has its own norm, and both are brought to the limit even where
    they are shorter. One joint norm, one common factor, and only above the limit."""
    norms = (max(float(np.linalg.norm(g)), 1e-300) for g in (dW, db))
    return tuple(g / norm * limit for g, norm in zip((dW, db), norms, strict=True))


@clip_together.wrong
def root_of_half(dW, db, limit):
    """each array is clipped to the limit over the root of 2, by its own norm. One joint
    norm, one common factor."""
    return tuple(
        g * min(1, limit / 2**0.5 / max(float(np.linalg.norm(g)), 1e-9)) for g in (dW, db)
    )


@clip_together.wrong
def mean_square(dW, db, limit):
    """the norm is made of a mean of squares. It is the root of their sum."""
    size = float(np.mean(np.concatenate([dW.ravel(), db]) ** 2)) ** 0.5
    scale = limit / max(size, limit)
    return dW * scale, db * scale


@clip_together.wrong
def half_each(dW, db, limit):
    """each array gets half of the limit by its own norm. One joint norm, one common
    factor."""
    return tuple(
        g * min(1, limit / 2 / max(float(np.linalg.norm(g)), 1e-9)) for g in (dW, db)
    )


@clip_together.wrong
def row_by_row(dW, db, limit):
    """each row of dW is clipped by its own norm. One joint norm, one common factor."""
    rows = np.maximum(np.linalg.norm(dW, axis=1, keepdims=True), 1e-9)
    own = max(float(np.linalg.norm(db)), 1e-9)
    return dW * np.minimum(1, limit / rows), db * min(1, limit / own)


@clip_together.wrong
def thrown_away(dW, db, limit):
    """a gradient that is too long is thrown away. Clipping keeps its direction and shortens
    it."""
    return _by_scale(lambda norm, limit: float(norm <= limit))(dW, db, limit)


@clip_together.wrong
def only_dw_scaled(dW, db, limit):
    """dW is scaled and db is not. Both get the same factor."""
    return clip_together(dW, db, limit)[0], db


@clip_together.wrong
def nan_at_0(dW, db, limit):
    """right, but for gradients that are 0: 0 / 0 is nan. Compare first, and divide only
    where the norm is above the limit."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return dW / norm * np.minimum(norm, limit), db / norm * np.minimum(norm, limit)


@clip_together.right
def in_one_line(dW, db, limit):
    norm = np.linalg.norm(np.concatenate([dW.ravel(), db]))
    scale = limit / max(limit, float(norm))
    return scale * dW, scale * db


@clip_together.right
def by_hypot(dW, db, limit):
    norm = float(np.hypot(np.linalg.norm(dW), np.linalg.norm(db)))
    return tuple(g * (limit / max(norm, limit)) for g in (dW, db))


def rotation_cases(rng):
    seed, other = (int(n) for n in rng.integers(2**31, size=2))
    first = 20, float(rng.uniform(1.5, 3))
    yield *first, Fixture("rng", (seed,))
    for n in 35, 28:
        yield n, float(rng.uniform(1.5, 3)), Fixture("rng", (seed,))
    for again in seed, other:  # the first once more, and with another generator
        yield *first, Fixture("rng", (again,))


TOLD = {
    "it returns": "it returns another kind or shape of thing than is asked for.",
    "all columns of one length": "the columns differ in length; each should be `gain` "
    "long.",
    "columns at right angles": "the columns are not at right angles to each other, so "
    "lengths "
    "are not kept. One half of what `np.linalg.qr` returns has right angles.",
    "length of the columns": "the columns have another length than `gain`.",
    "real numbers": "the entries are complex. Eigenvectors are, and a rotation is not.",
    "entries that are 0": "entries are 0, and a random rotation has none.",
    "precision": "made in another precision, it is orthogonal to fewer digits.",
}


def _turns(W):
    """What is so of a matrix that should turn and stretch, whatever the draw."""
    square = isinstance(W, np.ndarray) and W.ndim == 2 and len(set(W.shape)) == 1
    if not square:
        return {"it returns": describe(W)}
    if W.dtype.kind != "f":
        return {"it returns": describe(W), "real numbers": False}
    gram = W.T @ W
    length = np.sqrt(np.diag(gram)) + 1e-300
    cosine = np.abs(gram / np.outer(length, length) - np.eye(len(W))).max()
    return {
        "it returns": describe(W),
        "real numbers": True,
        "precision": str(W.dtype),
        "all columns of one length": bool(np.ptp(length) < 1e-6 * length.max()),
        "columns at right angles": bool(cosine < 1e-6),
        "nearly at right angles": bool(cosine < 0.1),
        "entries that are 0": bool((np.abs(W) < 1e-12).any()),
        "0 on the diagonal": bool((np.abs(np.diag(W)) < 1e-12).all()),
        "0 below the diagonal": bool(np.abs(np.tril(W, -1)).max() < 1e-9),
        "the same on both sides of the diagonal": bool(np.allclose(W, W.T)),
        "length of the columns": float(length.mean()),
    }


@chapter.function(
    points=15,
    prompt="""
    Draw a random orthogonal matrix of shape (n, n), times `gain`, using `rng`. Its
    transpose times itself is gain squared on the diagonal, and 0 elsewhere. It should turn
    every direction into a new one; whether it also reflects does not matter.
    (`np.linalg.qr` splits a matrix into an orthogonal one and a triangular one.)
    """,
    cases=rotation_cases,
    compare=Traits(_turns, relative=0.04, told=TOLD),
)
def rotation(n, gain, rng):
    """gain times a random orthogonal matrix (n, n), drawn from rng."""
    q, r = np.linalg.qr(rng.standard_normal((n, n)))
    return gain * q * np.sign(np.diag(r))


@rotation.wrong
def gaussian(n, gain, rng):
    """that is Gaussian: it keeps lengths on average, not each of them."""
    return gain * rng.standard_normal((n, n)) / np.sqrt(n)


@rotation.wrong
def no_gain(n, gain, rng):
    """orthogonal, and the gain is missing."""
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.wrong
def gain_squared(n, gain, rng):
    """the gain is squared: every length should grow by gain, not by its square."""
    return gain**2 * np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.wrong
def gain_root(n, gain, rng):
    """the root of the gain was taken: every length should grow by gain itself."""
    return np.sqrt(gain) * np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.wrong
def triangle(n, gain, rng):
    """that is the triangular half of what qr returns; the orthogonal one comes first."""
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[1]


@rotation.wrong
def identity(n, gain, rng):
    """orthogonal indeed, and the same for every seed: nothing was drawn at random."""
    return gain * np.eye(n)


@rotation.wrong
def unit_columns(n, gain, rng):
    """every column has the right length, but the columns are not at right angles to each
    other."""
    W = rng.standard_normal((n, n))
    return gain * W / np.linalg.norm(W, axis=0)


@rotation.wrong
def random_signs(n, gain, rng):
    """right angles, and almost all entries are 0: it swaps axes or flips them, and turns
    nothing. Take the orthogonal half of a full random matrix."""
    return gain * np.eye(n)[rng.permutation(n)]


@rotation.wrong
def unscaled_gaussian(n, gain, rng):
    """that is Gaussian: it keeps no lengths, and without 1 / sqrt(n) not even their
    mean."""
    return gain * rng.standard_normal((n, n))


@rotation.wrong
def gain_on_one_column(n, gain, rng):
    """the gain stands in some columns and not in others. Multiply the whole matrix."""
    q = np.linalg.qr(rng.standard_normal((n, n)))[0]
    q[:, 0] *= gain
    return q


@rotation.wrong
def symmetric(n, gain, rng):
    """a symmetric matrix has right angles between its eigenvectors, not between its
    columns."""
    a = rng.standard_normal((n, n))
    return gain * (a + a.T) / np.sqrt(2 * n)


@rotation.wrong
def one_short(n, gain, rng):
    """one row and one column are missing: the shape is (n, n)."""
    return gain * np.linalg.qr(rng.standard_normal((n - 1, n - 1)))[0]


@rotation.wrong
def rounded(n, gain, rng):
    """orthogonal, and then rounded, after which it is nearly so. Return it as it is."""
    return (gain * np.linalg.qr(rng.standard_normal((n, n)))[0]).round(2)


@rotation.wrong
def single_precision(n, gain, rng):
    """made in float32, it is orthogonal to seven digits only. Draw and split it in
    float64."""
    return gain * np.linalg.qr(rng.standard_normal((n, n)).astype(np.float32))[0]


@rotation.right
def plain_q(n, gain, rng):
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.right
def by_svd(n, gain, rng):
    u, _, vt = np.linalg.svd(rng.standard_normal((n, n)))
    return gain * (u @ vt)


def largest_stretch_cases(rng):
    stretches = np.diag([2.0, 1.0]), np.array([[0.0, 1.0], [4.0, 0.0]]), np.diag([3.0, 1.0])
    yield (list(stretches),)
    for sizes in (3, 3, 3), (4, 4, 4, 4), (2, 5, 4, 3):
        yield ([rng.normal(size=shape) for shape in pairwise(sizes)],)
    yield edge("one matrix alone", [rng.normal(size=(3, 4))])


@chapter.function(
    points=20,
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
    """the number is right, and the caller's list is empty afterwards: `pop` takes the
    matrices out. Walk over the list instead."""
    product = Ws.pop(0)
    while Ws:
        product = product @ Ws.pop(0)
    return np.linalg.norm(product, 2)


@largest_stretch.wrong
def two_or_more(Ws):
    """right for two matrices or more; multi_dot refuses a list of one. Begin with the
    first and multiply by those that follow, if any."""
    return np.linalg.norm(np.linalg.multi_dot(Ws), 2)


@largest_stretch.right
def by_norm(Ws):
    return np.linalg.norm(_chain(Ws), ord=2)


@largest_stretch.right
def by_eigenvalues(Ws):
    product = _chain(Ws)
    return np.sqrt(np.linalg.eigvalsh(product.T @ product).max())


def measure_rescue(batch_norm, lr, limit):
    x, labels = digits()
    x, labels = (x - x.mean(axis=0))[:1200] / 0.375, labels[:1200]
    rng = np.random.default_rng(3)

    def twice_he(n_in, n_out, rng):
        return 2 * he(n_in, n_out, rng)

    net = mlp([64] + 9 * [32] + [10], rng, ReLU, twice_he, batch_norm)
    optimizer, step = SGD(lr, momentum=0.9), 0
    with np.errstate(all="ignore"):
        for batch, batch_labels in batches(x, labels, 100, 6, rng):
            loss, dlogits = softmax_cross_entropy(net.forward(batch, True), batch_labels)
            if not np.isfinite(loss):
                break
            net.backward_to_params(dlogits)
            clip_norm(net, limit)
            optimizer.step(net)
            step += 1
        accuracy = evaluate(net, x, labels)[1] if np.isfinite(loss) else 0.0
    return dict(accuracy=accuracy, steps=step)


@chapter.setting(
    points=25,
    prompt="""
    **Rescue.** Ten ReLU layers of 32 units, weights twice He's; you may not touch them.
    Choose batch normalisation or not, the learning rate, and the norm to clip at (a huge
    limit means no clipping), so that after six epochs it classifies 90 % of its training
    digits correctly. SGD with momentum 0.9.
    """,
    knobs={"batch_norm": [False, True], "lr": (1e-8, 100), "limit": (1e-3, 1e9)},
    measure=measure_rescue,
    passes=lambda measured: measured["accuracy"] >= 0.9,
    goal="it must read 90 % of its training digits after six epochs.",
    report="""
    batch norm {batch_norm}, rate {lr:g}, limit {limit:g}: it reads {accuracy:.0%} after
    {steps:.0f} steps
    """,
)
def rescue():
    return dict(batch_norm=True, lr=0.2, limit=1.0)


@rescue.wrong_where(
    lambda config, measured: (
        not config["batch_norm"]
        and config["limit"] > 100
        and config["lr"] >= 1e-4
        and measured["accuracy"] < 0.125
    )
)
def collapsed():
    """the first steps overshoot, and nothing shortens them: the run ends in nan, or with
    every unit switched off."""
    return dict(batch_norm=False, lr=0.03, limit=1e9)


@rescue.wrong_where(
    lambda config, measured: not config["batch_norm"] and config["limit"] <= 100
)
def clipping_alone():
    """clipping makes the steps harmless and leaves the signal far too large. Something has
    to repair the signal itself."""
    return dict(batch_norm=False, lr=0.03, limit=1.0)


@rescue.wrong_where(lambda config, measured: not config["batch_norm"])
def rate_alone():
    """a low rate stops the nan and leaves the signal a thousand times too large. Something
    has to repair the signal itself."""
    return dict(batch_norm=False, lr=1e-6, limit=1e9)


@rescue.wrong_where(lambda config, measured: config["lr"] * min(config["limit"], 1) < 0.1)
def too_slow():
    """the signal is repaired. Now the steps are too short: raise the rate or the limit."""
    return dict(batch_norm=True, lr=0.003, limit=1.0)


@rescue.wrong_where(lambda config, measured: config["lr"] * min(config["limit"], 1) >= 0.5)
def too_fast():
    """the signal is repaired, and these steps are too long even so. Lower the rate."""
    return dict(batch_norm=True, lr=50.0, limit=1.0)


rescue.right(
    dict(batch_norm=True, lr=0.15, limit=1.0), dict(batch_norm=True, lr=0.3, limit=1.0)
)
