"""The question `telemetry_reading`: reference, mistakes, other right answers."""

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter


@chapter.value(
    points=5,
    prompt="""
    **Read the telemetry.** A ReLU network 64-32-32-32-10 was trained for 300 steps on the
    digits with pixels from 0 to 16, at a rate of 0.1. Its loss went from 8.9 to 2.30 within
    30 steps and stayed there. After the last step 32, 26 and 32 of the 32 units in the
    three hidden layers are off for all images, and each weight matrix's gradient has a norm
    of 0.

    What is to be done first? **A**: nothing, a gradient of 0 is a minimum. **B**: raise the
    rate, since nothing moves. **C**: start again with a lower rate and with standardised
    inputs. **D**: clip the gradients, since they exploded. Answer with the letter, as a
    text.
    """,
)
def telemetry_reading():
    return "C"


@telemetry_reading.wrong
def a():
    """a loss of 2.30 is ln 10, that of pure chance over ten digits: no minimum worth
    having. The gradient is 0 because it passes no layer whose units are all off."""
    return "A"


@telemetry_reading.wrong
def b():
    """a rate multiplies the gradient, and that is 0: units that are off for all images stay
    so at any rate."""
    return "B"


@telemetry_reading.wrong
def d():
    """nothing is left to clip: the gradients are 0. A limit might have helped in the first
    30 steps; the units that died in them stay dead."""
    return "D"


@telemetry_reading.wrong_where(lambda text: text.strip().upper() not in set("ABCD"))
def no_letter():
    """the answer is one of the letters A, B, C and D, alone."""
    return "E"


telemetry_reading.right("c", " C ")
