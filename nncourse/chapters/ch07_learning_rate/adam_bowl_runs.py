"""Adam beside plain descent on the bowl of this chapter, in whatever direction it lies.

Adam divides each coordinate by its own size, so it sees neither the loss's scale nor the
condition number of a valley along the axes. A turned valley is another matter.
"""

import numpy as np

from nncourse.optim import SGD, Adam

START = -2.0, 2.0  # in the directions of the valley
ANGLES = {"along the axes": 0.0, "turned": np.pi / 4}
STEPS = 100
PLAIN_RATE = 1.5


class Bowl:
    """The loss w H w / 2 with its weights w, which an optimizer moves as a network's."""

    def __init__(self, H, start):
        self.H, self.w = H, np.array(start)

    def vectors(self):
        """The weights and their gradient."""
        return self.w, self.H @ self.w

    def move(self, step):
        self.w += step


def turn(valley):
    """The matrix whose columns are the steep and the flat direction of `valley`."""
    if valley not in ANGLES:
        raise ValueError(f"valley must be one of {list(ANGLES)}, not {valley!r}")
    c, s = np.cos(ANGLES[valley]), np.sin(ANGLES[valley])
    return np.array([[c, -s], [s, c]])


def measure_adam_on_bowl(times=1.0, kappa=1400, valley="along the axes", rate=0.1):
    """Plain descent, and Adam at `rate`, on a bowl whose loss is multiplied by `times`.

    {"plain": ..., "Adam": ...}, each with its "path" (STEPS + 1, 2) in w1 and w2, and
    "left", the distance to the minimum at the end.
    """
    R = turn(valley)
    H = R * [1, 1 / kappa] @ R.T  # curvature 1 along one column, 1 / kappa along the other
    runs = {}
    for name, optimizer in (("plain", SGD(PLAIN_RATE)), ("Adam", Adam(rate))):
        bowl = Bowl(times * H, R @ START)
        path = [bowl.w.copy()]
        with np.errstate(all="ignore"):  # a run may diverge
            for _ in range(STEPS):
                optimizer.step(bowl)
                path.append(bowl.w.copy())
            path = np.array(path)
            runs[name] = {"path": path, "left": np.linalg.norm(path[-1])}
    return runs
