"""Questions of chapter 5, dead ReLU units, in the order in which they are asked."""

from nncourse.chapters.ch05_dead_relu_units.questions.all_alive import all_alive
from nncourse.chapters.ch05_dead_relu_units.questions.born_dead_bound import born_dead_bound
from nncourse.chapters.ch05_dead_relu_units.questions.dead_share import dead_share
from nncourse.chapters.ch05_dead_relu_units.questions.drawn_anew import drawn_anew
from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter
from nncourse.chapters.ch05_dead_relu_units.questions.kick import kick
from nncourse.chapters.ch05_dead_relu_units.questions.leaky_backward import leaky_backward
from nncourse.chapters.ch05_dead_relu_units.questions.revived_units import revived_units
from nncourse.chapters.ch05_dead_relu_units.questions.telemetry_reading import (
    telemetry_reading,
)

chapter.asks(
    revived_units,
    dead_share,
    leaky_backward,
    kick,
    born_dead_bound,
    drawn_anew,
    telemetry_reading,
    all_alive,
)

__all__ = ["chapter"]
