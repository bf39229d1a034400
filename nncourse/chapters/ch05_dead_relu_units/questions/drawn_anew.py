"""The question `drawn_anew`: reference, mistakes, other right answers."""

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** The dead units of a hidden layer, W and b, are drawn anew. `x` holds all
    images, and the rows of V lead from these units to the next layer: set to 0, they make
    the network put out what it did before. One of the lines does not belong.
    """,
    lines=(
        "W[:, dead] = rng.normal(0, np.sqrt(2 / len(W)), (len(W), n))",
        "dead = ~(a > 0).any(axis=0)",
        "V[dead] = 0",
        "a = x @ W + b",
        "dead = ~(a > 0).any(axis=1)",
        "b[dead] = 0",
        "n = dead.sum()",
    ),
)
def drawn_anew():
    return "DBGAFC"


@drawn_anew.wrong_where(lambda order: "E" in order)
def over_units():
    """line E looks along axis 1: it finds the images for which no unit is on. A unit is
    dead if it is on for none of the images."""
    return "DEGAFC"


@drawn_anew.before("D", "B")
def dead_too_early():
    """whether a unit is dead is read off a, so a comes first."""
    return "BDGAFC"


@drawn_anew.before("B", "G")
def counted_too_early():
    """n counts the dead units, so they have to be found first."""
    return "DGBAFC"


@drawn_anew.before("G", "A")
def drawn_too_early():
    """the new weights are as many columns as there are dead units, so n comes first."""
    return "DBAGFC"


@drawn_anew.before("B", "F")
def bias_too_early():
    """which biases become 0 is known only once the dead units are found."""
    return "DFBGAC"


@drawn_anew.before("B", "C")
def way_out_too_early():
    """which rows of V become 0 is known only once the dead units are found."""
    return "DCBGAF"


drawn_anew.right("DBCFGA", "D, B, G, F, A, C", list("DBGACF"))
