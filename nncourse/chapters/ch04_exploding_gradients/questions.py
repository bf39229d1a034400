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
from nncourse.exercises.calling import Made
from nncourse.exercises.question import Chapter, Function, Setting, Value, When

WORDS = {
    "title": "Exploding gradients",
    "intro": "Products of matrices, weights that stretch nothing, clipping, and the rescue "
    "of a network whose weights are far too large.",
    "logits_grow": {
        "prompt": "**Warm-up.** A ReLU network has 12 dense layers without biases. All its "
        "weights are multiplied by 1.5. By what factor do its logits grow?",
        "hints": {
            "added": "the twelve factors were added. Each layer multiplies what the one "
            "below already made larger.",
            "one_layer": "that is what one layer does. There are twelve.",
            "gradient": "that is one layer too few. The first layer's gradient grows by "
            "this factor if the loss is linear; the logits pass all twelve.",
            "relu_halves": "ReLU does not take part in this: max(0, 1.5 a) is 1.5 max(0, "
            "a).",
        },
    },
    "clipped_rate": {
        "prompt": "SGD with rate `lr`, gradients clipped to the norm `limit`. The gradient "
        "before clipping has the norm `norm`. How long is the step?",
        "hints": {
            "never_clipped": "that is the step without clipping. Above the limit the "
            "gradient is scaled down to it.",
            "always_limit": "that is right above the limit. A gradient that is shorter "
            "than the limit stays as it is: clipping never makes it longer.",
            "no_rate": "that is the length of the clipped gradient. The step is lr times "
            "as long.",
            "rate_clipped": "the limit was put on the step. Clipping looks at the "
            "gradient, and the rate comes afterwards.",
        },
    },
    "clip_together": {
        "prompt": "Clip the gradients `dW` and `db` of a layer by their joint norm: if all "
        "entries together, as one vector, are longer than `limit`, scale both by the same "
        "factor so that the joint norm is `limit`. Return both, and leave what you were "
        "given as it was.",
        "hints": {
            "each_alone": "each array is clipped by its own norm, which turns the "
            "direction of the whole. One joint norm, one common factor.",
            "by_value": "that is clipping by value, entry by entry. It turns the "
            "direction.",
            "always": "right above the limit. Below it the gradients are made longer, and "
            "should stay as they are.",
            "no_root": "the sum of squares is compared with the limit. The norm is its "
            "root.",
            "norms_added": "the two norms are added. The joint norm is the root of the sum "
            "of their squares.",
            "only_dw": "the norm is that of dW alone: db belongs to the vector too.",
            "to_one": "above the limit the joint norm becomes 1, whatever the limit.",
            "in_place": "the values are right, and they are written into the arrays you "
            "were given.",
        },
    },
    "rotation": {
        "prompt": "Draw a random orthogonal matrix of shape (n, n), times `gain`, using "
        "`rng`. Its transpose times itself is gain squared on the diagonal, and 0 "
        "elsewhere. (`np.linalg.qr` splits a matrix into an orthogonal one and a "
        "triangular one.)",
        "hints": {
            "gaussian": "that is Gaussian: it keeps lengths on average, not each of them.",
            "no_gain": "orthogonal, and the gain is missing.",
            "gain_squared": "the gain is squared: every length should grow by gain, not by "
            "its square.",
            "gain_root": "the root of the gain was taken: every length should grow by gain "
            "itself.",
            "triangle": "that is the triangular half of what qr returns; the orthogonal "
            "one comes first.",
            "identity": "orthogonal indeed, and the same for every seed: nothing was drawn "
            "at random.",
            "unit_columns": "every column has the right length, but the columns are not at "
            "right angles to each other.",
        },
    },
    "largest_stretch": {
        "prompt": "A batch goes through matrices one after another, $x W_0 W_1 W_2 "
        "\\dots$; `Ws` is a list of them, whose sizes may differ. By how much can the "
        "whole chain stretch a vector at most? That is the largest singular value of the "
        "product.",
        "hints": {
            "product_of_largest": "the largest stretches of the single matrices were "
            "multiplied. That is a bound: the direction that one stretches most need not "
            "be the next one's.",
            "frobenius": "that is the root of the sum of all squares, which counts all "
            "directions. The question asks for the largest alone.",
            "reversed": "the matrices are multiplied in the reverse order.",
            "only_last": "only the last matrix was looked at.",
            "squared": "that is the largest eigenvalue of the product's transpose times "
            "itself: the square of what was asked.",
            "smallest": "that is the smallest stretch; singular values come largest first.",
            "mean": "that is the mean over all directions.",
        },
    },
    "rescue": {
        "prompt": "**Rescue.** Ten ReLU layers of 32 units, weights twice He's; you may "
        "not touch them. Choose batch normalisation or not, the learning rate, and the "
        "norm to clip at (a huge limit means no clipping), so that after six epochs it "
        "reads 90 % of its training digits. SGD with momentum 0.9.",
        "goal": "it must read 90 % of its training digits after six epochs.",
        "measured": "batch norm {batch_norm}, rate {lr:g}, limit {limit:g}: it reads "
        "{accuracy:.0%} after {steps:.0f} steps",
        "hints": {
            "collapsed": "the first steps overshoot, and nothing shortens them: the run "
            "ends in nan, or with every unit switched off.",
            "rate_alone": "a low rate stops the nan and leaves the signal a thousand times "
            "too large. Something has to repair the signal itself.",
            "clipping_alone": "clipping makes the steps harmless and leaves the signal far "
            "too large. Something has to repair the signal itself.",
            "too_slow": "the signal is repaired. Now the steps are too short: raise the "
            "rate or the limit.",
            "too_fast": "the signal is repaired, and these steps are too long even so. "
            "Lower the rate.",
        },
    },
}


def logits_grow():
    return 1.5**12


def clipped_rate(lr, norm, limit):
    """The length of the step, a number."""
    return lr * min(norm, limit)


def clipped_rate_never_clipped(lr, norm, limit):
    return lr * norm


def clipped_rate_always_limit(lr, norm, limit):
    return lr * limit


def clipped_rate_no_rate(lr, norm, limit):
    return min(norm, limit)


def clipped_rate_rate_clipped(lr, norm, limit):
    return min(lr * norm, limit)


def clipped_rate_by_scaling(lr, norm, limit):
    return lr * norm * min(1, limit / norm)


def clipped_rate_by_cases(lr, norm, limit):
    if norm > limit:
        return lr * limit
    return lr * norm


def clipped_rate_cases(rng):
    yield 0.5, 4.0, 1.0
    for sign in (1, -1, 1, -1):
        lr, limit = rng.uniform(0.01, 0.5), rng.uniform(0.5, 3)
        yield float(lr), float(limit * rng.uniform(2, 9) ** sign), float(limit)


def clip_together(dW, db, limit):
    """dW (d_in, d_out) and db (d_out,), scaled to a joint norm of at most `limit`."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    if norm <= limit:
        return dW, db
    return dW * (limit / norm), db * (limit / norm)


def clip_together_each_alone(dW, db, limit):
    return tuple(g * min(1, limit / np.linalg.norm(g)) for g in (dW, db))


def clip_together_by_value(dW, db, limit):
    return np.clip(dW, -limit, limit), np.clip(db, -limit, limit)


def clip_together_always(dW, db, limit):
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return dW * (limit / norm), db * (limit / norm)


def clip_together_no_root(dW, db, limit):
    scale = min(1, limit / (np.sum(dW**2) + np.sum(db**2)))
    return dW * scale, db * scale


def clip_together_norms_added(dW, db, limit):
    scale = min(1, limit / (np.linalg.norm(dW) + np.linalg.norm(db)))
    return dW * scale, db * scale


def clip_together_only_dw(dW, db, limit):
    scale = min(1, limit / np.linalg.norm(dW))
    return dW * scale, db * scale


def clip_together_to_one(dW, db, limit):
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return (dW / norm, db / norm) if norm > limit else (dW, db)


def clip_together_in_place(dW, db, limit):
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    if norm > limit:
        dW *= limit / norm
        db *= limit / norm
    return dW, db


def clip_together_in_one_line(dW, db, limit):
    norm = np.linalg.norm(np.concatenate([dW.ravel(), db]))
    scale = min(1.0, float(limit / norm))
    return scale * dW, scale * db


def clip_together_by_hypot(dW, db, limit):
    norm = float(np.hypot(np.linalg.norm(dW), np.linalg.norm(db)))
    return tuple(g * (limit / max(norm, limit)) for g in (dW, db))


def clip_together_cases(rng):
    yield np.array([[2.0, 0.0], [1.0, 0.0]]), np.array([2.0, 0.0]), 1.5
    for d_in, d_out, share in (3, 4, 0.3), (2, 5, 4.0), (4, 3, 0.7), (5, 2, 0.2):
        dW, db = rng.normal(size=(d_in, d_out)), 2 * rng.normal(size=d_out)
        yield dW, db, share * float(np.sqrt(np.sum(dW**2) + np.sum(db**2)))


def rotation(n, gain, rng):
    """gain times a random orthogonal matrix (n, n), drawn from rng."""
    q, r = np.linalg.qr(rng.standard_normal((n, n)))
    return gain * q * np.sign(np.diag(r))


def rotation_gaussian(n, gain, rng):
    return gain * rng.standard_normal((n, n)) / np.sqrt(n)


def rotation_no_gain(n, gain, rng):
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


def rotation_gain_squared(n, gain, rng):
    return gain**2 * np.linalg.qr(rng.standard_normal((n, n)))[0]


def rotation_gain_root(n, gain, rng):
    return np.sqrt(gain) * np.linalg.qr(rng.standard_normal((n, n)))[0]


def rotation_triangle(n, gain, rng):
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[1]


def rotation_identity(n, gain, rng):
    return gain * np.eye(n)


def rotation_unit_columns(n, gain, rng):
    W = rng.standard_normal((n, n))
    return gain * W / np.linalg.norm(W, axis=0)


def rotation_plain_q(n, gain, rng):
    return gain * np.linalg.qr(rng.standard_normal((n, n)))[0]


def rotation_by_svd(n, gain, rng):
    u, _, vt = np.linalg.svd(rng.standard_normal((n, n)))
    return gain * (u @ vt)


def rotation_cases(rng):
    for n in (20, 35, 28):
        gain = float(rng.uniform(1.5, 3))
        yield n, gain, Made("rng", (int(rng.integers(2**31)),))


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


def largest_stretch(Ws):
    """The largest singular value of the product of the matrices in the list Ws."""
    product = Ws[0]
    for W in Ws[1:]:
        product = product @ W
    return np.linalg.svd(product, compute_uv=False)[0]


def largest_stretch_product_of_largest(Ws):
    return np.prod([np.linalg.norm(W, 2) for W in Ws])


def _chain(Ws):
    return Ws[0] if len(Ws) == 1 else np.linalg.multi_dot(Ws)


def largest_stretch_frobenius(Ws):
    return np.linalg.norm(_chain(Ws))


def largest_stretch_reversed(Ws):
    return np.linalg.norm(_chain(Ws[::-1]), 2)


def largest_stretch_only_last(Ws):
    return np.linalg.norm(Ws[-1], 2)


def largest_stretch_squared(Ws):
    return np.linalg.norm(_chain(Ws), 2) ** 2


def largest_stretch_smallest(Ws):
    return np.linalg.svd(_chain(Ws), compute_uv=False)[-1]


def largest_stretch_mean(Ws):
    return np.linalg.svd(_chain(Ws), compute_uv=False).mean()


def largest_stretch_by_norm(Ws):
    return np.linalg.norm(_chain(Ws), ord=2)


def largest_stretch_by_eigenvalues(Ws):
    product = _chain(Ws)
    return np.sqrt(np.linalg.eigvalsh(product.T @ product).max())


def largest_stretch_cases(rng):
    yield ([np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [3.0, 0.0]])],)
    for sizes in (3, 3, 3), (4, 4, 4, 4), (2, 5, 4, 3):
        yield ([rng.normal(size=shape) for shape in pairwise(sizes)],)


def rescue():
    return dict(batch_norm=True, lr=0.2, limit=1.0)


def rescue_measured(batch_norm, lr, limit):
    x, labels = digits()
    x, labels = (x - x.mean(axis=0))[:1200] / 0.375, labels[:1200]
    rng = np.random.default_rng(3)

    def twice_he(n_in, n_out, rng):
        return 2 * he(n_in, n_out, rng)

    net = mlp([64] + 9 * [32] + [10], rng, ReLU, twice_he, batch_norm)
    optimizer, taken = SGD(lr, momentum=0.9), 0
    with np.errstate(all="ignore"):
        for some, theirs in batches(x, labels, 100, 6, rng):
            loss, dlogits = softmax_cross_entropy(net.forward(some, True), theirs)
            if not np.isfinite(loss):
                break
            net.backward_to_params(dlogits)
            clip_norm(net, limit)
            optimizer.step(net)
            taken += 1
        share = evaluate(net, x, labels)[1] if np.isfinite(loss) else 0.0
    return dict(accuracy=share, steps=taken)


CHAPTER = Chapter(
    "04-exploding-gradients",
    WORDS,
    [
        Value(
            "logits_grow",
            10,
            logits_grow,
            wrong={
                "added": 18.0,
                "one_layer": 1.5,
                "gradient": 1.5**11,
                "relu_halves": 0.75**12,
            },
            right=[129.746, 130],
        ),
        Function(
            "clipped_rate",
            10,
            clipped_rate,
            wrong={
                "never_clipped": clipped_rate_never_clipped,
                "always_limit": clipped_rate_always_limit,
                "no_rate": clipped_rate_no_rate,
                "rate_clipped": clipped_rate_rate_clipped,
            },
            right=[clipped_rate_by_scaling, clipped_rate_by_cases],
            cases=clipped_rate_cases,
            implementing=False,
        ),
        Function(
            "clip_together",
            20,
            clip_together,
            wrong={
                "each_alone": clip_together_each_alone,
                "by_value": clip_together_by_value,
                "always": clip_together_always,
                "no_root": clip_together_no_root,
                "norms_added": clip_together_norms_added,
                "only_dw": clip_together_only_dw,
                "to_one": clip_together_to_one,
                "in_place": clip_together_in_place,
            },
            right=[clip_together_in_one_line, clip_together_by_hypot],
            cases=clip_together_cases,
            returns=("dW", "db"),
        ),
        Function(
            "rotation",
            15,
            rotation,
            wrong={
                "gaussian": rotation_gaussian,
                "no_gain": rotation_no_gain,
                "gain_squared": rotation_gain_squared,
                "gain_root": rotation_gain_root,
                "triangle": rotation_triangle,
                "identity": rotation_identity,
                "unit_columns": rotation_unit_columns,
            },
            right=[rotation_plain_q, rotation_by_svd],
            cases=rotation_cases,
            compare=rotates_alike,
        ),
        Function(
            "largest_stretch",
            20,
            largest_stretch,
            wrong={
                "product_of_largest": largest_stretch_product_of_largest,
                "frobenius": largest_stretch_frobenius,
                "reversed": largest_stretch_reversed,
                "only_last": largest_stretch_only_last,
                "squared": largest_stretch_squared,
                "smallest": largest_stretch_smallest,
                "mean": largest_stretch_mean,
            },
            right=[largest_stretch_by_norm, largest_stretch_by_eigenvalues],
            cases=largest_stretch_cases,
        ),
        Setting(
            "rescue",
            25,
            rescue,
            wrong={
                "collapsed": When(
                    dict(batch_norm=False, lr=0.03, limit=1e9),
                    lambda c, m: (
                        not c["batch_norm"]
                        and c["limit"] > 100
                        and c["lr"] >= 1e-4
                        and m["accuracy"] < 0.125
                    ),
                ),
                "clipping_alone": When(
                    dict(batch_norm=False, lr=0.03, limit=1.0),
                    lambda c, m: not c["batch_norm"] and c["limit"] <= 100,
                ),
                "rate_alone": When(
                    dict(batch_norm=False, lr=1e-6, limit=1e9),
                    lambda c, m: not c["batch_norm"],
                ),
                "too_slow": When(
                    dict(batch_norm=True, lr=0.003, limit=1.0),
                    lambda c, m: c["lr"] * min(c["limit"], 1) < 0.1,
                ),
                "too_fast": When(
                    dict(batch_norm=True, lr=50.0, limit=1.0),
                    lambda c, m: c["lr"] * min(c["limit"], 1) >= 0.5,
                ),
            },
            right=[
                dict(batch_norm=True, lr=0.15, limit=1.0),
                dict(batch_norm=True, lr=0.3, limit=1.0),
            ],
            knobs={"batch_norm": [False, True], "lr": (1e-8, 100), "limit": (1e-3, 1e9)},
            measure=rescue_measured,
            passes=lambda measured: measured["accuracy"] >= 0.9,
        ),
    ],
)
