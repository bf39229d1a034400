"""Questions of chapter 4: exploding gradients."""

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
from nncourse.exercises.safe_call import Fixture

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
    multiplied by 1.5. By what factor do its logits grow?
    """,
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


@logits_grow.wrong
def gradient():
    """that is one layer too few. The first layer's gradient grows by this factor if the
    loss is linear; the logits pass all twelve."""
    return 1.5**11


@logits_grow.wrong
def relu_halves():
    """ReLU does not take part in this: max(0, 1.5 a) is 1.5 max(0, a)."""
    return 0.75**12


logits_grow.right(129.746, 130)


def clipped_rate_cases(rng):
    yield 0.5, 4.0, 1.0
    for sign in (1, -1, 1, -1):
        lr, limit = rng.uniform(0.01, 0.5), rng.uniform(0.5, 3)
        yield float(lr), float(limit * rng.uniform(2, 9) ** sign), float(limit)


@chapter.function(
    points=10,
    prompt="""
    SGD with rate `lr`, gradients clipped to the norm `limit`. The gradient before clipping
    has the norm `norm`. How long is the step?
    """,
    cases=clipped_rate_cases,
    implementing=False,
)
def clipped_rate(lr, norm, limit):
    """The length of the step, a number."""
    return lr * min(norm, limit)


@clipped_rate.wrong
def never_clipped(lr, norm, limit):
    """that is the step without clipping. Above the limit the gradient is scaled down to
    it."""
    return lr * norm


@clipped_rate.wrong
def always_limit(lr, norm, limit):
    """that is right above the limit. A gradient that is shorter than the limit stays as it
    is: clipping never makes it longer."""
    return lr * limit


@clipped_rate.wrong
def no_rate(lr, norm, limit):
    """that is the length of the clipped gradient. The step is lr times as long."""
    return min(norm, limit)


@clipped_rate.wrong
def rate_clipped(lr, norm, limit):
    """the limit was put on the step. Clipping looks at the gradient, and the rate comes
    afterwards."""
    return min(lr * norm, limit)


@clipped_rate.right
def by_scaling(lr, norm, limit):
    return lr * norm * min(1, limit / norm)


@clipped_rate.right
def by_cases(lr, norm, limit):
    if norm > limit:
        return lr * limit
    return lr * norm


def clip_together_cases(rng):
    yield np.array([[2.0, 0.0], [1.0, 0.0]]), np.array([2.0, 0.0]), 1.5
    for d_in, d_out, share in (3, 4, 0.3), (2, 5, 4.0), (4, 3, 0.7), (5, 2, 0.2):
        dW, db = rng.normal(size=(d_in, d_out)), 2 * rng.normal(size=d_out)
        yield dW, db, share * float(np.sqrt(np.sum(dW**2) + np.sum(db**2)))


@chapter.function(
    points=20,
    prompt="""
    Clip the gradients `dW` and `db` of a layer by their joint norm: if all entries
    together, as one vector, are longer than `limit`, scale both by the same factor so that
    the joint norm is `limit`. Return both, and leave what you were given as it was.
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


@clip_together.right
def in_one_line(dW, db, limit):
    norm = np.linalg.norm(np.concatenate([dW.ravel(), db]))
    scale = min(1.0, float(limit / norm))
    return scale * dW, scale * db


@clip_together.right
def by_hypot(dW, db, limit):
    norm = float(np.hypot(np.linalg.norm(dW), np.linalg.norm(db)))
    return tuple(g * (limit / max(norm, limit)) for g in (dW, db))


def rotation_cases(rng):
    for n in (20, 35, 28):
        gain = float(rng.uniform(1.5, 3))
        yield n, gain, Fixture("rng", (int(rng.integers(2**31)),))


def rotates_alike(got, expected):
    """Alike in what the columns' lengths and angles are, and in how they were made."""
    if np.shape(got) != np.shape(expected):
        return False
    one, other = _angles(np.asarray(got, float)), _angles(np.asarray(expected, float))
    return one[0] == other[0] and bool(abs(one[1] / other[1] - 1) < 1e-6 or not one[0][0])


def _angles(W):
    gram = W.T @ W
    length = np.sqrt(np.diag(gram))
    cosines = gram / np.outer(length, length) - np.eye(len(W))
    right_angles = bool(np.abs(cosines).max() < 1e-6)
    even = bool(np.ptp(length) < 1e-6 * length.max())
    triangular = bool(np.abs(np.tril(W, -1)).max() < 1e-9)
    return (even, right_angles, triangular), float(length.mean())


@chapter.function(
    points=15,
    prompt="""
    Draw a random orthogonal matrix of shape (n, n), times `gain`, using `rng`. Its
    transpose times itself is gain squared on the diagonal, and 0 elsewhere. (`np.linalg.qr`
    splits a matrix into an orthogonal one and a triangular one.)
    """,
    cases=rotation_cases,
    compare=rotates_alike,
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


@rotation.right
def plain_q(n, gain, rng):
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[0]


@rotation.right
def by_svd(n, gain, rng):
    u, _, vt = np.linalg.svd(rng.standard_normal((n, n)))
    return gain * (u @ vt)


def largest_stretch_cases(rng):
    yield ([np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [3.0, 0.0]])],)
    for sizes in (3, 3, 3), (4, 4, 4, 4), (2, 5, 4, 3):
        yield ([rng.normal(size=shape) for shape in pairwise(sizes)],)


@chapter.function(
    points=20,
    prompt=r"""
    A batch goes through matrices one after another, $x W_0 W_1 W_2 \dots$; `Ws` is a list
    of them, whose sizes may differ. By how much can the whole chain stretch a vector at
    most? That is the largest singular value of the product.
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
