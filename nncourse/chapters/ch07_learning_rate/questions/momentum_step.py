"""The question `momentum_step`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.exercises.promises import edge


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


@momentum_step.wrong
def uphill_by_the_old_velocity(W, dW, v, lr, momentum):
    """two things: the weights move by the velocity of the step before, and they move
    uphill. Update the velocity first, then step against it."""
    return W + lr * v, momentum * v + dW


@momentum_step.wrong
def averaged_and_momentum_again(W, dW, v, lr, momentum):
    """two things: your velocity is an average, with the new gradient times 1 - momentum,
    where it is a sum here; and the step multiplies it by momentum once more."""
    v = momentum * v + (1 - momentum) * dW
    return W - lr * momentum * v, v


@momentum_step.wrong
def nought_as_not_given(W, dW, v, lr, momentum):
    """a momentum of 0 counts as not given, as `momentum or 0.9` takes it, and becomes 0.9.
    It is a number like any other."""
    return momentum_step(W, dW, v, lr, momentum or 0.9)


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
