"""The question `repaired_step`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def repaired_step_cases(rng):
    x, dy = np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[2.0], [-1.0]])
    W1, W2 = np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[1.0], [-2.0]])
    yield x, dy, W1, W2, 0.5, 1.0
    # Which of the two gradients is the larger is not the same in all cases.
    for n, d, hidden, k, top in (4, 3, 5, 2, 8), (3, 2, 4, 3, 1), (5, 4, 3, 1, 0.1):
        *below, W2 = _network(rng, n, d, hidden, k)
        yield (*below, top * W2, 0.25, 0.5)
    for limit in 1e4, 2e3:
        yield edge("a gradient within the limit", *_network(rng, 3, 2, 4, 2), 0.5, limit)
    x, dy, W1, W2 = _network(rng, 3, 3, 4, 2)
    yield edge("no gradient at all", x, 0 * dy, W1, W2, 0.5, 1.0)
    coarse = (v.astype(np.float32) for v in _network(rng, 3, 4, 2, 2))
    yield (*coarse, 0.5, 0.5)


def _network(rng, n, d, hidden, k):
    sizes = (n, d), (n, k), (d, hidden), (hidden, k)
    return [rng.normal(size=size) + 0.2 for size in sizes]


@chapter.repair(
    points=10,
    prompt="""
    **Broken.** A network without biases puts out `y = max(x @ W1, 0) @ W2`, and `dy` is the
    gradient at its output. This takes one step at the rate `lr`, after clipping the
    gradient of both weights together to the norm `limit`. It runs, its shapes are right,
    and it turns the gradient aside. Two things are wrong. Mend them.
    """,
    cases=repaired_step_cases,
    returns=("W1", "W2"),
)
def repaired_step(x, dy, W1, W2, lr, limit):
    """W1 (d, hidden) and W2 (hidden, k) after the step; x is (n, d), dy (n, k)."""
    h = np.maximum(x @ W1, 0)
    dW2 = h.T @ dy
    dW1 = x.T @ (dy @ W2.T * (h > 0))
    norm = np.sqrt((dW1**2).sum() + (dW2**2).sum())
    scale = limit / max(norm, limit)
    return W1 - lr * scale * dW1, W2 - lr * scale * dW2


@repaired_step.broken
def as_found(x, dy, W1, W2, lr, limit):
    h = np.maximum(x @ W1, 0)
    dW2 = h.T @ dy
    W2 = W2 - lr * dW2 * limit / max(np.linalg.norm(dW2), limit)
    dW1 = x.T @ (dy @ W2.T * (h > 0))
    W1 = W1 - lr * dW1 * limit / max(np.linalg.norm(dW1), limit)
    return W1, W2


def _gradients(x, dy, W1, W2):
    h = np.maximum(x @ W1, 0)
    return x.T @ (dy @ W2.T * (h > 0)), h.T @ dy


def _length(*gradients):
    return np.sqrt(sum((g**2).sum() for g in gradients))


def _stepped(W1, W2, dW1, dW2, lr, scale):
    return W1 - lr * scale * dW1, W2 - lr * scale * dW2


@repaired_step.wrong
def weights_after_the_step(x, dy, W1, W2, lr, limit):
    """the clipping is mended. dW1 still goes back through W2 as it is after its step; the
    network that put out y had W2 as it was before."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    scale = limit / max(_length(dW1, dW2), limit)
    W2 = W2 - lr * scale * dW2
    dW1, _ = _gradients(x, dy, W1, W2)
    scale = limit / max(_length(dW1, dW2), limit)
    return W1 - lr * scale * dW1, W2


@repaired_step.wrong
def each_by_itself(x, dy, W1, W2, lr, limit):
    """the order is mended. Each gradient is still clipped by its own norm, which turns the
    step aside: one norm over both, and one factor for both."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    first, second = (limit / max(_length(g), limit) for g in (dW1, dW2))
    return W1 - lr * first * dW1, W2 - lr * second * dW2


@repaired_step.wrong
def not_clipped(x, dy, W1, W2, lr, limit):
    """nothing is clipped any more. Where the norm of both gradients together is above the
    limit, both shrink by limit over norm."""
    return _stepped(W1, W2, *_gradients(x, dy, W1, W2), lr, 1)


@repaired_step.wrong
def norms_added(x, dy, W1, W2, lr, limit):
    """the two norms were added up. The norm of both together is the root of the sum of all
    squares."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    norm = _length(dW1) + _length(dW2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(norm, limit))


@repaired_step.wrong
def squared_norm(x, dy, W1, W2, lr, limit):
    """the root is missing: what is compared with the limit is the square of the norm."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2) ** 2, limit))


@repaired_step.wrong
def larger_of_two(x, dy, W1, W2, lr, limit):
    """the larger of the two norms was taken. The norm of both together is the root of the
    sum of all squares, which is larger than either."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    norm = max(_length(dW1), _length(dW2))
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(norm, limit))


@repaired_step.wrong
def stretched(x, dy, W1, W2, lr, limit):
    """a gradient that is within the limit is stretched up to it. It stays as it is."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / (_length(dW1, dW2) or 1))


@repaired_step.wrong
def step_clipped(x, dy, W1, W2, lr, limit):
    """the limit was set to the step, the rate times the gradient. It is for the gradient:
    the rate comes after it."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    norm = lr * _length(dW1, dW2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(norm, limit))


@repaired_step.wrong
def uphill(x, dy, W1, W2, lr, limit):
    """the step goes uphill: it is taken away from the weights, not added."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    return _stepped(W1, W2, dW1, dW2, -lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.wrong
def without_mask(x, dy, W1, W2, lr, limit):
    """dW1 no longer passes the ReLU: where h is 0 no gradient comes through."""
    _, dW2 = _gradients(x, dy, W1, W2)
    dW1 = x.T @ (dy @ W2.T)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.wrong
def first_norm_alone(x, dy, W1, W2, lr, limit):
    """the factor is made of dW1's norm alone. The norm is that of both together."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1), limit))


@repaired_step.wrong
def second_norm_alone(x, dy, W1, W2, lr, limit):
    """the factor is made of dW2's norm alone. The norm is that of both together."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW2), limit))


@repaired_step.wrong
def through_the_moved_w2(x, dy, W1, W2, lr, limit):
    """the norm is made of both now. dW1 still goes back through W2 as it is after a step;
    the network that put out y had W2 as it was before."""
    dW2 = _gradients(x, dy, W1, W2)[1]
    moved = W2 - lr * dW2 * limit / max(_length(dW2), limit)
    dW1 = _gradients(x, dy, W1, moved)[0]
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.wrong
def moved_w2_and_squared_norm(x, dy, W1, W2, lr, limit):
    """two things: dW1 still goes back through W2 as it is after a step; and the square of
    the norm is compared with the limit, not the norm."""
    dW2 = _gradients(x, dy, W1, W2)[1]
    moved = W2 - lr * dW2 * limit / max(_length(dW2), limit)
    dW1 = _gradients(x, dy, W1, moved)[0]
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2) ** 2, limit))


@repaired_step.wrong
def output_clipped(x, dy, W1, W2, lr, limit):
    """dy is clipped, the gradient at the output. The limit is for the gradient of the
    weights, both together."""
    dy = dy * (limit / max(_length(dy), limit)).astype(dy.dtype)
    return _stepped(W1, W2, *_gradients(x, dy, W1, W2), lr, 1)


@repaired_step.wrong
def mask_of_the_gradient(x, dy, W1, W2, lr, limit):
    """the mask comes from the sign of the gradient. It was right as it was: where h is
    above 0 the unit was on."""
    dW2 = _gradients(x, dy, W1, W2)[1]
    dh = dy @ W2.T
    dW1 = x.T @ (dh * (dh > 0))
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.wrong
def dw2_after_the_step_of_w1(x, dy, W1, W2, lr, limit):
    """now W1 takes its step too early: h, and with it dW2, belongs to W1 as it was. Both
    gradients come first, then both steps."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    scale = limit / max(_length(dW1, dW2), limit)
    W1 = W1 - lr * scale * dW1
    return W1, W2 - lr * scale * _gradients(x, dy, W1, W2)[1]


@repaired_step.wrong
def norm_after_the_first(x, dy, W1, W2, lr, limit):
    """dW2 is scaled by a norm that is taken anew, when dW1 has been shortened already. Take
    the norm once, and one factor for both."""
    dW1, dW2 = _gradients(x, dy, W1, W2)
    dW1 = dW1 * (limit / max(_length(dW1, dW2), limit)).astype(dW1.dtype)
    dW2 = dW2 * (limit / max(_length(dW1, dW2), limit)).astype(dW2.dtype)
    return _stepped(W1, W2, dW1, dW2, lr, 1)


@repaired_step.wrong
def through_w2_after_a_whole_step(x, dy, W1, W2, lr, limit):
    """the norm is made of both now. dW1 still goes back through W2 as it is after a step,
    and one that is not clipped; the network that put out y had W2 as it was before."""
    dW2 = _gradients(x, dy, W1, W2)[1]
    dW1 = _gradients(x, dy, W1, W2 - lr * dW2)[0]
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.wrong
def divided_by_rows(x, dy, W1, W2, lr, limit):
    """the gradients are divided by the number of rows, which clipping hides where the limit
    is passed. dy is the gradient at the output already: divide by nothing."""
    dW1, dW2 = (g / np.asarray(len(x), g.dtype) for g in _gradients(x, dy, W1, W2))
    return _stepped(W1, W2, dW1, dW2, lr, limit / max(_length(dW1, dW2), limit))


@repaired_step.right
def by_one_row(x, dy, W1, W2, lr, limit):
    a = x @ W1
    dW2 = np.maximum(a, 0).T @ dy
    dW1 = x.T @ np.where(a > 0, dy @ W2.T, np.zeros_like(a))
    norm = np.linalg.norm(np.concatenate([dW1.ravel(), dW2.ravel()]))
    scale = float(min(1, limit / norm)) if norm else 1
    return W1 - lr * scale * dW1, W2 - lr * scale * dW2


@repaired_step.right
def clipped_in_place(x, dy, W1, W2, lr, limit):
    h = np.maximum(x @ W1, 0)
    gradients = [x.T @ ((dy @ W2.T) * (h > 0)), h.T @ dy]
    norm = np.hypot(*[np.linalg.norm(gradient) for gradient in gradients])
    if norm > limit:
        gradients = [gradient * float(limit / norm) for gradient in gradients]
    return W1 - lr * gradients[0], W2 - lr * gradients[1]
