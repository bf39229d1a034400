"""The question `numerical_gradient`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture


def numerical_gradient_cases(rng):
    yield Fixture("quadratic", (np.diag([40.0, 10.0]),)), np.array([[1.0], [-2.0]])
    for shape in (2, 3), (4, 2), (5,):
        size = int(np.prod(shape))
        a = rng.normal(size=(size, size))
        a = 10 * (a @ a.T + np.eye(size))
        yield Fixture("quadratic", (a,)), rng.normal(size=shape)
    w = 20 * rng.normal(size=(3, 3))
    v = rng.normal(size=(3, 3))
    v[0, 2] = 0  # a step in proportion to it is none
    v[:, 1] *= 1e-6  # what is added to so small a number is not taken away again exactly
    yield Fixture("weighted_sine", (w,)), v
    w, v = 20 * rng.normal(size=(2, 3)), rng.normal(size=(3, 2))
    yield edge(
        "a v whose columns lie together",
        Fixture("weighted_sine", (w,)),
        Fixture("turned", (v,)),
    )


def gradients_alike(got, expected):
    """The same shape, and the same numbers as far as differences can tell."""
    got, expected = np.asarray(got), np.asarray(expected)
    scale = np.abs(expected).max()
    return (
        got.shape == expected.shape and np.abs(got - expected).max() < 4e-8 * scale + 1e-6
    )


@chapter.function(
    points=15,
    prompt=r"""
    `f(v)` returns a number for an array `v` of floats, of any shape and however it lies in
    memory (`v.T` is such an array). Return its gradient by central differences,
    $(f(v + \epsilon) - f(v - \epsilon)) / 2\epsilon$ for one entry at a time, with
    $\epsilon$ = 1e-5 (`eps`). When you return, `v` must be as it was, to the last bit.
    """,
    cases=numerical_gradient_cases,
    compare=gradients_alike,
)
def numerical_gradient(f, v):
    """The gradient of f with respect to v by central differences with eps = 1e-5."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        kept = v[i]
        v[i] = kept + eps
        above = f(v)
        v[i] = kept - eps
        below = f(v)
        v[i] = kept
        dv[i] = (above - below) / (2 * eps)
    return dv


def _slopes(f, v, up, down, over):
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        above, below = v.copy(), v.copy()
        above[i] += up
        below[i] -= down
        dv[i] = (f(above) - f(below)) / over
    return dv


@numerical_gradient.wrong
def half_missing(f, v):
    """exactly twice too large: between v + eps and v - eps lie 2 eps, not eps."""
    return _slopes(f, v, 1e-5, 1e-5, 1e-5)


@numerical_gradient.wrong
def one_sided(f, v):
    """close, and not close enough: f(v + eps) - f(v) has an error as large as eps. Take a
    step to both sides; the error becomes eps squared."""
    return _slopes(f, v, 1e-5, 0, 1e-5)


@numerical_gradient.wrong
def all_at_once(f, v):
    """all entries are nudged together, which gives one number, the sum of all slopes. Nudge
    one entry at a time."""
    return (f(v + 1e-5) - f(v - 1e-5)) / 2e-5


@numerical_gradient.wrong
def not_put_back(f, v):
    """an entry is not put back after its turn, so later slopes are measured at another
    point. Keep the old value and restore it."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    v = v.copy()
    for i in np.ndindex(v.shape):
        v[i] += eps
        above = f(v)
        v[i] -= 2 * eps
        dv[i] = (above - f(v)) / (2 * eps)
    return dv


@numerical_gradient.wrong
def put_back_by_adding(f, v):
    """the slopes are right, but v comes back changed in its last digits: adding eps, taking
    2 eps and adding eps again rounds each time. Keep the old value and restore it."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        v[i] += eps
        above = f(v)
        v[i] -= 2 * eps
        dv[i] = (above - f(v)) / (2 * eps)
        v[i] += eps
    return dv


@numerical_gradient.wrong
def coarse(f, v):
    """eps is far too large: this is a slope over a distance at which the curve has turned.
    The question asks for 1e-5."""
    return _slopes(f, v, 0.1, 0.1, 0.2)


@numerical_gradient.wrong
def sign(f, v):
    """the right size and the wrong sign: above minus below."""
    return -_slopes(f, v, 1e-5, 1e-5, 2e-5)


@numerical_gradient.wrong
def flat(f, v):
    """the slopes stand in one long row. The gradient has the shape of v."""
    return _slopes(f, v, 1e-5, 1e-5, 2e-5).ravel()


@numerical_gradient.wrong
def one_slope_everywhere(f, v):
    """all entries are nudged together, and the sum of all slopes stands in every place.
    Nudge one entry at a time."""
    return np.full(v.shape, (f(v + 1e-5) - f(v - 1e-5)) / 2e-5)


@numerical_gradient.wrong
def precedence(f, v):
    """`/ 2 * eps` divides by 2 and multiplies by eps. Put 2 * eps into brackets."""
    return _slopes(f, v, 1e-5, 1e-5, 2 / 1e-5)


@numerical_gradient.wrong
def second_derivative(f, v):
    """f(v + eps) - 2 f(v) + f(v - eps) over eps squared is the second derivative, how fast
    the slope changes."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        up, down = v.copy(), v.copy()
        up[i] += eps
        down[i] -= eps
        dv[i] = (f(up) - 2 * f(v) + f(down)) / eps**2
    return dv


@numerical_gradient.wrong
def tiny_step(f, v):
    """the step is so small that it drowns in rounding: v + eps is v, or nearly. The
    question asks for 1e-5."""
    return _slopes(f, v, 1e-15, 1e-15, 2e-15)


@numerical_gradient.wrong
def step_of_few_digits(f, v):
    """the step is so small that few digits of the difference are left, the rest is lost in
    rounding. The question asks for 1e-5."""
    return _slopes(f, v, 1e-14, 1e-14, 2e-14)


@numerical_gradient.wrong
def same_array(f, v):
    """`w = v` gives the array a second name and makes no copy: what is added to w stays in
    v. Write v.copy(), or put the old value back."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        w = v
        w[i] += eps
        above = f(w)
        w = v
        w[i] -= eps
        dv[i] = (above - f(w)) / (2 * eps)
    return dv


@numerical_gradient.wrong
def whole_rows(f, v):
    """`for i in range(len(v))` walks over rows and nudges each as a whole. Walk over all
    entries: np.ndindex(v.shape) gives their places."""
    dv = np.zeros(v.shape)
    for i in range(len(v)):
        up, down = v.copy(), v.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        dv[i] = (f(up) - f(down)) / 2e-5
    return dv


@numerical_gradient.wrong
def larger_step(f, v):
    """close, and not close enough: the step is longer than 1e-5, and over its length the
    curve turns."""
    return _slopes(f, v, 1e-3, 1e-3, 2e-3)


@numerical_gradient.wrong
def view_that_is_a_copy(f, v):
    """where `v` does not lie row by row in memory, `ravel` and `reshape` make a copy, of v
    and of `zeros_like(v)` alike: what you write there is lost. Index the arrays themselves,
    or a copy that f is given."""
    eps = 1e-5
    dv = np.zeros(v.shape)
    flat = v.ravel()
    for i in range(flat.size):
        kept = flat[i]
        flat[i] = kept + eps
        above = f(v)
        flat[i] = kept - eps
        below = f(v)
        flat[i] = kept
        dv.flat[i] = (above - below) / (2 * eps)
    return dv


@numerical_gradient.wrong
def two_axes(f, v):
    """two loops, over rows and columns, suit a matrix alone. v may have any shape: walk
    over np.ndindex(v.shape)."""
    dv = np.zeros(v.shape)
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            step = np.zeros(v.shape)
            step[i, j] = 1e-5
            dv[i, j] = (f(v + step) - f(v - step)) / 2e-5
    return dv


@numerical_gradient.right
def on_copies(f, v):
    return _slopes(f, v, 1e-5, 1e-5, 2e-5)


@numerical_gradient.right
def by_basis(f, v):
    found = []
    for k in range(v.size):
        step = np.zeros(v.size)
        step[k] = 1e-5
        step = step.reshape(v.shape)
        found.append((f(v + step) - f(v - step)) / 2e-5)
    return np.array(found).reshape(v.shape)
