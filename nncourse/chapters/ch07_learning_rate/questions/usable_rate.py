"""The question `usable_rate`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.exercises.safe_call import Fixture


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
    """nan is let through: a run that ends in it counts as usable here. Ask whether the last
    loss, as it is, is *lower* than the first."""
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


@usable_rate.wrong
def last_with_nan(run, rates):
    """two things: the rates come in no order, so the last one met need not be the largest;
    and nan is let through: a run that ends in it has not ended lower."""
    best = rates[0]
    for rate in rates:
        losses = run(rate)
        if not losses[-1] >= losses[0]:
            best = rate
    return best


@usable_rate.wrong
def last_finite_run(run, rates):
    """two things: the rates come in no order, so the last one met need not be the largest;
    and a run has to end lower than it began, not only in a number."""
    return [lr for lr in rates if np.isfinite(run(lr)[-1])][-1]


@usable_rate.right
def in_one_line(run, rates):
    return np.max(_usable(run, rates))


@usable_rate.right
def from_above(run, rates):
    for lr in sorted(rates, reverse=True):
        losses = run(lr)
        if losses[0] > losses[-1]:
            return float(lr)
