"""The question `dense_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter


def dense_backward_cases(rng):
    yield tuple(
        rng.integers(1, 5, size) * rng.choice([-1.0, 1.0], size)
        for size in [(2, 3), (3, 1), (2, 1)]
    )
    for n, d_in, d_out in (4, 2, 3), (3, 5, 2), (7, 4, 6), (2, 3, 3):
        yield tuple(
            rng.normal(size=size) for size in [(n, d_in), (d_in, d_out), (n, d_out)]
        )
    yield tuple(
        rng.normal(size=size).astype(np.float32) for size in [(3, 4), (4, 2), (3, 2)]
    )


@chapter.function(
    points=20,
    prompt="""
    $y = xW + b$ with x (n, d_in), W (d_in, d_out), b (d_out,). Return `dx, dW, db`. The
    division by n stands in the loss, so it is in `dy` already: add up over the batch, and
    do not divide again.
    """,
    cases=dense_backward_cases,
    returns=("dx", "dW", "db"),
)
def dense_backward(x, W, dy):
    """dx (n, d_in), dW (d_in, d_out), db (d_out,) of y = x W + b, from dy (n, d_out)."""
    dx = dy @ W.T
    dW = x.T @ dy
    db = dy.sum(axis=0)
    return dx, dW, db


@dense_backward.wrong
def db_mean(x, W, dy):
    """db is n times too small: the mean over the batch instead of the sum. b[j] was added
    to every row of y[:, j], so every row's gradient counts in full."""
    return dy @ W.T, x.T @ dy, dy.mean(axis=0)


@dense_backward.wrong
def db_features(x, W, dy):
    """db is summed over the wrong axis. It has one entry for each output, so the sum runs
    over the examples, axis 0."""
    return dy @ W.T, x.T @ dy, dy.sum(axis=1)


@dense_backward.wrong
def db_one_row(x, W, dy):
    """db has the right values in shape (1, d_out). b has shape (d_out,), and so has db; a
    row would broadcast without a word."""
    return dy @ W.T, x.T @ dy, dy.sum(axis=0, keepdims=True)


@dense_backward.wrong
def db_number(x, W, dy):
    """db is summed to a single number. Each output has a bias of its own."""
    return dy @ W.T, x.T @ dy, dy.sum()


@dense_backward.wrong
def dw_mean(x, W, dy):
    """dW is n times too small. The loss has already divided by n; dividing again makes the
    step depend on the batch size."""
    return dy @ W.T, x.T @ dy / len(x), dy.sum(axis=0)


@dense_backward.wrong
def dw_transposed(x, W, dy):
    """dW is transposed: (d_out, d_in). A gradient has the shape of its array, W is (d_in,
    d_out)."""
    return dy @ W.T, dy.T @ x, dy.sum(axis=0)


@dense_backward.wrong
def dx_without_w(x, W, dy):
    """dx is dy as it came. It has to pass through W: x[:, i] reached y[:, j] through W[i,
    j]."""
    return dy, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def w_not_transposed(x, W, dy):
    """dy meets W the way the signal did. Going back, it comes from the outputs, W's
    columns, and leaves by the inputs, its rows."""
    return dy @ W, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def dw_from_output(x, W, dy):
    """dW multiplies dy by the output y. What each weight was multiplied by on the way up is
    the input x."""
    return dy @ W.T, (x @ W).T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def relu_slipped_in(x, W, dy):
    """dx is 0 where x is not positive: that is a ReLU's slope. The dense layer has none."""
    return (dy @ W.T) * (x > 0), x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def product_of_sums(x, W, dy):
    """dW multiplies the sums of x and dy over the batch. Multiply example by example,
    then add up: x.T @ dy does it in one step."""
    return dy @ W.T, np.outer(x.sum(axis=0), dy.sum(axis=0)), dy.sum(axis=0)


@dense_backward.wrong
def solved_for_x(x, W, dy):
    """dx uses the inverse of W. Going back is no solving: it multiplies by W transposed."""
    return dy @ np.linalg.pinv(W), x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def first_example(x, W, dy):
    """dW comes from the first example alone. Every example of the batch adds to it."""
    return dy @ W.T, np.outer(x[0], dy[0]), dy.sum(axis=0)


@dense_backward.wrong
def last_example(x, W, dy):
    """dW comes from the last example alone: each replaces the one before. Add them up."""
    return dy @ W.T, np.outer(x[-1], dy[-1]), dy.sum(axis=0)


@dense_backward.wrong
def no_db(x, W, dy):
    """db is 0. A bias shifts every example's y, so its gradient is the sum of dy over the
    batch."""
    return dy @ W.T, x.T @ dy, np.zeros_like(W[0])


@dense_backward.wrong
def db_not_summed(x, W, dy):
    """db is dy itself, one row for each example. The bias is shared by all of them: add the
    rows up."""
    return dy @ W.T, x.T @ dy, dy


@dense_backward.wrong
def db_mean_of_features(x, W, dy):
    """db is a mean, and over the wrong axis. It has one entry for each output: a sum over
    the examples, axis 0."""
    return dy @ W.T, x.T @ dy, dy.mean(axis=1)


@dense_backward.wrong
def dx_transposed(x, W, dy):
    """dx is transposed: (d_in, n). It has the shape of x, (n, d_in)."""
    return W @ dy.T, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def dx_of_the_output(x, W, dy):
    """dx is made of x W, the signal on its way up. What comes back is dy: it meets W
    transposed."""
    return (x @ W) @ W.T, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def db_of_ones(x, W, dy):
    """db is 1 everywhere: that is the slope of y by b. The chain rule multiplies it by dy
    and adds up over the batch."""
    return dy @ W.T, x.T @ dy, np.ones_like(dy[0])


@dense_backward.wrong
def transposed_dw_first(x, W, dy):
    """two things: dW stands first, where dx is asked for, and dx last; and dW is
    transposed, (d_out, d_in)."""
    return dy.T @ x, dy.sum(axis=0), dy @ W.T


@dense_backward.wrong
def w_reshaped(x, W, dy):
    """W is reshaped where it should be transposed: the shape is right, and the numbers
    stand elsewhere. W.T exchanges rows and columns."""
    return dy @ W.reshape(W.shape[::-1]), x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def x_reshaped(x, W, dy):
    """x is reshaped where it should be transposed: the shape is right, and the numbers
    stand elsewhere. x.T exchanges rows and columns."""
    return dy @ W.T, x.reshape(x.shape[::-1]) @ dy, dy.sum(axis=0)


@dense_backward.right
def by_einsum(x, W, dy):
    dx = np.einsum("nj,ij->ni", dy, W)
    dW = np.einsum("ni,nj->ij", x, dy)
    return dx, dW, np.ones(len(dy), dy.dtype) @ dy


@dense_backward.right
def example_by_example(x, W, dy):
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(W[0])
    for i in range(len(x)):
        dx[i] = W @ dy[i]
        dW += np.outer(x[i], dy[i])
        db += dy[i]
    return dx, dW, db
