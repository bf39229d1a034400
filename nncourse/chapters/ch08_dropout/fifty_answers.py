"""What fifty masks answer about one digit and about its pixels scrambled, drawn."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import measure_answers
from nncourse.plots import COLOURS, panels, pixels

IMAGES = "the digit", "its pixels scrambled"
SEEN = 0.01  # a probability below it would lie on the axis


def fifty_answers(image="the digit", seed=0):
    """An image, and the probability that each mask and the one pass give each digit."""
    answers = _answers(image, seed)
    figure, (left, right) = panels(1, 2, height=3.2, width_ratios=[1, 2.2])
    pixels(left, answers["image"])
    left.set_title(image.capitalize())
    masks = answers["masks"]
    beside = np.linspace(-0.3, 0.3, len(masks))[:, None]  # or dots would hide each other
    places = (np.arange(10) + beside)[masks > SEEN]
    style = {"color": COLOURS["train"], "markersize": 3, "label": "a mask"}
    right.plot(places, masks[masks > SEEN], "o", **style)
    for probabilities, label, meaning, marker in (
        (masks.mean(axis=0), "their mean", "healthy", "_"),
        (answers["one pass"], "one pass", "sick", "D"),
    ):
        style = {"color": COLOURS[meaning], "label": label, "zorder": 3}
        style |= {"markersize": 15, "mew": 3} if marker == "_" else {"markersize": 6}
        right.plot(range(10), probabilities, marker, **style)
    right.set(ylim=(-0.03, 1.03), xlim=(-0.6, 9.6), xticks=range(10))
    right.set(xlabel="digit", ylabel="probability")
    right.set_title("One pass {:.2f}, {} masks {:.2f}".format(*_surest(answers)), pad=24)
    style = {"borderaxespad": 0.1, "handletextpad": 0.2, "columnspacing": 2.2}
    right.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, **style)
    return figure


def describe_fifty_answers(image, seed=0):
    answers = _answers(image, seed)
    one, n, masks = _surest(answers)
    voted = np.bincount(answers["masks"].argmax(axis=1), minlength=10)
    return (
        f"{image.capitalize()}: one pass gives its likeliest digit {one:.2f}, {n} masks on "
        f"average give theirs {masks:.2f}. {voted.max()} of the masks agree on a digit."
    )


def _answers(image, seed):
    if image not in IMAGES:
        raise ValueError(f"image must be one of {list(IMAGES)}, not {image!r}")
    return measure_answers(seed=seed)[IMAGES.index(image)]


def _surest(answers):
    """The probability of the likeliest digit by one pass, how many masks, and by them."""
    masks = answers["masks"]
    return answers["one pass"].max(), len(masks), masks.mean(axis=0).max()
