"""The question `way_back`: reference, mistakes, other right answers."""

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** The way back through x, a = xW1 + b1, h = max(a, 0), z = hW2 + b2 and the
    mean cross-entropy, whose probabilities are p. Two of these lines do not
    belong.
    """,
    lines=(
        "da = dh * (a > 0)",
        "dW2 = h.T @ dz",
        "dW1 = x.T @ da",
        "dz = (p - one_hot(labels)) / len(x)",
        "da = dh * (dh > 0)",
        "dh = dz @ W2.T",
        "dh = dz @ W2",
    ),
)
def way_back():
    return "DBFAC"


@way_back.wrong_where(lambda order: "E" in order)
def mask_from_dh():
    """line E takes the mask from the gradient. Which units were on was decided forward, by
    a."""
    return "DBFEC"


@way_back.wrong_where(lambda order: "G" in order)
def not_transposed():
    """line G multiplies by W2 as on the way up. On the way back it is transposed, or the
    shapes do not meet."""
    return "DBGAC"


@way_back.before("D", "B")
def dz_after_dw2():
    """dW2 is made of dz, so dz comes before it."""
    return "BDFAC"


@way_back.before("D", "F")
def dz_after_dh():
    """dh is made of dz. The way back begins at the loss."""
    return "FDBAC"


@way_back.before("F", "A")
def dh_after_da():
    """da is made of dh, so dh comes before it."""
    return "DBAFC"


@way_back.before("A", "C")
def da_after_dw1():
    """dW1 is made of da, so da comes before it."""
    return "DBFCA"


way_back.right("DFABC", "D F A C B", list("DFBAC"))
