"""The question `limit_with_momentum`: reference, mistakes, other right answers."""

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter


@chapter.prediction(
    points=10,
    prompt=r"""
    **Guess, then compute.** In a bowl of curvature 8 plain gradient descent diverges above
    a rate of 0.25. Above which rate does it with a momentum of 0.9? First write down your
    `guess`. Then find the number to 1 %: let $v \leftarrow 0.9 v + 8 w$, $w \leftarrow w -
    \eta v$ run for 2000 steps from w = 1, v = 0 and narrow the rate down. A wrong guess
    costs no points, but there has to be one.
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
    """this is the limit without momentum. With it a run that passes |w| = 1 once may still
    converge, since the velocity damps the swings from side to side: look at the end."""
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
def averaged_velocity():
    """this is ten times the limit: the velocity is an average here, with 0.1 before the
    gradient. The one asked for takes the gradient whole: v ← 0.9 v + 8 w."""
    return 4.75


@limit_with_momentum.wrong
def doubled():
    """nearly: with a momentum of 1 it would be 0.5. If it is rounded, give the number to
    1 %."""
    return 0.5


@limit_with_momentum.wrong
def half():
    """this is (1 + 0.9) / 8, half of the limit. Without momentum that would be 1 / 8, and
    the limit there is 2 / 8."""
    return 1.9 / 8


@limit_with_momentum.wrong
def nesterovs():
    """this is the limit of Nesterov's momentum, which looks one step ahead. The run asked
    for is the plain one: v ← 0.9 v + 8 w, then w ← w - η v."""
    return 2 * 1.9 / (1 + 2 * 0.9) / 8


@limit_with_momentum.wrong
def curvature_of_1():
    """this is the limit in a bowl of curvature 1, the rate times the curvature. Here the
    curvature is 8, and the rate alone is asked for."""
    return 3.8


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


limit_with_momentum.right((2 + 2 * 0.9) / 8, 0.476)
