"""The loss of the run under way, sent while Python trains: a page has it to show meanwhile.

A run is what one network learns, in however many pieces its loop takes its steps.
"""

import json
import math
import time

FIRST = 0.2  # seconds: what is quicker needs no word
PAUSE = 0.1  # seconds between two messages
MOST = 60  # points of a curve


class TrainingProgress:
    """Sends "progress" of what it sees: a JSON object with the `figure` that is drawn (its
    number, or null), which `run` it is since `begin`, the `step`, its `loss` in digits and
    the `losses` so far, [step, loss or null] each.
    """

    def __init__(self, send):
        self.send = send
        self.begin()

    def begin(self, figure=None):
        """A turn of this figure begins, or a cell."""
        self.figure, self.run, self.net = figure, 0, None
        self.due = time.monotonic() + FIRST

    def end(self):
        """What is over keeps no network in memory."""
        self.net = None

    def see(self, net, loss):
        """A step of a network was taken."""
        if net is not self.net:
            self.net, self.run, self.curve = net, self.run + 1, Curve()
        self.curve.add(float(loss))
        if time.monotonic() >= self.due:
            self.send("progress", json.dumps(self.told()))
            self.due = time.monotonic() + PAUSE

    def told(self):
        curve = self.curve
        return {
            "figure": self.figure,
            "run": self.run,
            "step": curve.step,
            "loss": f"{curve.loss:#.3g}".rstrip("."),
            "losses": curve.drawn(),
        }


class Curve:
    """A run's losses, thinned: of every step, then of every second, every fourth, ..."""

    def __init__(self):
        self.step, self.stride, self.points = -1, 1, []

    def add(self, loss):
        self.step, self.loss = self.step + 1, loss
        if self.step % self.stride == 0:
            self.points.append((self.step, loss))
        if len(self.points) == MOST:
            self.points = self.points[::2]
            self.stride *= 2

    def drawn(self):
        """The points and the last one; a loss that is no finite number is None."""
        points = dict([*self.points, (self.step, self.loss)])
        return [[step, finite(loss)] for step, loss in points.items()]


def finite(loss):
    """The loss, or None if it is no finite number, for which JSON has no word."""
    return loss if math.isfinite(loss) else None
