"""What a case can hand to a learner's function besides plain data.

A case names the maker and its arguments, `Fixture("rng", (3,))`, and each call gets a fresh
one. No reference and no answer may stand here: the grader loads this file by its path into
the process where submissions run.
"""

import numpy as np


def rng(seed):
    """A random generator of its own."""
    return np.random.default_rng(seed)


class drawn:
    """A generator whose random numbers are written down."""

    def __init__(self, numbers):
        self.numbers = numbers

    def random(self, size=None, dtype=np.float64):
        numbers = np.resize(self.numbers, self.numbers.shape if size is None else size)
        # As with numpy's own, those of another precision are other numbers.
        return numbers if dtype == np.float64 else (1 - numbers).astype(dtype)


def weighted_sine(w):
    """The function v -> sum(w * sin(v)); its gradient is w * cos(v)."""
    return lambda v: float(np.sum(w * np.sin(v)))


def quadratic(a):
    """The function v -> v @ a @ v / 2 over all entries of v in a row."""
    return lambda v: float(0.5 * v.ravel() @ a @ v.ravel())


def exponential(c, k):
    """The function v -> sum(c * exp(k * v)), which bends most unevenly."""
    return lambda v: float(np.sum(c * np.exp(k * v)))


def recorded(rates, losses):
    """The function lr -> the losses written down for that one of `rates`."""
    return lambda lr: losses[np.argmin(np.abs(rates - lr))].copy()


def turned(array):
    """The array, transposed, so that its columns lie together in memory."""
    return array.T


def descent(curvatures, start, steps):
    """The function lr -> the losses of gradient descent in a bowl, (steps + 1,)."""

    def run(lr):
        w, losses = start, []
        with np.errstate(all="ignore"):
            for _ in range(steps + 1):
                losses.append(0.5 * np.sum(curvatures * w**2))
                w = w - lr * curvatures * w
        return np.array(losses)

    return run


class WithoutExponentials(np.ndarray):
    """An array of which numpy takes no exponential, logarithm or hyperbolic function.

    A single entry of it is a number like any other.
    """

    def __array_ufunc__(self, ufunc, method, *inputs, **more):
        name, unwanted = ufunc.__name__, ("exp", "log", "sinh", "cosh", "tanh")
        if not name.startswith("logical") and any(word in name for word in unwanted):
            raise TypeError(f"np.{name} is not wanted here")
        plain = [_plain(value) for value in inputs]
        out = more.pop("out", ())
        if out:
            more["out"] = tuple(map(_plain, out))
        found = getattr(ufunc, method)(*plain, **more)
        if out:
            return out[0]
        return found.view(type(self)) if isinstance(found, np.ndarray) else found


def _plain(value):
    return value.view(np.ndarray) if isinstance(value, WithoutExponentials) else value


def without_exponentials(array):
    """The array, guarded: see WithoutExponentials."""
    return array.view(WithoutExponentials)


MAKERS = {
    maker.__name__: maker
    for maker in (
        rng,
        drawn,
        weighted_sine,
        quadratic,
        exponential,
        recorded,
        turned,
        without_exponentials,
        descent,
    )
}
