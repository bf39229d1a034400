"""What the closing table says of each fault: its sentences, and where their numbers are.

Likely cause and treatment have the clinic's own names. Of a claim's numbers `{value}` is
the mean at the claim's settings and `{limit}` the mean beyond them.
"""

from dataclasses import dataclass

HEADINGS = (
    "sign",
    "what to look at",
    "likely cause",
    "treatment",
    "measured effect",
    "where it fails",
)
TREATMENT = "{first}; if that fails, {second}"
EFFECT = "cures {right} of {cases}; “{wrong}” cures {by_wrong}"


@dataclass(frozen=True)
class Row:
    """A fault's line: its sign, where to look, a figure of it, and where the cure ends."""

    sign: str
    look: str
    figure: str  # a chapter and the setting of one of its figures
    fails: str
    fails_claim: str
    effect: str = ""
    effect_claim: str = ""


ROWS = {
    "sigmoid too deep": Row(
        "The loss stays at that of guessing. Gradients shrink layer by layer towards the "
        "input.",
        "gradient norms, the first layer's against the last one's",
        "03-vanishing-gradients#gradient-flow.depth=10&gradient-flow.activation=sigmoid",
        "Thirty ReLU layers need a way past the layers as well",
        "residual-thirty-layers",
        "ten layers read {value} of the digits, with sigmoids {limit}",
        "relu-relieves",
    ),
    "weights too small": Row(
        "Activations and gradients are tiny from some layer on, though first and last "
        "gradient may be alike.",
        "activation spreads; gradient norms by their size, not only their ratio",
        "03-vanishing-gradients#signal-and-gradient.activation=tanh"
        "&signal-and-gradient.init=small",
        "Batch normalisation in its place bears weights a tenth as large; ten times as "
        "large they learn slowly",
        "bn-forgives-initialisation",
    ),
    "weights too large": Row(
        "The first loss is far above that of guessing. Activations grow from layer to "
        "layer, or saturate; the loss may end in nan.",
        "first loss, activation spreads, saturation",
        "04-exploding-gradients#large-weights.m=3&large-weights.depth=10",
        "A lower rate prevents nan and restores only part",
        "lower-rate-helps",
        "the best lower rate reads {value} of the digits where weights are a little too "
        "large, {limit} where they are twice He's",
        "lower-rate-helps",
    ),
    "rate too high": Row(
        "The loss rises in the first steps, jumps, or ends in nan.",
        "the loss of each step; update ratios",
        "07-learning-rate#rate-by-rate.lr=1&rate-by-rate.optimizer=SGD",
        "It comes too late for units of the first layer that have died",
        "dead-stays-dead",
        "{value} of the units die at a low rate, {limit} at a high one",
        "lower-rate-spares",
    ),
    "rate too low": Row(
        "The loss falls evenly and hardly at all; every step is tiny beside the weights.",
        "update ratios",
        "07-learning-rate#rate-by-rate.lr=0.001&rate-by-rate.optimizer=SGD",
        "A ratio of a thousandth is a usual sign of health, and no law",
        "rate-update-ratio",
    ),
    "unscaled input": Row(
        "The first loss is far above that of guessing although the weights are as usual.",
        "test: look at the data",
        "05-dead-relu-units#dead-share.lr=0.1&dead-share.scale=0+to+16",
        "At a very low rate raw inputs learn faster",
        "centred-converges",
        "{value} of the units die on centred pixels, {limit} on raw ones",
        "centred-inputs-live",
    ),
    "dead units": Row(
        "In some layer nearly all units are off for every example.",
        "shares of dead units",
        "05-dead-relu-units#cloud.lr=0.3&cloud.pixels=raw&cloud.step=3",
        "GELU or SiLU in ReLU's place do not help where the inputs are large",
        "smooth-units-die",
        "with half of the units dead {value} of the digits are read, with nearly all dead "
        "{limit}",
        "zeros-do-not-hurt",
    ),
    "over-fitting": Row(
        "Nearly all training examples are right, and far fewer of the others.",
        "accuracy on examples kept back",
        "08-dropout#overfitting.rate=0&overfitting.data=500%2C+a+fifth+wrong",
        "With a thousand clean, easy digits dropout gains next to nothing",
        "dropout-many-clean",
        "dropout gains {value} points where labels are wrong, {limit} with few clean ones",
        "dropout-prevents-over-fitting",
    ),
    "dropout too strong": Row(
        "In training mode the loss stays high, and on the same examples in evaluation it "
        "is far lower.",
        "test: drop nothing",
        "08-dropout#overfitting.rate=0.9&overfitting.data=1000+clean&overfitting.width=25",
        "A wide layer bears rates that a narrow one does not",
        "dropout-too-strong",
        "from a rate of 0.5 to 0.9 a layer of 50 units loses {value} points, one of 400 "
        "{limit}",
        "dropout-too-strong",
    ),
    "shuffled labels": Row(
        "Every layer looks well and a single batch is learnt by heart, yet the loss does "
        "not fall.",
        "test: permute the labels",
        "08-dropout#overfitting.rate=0.5&overfitting.data=500%2C+a+fifth+wrong",
        "Where only some labels are wrong, dropout delays learning them by heart",
        "dropout-memorising",
    ),
    "wrong gradient": Row(
        "None of its own: the network learns badly, or the loss rises.",
        "test: gradient check",
        "02-backpropagation#planted-fault.fault=ReLU+slope+from+its+output",
        "A check by a gradient of ones misses a wrong batch norm",
        "random-upstream",
        "a wrong slope costs {value} points of accuracy, a lost factor {limit}",
        "wrong-slope-trains",
    ),
    "dropout on in evaluation": Row(
        "Two evaluations of the same examples differ.",
        "test: evaluate twice",
        "08-dropout#ensembles.data=500%2C+a+fifth+wrong",
        "Many masks, left on and averaged, are no better than none",
        "dropout-weight-scaling",
    ),
    "batch of one": Row(
        "With batch normalisation nothing gets through: every activation is the same.",
        "activation spreads; test: look at the data",
        "06-batch-normalisation#sizes.size=1&sizes.lr=0.03",
        "Two examples are too few as well; layer normalisation needs no batch",
        "layer-norm-small-batches",
        "batches of two cost {value} points, batches of eight {limit}",
        "bn-small-batches",
    ),
    "constant weights": Row(
        "All units of a layer stay copies of one another.",
        "test: look at the weights; healthy ones differ before the first step",
        "01-reading-digits#hidden-units.epoch=0",
        "The usual first weights do not suffice for deep sigmoids",
        "deep-sigmoid-at-chance",
    ),
}
