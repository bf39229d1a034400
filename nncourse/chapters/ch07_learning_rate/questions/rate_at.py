"""The question `rate_at`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.exercises.promises import edge


def rate_at_cases(rng):
    yield 1, 10, 1.0, 4
    yield 7, 10, 1.0, 4
    n, warmup = int(rng.integers(50, 90)), int(rng.integers(8, 20))
    lr = float(rng.uniform(0.1, 0.6))
    yield 0, n, lr, warmup
    yield edge("where the warm-up ends", warmup, n, lr, warmup)
    yield edge("where the warm-up ends", warmup - 1, warmup + 3, lr, warmup)
    yield n - 1, n, lr, warmup
    yield int(rng.integers(warmup + 5, n - 8)), n, lr, warmup
    yield warmup - 2, warmup + 2, lr, warmup  # the cosine alone would be 0 there
    yield edge("no warm-up", int(rng.integers(n // 2 + 4, n - 8)), n, lr, 0)
    yield edge("no warm-up", 0, n, lr, 0)


@chapter.function(
    points=15,
    prompt=r"""
    A schedule. For the first `warmup` steps the rate rises in equal parts: $\eta (k + 1) /
    \text{warmup}$ at step $k = 0, 1, \dots$ From step `warmup` on it follows half a cosine,

    $$\frac{\eta}{2} \left( 1 + \cos \pi \frac{k - \text{warmup}}{\text{n} - \text{warmup}}
    \right),$$

    which would reach 0 at step n. `warmup` is less than n and may be 0.
    """,
    cases=rate_at_cases,
)
def rate_at(k, n, lr, warmup):
    """The learning rate at step k of n, as a number."""
    if k < warmup:
        return lr * (k + 1) / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup) / (n - warmup)))


def _rate(k, n, lr, warmup, rise=1, wave=np.cos, start=None):
    if k < warmup:
        return lr * (k + rise) / warmup
    start = warmup if start is None else start
    return lr / 2 * (1 + wave(np.pi * (k - start) / (n - start)))


@rate_at.wrong
def starts_at_zero(k, n, lr, warmup):
    """your first step has a rate of 0 and so does nothing. The rise is (k + 1) / warmup."""
    return _rate(k, n, lr, warmup, rise=0)


@rate_at.wrong
def cosine_from_start(k, n, lr, warmup):
    """the cosine counts from step 0, so the rate jumps down where the warm-up ends. It
    starts at step warmup."""
    return _rate(k, n, lr, warmup, start=0)


@rate_at.wrong
def whole_cosine(k, n, lr, warmup):
    """the cosine goes through a whole wave and is back at the top in the end. Half a wave
    takes π, not 2π."""
    return _rate(k, n, lr, warmup, wave=lambda angle: np.cos(2 * angle))


@rate_at.wrong
def quarter_cosine(k, n, lr, warmup):
    """this is cos of a quarter wave. It falls slowly at first and then straight to 0; the
    schedule asked for bends at both ends."""
    return _rate(k, n, lr, warmup, wave=lambda angle: 2 * np.cos(angle / 2) - 1)


@rate_at.wrong
def straight(k, n, lr, warmup):
    """after the warm-up your rate falls in a straight line. Use the cosine."""
    return _rate(k, n, lr, warmup, wave=lambda angle: 1 - 2 * angle / np.pi)


@rate_at.wrong
def no_lr(k, n, lr, warmup):
    """you return the share of the rate, from 0 to 1. Multiply by lr."""
    return _rate(k, n, 1.0, warmup)


@rate_at.wrong
def no_half(k, n, lr, warmup):
    """your rate is twice what was asked for at the top: 1 + cos goes up to 2."""
    return _rate(k, n, lr, warmup) * (1 if k < warmup else 2)


@rate_at.wrong
def boundary(k, n, lr, warmup):
    """step `warmup` still counts to the rise here, and goes above lr. There are `warmup`
    steps of it, 0 to warmup - 1."""
    return lr * (k + 1) / warmup if k <= warmup > 0 else _rate(k, n, lr, warmup)


@rate_at.wrong
def rise_to_zero_to_one(k, n, lr, warmup):
    """k / (warmup - 1) starts at 0. The rise is (k + 1) / warmup: warmup equal parts, the
    first one at step 0."""
    return lr * k / (warmup - 1) if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def one_part_too_many(k, n, lr, warmup):
    """the rise has warmup + 1 parts here, so lr is not reached at its last step. It has
    `warmup`."""
    return lr * (k + 1) / (warmup + 1) if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def rise_over_the_rest(k, n, lr, warmup):
    """the rise is divided by n - warmup, the length of the other part. Its own length is
    warmup."""
    return lr * (k + 1) / (n - warmup) if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def rise_over_all(k, n, lr, warmup):
    """the rise is divided by n, the whole run. It is over after warmup steps."""
    return lr * (k + 1) / n if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def cosine_over_all(k, n, lr, warmup):
    """the cosine starts at step warmup and is divided by n, so it does not reach its end.
    It has n - warmup steps."""
    if k < warmup:
        return lr * (k + 1) / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup) / n))


@rate_at.wrong
def ends_a_step_early(k, n, lr, warmup):
    """the cosine reaches 0 one step too early, at n - 1. It would reach it at n."""
    return _rate(k, n - (k >= warmup), lr, warmup)


@rate_at.wrong
def ends_a_step_late(k, n, lr, warmup):
    """the cosine would reach 0 one step too late, at n + 1. It would reach it at n."""
    return _rate(k, n + (k >= warmup), lr, warmup)


@rate_at.wrong
def one_ahead(k, n, lr, warmup):
    """the cosine counts k + 1. That belongs to the rise alone; at step warmup the rate is
    lr itself."""
    return _rate(k + (k >= warmup), n, lr, warmup)


@rate_at.wrong
def sine(k, n, lr, warmup):
    """a sine in the place of the cosine: at the start of the fall sin is 0, cos is 1."""
    return _rate(k, n, lr, warmup, wave=np.sin)


@rate_at.wrong
def no_pi(k, n, lr, warmup):
    """π is missing, so the cosine goes through a third of its half wave."""
    return _rate(k, n, lr, warmup, wave=lambda angle: np.cos(angle / np.pi))


@rate_at.wrong
def degrees(k, n, lr, warmup):
    """the angle is in degrees, 180 for π. `np.cos` takes radians."""
    return _rate(k, n, lr, warmup, wave=lambda angle: np.cos(np.degrees(angle)))


@rate_at.wrong
def rises(k, n, lr, warmup):
    """1 - cos rises where the rate should fall. It is 1 + cos."""
    return _rate(k, n, lr, warmup, wave=lambda angle: -np.cos(angle))


@rate_at.wrong
def no_one(k, n, lr, warmup):
    """the 1 in front of the cosine is missing, so the rate goes below 0."""
    return _rate(k, n, lr, warmup, wave=lambda angle: np.cos(angle) - 1)


@rate_at.wrong
def cosine_of_pi(k, n, lr, warmup):
    """this takes the cosine of π and multiplies it by the share. The share belongs inside:
    the cosine of π times the share."""
    return _rate(k, n, lr, warmup, wave=lambda angle: -angle / np.pi)


@rate_at.wrong
def angle_undivided(k, n, lr, warmup):
    """the division stands outside of the cosine. It belongs to the angle."""
    if k < warmup:
        return lr * (k + 1) / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup)) / (n - warmup))


@rate_at.wrong
def no_rise(k, n, lr, warmup):
    """there is no warm-up here: the cosine begins at step 0."""
    return _rate(k, n, lr, 0)


@rate_at.wrong
def rise_alone(k, n, lr, warmup):
    """after the warm-up the rate stays at lr. From there it follows half a cosine down."""
    return lr * min(1.0, (k + 1) / warmup) if warmup else lr


@rate_at.wrong
def no_fall_without_rise(k, n, lr, warmup):
    """without a warm-up your rate is lr all the time. The cosine then starts at step 0."""
    return _rate(k, n, lr, warmup) if warmup else lr


@rate_at.wrong
def whole_parts(k, n, lr, warmup):
    """a whole division, `//`, makes the share of the rise 0 until its end."""
    return lr * ((k + 1) // warmup) if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def product(k, n, lr, warmup):
    """rise and cosine are multiplied over the whole run. The cosine begins when the rise is
    over."""
    rise = min(1.0, (k + 1) / warmup) if warmup else 1.0
    return rise * _rate(k, n, lr, 0)


@rate_at.wrong
def from_half(k, n, lr, warmup):
    """the rise starts at half of the rate. Its first step is lr / warmup."""
    if k < warmup:
        return lr * (0.5 + 0.5 * (k + 1) / warmup)
    return _rate(k, n, lr, warmup)


@rate_at.wrong
def doubling(k, n, lr, warmup):
    """the rate doubles from step to step in the rise. It rises in equal parts."""
    return lr * 2.0 ** (k + 1 - warmup) if k < warmup else _rate(k, n, lr, warmup)


@rate_at.wrong
def from_zero_cosine_over_all(k, n, lr, warmup):
    """two things: the first step has a rate of 0, since the rise counts k and not k + 1;
    and the cosine is divided by n, not by n - warmup."""
    if k < warmup:
        return lr * k / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup) / n))


@rate_at.wrong
def never_below(k, n, lr, warmup):
    """the rate stops falling at a smallest value. The formula goes on towards 0."""
    return max(lr / 100, _rate(k, n, lr, warmup))


@rate_at.wrong
def rounded(k, n, lr, warmup):
    """the rate is rounded. Return it as it is: late in the run it is small."""
    return round(_rate(k, n, lr, warmup), 4)


@rate_at.wrong
def no_lr_in_the_fall(k, n, lr, warmup):
    """the fall lacks lr: multiply by it there as well."""
    return _rate(k, n, lr if k < warmup else 1.0, warmup)


@rate_at.wrong
def no_lr_in_the_rise(k, n, lr, warmup):
    """the rise lacks lr: multiply by it there as well."""
    return _rate(k, n, 1.0 if k < warmup else lr, warmup)


@rate_at.wrong
def no_one_no_half(k, n, lr, warmup):
    """the cosine alone goes from lr down to -lr. Add 1 and halve it."""
    return _rate(k, n, lr, warmup, wave=lambda angle: 2 * np.cos(angle) - 1)


@rate_at.wrong
def one_step_at_least(k, n, lr, warmup):
    """without a warm-up this still warms up for one step. The cosine then starts at step 0
    and goes on from there over n steps."""
    return _rate(k, n, lr, max(warmup, 1))


@rate_at.wrong
def smaller_of_both(k, n, lr, warmup):
    """the smaller of rise and cosine is taken. Before step warmup only the rise counts,
    even where the cosine, continued to the left, lies below it."""
    falling = lr / 2 * (1 + np.cos(np.pi * (k - warmup) / (n - warmup)))
    return min(lr * (k + 1) / warmup, falling) if warmup else falling


@rate_at.wrong
def rise_too_short(k, n, lr, warmup):
    """step `warmup` - 1 counts to the cosine here. It is the last of the rise, with lr
    itself: the cosine counts from step `warmup` on."""
    if k < warmup - 1:
        return lr * (k + 1) / warmup
    return lr / 2 * (1 + np.cos(np.pi * (k - warmup) / (n - warmup)))


@rate_at.right
def by_squares(k, n, lr, warmup):
    if k >= warmup:
        return lr * np.cos(np.pi / 2 * (k - warmup) / (n - warmup)) ** 2
    return (k + 1) * (lr / warmup)


@rate_at.right
def by_min(k, n, lr, warmup):
    rise = min(1.0, (k + 1) / max(warmup, 1))
    share = max(0.0, (k - warmup) / (n - warmup))
    return lr * rise * (0.5 + 0.5 * np.cos(np.pi * share))
