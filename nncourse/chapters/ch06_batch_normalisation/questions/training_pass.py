"""The question `training_pass`: reference, mistakes, other right answers."""

from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** These lines are a training pass of batch normalisation that also keeps the
    running variance. One of them does not belong.
    """,
    lines=(
        "y = gamma * xhat + beta",
        "var = (c**2).sum(axis=0) / len(x)",
        "running += rate * (var * len(x) / (len(x) - 1) - running)",
        "c = x - mean",
        "xhat = c / np.sqrt(running + eps)",
        "mean = x.mean(axis=0)",
        "xhat = c / np.sqrt(var + eps)",
    ),
)
def training_pass():
    return "FDBGAC"


@training_pass.wrong_where(lambda order: "E" in order)
def running_in_training():
    """line E divides by the running variance, which is for evaluation. In training the
    batch's own divides."""
    return "FDBCEA"


@training_pass.before("F", "D")
def mean_too_late():
    """c needs the mean, so the mean comes first."""
    return "DFBGAC"


@training_pass.before("D", "B")
def centred_too_late():
    """the variance is made of c, so c comes before it."""
    return "FBDGAC"


@training_pass.before("B", "G")
def variance_too_late():
    """xhat is divided by the root of the batch's variance, which has to be there before."""
    return "FDGBAC"


@training_pass.before("B", "C")
def running_too_early():
    """the running variance moves towards the batch's, which has to be there before."""
    return "FDCBGA"


@training_pass.before("G", "A")
def output_too_early():
    """y is made of xhat, so xhat comes first."""
    return "FDBAGC"


training_pass.right("FDBCGA", "F, D, B, G, C, A", list("FDBGAC"))
