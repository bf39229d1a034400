"""Questions of chapter 7: the learning rate."""

import numpy as np

from nncourse import SGD, Tanh, digits, mean_squared_error, mlp, steps, xavier
from nncourse.exercises.chapter import Chapter
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
    """that is the limit of the flattest direction. The steepest gives way first."""
    return 4.0


@largest_rate.wrong_where(lambda value: value in (16.0, 8.0))
def upside_down():
    """the fraction stands on its head: the sharper the bowl, the smaller the step that it
    bears."""
    return 16.0


@largest_rate.wrong
def mean():
    """the curvatures do not share one limit between them. Each direction has its own, and
    the lowest decides."""
    return 2 / 3.5


largest_rate.right(0.25, 2 / 8)


def momentum_step_cases(rng):
    yield np.array([1.0, 2.0]), np.array([1.0, -1.0]), np.array([2.0, 4.0]), 0.1, 0.5
    for shape in (3, 2), (4, 5), (6,):
        W, dW, v = rng.normal(size=(3, *shape))
        yield W, dW, v, float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.6, 0.95))
    W, dW, v = rng.normal(size=(3, 2, 3)).astype(np.float32)
    yield W, dW, v, 0.25, 0.75


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
    yield int(rng.integers(warmup + 5, n - 8)), n, lr, warmup
    yield int(rng.integers(n // 2 + 4, n - 8)), n, lr, 0
    yield 0, n, lr, 0


@chapter.function(
    points=15,
    prompt=r"""
    A schedule. For the first `warmup` steps the rate rises in equal parts: $\eta (k + 1) /
    \text{warmup}$ at step $k = 0, 1, \dots$ From step `warmup` on it follows half a cosine,

    $$\frac{\eta}{2} \left( 1 + \cos \pi \frac{k - \text{warmup}}{\text{n} - \text{warmup}}
    \right),$$

    which would reach 0 at step n. `warmup` may be 0.
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


@chapter.function(
    points=10,
    prompt="""
    The update ratio of one weight matrix: the length of the `step` that was just taken,
    divided by the length of `W`, here as it stands after the step. (The telemetry divides
    by W before it; for a healthy step the two are one.) The length of a matrix is the root
    of the sum of its squared entries. Return a number.
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


@chapter.function(
    points=15,
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
    for shape in (3,), (2, 2):
        # One sign for all, or the third derivative may vanish that gives one_sided away.
        c = 400 * rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0])
        w = rng.uniform(0.6, 1.1, size=shape) * np.sign(c)
        yield Fixture("weighted_sine", (c,)), w, rng.uniform(1.5, 4, size=shape)


def same_to_four_digits(got, expected):
    """Numbers that agree as far as a second difference can tell."""
    return np.ndim(got) == 0 and abs(got - expected) <= 1e-4 * abs(expected)


@chapter.function(
    points=20,
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


@curvature.right
def by_length(f, w, v):
    return _second_difference(f, w, v) / _second_difference(
        lambda x: (x**2).sum() / 2, w, v
    )


@curvature.right
def by_slopes(f, w, v):
    u = 1e-3 * v / np.linalg.norm(v)
    return ((f(w + u) - f(w)) - (f(w) - f(w - u))) * 1e6


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
    the loss falls below 0.021.
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
