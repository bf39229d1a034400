"""The question `rotation`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.traits import Traits


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
    "entries that are 0": "entries are 0, and a matrix that mixes all axes has none.",
    "the same on both sides of the diagonal": "it is symmetric, and a random one is "
    "not. Draw it from a full random matrix.",
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
        "entries of both signs": bool(W.min() < 0 < W.max()),
        "0 on the diagonal": bool((np.abs(np.diag(W)) < 1e-12).all()),
        "0 below the diagonal": bool(np.abs(np.tril(W, -1)).max() < 1e-9),
        "the same on both sides of the diagonal": bool(np.allclose(W, W.T)),
        "length of the columns": float(length.mean()),
    }


@chapter.function(
    points=15,
    prompt="""
    Draw a random orthogonal matrix of shape (n, n), times `gain`, using `rng`. Its
    transpose times itself is gain squared on the diagonal, and 0 elsewhere. It should mix
    all axes: no entry is 0, as in a permutation. Whether it also reflects does not matter.
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
def over_root_n(n, gain, rng):
    """orthogonal, and then divided by sqrt(n), so the columns are too short. That division
    belongs to independent entries; q has columns of length 1 already."""
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[0] / np.sqrt(n)


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
    """orthogonal indeed, and all off the diagonal is 0: each axis stays where it is, or is
    flipped, and none is turned into another."""
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


@rotation.wrong
def gain_added(n, gain, rng):
    """the gain is added to each entry. Multiply by it."""
    return np.linalg.qr(rng.standard_normal((n, n)))[0] + gain


@rotation.right
def plain_q(n, gain, rng):
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.right
def by_svd(n, gain, rng):
    u, _, vt = np.linalg.svd(rng.standard_normal((n, n)))
    return gain * (u @ vt)
