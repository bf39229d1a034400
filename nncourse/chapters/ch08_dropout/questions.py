"""Questions of chapter 8: dropout."""

import numpy as np

from nncourse import SGD, batches, digits, evaluate, mlp, softmax_cross_entropy, steps
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.safe_call import Fixture

chapter = Chapter(
    "08-dropout",
    title="Dropout",
    intro="""
    How many are dropped, dropout forward and back, answers averaged over masks, and a
    network to keep from learning mistakes by heart.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A layer of 400 units has a dropout rate of 0.2. The number of units dropped
    differs from step to step. What is its standard deviation?
    """,
)
def dropped_spread():
    """The root of n r (1 - r)."""
    return np.sqrt(400 * 0.2 * 0.8)


@dropped_spread.wrong
def variance():
    """this is the variance, n r (1 - r). The standard deviation is its root."""
    return 64.0


@dropped_spread.wrong
def mean():
    """this is how many are dropped on average. The question is how far the number strays
    from it."""
    return 80.0


@dropped_spread.wrong
def no_keep():
    """√(n r) leaves out the factor 1 - r, the share that is kept. At a rate of 1 nothing
    varies, and the formula must say so."""
    return np.sqrt(80.0)


@dropped_spread.wrong
def one_unit():
    """this is the spread of one unit. The variances of 400 independent units add up."""
    return 0.4


@dropped_spread.wrong
def all_linear():
    """spreads do not add up, variances do: 400 units spread √400 times as far as one."""
    return 160.0


dropped_spread.right(8, 8.0)


def dropout_forward_cases(rng):
    def made():
        return Fixture("rng", (int(rng.integers(1, 10**6)),))

    yield rng.integers(1, 9, (2, 3)).astype(float), 0.4, made()
    for shape, rate in ((4, 6), 0.2), ((5, 9), 0.7):
        yield rng.normal(size=shape), rate, made()
    yield rng.normal(size=(3, 4)), 1.0, made()
    yield rng.normal(size=(6, 5)).astype(np.float32), 0.3, made()


@chapter.function(
    points=25,
    prompt=r"""
    Inverted dropout, in training. Draw `rng.random(x.shape)`, keep the entries whose number
    is at least `rate`, and scale up what is kept. Return `y` and the `mask`, of zeros and
    $1 / (1 - r)$, with $y = x \cdot \text{mask}$. At a rate of 1 both are zeros; float32
    in, float32 out.
    """,
    cases=dropout_forward_cases,
    returns=("y", "mask"),
)
def dropout_forward(x, rate, rng):
    """(y, mask), both of x's shape and precision."""
    kept = rng.random(x.shape) >= rate
    mask = kept.astype(x.dtype)
    if rate < 1:
        mask /= 1 - rate
    return x * mask, mask


def _drop(x, rate, kept, factor):
    mask = (kept * factor).astype(x.dtype)
    return x * mask, mask


def _factor(rate):
    return 1 / (1 - rate) if rate < 1 else 0.0


@dropout_forward.wrong
def swapped(x, rate, rng):
    """you keep what should be dropped: `rate` is the share that goes."""
    return _drop(x, rate, rng.random(x.shape) < rate, _factor(rate))


@dropout_forward.wrong
def no_scaling(x, rate, rng):
    """what is kept is not scaled up. In evaluation the next layer would receive larger sums
    than it was trained on."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1.0)


@dropout_forward.wrong
def scaled_by_rate(x, rate, rng):
    """you divide by the rate. What is kept is a share 1 - rate; divide by that."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / rate)


@dropout_forward.wrong
def scaled_down(x, rate, rng):
    """you multiply by 1 - rate. Less is left than before, so what is kept has to grow:
    divide."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 - rate)


@dropout_forward.wrong
def one_mask(x, rate, rng):
    """every example loses the same units. Draw for each entry of x."""
    return _drop(x, rate, rng.random(x.shape[1]) >= rate, _factor(rate))


@dropout_forward.wrong
def nan_at_one(x, rate, rng):
    """at a rate of 1 your answer is nan or inf: 0 / 0. Treat that rate by itself."""
    kept = rng.random(x.shape) >= rate
    with np.errstate(all="ignore"):
        mask = (kept / np.float64(1 - rate)).astype(x.dtype)
    return x * mask, mask


@dropout_forward.wrong
def float64(x, rate, rng):
    """the values are right, but float32 came in and float64 goes out."""
    mask = (rng.random(x.shape) >= rate) * np.float64(_factor(rate))
    return x * mask, mask


@dropout_forward.wrong
def in_place(x, rate, rng):
    """y is right, but x was overwritten. Its owner may still need it."""
    mask = ((rng.random(x.shape) >= rate) * _factor(rate)).astype(x.dtype)
    x *= mask
    return x, mask


@dropout_forward.right
def by_where(x, rate, rng):
    drawn = rng.random(x.shape)
    factor = 0.0 if rate == 1 else 1 / (1 - rate)
    mask = np.where(drawn < rate, 0.0, factor).astype(x.dtype)
    return x * mask, mask


@dropout_forward.right
def by_zeros(x, rate, rng):
    mask = np.zeros_like(x)
    mask[rng.random(x.shape) >= rate] = 1 / max(1 - rate, 1e-12)
    return mask * x, mask


def dropout_backward_cases(rng):
    for shape, rate in ((2, 3), 0.5), ((4, 6), 0.2), ((5, 4), 0.7), ((3, 8), 0.4):
        x = rng.uniform(0.5, 2, size=shape) * rng.choice([-1.0, 1.0], size=shape)
        kept = rng.random(shape) >= rate
        kept.flat[:2] = True, False
        x.flat[0] = -abs(x.flat[0])
        yield rng.normal(size=shape), x, x * kept / (1 - rate), rate


@chapter.function(
    points=20,
    prompt="""
    The way back. `y` is what the layer put out for `x` at this `rate`; both are given, and
    no entry of x is 0. Turn `dy` into `dx`.
    """,
    cases=dropout_backward_cases,
)
def dropout_backward(dy, x, y, rate):
    """dx, the gradient with respect to x. dy, x, y have one shape; rate is below 1."""
    return dy * (y != 0) / (1 - rate)


@dropout_backward.wrong
def factor_lost(dy, x, y, rate):
    """the factor is lost on the way back: y was x / (1 - rate), so dx is dy / (1 - rate)
    where the unit was kept."""
    return dy * (y != 0)


@dropout_backward.wrong
def all_pass(dy, x, y, rate):
    """a dropped unit had no part in the output, so no gradient reaches it."""
    return dy / (1 - rate)


@dropout_backward.wrong
def positive_only(dy, x, y, rate):
    """you keep the entries where y is positive. A kept unit may be negative; ask where y is
    not 0."""
    return dy * (y > 0) / (1 - rate)


@dropout_backward.wrong
def mask_from_dy(dy, x, y, rate):
    """the mask comes from dy. What was dropped was decided forward: look at y."""
    return dy * (dy > 0) / (1 - rate)


@dropout_backward.wrong
def dropped_pass(dy, x, y, rate):
    """the gradient goes to the units that were dropped, and the others get none."""
    return dy * (y == 0) / (1 - rate)


@dropout_backward.wrong
def factor_squared(dy, x, y, rate):
    """the factor is applied twice. Once forward, once back, not both at once here."""
    return dy * (y != 0) / (1 - rate) ** 2


@dropout_backward.wrong
def times_y(dy, x, y, rate):
    """you multiply by y. The layer is y = x * mask, and its derivative is the mask."""
    return dy * y


@dropout_backward.wrong
def in_place(dy, x, y, rate):
    """the numbers are right, but dy was overwritten."""
    dy *= y != 0
    dy /= 1 - rate
    return dy


@dropout_backward.right
def by_ratio(dy, x, y, rate):
    return dy * (y / x)


@dropout_backward.right
def by_copy(dy, x, y, rate):
    dx = dy / (1 - rate)
    dx[y == 0] = 0
    return dx


def averaged_answer_cases(rng):
    yield (np.log(np.array([[[1.0, 3.0]], [[1.0, 1.0]]])),)
    for shape in (3, 4, 5), (4, 2, 3), (6, 5, 10):
        yield (2 * rng.normal(size=shape),)
    yield (1000 + rng.normal(size=(2, 3, 4)),)
    yield (rng.normal(size=(2, 3, 4)) + np.array([[[1000.0], [0.0], [-1000.0]]]),)


@chapter.function(
    points=20,
    prompt="""
    The average over masks. `logits` of shape (k, n, classes) holds the scores of n images
    under k masks. Return the mean over the masks of the probabilities, (n, classes). Scores
    may be as large as 1000.
    """,
    cases=averaged_answer_cases,
)
def averaged_answer(logits):
    """Probabilities (n, classes), the mean over the k masks of logits (k, n, classes)."""
    p = np.exp(logits - logits.max(axis=2, keepdims=True))
    p /= p.sum(axis=2, keepdims=True)
    return p.mean(axis=0)


def _softmax(logits, axis=-1):
    p = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


@averaged_answer.wrong
def mean_of_logits(logits):
    """you average the scores and then take one softmax. The question asks for the mean of
    the probabilities; they differ where masks disagree."""
    return _softmax(logits.mean(axis=0))


@averaged_answer.wrong
def over_images(logits):
    """the mean runs over the images. It belongs to the first axis, the masks."""
    return _softmax(logits).mean(axis=1)


@averaged_answer.wrong
def summed(logits):
    """your rows add up to the number of masks: a sum in the place of a mean."""
    return _softmax(logits).sum(axis=0)


@averaged_answer.wrong
def softmax_axis(logits):
    """the softmax runs over the wrong axis. Each image's probabilities under each mask add
    up to 1."""
    return _softmax(logits, axis=1).mean(axis=0)


@averaged_answer.wrong
def votes(logits):
    """this counts votes. A mask that is unsure should count as unsure."""
    return np.eye(logits.shape[2])[logits.argmax(axis=2)].mean(axis=0)


@averaged_answer.wrong
def one_mask(logits):
    """this is the answer under the first mask alone."""
    return _softmax(logits[0])


@averaged_answer.wrong
def overflow(logits):
    """right for small scores, nan for large ones. Subtract each row's largest score
    first."""
    with np.errstate(all="ignore"):
        p = np.exp(logits)
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.right
def mask_by_mask(logits):
    total = np.zeros(logits.shape[1:])
    for scores in logits:
        shifted = np.exp(scores - scores.max(axis=1)[:, None])
        total += shifted / shifted.sum(axis=1)[:, None]
    return total / len(logits)


@averaged_answer.right
def by_logarithms(logits):
    shifted = logits - logits.max(axis=2, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    return np.exp(log_p).mean(axis=0)


def memorised_cases(rng):
    yield np.array([3, 1, 4, 7, 5]), np.array([3, 8, 4, 7, 5]), np.array([3, 1, 9, 1, 5])
    for n in 30, 50:
        truth = rng.integers(0, 10, n)
        given, predicted = truth.copy(), truth.copy()
        places = rng.permutation(n)
        wrong, repeated, other, honest = places[:12], places[:5], places[5:8], places[12:16]
        given[wrong] = (truth[wrong] + rng.integers(1, 5, 12)) % 10
        predicted[repeated] = given[repeated]
        predicted[other] = (truth[other] + 6) % 10
        predicted[honest] = (truth[honest] + 1) % 10
        yield predicted, given, truth
    truth = rng.integers(0, 10, 8)
    yield np.r_[truth[:4], (truth[4:] + 1) % 10], truth.copy(), truth


@chapter.function(
    points=10,
    prompt="""
    What did it learn by heart? `given` are the labels that the network was trained on, some
    of them wrong; `truth` are the right ones; `predicted` is what it says. Return the share
    of the *wrong* labels that it repeats, as a number; 0 if none is wrong.
    """,
    cases=memorised_cases,
    implementing=False,
)
def memorised(predicted, given, truth):
    """The share of wrong labels repeated; three arrays of n whole numbers."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_all(predicted, given, truth):
    """you divide by the number of all examples. The question asks for a share of the wrong
    labels alone."""
    return ((predicted == given) & (given != truth)).mean()


@memorised.wrong
def all_repeated(predicted, given, truth):
    """this is the share of all given labels that are repeated, the right ones included: the
    training accuracy."""
    return (predicted == given).mean()


@memorised.wrong
def escaped(predicted, given, truth):
    """this is the share of wrong labels where the network says the truth. It may also say a
    third thing; count what it repeats."""
    wrong = given != truth
    return (predicted[wrong] == truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def not_the_truth(predicted, given, truth):
    """this counts every mistake on those examples. Learning by heart is to repeat the given
    label."""
    wrong = given != truth
    return (predicted[wrong] != truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def of_none(predicted, given, truth):
    """where no label is wrong your mean runs over nothing, and is nan. The question asks
    for 0 there."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_mistakes(predicted, given, truth):
    """you divide by the number of the network's mistakes. Divide by the number of wrong
    labels."""
    mistakes = predicted != truth
    repeated = (predicted == given) & (given != truth)
    return repeated.sum() / mistakes.sum() if mistakes.any() else 0.0


@memorised.right
def by_counting(predicted, given, truth):
    pairs = [(p, g) for p, g, t in zip(predicted, given, truth, strict=True) if g != t]
    return sum(p == g for p, g in pairs) / len(pairs) if pairs else 0.0


@memorised.right
def by_sums(predicted, given, truth):
    wrong = (given != truth).sum()
    return float(((predicted == given) * (given != truth)).sum() / max(wrong, 1))


def measure_noisy_reader(units, rate):
    """Train as the question says, from a fixed seed."""
    rng = np.random.default_rng(8)
    x, labels = digits()
    order = rng.permutation(len(x))
    train, test = order[:500], order[-600:]
    given = labels[train].copy()
    given[:100] = (given[:100] + rng.integers(1, 10, 100)) % 10
    net = mlp([64, round(units), 10], rng, dropout=rate)
    stream = batches(x[train], given, 50, 60, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), stream):
        pass
    return {"accuracy": evaluate(net, x[test], labels[test])[1]}


@chapter.setting(
    points=15,
    prompt="""
    **Learn in spite of mistakes.** 500 digits, a hundred of them with a wrong label, one
    hidden layer, 600 steps. Choose the hidden `units` and the dropout `rate` so that 88 %
    of unseen digits are read correctly.
    """,
    knobs={"units": [10, 30, 100], "rate": (0.0, 1.0)},
    measure=measure_noisy_reader,
    passes=lambda measured: measured["accuracy"] >= 0.88,
    goal="it must read 88 % of unseen digits.",
    report="with {units} units and rate {rate:g} it reads {accuracy:.1%} of unseen digits",
)
def noisy_reader():
    """Many units, half of them dropped."""
    return dict(units=100, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["units"] <= 10)
def too_narrow():
    """ten units are too few to tell ten digits apart, and fewer still where some are
    dropped. Take more."""
    return dict(units=10, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.02)
def no_dropout():
    """without dropout it learns the wrong labels by heart."""
    return dict(units=100, rate=0.0)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.3)
def too_weak():
    """a little better than without, and still it repeats many of the wrong labels. Drop
    more."""
    return dict(units=100, rate=0.08)


@noisy_reader.wrong_where(lambda config, measured: True)
def too_strong():
    """so much is dropped that the units left at a step learn too little. Drop less."""
    return dict(units=100, rate=0.93)


noisy_reader.right(dict(units=100, rate=0.6), dict(units=100, rate=0.55))
