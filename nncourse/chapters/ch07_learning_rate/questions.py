"""Questions of chapter 7: the learning rate."""

import numpy as np

from nncourse import SGD, Tanh, digits, mean_squared_error, mlp, steps, xavier
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture

chapter = Chapter(
    "07-learning-rate",
    title="The learning rate",
    intro="""
    The limit of a bowl, momentum and a schedule of your own, three things to measure while
    training, and a run to rescue.
    """,
)


@chapter.value(
    points=10,
    prompt=r"""
    **Warm-up.** A bowl has the loss $4 w_1^2 + w_2^2 + \tfrac14 w_3^2$. Above which
    learning rate does gradient descent on it diverge?
    """,
)
def largest_rate():
    """The limit 2 / λ, where λ is the largest second derivative."""
    curvatures = np.array([8.0, 2.0, 0.5])
    return 2 / curvatures.max()


@largest_rate.wrong
def loss_factor():
    """4 is the factor in the loss. The curvature is the second derivative of the loss: of 4
    w² it is 8."""
    return 0.5


@largest_rate.wrong
def one_over():
    """that is 1 / λ, the rate that reaches the bottom of the steepest direction in a single
    step. There is as much room again above it."""
    return 0.125


@largest_rate.wrong
def flattest():
    """that is the limit of the flattest direction, and half of the largest second
    derivative. The steepest direction gives way first, and the limit falls as it gets
    steeper."""
    return 4.0


@largest_rate.wrong
def upside_down():
    """the sharper a bowl, the smaller the step that it bears: the largest second derivative
    stands below the line."""
    return 16.0


@largest_rate.wrong
def mean():
    """the curvatures do not share one limit between them. Each direction has its own, and
    the lowest decides."""
    return 2 / 3.5


@largest_rate.wrong_where(lambda value: value <= 0)
def below_zero():
    """a rate below 0 goes uphill. The limit is a positive number."""
    return -0.25


@largest_rate.wrong_where(lambda value: not value < 1e6)
def never():
    """a bowl has a lowest point, and steps that are too long still jump across it, further
    each time. There is a limit."""
    return float("inf")


@largest_rate.wrong
def middle():
    """that is the limit of the middle direction, and 2 over the curvatures' geometric mean.
    The steepest direction gives way first."""
    return 1.0


@largest_rate.wrong
def total():
    """the curvatures do not add up: each direction goes its own way, and the steepest
    decides."""
    return 2 / 10.5


@largest_rate.wrong
def best():
    """that is 2 / (largest + smallest), the rate that is quickest in the worst direction.
    The run still converges somewhat above it."""
    return 2 / 8.5


@largest_rate.wrong
def with_momentum():
    """that is the limit with a momentum of 0.9. The question is about plain gradient
    descent."""
    return (2 + 2 * 0.9) / 8


@largest_rate.wrong
def chapters_bowl():
    """another bowl has that limit. Here the largest second derivative is that of 4 w₁²."""
    return 2.0


@largest_rate.wrong
def flattest_factor():
    """8 is the largest second derivative itself, and the limit falls as that rises. (It is
    also 2 / (1/4), from the flattest direction; the steepest gives way first.)"""
    return 8.0


@largest_rate.wrong_where(lambda value: value > 0.25)
def too_high():
    """too high: at this rate the steepest direction, w₁, grows with each step. Work out the
    second derivative of 4 w₁², and where |1 - rate · that| becomes 1."""
    return 0.7


@largest_rate.wrong_where(lambda value: value < 0.25)
def too_low():
    """too low: the run still converges somewhat above it. Work out where |1 - rate · λ|
    becomes 1 for the largest second derivative λ."""
    return 0.2


largest_rate.right(0.25, 2 / 8)


def momentum_step_cases(rng):
    yield np.array([1.0, 2.0]), np.array([1.0, -1.0]), np.array([2.0, 4.0]), 0.1, 0.5
    for shape in (3, 2), (4, 5), (6,):
        W, dW, v = rng.normal(size=(3, *shape))
        yield W, dW, v, float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.6, 0.95))
    W, dW, v = rng.normal(size=(3, 2, 3)).astype(np.float32)
    yield W, dW, v, 0.25, 0.75
    yield edge("a momentum of 0", *rng.normal(size=(3, 2, 2)), 0.125, 0.0)


@chapter.function(
    points=15,
    prompt=r"""
    One step of momentum: $v \leftarrow \mu v + dW$, then $W \leftarrow W - \eta v$. Return
    the new weights and the new velocity, and leave the arguments as they were; float32 in,
    float32 out.
    """,
    cases=momentum_step_cases,
    returns=("W", "v"),
)
def momentum_step(W, dW, v, lr, momentum):
    """(W, v) after one step of momentum; all arrays have one shape."""
    v = momentum * v + dW
    return W - lr * v, v


@momentum_step.wrong
def averaged(W, dW, v, lr, momentum):
    """your velocity is an average: it multiplies the new gradient by 1 - momentum. Here it
    is a sum, as in PyTorch, and a steady gradient is amplified."""
    v = momentum * v + (1 - momentum) * dW
    return W - lr * v, v


@momentum_step.wrong
def old_velocity(W, dW, v, lr, momentum):
    """the weights move by the velocity of the step before. Update the velocity first, then
    step by the new one."""
    return W - lr * v, momentum * v + dW


@momentum_step.wrong
def sign(W, dW, v, lr, momentum):
    """the weights go uphill. A step goes against the velocity."""
    v = momentum * v + dW
    return W + lr * v, v


@momentum_step.wrong
def lr_inside(W, dW, v, lr, momentum):
    """the learning rate sits inside the velocity. If the rate changes later, this rule and
    the usual one part."""
    v = lr * momentum * v + lr * dW
    return W - v, v


@momentum_step.wrong
def minus_inside(W, dW, v, lr, momentum):
    """your velocity holds the rate and the minus sign, as some books write it. Here it is a
    sum of gradients, and the step is -lr v."""
    v = momentum * v - lr * dW
    return W + v, v


@momentum_step.wrong
def no_memory(W, dW, v, lr, momentum):
    """the velocity keeps nothing of its past: it is the gradient alone."""
    return W - lr * dW, dW.copy()


@momentum_step.wrong
def mu_on_gradient(W, dW, v, lr, momentum):
    """momentum multiplies the gradient. It belongs to the old velocity: the share of it
    that is kept."""
    v = v + momentum * dW
    return W - lr * v, v


@momentum_step.wrong
def nesterov(W, dW, v, lr, momentum):
    """this is Nesterov's variant, which looks one step ahead: it moves by dW + momentum *
    v. Plain momentum moves by v."""
    v = momentum * v + dW
    return W - lr * (dW + momentum * v), v


@momentum_step.wrong
def in_place(W, dW, v, lr, momentum):
    """the numbers are right, but W or v was overwritten. Make new arrays: avoid += on the
    arguments."""
    v *= momentum
    v += dW
    W -= lr * v
    return W, v


@momentum_step.wrong
def lr_in_velocity(W, dW, v, lr, momentum):
    """the rate is inside the velocity: v collects gradients as they are, and the step
    multiplies by the rate."""
    v = momentum * v + lr * dW
    return W - v, v


@momentum_step.wrong
def lr_twice(W, dW, v, lr, momentum):
    """the rate is applied twice, in the velocity and in the step. Only the step has it."""
    v = momentum * v + lr * dW
    return W - lr * v, v


@momentum_step.wrong
def velocity_unused(W, dW, v, lr, momentum):
    """the velocity is right and is not used: W moves by the gradient alone. Step by the new
    velocity."""
    return W - lr * dW, momentum * v + dW


@momentum_step.wrong
def minus_gradient(W, dW, v, lr, momentum):
    """the velocity subtracts the gradient. It adds it up; the minus stands in the step."""
    v = momentum * v - dW
    return W - lr * v, v


@momentum_step.wrong
def minus_gradient_uphill(W, dW, v, lr, momentum):
    """your velocity holds the minus sign, as some books write it. Here it is a sum of
    gradients, and the minus stands in the step."""
    v = momentum * v - dW
    return W + lr * v, v


@momentum_step.wrong
def old_velocity_returned(W, dW, v, lr, momentum):
    """the weights are right, and the old velocity is returned. The next step needs the new
    one."""
    return W - lr * (momentum * v + dW), v


@momentum_step.wrong
def weights_alone(W, dW, v, lr, momentum):
    """the weights alone are returned. Without the velocity the next step has no memory:
    return both, W and v."""
    return W - lr * (momentum * v + dW)


@momentum_step.wrong
def lr_for_momentum(W, dW, v, lr, momentum):
    """lr and momentum are swapped: momentum multiplies the old velocity, the rate the
    step."""
    return momentum_step(W, dW, v, momentum, lr)


@momentum_step.wrong
def both_scaled(W, dW, v, lr, momentum):
    """momentum multiplies the gradient as well. Only the old velocity is scaled by it."""
    v = momentum * (v + dW)
    return W - lr * v, v


@momentum_step.wrong
def nothing_lost(W, dW, v, lr, momentum):
    """the old velocity is kept whole. Momentum is the share of it that stays; otherwise it
    never slows down."""
    v = v + dW
    return W - lr * v, v


@momentum_step.wrong
def decays_afterwards(W, dW, v, lr, momentum):
    """the velocity is scaled by momentum after the step. Scale the old one first, add the
    gradient, then step."""
    v = v + dW
    return W - lr * v, momentum * v


@momentum_step.wrong
def one_minus_momentum(W, dW, v, lr, momentum):
    """1 - momentum of the old velocity is kept. The share that stays is momentum itself."""
    return momentum_step(W, dW, v, lr, 1 - momentum)


@momentum_step.wrong
def average_turned(W, dW, v, lr, momentum):
    """your velocity is an average with the shares exchanged. Here momentum multiplies the
    old velocity, and the gradient is added whole."""
    v = (1 - momentum) * v + momentum * dW
    return W - lr * v, v


@momentum_step.wrong
def no_rate(W, dW, v, lr, momentum):
    """the rate is missing in the step: W moves by lr times the velocity."""
    v = momentum * v + dW
    return W - v, v


@momentum_step.wrong
def momentum_again(W, dW, v, lr, momentum):
    """the step holds momentum once more. The new velocity has it in it: W moves by lr times
    that."""
    v = momentum * v + dW
    return W - lr * momentum * v, v


@momentum_step.wrong
def gradient_again(W, dW, v, lr, momentum):
    """the gradient counts twice in the step. The new velocity holds it already: W moves by
    lr times that, and no more."""
    v = momentum * v + dW
    return W - lr * (dW + v), v


@momentum_step.wrong
def change_of_weights(W, dW, v, lr, momentum):
    """the first result is the change of the weights. Return the weights after it."""
    v = momentum * v + dW
    return -lr * v, v


@momentum_step.wrong
def unmoved_without_momentum(W, dW, v, lr, momentum):
    """with a momentum of 0 the velocity is left as it was. The rule gives dW there: nothing
    of the old one stays."""
    if momentum == 0:
        return W - lr * dW, v
    return momentum_step(W, dW, v, lr, momentum)


@momentum_step.wrong
def weight_decay(W, dW, v, lr, momentum):
    """a share of the weights is added to the gradient: weight decay, for which the question
    does not ask."""
    v = momentum * v + dW + np.asarray(0.01, W.dtype) * W
    return W - lr * v, v


@momentum_step.wrong
def clipped(W, dW, v, lr, momentum):
    """the gradient is clipped to a length of 1. The question takes it as it is."""
    return momentum_step(W, dW / max(1, np.linalg.norm(dW)), v, lr, momentum)


@momentum_step.wrong
def sign_of_velocity(W, dW, v, lr, momentum):
    """every weight moves by the rate, whatever the size of its velocity: `sign` drops the
    size. Multiply by v itself."""
    v = momentum * v + dW
    return W - lr * np.sign(v), v


@momentum_step.wrong
def unbiased(W, dW, v, lr, momentum):
    """the velocity is divided by 1 - momentum, Adam's correction. Here it is the plain
    sum."""
    v = momentum * v + dW
    return W - lr * v / (1 - momentum), v


@momentum_step.wrong
def step_by_undamped(W, dW, v, lr, momentum):
    """the velocity that is returned is right, and the step takes the old one whole, without
    momentum. Step by the velocity that you return."""
    return W - lr * (v + dW), momentum * v + dW


@momentum_step.wrong
def damped_gradient(W, dW, v, lr, momentum):
    """the gradient is scaled by 1 - momentum in the step. The step is lr times the
    velocity, which holds it whole."""
    new = momentum * v + dW
    return W - lr * (momentum * v + (1 - momentum) * dW), new


@momentum_step.wrong
def weights_shrink(W, dW, v, lr, momentum):
    """momentum multiplies the weights. It belongs to the old velocity."""
    v = momentum * v + dW
    return momentum * W - lr * v, v


@momentum_step.wrong
def divided_by_rate(W, dW, v, lr, momentum):
    """you divide by the rate. A step is the rate times the velocity."""
    v = momentum * v + dW
    return W - v / lr, v


@momentum_step.wrong
def usual_momentum(W, dW, v, lr, momentum):
    """momentum is always 0.9 here. It is an argument: use the one that is given."""
    return momentum_step(W, dW, v, lr, 0.9)


@momentum_step.wrong
def averaged_uphill(W, dW, v, lr, momentum):
    """two things: your velocity is an average, where it is a sum; and the weights go
    uphill."""
    v = momentum * v + (1 - momentum) * dW
    return W + lr * v, v


@momentum_step.wrong
def mean_gradient(W, dW, v, lr, momentum):
    """the mean of the gradient is used for all weights. Each has its own entry of it."""
    return momentum_step(W, np.full_like(dW, dW.mean()), v, lr, momentum)


@momentum_step.right
def in_one_line(W, dW, v, lr, momentum):
    return W - lr * dW - lr * momentum * v, dW + v * momentum


@momentum_step.right
def on_copies(W, dW, v, lr, momentum):
    W, v = W.copy(), v.copy()
    v *= momentum
    v += dW
    W -= lr * v
    return W, v


def rate_at_cases(rng):
    yield 1, 10, 1.0, 4
    yield 7, 10, 1.0, 4
    n, warmup = int(rng.integers(50, 90)), int(rng.integers(8, 20))
    lr = float(rng.uniform(0.1, 0.6))
    yield 0, n, lr, warmup
    yield edge("where the warm-up ends", warmup, n, lr, warmup)
    yield n - 1, n, lr, warmup
    yield int(rng.integers(warmup + 5, n - 8)), n, lr, warmup
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


def update_ratio_cases(rng):
    yield np.array([[3.0, 4.0], [12.0, 84.0]]), np.array([[0.3, 0.4], [0.0, 0.0]])
    for shape in (3, 4), (6, 2), (5, 5):
        W = rng.normal(size=shape)
        yield W, -0.05 * rng.normal(size=shape) - 0.02 * W
    W, step = rng.normal(size=(2, 2, 3))
    yield edge("tiny numbers", 1e-30 * W, 1e-33 * step)


@chapter.function(
    points=10,
    prompt="""
    The update ratio of one weight matrix: the length of the `step` that was just taken,
    divided by the length of `W`. The W that you are given has the step in it already;
    divide by that one. (The telemetry divides by W before the step; for a healthy step the
    two are one.) The length of a matrix is the root of the sum of its squared entries.
    Return a number.
    """,
    cases=update_ratio_cases,
    implementing=False,
)
def update_ratio(W, step):
    """The length of `step` over the length of `W`, both of one shape."""
    return np.sqrt((step**2).sum()) / np.sqrt((W**2).sum())


@update_ratio.wrong
def upside_down(W, step):
    """the fraction stands on its head. Steps are small beside weights: look for something
    near a thousandth."""
    return np.linalg.norm(W) / np.linalg.norm(step)


@update_ratio.wrong
def squared(W, step):
    """this is the square of the ratio: the root is missing."""
    return (step**2).sum() / (W**2).sum()


@update_ratio.wrong
def entry_by_entry(W, step):
    """this averages the ratios of single entries. A single tiny weight then outweighs all
    others; compare lengths instead."""
    return np.abs(step / W).mean()


@update_ratio.wrong
def before(W, step):
    """you divide by the length of W before the step. W as it is given is the weight after
    it."""
    return np.linalg.norm(step) / np.linalg.norm(W - step)


@update_ratio.wrong
def spectral(W, step):
    """`np.linalg.norm(W, 2)` of a matrix is its largest stretch, not its length. Leave the
    2 out."""
    return np.linalg.norm(step, 2) / np.linalg.norm(W, 2)


@update_ratio.wrong
def after_twice(W, step):
    """you add the step to W. W as it is given is the weight after it: the step is in it."""
    return np.linalg.norm(step) / np.linalg.norm(W + step)


@update_ratio.wrong
def length_of_quotients(W, step):
    """this divides entry by entry and takes the length of the quotients. Take the two
    lengths first, then divide once."""
    return np.linalg.norm(step / W)


@update_ratio.wrong
def absolute_values(W, step):
    """this adds up absolute values. The length is the root of the sum of squares."""
    return np.abs(step).sum() / np.abs(W).sum()


@update_ratio.wrong
def sums(W, step):
    """this adds up the entries with their signs, so that they cancel. Square them first."""
    return step.sum() / W.sum()


@update_ratio.wrong
def largest_entries(W, step):
    """this compares the largest entries. The length counts all of them."""
    return np.abs(step).max() / np.abs(W).max()


@update_ratio.wrong
def averaged_by_rows(W, step):
    """this is a mean of the ratios of single rows. The matrix has one length: all entries
    under one root."""
    return (np.linalg.norm(step, axis=1) / np.linalg.norm(W, axis=1)).mean()


@update_ratio.wrong
def averaged_by_columns(W, step):
    """this is a mean of the ratios of single columns. The matrix has one length: all
    entries under one root."""
    return (np.linalg.norm(step, axis=0) / np.linalg.norm(W, axis=0)).mean()


@update_ratio.wrong
def largest_column(W, step):
    """`np.linalg.norm(W, 1)` of a matrix is its largest column's sum, not its length. Leave
    the 1 out."""
    return np.linalg.norm(step, 1) / np.linalg.norm(W, 1)


@update_ratio.wrong
def nuclear(W, step):
    """this adds up the matrix's stretches, the nuclear norm. The length is the root of the
    sum of squared entries."""
    return np.linalg.norm(step, "nuc") / np.linalg.norm(W, "nuc")


@update_ratio.wrong
def spreads(W, step):
    """a standard deviation takes the mean away first. The length does not."""
    return step.std() / W.std()


@update_ratio.wrong
def step_averaged(W, step):
    """the step's squares are averaged and the weights' are added up. Treat both alike."""
    return np.sqrt((step**2).mean()) / np.linalg.norm(W)


@update_ratio.wrong
def weights_averaged(W, step):
    """the weights' squares are averaged and the step's are added up. Treat both alike."""
    return np.linalg.norm(step) / np.sqrt((W**2).mean())


@update_ratio.wrong
def per_entry(W, step):
    """this is divided by the number of entries. The ratio of two lengths needs no mean."""
    return np.linalg.norm(step) / np.linalg.norm(W) / W.size


@update_ratio.wrong
def with_eps(W, step):
    """a small number is added to the length, and it is felt. W is never 0 here."""
    return np.linalg.norm(step) / (np.linalg.norm(W) + 1e-3)


@update_ratio.wrong
def in_percent(W, step):
    """this is in per cent. Return the ratio itself, near a thousandth where training is
    healthy."""
    return 100 * update_ratio(W, step)


@update_ratio.wrong
def in_thousandths(W, step):
    """this is in thousandths. Return the ratio itself."""
    return 1000 * update_ratio(W, step)


@update_ratio.wrong
def magnitude(W, step):
    """this is the logarithm of the ratio, as a plot may show it. Return the ratio."""
    return np.log10(update_ratio(W, step))


@update_ratio.wrong
def one_root(W, step):
    """only one of the two lengths has its root."""
    return np.linalg.norm(step) / (W**2).sum()


@update_ratio.wrong
def root_below_alone(W, step):
    """the root of the step's sum is missing; the other has it."""
    return (step**2).sum() / np.linalg.norm(W)


@update_ratio.wrong
def before_squared(W, step):
    """two things: W as given stands after the step already, and the roots are missing."""
    return (step**2).sum() / ((W - step) ** 2).sum()


@update_ratio.wrong
def rounded(W, step):
    """the ratio is rounded, and a healthy one is small. Return it as it is."""
    return round(float(update_ratio(W, step)), 3)


@update_ratio.wrong
def first_row(W, step):
    """only the first row is looked at. The length counts all entries."""
    return np.linalg.norm(step[0]) / np.linalg.norm(W[0])


@update_ratio.wrong
def length_of_step(W, step):
    """this is the length of the step alone. Divide it by the length of W."""
    return np.linalg.norm(step)


@update_ratio.wrong
def of_weights_alone(W, step):
    """this is the length of W alone. It goes below the line; the step's goes above."""
    return np.linalg.norm(W)


@update_ratio.wrong
def averages(W, step):
    """this takes means with their signs, so that entries cancel. Square them first."""
    return step.mean() / abs(W).mean()


@update_ratio.wrong
def medians(W, step):
    """this compares typical entries, by their medians. The length counts all of them."""
    return np.median(np.abs(step)) / np.median(np.abs(W))


@update_ratio.wrong
def change_of_length(W, step):
    """this is how much longer W has become. A step to the side changes no length, and is a
    step all the same: take the step's own."""
    before = np.linalg.norm(W - step)
    return abs(np.linalg.norm(W) - before) / before


@update_ratio.wrong
def cosine(W, step):
    """this is the cosine of the angle between step and W. The ratio of their lengths is
    asked for."""
    return np.vdot(W, step) / (np.linalg.norm(W) * np.linalg.norm(step))


@update_ratio.wrong
def count_of_rows(W, step):
    """`len` counts rows. The length of a matrix is the root of the sum of its squared
    entries."""
    return len(step) / len(W)


@update_ratio.right
def by_norm(W, step):
    return np.linalg.norm(step) / np.linalg.norm(W)


@update_ratio.right
def by_dot(W, step):
    return (np.vdot(step, step) / np.vdot(W, W)) ** 0.5


def usable_rate_cases(rng):
    for steep, shares in (
        (8.0, [0.05, 0.97, 0.6, 1.5, 0.3, 400.0, 1.03]),
        (float(rng.uniform(2, 5)), [0.3, 1.5, 0.6, 0.97, 400.0, 0.05, 1.03]),
        (float(rng.uniform(5, 20)), [1.5, 0.05, 0.97, 1.03, 0.3, 400.0, 0.6]),
    ):
        start = np.array([0.1, 2.0, rng.uniform(1, 2)])  # the steep direction shows late
        curvatures = steep * np.array([1.0, 0.3, rng.uniform(0.2, 0.3)])
        rates = np.round(2 / steep * np.array(shares) * rng.uniform(0.99, 1.01), 4)
        yield Fixture("descent", (curvatures, start, 120)), rates
    for _ in range(2):
        yield _recorded_runs(rng)


def _recorded_runs(rng):
    """Runs written down, a trap for each wrong rule; 0.5 is the largest usable rate."""
    start = float(np.round(rng.uniform(20, 90), 1))
    runs = {  # as shares of the start, with the rule that each one refutes
        0.1: [1, 0.8, 0.6, 0.4, 0.3, 0.2],
        0.2: [1, 0.9, 0.8, 0.7, 0.65, 0.6],
        0.22: [1, 0.9, 0.8, 0.7, 0.6, 0.5],
        0.25: [1, 30, 20, 7, 4, 3],  # these three fail, though larger rates do not
        0.3: [1, 30, 20, 7, 3, 2],
        0.35: [1, 3, 7, 8, 8, 9],
        0.4: [1, 0.97, 0.95, 0.92, 0.9, 0.85],
        0.46: [1, 0.9, 0.95, 0.8, 0.85, 0.9],  # not every step goes down
        0.48: [1, 5, 0.8, 0.7, 0.7, 0.9],  # was above its start
        0.5: [1, 400, 0.8, 0.7, 0.7, 0.9],  # was far above it
        0.55: [1, 1, 1, 1, 1, 1],  # ends where it began
        0.6: [1, 3, 6, 5, 4.5, 4],  # goes down at its end
        0.65: [1, 4, 2, 1.5, 1.5, 2],  # ends below its first step
        0.7: [1, 0.9, 1.5, 2, 4, 5],  # began well
        0.75: [1, 1.2, 1.5, 1.2, 0.8, 1.6],  # was below its start one step before the end
        0.8: [1, 1, 0.1, 0.1, 1.1, 1.2],  # is below it on average
        0.85: [1, 1.5, 1.2, 0.9, np.nan, np.nan],  # its last number is below it
        0.9: [1, 1.5, 1.2, 0.6, 1.2, 1.6],  # its lowest is
        0.95: [1, 1.5, 3, 40, np.nan, np.nan],
        1.0: [1, 2, 5, 20, 50, 500],
        1.05: [1, 40, 1600, 1e10, np.inf, np.inf],
    }
    rates = rng.permutation(list(runs))
    losses = start * np.array([runs[lr] for lr in rates])
    return Fixture("recorded", (rates, losses)), rates


@chapter.function(
    points=10,
    prompt="""
    **Measure it.** `run(lr)` trains from one and the same start and returns the loss before
    each step and after the last. A rate is usable if its run ends lower than it began.
    Return the largest usable one of `rates`, which come in no order; at least one is. A run
    that diverges may end in inf or nan.
    """,
    cases=usable_rate_cases,
    implementing=False,
)
def usable_rate(run, rates):
    """The largest of rates, (k,), whose losses, run(lr), end lower than they began."""
    usable = []
    for lr in rates:
        losses = run(lr)
        if losses[-1] < losses[0]:
            usable.append(lr)
    return max(usable)


def _usable(run, rates):
    losses = [run(lr) for lr in rates]
    return [lr for lr, of in zip(rates, losses, strict=True) if of[-1] < of[0]]


@usable_rate.wrong
def best(run, rates):
    """this is the rate whose run ends lowest. The question is how far one can go: any run
    that ends lower than it began counts."""
    return min(rates, key=lambda lr: np.nan_to_num(run(lr)[-1], nan=np.inf))


@usable_rate.wrong
def first_step(run, rates):
    """at this rate the first step goes down and later ones explode. Look at the end of the
    run."""
    return max(lr for lr in rates if run(lr)[1] < run(lr)[0])


@usable_rate.wrong
def nan_counts(run, rates):
    """nan is let through: every comparison with nan is false, so ask whether the run *ended
    lower*, not whether it failed to."""
    return max(lr for lr in rates if not run(lr)[-1] >= run(lr)[0])


@usable_rate.wrong
def first_unusable(run, rates):
    """this is the lowest rate that fails. The question asks for the highest that works."""
    return min(lr for lr in rates if not run(lr)[-1] < run(lr)[0])


@usable_rate.wrong
def index(run, rates):
    """this is the place of the rate in `rates`. Return the rate."""
    return list(rates).index(usable_rate(run, rates))


@usable_rate.wrong
def in_order(run, rates):
    """the rates come in no order: the last usable one that you met need not be the
    largest."""
    return _usable(run, rates)[-1]


@usable_rate.wrong
def first_met(run, rates):
    """the rates come in no order: the first usable one need not be the largest. Go through
    all of them."""
    return _usable(run, rates)[0]


@usable_rate.wrong
def stops_at_failure(run, rates):
    """this goes up and stops at the first rate that fails, or halves an interval. Beyond a
    rate that fails there may be one that works: try all of them."""
    usable = []
    for lr in np.sort(rates):
        if not run(lr)[-1] < run(lr)[0]:
            break
        usable.append(lr)
    return max(usable, default=0.0)


@usable_rate.wrong
def still_falling(run, rates):
    """this asks whether the last step went down. Compare the end with the beginning: a run
    may rise a little at its end, or fall a little after having risen far."""
    return max((lr for lr in rates if run(lr)[-1] < run(lr)[-2]), default=0.0)


@usable_rate.wrong
def last_but_one(run, rates):
    """this takes the loss before the last step for the end. The end is the last loss."""
    return max(lr for lr in rates if run(lr)[-2] < run(lr)[0])


@usable_rate.wrong
def after_first_step(run, rates):
    """this takes the loss after the first step for the beginning. The beginning is the
    first loss, before any step."""
    return max(lr for lr in rates if run(lr)[-1] < run(lr)[1])


@usable_rate.wrong
def equal_counts(run, rates):
    """a run that ends exactly where it began counts here. It has to end *lower*."""
    return max(lr for lr in rates if run(lr)[-1] <= run(lr)[0])


@usable_rate.wrong
def below_one(run, rates):
    """this compares the end with a fixed number. Compare it with the loss at the
    beginning, which may be large or small."""
    return max((lr for lr in rates if run(lr)[-1] < 1), default=0.0)


@usable_rate.wrong
def by_half(run, rates):
    """this asks for much lower, not for lower. Any run that ends lower than it began
    counts."""
    return max((lr for lr in rates if run(lr)[-1] < 0.5 * run(lr)[0]), default=0.0)


@usable_rate.wrong
def no_peaks(run, rates):
    """a run that was high in between is left out here. Only its beginning and its end
    count."""
    return max(
        (lr for lr in _usable(run, rates) if np.max(run(lr)) <= 10 * run(lr)[0]),
        default=0.0,
    )


@usable_rate.wrong
def never_above(run, rates):
    """a run that was ever above its beginning is left out here. Only its beginning and its
    end count."""
    return max(
        (lr for lr in _usable(run, rates) if np.max(run(lr)) <= run(lr)[0]), default=0.0
    )


@usable_rate.wrong
def always_falling(run, rates):
    """this wants every single step to go down. Only the beginning and the end count."""
    return max((lr for lr in rates if (np.diff(run(lr)) < 0).all()), default=0.0)


@usable_rate.wrong
def last_finite(run, rates):
    """nan and inf are dropped and the last finite loss is taken for the end. A run that
    ends in nan did not end lower."""

    def end(losses):
        return losses[np.isfinite(losses)][-1]

    return max(lr for lr in rates if end(run(lr)) < run(lr)[0])


@usable_rate.wrong
def lowest_point(run, rates):
    """this looks for the lowest loss anywhere in the run. Its end counts."""
    return max(lr for lr in rates if np.nanmin(run(lr)[1:]) < run(lr)[0])


@usable_rate.wrong
def mean_loss(run, rates):
    """this compares the mean of the run with its beginning. Its end counts."""
    return max((lr for lr in rates if np.mean(run(lr)) < run(lr)[0]), default=0.0)


@usable_rate.wrong
def finite(run, rates):
    """this only asks whether the run ends in a number. It has to end lower than it
    began."""
    return max(lr for lr in rates if np.isfinite(run(lr)[-1]))


@usable_rate.wrong
def ends_higher(run, rates):
    """the comparison is turned round: this finds runs that end higher."""
    return max(lr for lr in rates if run(lr)[-1] > run(lr)[0])


@usable_rate.wrong
def all_usable(run, rates):
    """these are all the usable rates. Return the largest of them."""
    return np.array(_usable(run, rates))


@usable_rate.wrong
def smallest(run, rates):
    """this is the smallest usable rate. The largest is asked for."""
    return min(_usable(run, rates))


@usable_rate.wrong
def its_loss(run, rates):
    """this is a loss, not a rate. Return the rate whose run it is."""
    return run(usable_rate(run, rates))[-1]


@usable_rate.wrong
def largest(run, rates):
    """this is the largest of all rates, whether its run works or not."""
    return max(rates)


@usable_rate.right
def in_one_line(run, rates):
    return np.max(_usable(run, rates))


@usable_rate.right
def from_above(run, rates):
    for lr in sorted(rates, reverse=True):
        losses = run(lr)
        if losses[0] > losses[-1]:
            return float(lr)


def curvature_cases(rng):
    w, v = np.array([1.0, -2.0]), np.array([3.0, 4.0])
    yield Fixture("quadratic", (np.diag([40.0, 10.0]),)), w, v
    yield Fixture("quadratic", (np.diag([4e-4, 1e-3]),)), w / 10, v  # nearly flat
    for shape in (3,), (2, 2):
        # One sign for all, or the third derivative may vanish that gives one_sided away.
        c = 400 * rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0])
        w = rng.uniform(0.6, 1.1, size=shape) * np.sign(c)
        yield Fixture("weighted_sine", (c,)), w, rng.uniform(1.5, 4, size=shape)
    yield Fixture("quadratic", (np.array([[5.0, 1.0], [1.0, 2.0]]),)), np.array([1, -2]), v
    # A third derivative that tells one h from another, and a direction in whole numbers.
    w, bends = np.array([rng.uniform(4.5, 6), -0.1]), np.array([1.0, 19.0])
    yield Fixture("exponential", (np.array([0.5, 40.0]), bends)), w, np.array([1, 1])


def same_to_four_digits(got, expected):
    """Numbers that agree as far as a second difference can tell."""
    return np.ndim(got) == 0 and abs(got - expected) <= 1e-4 * abs(expected)


@chapter.function(
    points=15,
    prompt=r"""
    How sharp is a loss in one direction? `f(w)` is a loss, `w` a point, `v` a direction of
    any length. Return the second derivative of f at w along v taken at length 1,

    $$\frac{f(w + h u) - 2 f(w) + f(w - h u)}{h^2}, \qquad u = v / \lVert v \rVert,$$

    with $h = 10^{-3}$.
    """,
    cases=curvature_cases,
    compare=same_to_four_digits,
)
def curvature(f, w, v):
    """The second derivative of f at w along v / |v|, as a number; v has the shape of w."""
    h = 1e-3
    u = v / np.sqrt((v**2).sum())
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


def _second_difference(f, w, v):
    h = 1e-3
    return (f(w + h * v) - 2 * f(w) + f(w - h * v)) / h**2


@curvature.wrong
def not_unit(f, w, v):
    """your direction has the length of v, and the curvature grows with the square of it.
    Divide v by its length first."""
    return _second_difference(f, w, v)


@curvature.wrong
def slope(f, w, v):
    """this is the slope along v, the first derivative. The curvature is how the slope
    changes."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - f(w - 1e-3 * u)) / 2e-3


@curvature.wrong
def h_once(f, w, v):
    """the difference is right, but divided by h. Two derivatives need h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-3


@curvature.wrong
def no_middle(f, w, v):
    """the middle, 2 f(w), is missing. Without it the result is about 2 f(w) / h²."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def half(f, w, v):
    """half of what was asked for: the step between the two outer points is 2h, but the
    formula divides by h², not by 2h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) / 2


@curvature.wrong
def one_sided(f, w, v):
    """this takes both points on the same side, so it measures the curvature at w + h u. Put
    w in the middle."""
    u = v / np.linalg.norm(v)
    return _second_difference(f, w + 1e-3 * u, u)


@curvature.wrong
def forgot_root(f, w, v):
    """v is divided by its squared length. The length is the root."""
    return _second_difference(f, w, v / (v**2).sum())


@curvature.wrong
def twice_h(f, w, v):
    """divided by (2h)², so a quarter. The outer points lie 2h apart, but the formula
    divides by h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) / 4


@curvature.wrong
def middle_added(f, w, v):
    """the middle, 2 f(w), is added. It is subtracted."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) + 2 * f(w) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def middle_once(f, w, v):
    """the middle counts once. Each of the two outer points is compared with it: 2 f(w)."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - f(w) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def outer_subtracted(f, w, v):
    """one of the outer points has the wrong sign: both are added, the middle is
    subtracted."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - 2 * f(w) - f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def bends_down(f, w, v):
    """the sign is turned: a bowl, where the outer points lie above the middle, has a
    positive curvature."""
    return -_second_difference(f, w, v / np.linalg.norm(v))


@curvature.wrong
def last_divided(f, w, v):
    """only the last term is divided by h². Brackets belong around the three."""
    u = v / np.linalg.norm(v)
    return f(w + 1e-3 * u) - 2 * f(w) + f(w - 1e-3 * u) / 1e-6


@curvature.wrong
def times_h(f, w, v):
    """`/ h * h` divides by h and multiplies by it again. Write / h**2, or brackets."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-6


@curvature.wrong
def larger_h(f, w, v):
    """another step than asked for, about ten times as long or longer: where f bends
    unevenly that shows. h is a thousandth."""
    u, h = v / np.linalg.norm(v), 1e-2
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def smaller_h(f, w, v):
    """so small a step drowns in rounding: the three values agree in nearly all of their
    digits. h is a thousandth."""
    u, h = v / np.linalg.norm(v), 1e-8
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def relative_h(f, w, v):
    """h is multiplied by the length of w here. It is a thousandth, wherever w is."""
    u, h = v / np.linalg.norm(v), 1e-3 * np.linalg.norm(w)
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def largest_entry(f, w, v):
    """v is divided by its largest entry. The length is the root of the sum of squares."""
    return _second_difference(f, w, v / np.abs(v).max())


@curvature.wrong
def sum_of_entries(f, w, v):
    """v is divided by the sum of its absolute values. The length is the root of the sum of
    squares."""
    return _second_difference(f, w, v / np.abs(v).sum())


@curvature.wrong
def mean_of_squares(f, w, v):
    """v is divided by the root of the *mean* square, so its length is not 1. Take the sum
    of squares."""
    return _second_difference(f, w, v / np.sqrt((v**2).mean()))


@curvature.wrong
def signs_of_v(f, w, v):
    """only the signs of v are used. Its entries say how far the direction leans to each
    side."""
    return _second_difference(f, w, np.sign(v))


@curvature.wrong
def along_w(f, w, v):
    """this goes along w, not along v."""
    return _second_difference(f, w, w / np.linalg.norm(w))


@curvature.wrong
def at_origin(f, w, v):
    """this is the curvature at 0. The point is w."""
    return _second_difference(f, 0 * w, v / np.linalg.norm(v))


@curvature.wrong
def scaled_by_length(f, w, v):
    """one length of v is left over in the result. Curvature grows with the square of the
    length: take u, of length 1, in the difference, and nothing is left to scale."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * np.linalg.norm(v)


@curvature.wrong
def whole_numbers(f, w, v):
    """where v comes in whole numbers, your direction is rounded to whole numbers as well.
    Divide first, in floats."""
    return _second_difference(f, w, (v / np.linalg.norm(v)).astype(v.dtype))


@curvature.wrong
def never_negative(f, w, v):
    """the sign is dropped. A loss may bend down, and its curvature is negative there."""
    return abs(_second_difference(f, w, v / np.linalg.norm(v)))


@curvature.wrong
def cut_off(f, w, v):
    """a negative curvature is made 0. A loss may bend down: return what the formula
    gives."""
    return max(0.0, _second_difference(f, w, v / np.linalg.norm(v)))


@curvature.wrong
def all_directions(f, w, v):
    """this is taken along every coordinate and averaged or added up. The question is about
    one direction, v."""
    axes = np.eye(w.size).reshape(-1, *w.shape)
    return np.mean([_second_difference(f, w, axis) for axis in axes])


@curvature.wrong
def not_unit_h_once(f, w, v):
    """two things: v is not brought to length 1, and the difference is divided by h, not by
    h²."""
    return _second_difference(f, w, v) * 1e-3


@curvature.wrong
def in_float32(f, w, v):
    """float32 keeps seven digits, and the second difference needs more: it drowns in
    rounding."""
    f32 = np.float32
    u, h = (v / np.linalg.norm(v)).astype(f32), f32(1e-3)
    three = [
        f32(f(p)) for p in ((w + h * u).astype(f32), w.astype(f32), (w - h * u).astype(f32))
    ]
    return float((three[0] - 2 * three[1] + three[2]) / h**2)


@curvature.wrong
def spectral(f, w, v):
    """`np.linalg.norm(v, 2)` of a matrix is its largest stretch, not its length. Leave the
    2 out."""
    length = np.linalg.norm(v, 2) if v.ndim == 2 else np.linalg.norm(v)
    return _second_difference(f, w, v / length)


@curvature.wrong
def row_by_row(f, w, v):
    """each row of v is brought to length 1 by itself. v as a whole has one length."""
    return _second_difference(f, w, v / np.linalg.norm(v, axis=-1, keepdims=True))


@curvature.wrong
def whole_point(f, w, v):
    """where w comes in whole numbers, the points beside it are rounded to whole numbers as
    well: a copy of w keeps its kind. Make it a float."""
    u = v / np.linalg.norm(v)
    up, down = (w + 1e-3 * u).astype(w.dtype), (w - 1e-3 * u).astype(w.dtype)
    return (f(up) - 2 * f(w) + f(down)) / 1e-6


@curvature.wrong
def divided_by_2h(f, w, v):
    """the difference is divided by 2h, as for a slope. A second derivative needs h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-6 / 2e-3


@curvature.wrong
def by_number(f, w, v):
    """`len` counts entries or rows. The length of v is the root of the sum of squares."""
    return _second_difference(f, w, v / len(v))


@curvature.right
def by_length(f, w, v):
    return _second_difference(f, w, v) / _second_difference(
        lambda x: (x**2).sum() / 2, w, v
    )


@curvature.right
def by_slopes(f, w, v):
    u = 1e-3 * v / np.linalg.norm(v)
    return ((f(w + u) - f(w)) - (f(w) - f(w - u))) * 1e6


@chapter.prediction(
    points=10,
    prompt=r"""
    **Guess, then compute.** In a bowl of curvature 8 plain gradient descent diverges above
    a rate of 0.25. Above which rate does it with a momentum of 0.9? First write down your
    `guess`. Then find the number to 1 %: let $v \leftarrow 0.9 v + 8 w$, $w \leftarrow w -
    \eta v$ run for 2000 steps from w = 1, v = 0 and narrow the rate down. The guess costs
    no points.
    """,
)
def limit_with_momentum():
    """Narrowed down between a rate that converges and one that does not."""

    def converges(lr):
        w, v = 1.0, 0.0
        for _ in range(2000):
            v = 0.9 * v + 8 * w
            w = w - lr * v
        return abs(w) < 1

    low, high = 0.01, 10.0
    while high / low > 1.001:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if converges(middle) else (low, middle)
    return low


@limit_with_momentum.wrong
def unchanged():
    """this is the limit without momentum. The velocity damps the swings from side to side,
    so the limit moves."""
    return 0.25


@limit_with_momentum.wrong
def tenth():
    """a steady slope is amplified ten times, but at the limit the gradient changes its sign
    at each step, and then the velocity takes away from it. The limit does not fall."""
    return 0.025


@limit_with_momentum.wrong
def tenfold():
    """ten times as long steps are for a steady slope. At the limit the gradient changes its
    sign at each step: a velocity of v = 0.9 v - g adds up to g / 1.9, not to 10 g."""
    return 2.5


@limit_with_momentum.wrong
def doubled():
    """nearly: that is for a momentum of 1. With 0.9 the velocity of a gradient that changes
    its sign is g / 1.9."""
    return 0.5


@limit_with_momentum.wrong_where(lambda value: value <= 0)
def negative():
    """a rate is above 0."""
    return -0.475


@limit_with_momentum.wrong_where(lambda value: value > 0.475)
def too_high():
    """at this rate the run diverges: |w| grows from swing to swing. Narrow down from
    below."""
    return 1.0


@limit_with_momentum.wrong_where(lambda value: value < 0.475)
def too_low():
    """at this rate the run still converges, though it may swing for long. Narrow down from
    above."""
    return 0.4


limit_with_momentum.right((2 + 2 * 0.9) / 8, dict(guess=0.1, computed=0.476))


def measure_warm_start(lr, warmup):
    """Train as the question says, from a fixed seed."""
    rng = np.random.default_rng(0)
    x, labels = digits()
    rows = rng.permutation(len(x))[:200]
    x, target = x[rows] - x[rows].mean(axis=0), np.eye(10)[labels[rows]]

    def twice_xavier(n_in, n_out, rng):
        return 2 * xavier(n_in, n_out, rng)

    net = mlp([64, 20, 20, 10], rng, activation=Tanh, init=twice_xavier)
    rise = max(round(warmup), 1)
    optimizer = SGD(lr / rise)
    run = steps(net, mean_squared_error, optimizer, [(x, target)] * 300)
    for step, _ in enumerate(run, 1):
        optimizer.lr = lr * min(1.0, (step + 1) / rise)
    with np.errstate(all="ignore"):
        return {"loss": float(mean_squared_error(net.forward(x), target)[0])}


@chapter.setting(
    points=15,
    prompt="""
    **A run to rescue.** A tanh network starts from weights twice as large as they should
    be, and learns 200 digits in 300 full-batch steps. Its rate is to be 3 at least, and at
    3 it diverges. Without touching the weights, choose a rate `lr` from 3 to 20 and a
    number of `warmup` steps from 0 to 300, in which the rate rises in equal parts, so that
    the loss is below 0.021 after the last step.
    """,
    knobs={"lr": (3.0, 20.0), "warmup": (0, 300)},
    measure=measure_warm_start,
    passes=lambda measured: measured["loss"] < 0.021,
    goal="the loss must fall below 0.021 in 300 steps.",
    report="""
    with rate {lr:g} and {warmup:g} steps of warm-up the loss after 300 steps is {loss:.3g}
    """,
)
def warm_start():
    """A rate that a warm-up of a third of the run makes safe."""
    return dict(lr=3.0, warmup=100)


def _diverged(measured):
    return not measured["loss"] < 1


@warm_start.wrong_where(
    lambda config, measured: _diverged(measured) and config["warmup"] < 2
)
def none():
    """the start is sharper than 2 / lr, so the first steps already overshoot. Let the rate
    rise from a low one."""
    return dict(lr=3.0, warmup=0)


@warm_start.wrong_where(lambda config, measured: _diverged(measured) and config["lr"] >= 8)
def too_high():
    """no warm-up within 300 steps rescues a rate this high: the flat place that it would
    need is out of reach."""
    return dict(lr=15.0, warmup=200)


@warm_start.wrong_where(lambda config, measured: _diverged(measured))
def too_short():
    """the rate rises faster than the network can move to a flatter place. Give it more
    steps."""
    return dict(lr=5.0, warmup=5)


@warm_start.wrong_where(
    lambda config, measured: config["warmup"] > 200 and measured["loss"] < 0.05
)
def too_long():
    """it is stable, and slow: the rate is low for most of the run. Warm up more briefly."""
    return dict(lr=3.0, warmup=300)


warm_start.right(dict(lr=3.0, warmup=150), dict(lr=4.0, warmup=120))
