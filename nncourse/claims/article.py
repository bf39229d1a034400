"""The article that the course grew out of, statement by statement, in the course's words.

Each statement names the claims that try it, or says in one clause why none can.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """One thing that the article states."""

    text: str
    claims: tuple[str, ...] = ()
    untried: str = ""


ARTICLE = {  # the article's sections and statements, both in its order
    "Backpropagation": [
        Statement(
            "It is the algorithm that is used most for training neural networks.",
            untried="it tells what people use, not what happens in a network",
        ),
        Statement(
            "It computes the gradient of the loss with respect to the weights; gradient "
            "descent then adjusts them, step by step, so that the loss gets smaller.",
            ("chain-rule", "against-gradient", "loss-falls"),
        ),
        Statement(
            "Handwritten digits, for example: an image goes in, its class comes out, and "
            "cross-entropy measures how far the prediction is from the truth.",
            ("reads-digits",),
        ),
        Statement(
            "Gradients are computed from the output layer backwards, layer by layer, and "
            "each layer's weights are updated: the next prediction is better.",
            ("chain-rule", "loss-falls"),
        ),
    ],
    "Vanishing gradients": [
        Statement(
            "With many layers the gradient is a product of many factors; when they are "
            "small it quickly goes towards zero.",
            ("small-factors-multiply", "nielsen-factor"),
        ),
        Statement(
            "So the layers near the input train very slowly, or not at all.",
            ("small-factors-multiply",),
        ),
        Statement(
            "Several hidden layers of sigmoids, for example: far from zero the sigmoid's "
            "derivative vanishes, small derivatives multiply, the layers near the input "
            "hardly move, and the network hardly converges.",
            ("sigmoid-saturated", "small-factors-multiply", "deep-sigmoid-at-chance"),
        ),
        Statement(
            "ReLU was made against this: its derivative is 1 above zero and 0 below, so "
            "on the positive side the gradient does not shrink.",
            ("relu-relieves", "he-keeps", "thirty-relu-smaller-steps"),
        ),
    ],
    "Exploding gradients": [
        Statement(
            "When the weights are too large the gradient is a product of many large "
            "factors and gets too large itself.",
            ("large-weights-large-factors",),
        ),
        Statement(
            "Updates become too large; the network does not converge, and training may "
            "collapse.",
            ("updates-overshoot", "collapse-to-nan"),
        ),
        Statement(
            "Large initial weights, for example: updates by such gradients make weights "
            "abnormally large or small, the output departs from all that is expected, "
            "and training is unstable.",
            ("weights-abnormal", "updates-overshoot"),
        ),
        Statement(
            "Batch normalisation avoids it: it normalises the inputs of each layer, keeps "
            "their distribution stable and so limits the size of the gradients.",
            ("batch-norm-tames", "bn-stable-inputs", "batch-norm-grows"),
        ),
        Statement(
            "A lower learning rate works too, as smaller updates keep training stable.",
            ("lower-rate-helps",),
        ),
    ],
    "Dead ReLU units": [
        Statement(
            "A unit whose weighted input is below zero outputs 0, and no gradient passes "
            "it on the way back: a dead ReLU unit.",
            ("dead-no-gradient",),
        ),
        Statement(
            "Once dead it adds nothing to the output, and training cannot bring it back.",
            ("dead-stays-dead", "dead-no-gradient"),
        ),
        Statement(
            "A unit whose input is always below zero, for example, gets no gradient and "
            "never updates its weights; in time part of the network fails.",
            ("dead-no-gradient", "forty-percent-dead", "zeros-do-not-hurt"),
        ),
        Statement(
            "A lower learning rate avoids it: smaller updates make it less likely that a "
            "unit's input ends below zero.",
            ("lower-rate-spares",),
        ),
        Statement(
            "LeakyReLU has a slope below zero too, so that gradient flows and the unit "
            "does not die.",
            ("leaky-keeps-gradient", "leaky-cures"),
        ),
    ],
    "Dropout": [
        Statement(
            "A network that is too complex may over-fit its training data and do badly "
            "on data it has not seen.",
            ("complex-overfits",),
        ),
        Statement(
            "Dropout prevents over-fitting.",
            ("dropout-prevents-over-fitting", "dropout-many-clean", "dropout-memorising"),
        ),
        Statement(
            "At each iteration a random part of the activations is dropped: of 100 units "
            "at a rate of 0.2, 20 have no influence on the output.",
            ("dropout-twenty-of-hundred", "dropout-exactly-twenty"),
        ),
        Statement(
            "So the network has to learn features that are more robust, in place of "
            "particular combinations of units.",
            ("dropout-robust-features",),
        ),
        Statement(
            "The rate, from 0.0 to 1.0, sets the strength: at 0.0 nothing is regularised, "
            "at 1.0 everything is dropped and nothing can be learned.",
            ("dropout-rate-zero", "dropout-more-is-stronger", "dropout-rate-one"),
        ),
        Statement(
            "Usual rates are 0.2 to 0.5: they prevent over-fitting without weakening the "
            "learning too much.",
            ("dropout-usual-rates", "dropout-too-strong"),
        ),
    ],
    "Conclusion": [
        Statement(
            "Vanishing, exploding and dead units are the common problems, and a sensible "
            "choice of activation function, batch normalisation, learning rate and "
            "dropout solves them.",
            untried="it sums up what stands above, where each part is tried by itself",
        ),
        Statement(
            "These ideas help in practice, from recognising images to language.",
            untried="the course trains small networks on digits and on points in a plane",
        ),
    ],
}


def claims_of_the_article():
    """The names of all claims that try one of its statements."""
    return {
        name
        for statements in ARTICLE.values()
        for statement in statements
        for name in statement.claims
    }
