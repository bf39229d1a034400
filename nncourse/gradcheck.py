"""Is a backward right? Compare it with differences of its forward.

Nudge one number by eps and see how much the output moves: that is the derivative, at the
price of two forward passes. Too slow for training, but independent of the formula that it
checks.
"""

import copy
from dataclasses import dataclass

import numpy as np

from nncourse.checks import as_data

TOLERANCE = 1e-6


def numerical_gradient(f, v, eps=1e-5):
    """df/dv by central differences, (f(v + eps) - f(v - eps)) / 2 eps, one entry at a time.

    f takes v and returns a number; v is an array of floats, moved in place and put back.
    """
    if v.dtype != np.float64:
        raise TypeError(
            f"v must be float64, not {v.dtype}: it would round a nudge of {eps}"
        )
    dv = np.empty(v.shape)
    for i in np.ndindex(v.shape):
        dv[i] = _slope(f, v, i, eps, eps)
    return dv


@dataclass
class Row:
    """One array's verdict: the largest difference, and that relative to the largest entry
    (or to a floor, where all entries are tiny).

    `seen` is False when all entries are so small that one wrong by a thousandth would pass.
    """

    name: str
    shape: tuple
    difference: float
    error: float
    seen: bool

    @property
    def passed(self):
        return self.error < TOLERANCE

    @property
    def verdict(self):
        if not self.passed:
            return "WRONG"
        return "ok" if self.seen else "too small to see"


class GradientReport:
    """A table with one row per array; true when no row is WRONG."""

    def __init__(self, rows):
        self.rows = rows

    def __bool__(self):
        return all(row.passed for row in self.rows)

    def __repr__(self):
        width = max([len("gradient"), *(len(row.name) for row in self.rows)])
        lines = [f"{'gradient':{width}}  {'shape':12}    error  verdict"]
        for row in self.rows:  # a passing error is rounding, which differs by machine
            error = f"< {TOLERANCE:.0e}" if row.passed else f"{row.error:.1e}"
            error = error if row.seen or not row.passed else "-"
            lines.append(f"{row.name:{width}}  {row.shape!s:12}  {error:>7}  {row.verdict}")
        return "\n".join(lines)


def check_gradients(layer, x, rng=None, training=True):
    """Compare every gradient that `layer.backward` gives with central differences.

    `layer` is a layer or a network and stays as it was. The upstream gradient dy is random:
    with ones, batch normalisation's true dx is 0 and wrong formulas pass. An array passes
    when its largest difference is below 1e-6 of its largest entry, or of a thousandth of
    the output's scale: below that lies the rounding of the differences. An array so small
    that an error of a thousandth would pass (the first of twenty sigmoid layers', the bias
    before a batch normalisation, which is 0) is called too small to see.
    """
    rng = np.random.default_rng(0) if rng is None else rng
    layer = copy.deepcopy(layer)
    x = as_data(np.array(x, dtype=float))
    sources = [part.rng for part in layer.parts if hasattr(part, "rng")]
    states = [copy.deepcopy(source.bit_generator.state) for source in sources]

    def forward(_=None):
        for source, state in zip(sources, states, strict=True):
            source.bit_generator.state = state  # the same units dropped each time
        return layer.forward(x, training)

    y = forward()
    dy = rng.standard_normal(y.shape)
    dx = layer.backward(dy)
    analytic = {"x": dx, **{name: g.copy() for name, g in layer.grads.items()}}
    values = {"x": x, **layer.params}

    def weighted(_):
        return np.vdot(dy, forward())

    floor = 1e-3 * np.vdot(np.abs(dy), np.abs(y)) or np.finfo(float).tiny
    return GradientReport(
        [
            _compare(f"d{name}", analytic[name], weighted, values[name], floor)
            for name in values
        ]
    )


def _compare(name, analytic, f, v, floor):
    if np.shape(analytic) != v.shape:
        raise ValueError(f"{name} has shape {np.shape(analytic)} but its array {v.shape}")
    numerical = numerical_gradient(f, v)
    scale = max(np.abs(analytic).max(), np.abs(numerical).max(), floor)
    for i in map(tuple, np.argwhere(~(np.abs(analytic - numerical) < TOLERANCE * scale))):
        # A kink such as ReLU's may lie within eps of v[i], or at v[i] itself, where the
        # slope on either side is right.
        closer = [_slope(f, v, i, *nudge) for nudge in [(1e-7, 1e-7), (1e-7, 0), (0, 1e-7)]]
        numerical[i] = min(numerical[i], *closer, key=lambda s: abs(analytic[i] - s))
    difference = np.abs(analytic - numerical).max()
    largest = max(np.abs(analytic).max(), np.abs(numerical).max())
    seen = largest >= 1e-3 * floor
    return Row(name, v.shape, float(difference), float(difference / scale), bool(seen))


def _slope(f, v, i, up, down):
    kept = v[i]
    try:
        v[i] = kept + up
        above = f(v)
        v[i] = kept - down
        below = f(v)
    finally:
        v[i] = kept
    return (above - below) / (up + down)
