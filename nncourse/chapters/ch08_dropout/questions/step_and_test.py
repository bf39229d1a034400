"""The question `step_and_test`: reference, mistakes, other right answers."""

from nncourse.chapters.ch08_dropout.questions.heading import chapter


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** One training step of a network with dropout, and then its accuracy on
    images that it has not seen. One of these lines does not belong.
    """,
    lines=(
        "optimizer.step(net)",
        "accuracy = (scores.argmax(axis=1) == test_labels).mean()",
        "logits = net.forward(batch, training=True)",
        "scores = net.forward(test_images, training=True)",
        "loss, dlogits = softmax_cross_entropy(logits, labels)",
        "scores = net.forward(test_images)",
        "net.backward(dlogits)",
    ),
)
def step_and_test():
    return "CEGAFB"


@step_and_test.wrong_where(lambda order: "D" in order)
def dropout_in_the_test():
    """line D tests with units dropped. Dropout is for training; in the test all units
    answer."""
    return "CEGADB"


@step_and_test.before("C", "E")
def loss_too_early():
    """the loss is made of the logits, so the forward pass comes before it."""
    return "ECGAFB"


@step_and_test.before("E", "G")
def backward_too_early():
    """the way back begins with dlogits, which comes with the loss."""
    return "CGEAFB"


@step_and_test.before("G", "A")
def step_too_early():
    """the step needs the gradients, so the way back comes before it."""
    return "CEAGFB"


@step_and_test.before("F", "B")
def accuracy_too_early():
    """the accuracy is counted from the scores, so they come first."""
    return "CEGABF"


@step_and_test.wrong_where(
    lambda order: "".join(line for line in order if line in "CFG") == "CFG"
)
def tested_before_the_way_back():
    """the test stands between the forward pass and the way back: it overwrites what the
    layers remember for that, and tests the old weights."""
    return "CEFGAB"


@step_and_test.before("A", "F")
def tested_before_the_step():
    """the test comes after the step: before it the old weights would be tested."""
    return "CEGFAB"


step_and_test.right("ceg afb", ["C", "E", "G", "A", "F", "B"])
