"""The question `thirty_layers`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import (
    SGD,
    batches,
    digits,
    evaluate,
    gradient_norms,
    he,
    mlp,
    normal,
    orthogonal,
    softmax_cross_entropy,
    train,
    xavier,
)
from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.chapters.deep_nets import ACTIVATIONS
from nncourse.exercises.several_seeds import over_seeds

INITS = {"small": normal, "xavier": xavier, "he": he, "orthogonal": orthogonal}


@over_seeds
def measure_thirty_layers(seed, activation, init, batch_norm, lr):
    x, labels = digits()
    x, labels = (x - x.mean(axis=0))[:960] / 0.375, labels[:960]
    rng = np.random.default_rng(seed)
    sizes = [64] + 29 * [32] + [10]
    net = mlp(sizes, rng, ACTIVATIONS[activation], INITS[init], batch_norm)
    run = train(
        net,
        softmax_cross_entropy,
        SGD(lr, 0.9),
        batches(x, labels, 64, 4, rng),
        record={"norms": gradient_norms},
        every=60,
    )
    _, accuracy = evaluate(net, x, labels)
    return dict(accuracy=accuracy, gradient=float(run["norms"][0][0]))


@chapter.setting(
    points=20,
    prompt="""
    **Thirty layers.** Choose activation, initialisation, batch normalisation or not, and
    learning rate so that a network of thirty layers of 32 units learns to read 80 % of the
    960 digits that it is trained on in four epochs (SGD with momentum 0.9, batches of 64),
    on average over three seeds. There is more than one way: without normalisation, and with
    it.
    """,
    knobs={
        "activation": list(ACTIVATIONS),
        "init": list(INITS),
        "batch_norm": [False, True],
        "lr": (1e-5, 10),
    },
    measure=measure_thirty_layers,
    passes=lambda measured: measured["accuracy"] >= 0.8,
    goal="it must read 80 % of its training digits after four epochs.",
    report="""
    with {activation}, {init} weights, batch_norm={batch_norm} and rate {lr:g} it reads
    {accuracy:.0%}; at the start the first layer's gradient norm was {gradient:.0e}
    """,
)
def thirty_layers():
    return dict(activation="tanh", init="orthogonal", batch_norm=False, lr=0.01)


def _config(activation, init, lr, batch_norm=False):
    return dict(activation=activation, init=init, batch_norm=batch_norm, lr=lr)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] >= 0.2)
def far_too_fast():
    """with steps this long no network on offer learns, whatever its activation function and
    its weights. Lower the rate first, by a factor of ten or more."""
    return _config("tanh", "orthogonal", 0.3)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] <= 0.001)
def far_too_slow():
    """with steps this short no network on offer learns enough in four epochs, whatever its
    activation function and its weights. Raise the rate first."""
    return _config("tanh", "orthogonal", 0.0003)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "sigmoid" and not config["batch_norm"]
)
def sigmoid():
    """thirty sigmoids multiply thirty slopes of at most 1/4. Look at the first gradient: no
    initialisation in the list makes up for that, but normalisation could."""
    return _config("sigmoid", "xavier", 0.1)


@thirty_layers.wrong_where(
    lambda config, measured: config["init"] == "small" and not config["batch_norm"]
)
def tiny():
    """with these weights the signal dies going up and the gradient coming down. Choose
    weights whose size follows the layer's width."""
    return _config("tanh", "small", 0.01)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "relu" and config["batch_norm"]
)
def relu_normalised():
    """a normalised ReLU layer makes the gradient longer on its way down, and thirty of them
    a hundred times: look at the first layer's. Is there an activation function that is
    nearly straight in the middle?"""
    return _config("relu", "he", 0.01, batch_norm=True)


@thirty_layers.wrong_where(
    lambda config, measured: config["activation"] == "relu" and config["init"] != "he"
)
def relu_lost_half():
    """these weights were made for activation functions that keep both sides. ReLU loses a
    factor of sqrt(1/2) per layer with them."""
    return _config("relu", "xavier", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["activation"] == "relu")
def relu_alike():
    """size is kept, and still it hardly learns: thirty ReLU layers make all digits alike.
    Is there an activation function that does not, and whose slope is 1 in the middle?"""
    return _config("relu", "he", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["init"] != "orthogonal")
def random_spread():
    """the activation function is a good choice. Gaussian weights keep lengths on average
    only, and thirty of them in a row distort, normalised or not. Which matrices keep every
    length?"""
    return _config("tanh", "xavier", 0.01)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] > 0.02)
def too_fast():
    """the network is well made, and the steps are too long for it."""
    return _config("tanh", "orthogonal", 0.1)


@thirty_layers.wrong_where(lambda config, measured: config["lr"] < 0.008)
def too_slow():
    """the network is well made, and the steps are too short for four epochs."""
    return _config("tanh", "orthogonal", 0.002)


thirty_layers.right(
    _config("tanh", "orthogonal", 0.016),
    _config("sigmoid", "orthogonal", 0.012, batch_norm=True),
)
