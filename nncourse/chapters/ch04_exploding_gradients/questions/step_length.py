"""The question `step_length`: cases, reference, mistakes, other right answers."""

from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def step_length_cases(rng):
    yield 0.5, 4.0, 1.0
    yield 0.2, 3.0, 1.0  # the gradient is above the limit, the step is not
    yield 0.1, 2.0, 3.0  # below the limit, its square above
    for sign in (1, -1, 1, -1):
        lr, limit = rng.uniform(0.01, 0.5), rng.uniform(0.5, 3)
        yield float(lr), float(limit * rng.uniform(2, 9) ** sign), float(limit)
    yield float(rng.uniform(2, 4)), 3.0, 1.5  # a rate above the limit
    yield edge("a norm of 0", 0.3, 0.0, float(rng.uniform(0.5, 3)))


@chapter.function(
    points=10,
    prompt="""
    SGD with rate `lr`. A gradient whose norm is above `limit` is first scaled down to the
    norm `limit`; a shorter one stays as it is. Before that the gradient has the norm
    `norm`, which may be 0. How long is the step, as the norm of what is added to the
    weights?
    """,
    cases=step_length_cases,
    implementing=False,
)
def step_length(lr, norm, limit):
    """The length of the step, a number."""
    return lr * min(norm, limit)


@step_length.wrong
def never_clipped(lr, norm, limit):
    """that is the step without clipping. Above the limit the gradient is scaled down to
    it."""
    return lr * norm


@step_length.wrong
def always_limit(lr, norm, limit):
    """that is right above the limit. A gradient that is shorter than the limit stays as it
    is: clipping never makes it longer."""
    return lr * limit


@step_length.wrong
def no_rate(lr, norm, limit):
    """that is the length of the clipped gradient. The step is lr times as long."""
    return min(norm, limit)


@step_length.wrong
def rate_clipped(lr, norm, limit):
    """the limit was put on the step. Clipping looks at the gradient, and the rate comes
    afterwards."""
    return min(lr * norm, limit)


@step_length.wrong
def divides_by_norm(lr, norm, limit):
    """right, but for a gradient of norm 0: the scale limit / norm divides by it.
    Compare first, or use min(norm, limit)."""
    return lr * norm * min(1, limit / norm)


@step_length.wrong
def largest(lr, norm, limit):
    """short gradients are stretched to the limit and long ones are left: that is `max`
    in the place of `min`."""
    return lr * max(norm, limit)


@step_length.wrong
def largest_without_rate(lr, norm, limit):
    """two things: `max` in the place of `min`, which stretches what is short; and the
    rate is missing."""
    return max(norm, limit)


@step_length.wrong
def scaled_rate(lr, norm, limit):
    """that is the rate, scaled down. The length of the step is that times the gradient's
    norm."""
    return lr * min(1, limit / norm)


@step_length.wrong
def scaled_rate_guarded(lr, norm, limit):
    """that is the rate, scaled down where the gradient is long. The step's length is
    that times the gradient's norm."""
    return lr * (limit / norm if norm > limit else 1)


@step_length.wrong
def thrown_away(lr, norm, limit):
    """a gradient that is too long is thrown away. Clipping keeps its direction and shortens
    it to the limit."""
    return lr * norm if norm <= limit else 0


@step_length.wrong
def scale_upside_down(lr, norm, limit):
    """the scale is upside down: limit / norm takes the norm to the limit."""
    return lr * norm * min(1, norm / limit)


@step_length.wrong
def rate_clipped_too(lr, norm, limit):
    """the rate is clipped as well. The limit is one for the gradient's norm."""
    return min(lr, limit) * min(norm, limit)


@step_length.wrong
def step_compared(lr, norm, limit):
    """the step is compared with the limit. Clipping compares the gradient's norm, and
    the rate comes afterwards."""
    return lr * limit if lr * norm > limit else lr * norm


@step_length.wrong
def limit_of_1(lr, norm, limit):
    """the gradient is clipped to 1, whatever the limit."""
    return lr * min(norm, 1.0)


@step_length.wrong
def rate_alone(lr, norm, limit):
    """the step has the length lr, whatever the gradient. That is a gradient of norm 1."""
    return lr


@step_length.wrong
def norm_left_out_above(lr, norm, limit):
    """right up to the limit. Above it that is the rate times limit / norm, and the norm
    that is scaled by it is left out: together they make limit."""
    return lr * norm if norm <= limit else lr * limit / norm


@step_length.wrong
def rate_left_out_above(lr, norm, limit):
    """right up to the limit. Above it the rate is missing: the clipped gradient is `limit`
    long, and the step lr times that."""
    return lr * norm if norm <= limit else limit


@step_length.wrong
def subtracted_twice(lr, norm, limit):
    """what lies above the limit is taken away more than once. Above the limit the gradient
    becomes `limit` long, however long it was."""
    return lr * (norm - 2 * max(norm - limit, 0))


@step_length.wrong
def upside_down_above(lr, norm, limit):
    """right up to the limit. Above it the scale is upside down: limit / norm takes the norm
    to the limit."""
    return lr * norm if norm <= limit else lr * norm * norm / limit


@step_length.wrong
def larger_of_step_and_limit(lr, norm, limit):
    """two things: the limit was put on the step, where clipping looks at the gradient; and
    that is `max` in the place of `min`."""
    return max(lr * norm, limit)


@step_length.wrong
def limit_subtracted(lr, norm, limit):
    """above the limit it is subtracted. The gradient is scaled down to the limit itself."""
    return lr * (norm - limit if norm > limit else norm)


@step_length.wrong
def softly_clipped(lr, norm, limit):
    """this bends towards the limit and shortens short gradients too. A gradient within the
    limit stays as it is, and a longer one is brought to it."""
    return lr * norm * limit / (norm + limit)


@step_length.wrong
def to_norm_1(lr, norm, limit):
    """above the limit the gradient is brought to the norm 1. It is scaled down to the limit
    itself."""
    return lr * (1.0 if norm > limit else norm)


@step_length.wrong
def square_compared(lr, norm, limit):
    """the squared norm is compared with the limit. The norm itself is: both have the same
    unit."""
    return lr * (limit if norm**2 > limit else norm)


@step_length.right
def by_scaling(lr, norm, limit):
    return lr * norm / max(1.0, norm / limit)


@step_length.right
def by_cases(lr, norm, limit):
    if norm > limit:
        return lr * limit
    return lr * norm
