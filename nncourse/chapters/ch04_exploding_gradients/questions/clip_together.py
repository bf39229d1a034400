"""The question `clip_together`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def clip_together_cases(rng):
    yield np.array([[2.0, 0.0], [1.0, 0.0]]), np.array([2.0, 0.0]), 1.5
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([2.0, 4.0]), 2.0  # db is longer
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
    the joint norm is `limit`. If not, return the same values; they may be 0 everywhere.
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


@clip_together.wrong
def the_longer_decides(dW, db, limit):
    """the norm is that of the longer of the two. Both together make up one vector, and
    that is longer than either."""
    norm = float(max(np.linalg.norm(dW), np.linalg.norm(db)))
    scale = limit / max(norm, limit)
    return dW * scale, db * scale


@clip_together.right
def in_one_line(dW, db, limit):
    norm = np.linalg.norm(np.concatenate([dW.ravel(), db]))
    scale = limit / max(limit, float(norm))
    return scale * dW, scale * db


@clip_together.right
def by_hypot(dW, db, limit):
    norm = float(np.hypot(np.linalg.norm(dW), np.linalg.norm(db)))
    return tuple(g * (limit / max(norm, limit)) for g in (dW, db))
