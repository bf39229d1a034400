"""The question `averaged_answer`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.exercises.promises import edge

LARGE = "large scores"


def averaged_answer_cases(rng):
    yield (np.log(np.array([[[1.0, 3.0]], [[1.0, 1.0]]])),)
    for shape in (3, 4, 5), (4, 2, 3), (6, 5, 10):
        yield (2 * rng.normal(size=shape),)
    yield edge(LARGE, 1000 + rng.normal(size=(2, 3, 4)))
    apart = np.array([1000.0, 0.0, -1000.0])  # images, then masks
    yield edge(LARGE, rng.normal(size=(2, 3, 4)) + apart[:, None])
    yield edge(LARGE, rng.normal(size=(3, 2, 4)) + apart[:, None, None])
    yield edge(LARGE, np.array([[[1000.0, 999.0, -1000.0]], [[60.0, 70.0, 65.0]]]))
    yield edge(LARGE, np.array([[[1000.0, -1000.0, -1000.0, -1000.0]]]))
    yield (rng.normal(size=(1, 2, 3)),)
    yield (rng.normal(size=(3, 2, 4)).astype(np.float32),)


@chapter.function(
    points=20,
    prompt="""
    The average over masks. `logits` of shape (k, n, classes) holds the scores of n images
    under k masks. Return the mean over the masks of the probabilities, (n, classes). Scores
    may be as large as 1000, above 0 or below.
    """,
    cases=averaged_answer_cases,
)
def averaged_answer(logits):
    """Probabilities (n, classes), the mean over the k masks of logits (k, n, classes)."""
    p = np.exp(logits - logits.max(axis=2, keepdims=True))
    p /= p.sum(axis=2, keepdims=True)
    return p.mean(axis=0)


def _softmax(logits, axis=-1):
    p = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


@averaged_answer.wrong
def mean_of_logits(logits):
    """you average the scores and then take one softmax. The question asks for the mean of
    the probabilities; they differ where masks disagree."""
    return _softmax(logits.mean(axis=0))


@averaged_answer.wrong
def over_images(logits):
    """the mean runs over the images. It belongs to the first axis, the masks."""
    return _softmax(logits).mean(axis=1)


@averaged_answer.wrong
def summed(logits):
    """your rows add up to the number of masks: a sum in the place of a mean."""
    return _softmax(logits).sum(axis=0)


@averaged_answer.wrong
def softmax_axis(logits):
    """the softmax runs over the wrong axis. Each image's probabilities under each mask add
    up to 1."""
    return _softmax(logits, axis=1).mean(axis=0)


@averaged_answer.wrong
def votes(logits):
    """this counts votes. A mask that is unsure should count as unsure."""
    return np.eye(logits.shape[2], dtype=logits.dtype)[logits.argmax(axis=2)].mean(axis=0)


@averaged_answer.wrong
def one_mask(logits):
    """this is the answer under the first mask alone."""
    return _softmax(logits[0])


@averaged_answer.wrong
def overflow(logits):
    """right for small scores, nan for large ones. Subtract each row's largest score
    first."""
    with np.errstate(all="ignore"):
        p = np.exp(logits)
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_largest_of_all(logits):
    """the largest score of all is subtracted, so rows far below it become 0 / 0. Subtract
    the largest of each row, under each mask."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max())
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_image(logits):
    """one score is subtracted from all masks of an image, so a mask whose scores are far
    below becomes 0 / 0. Subtract each mask's own largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max(axis=(0, 2), keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_mask(logits):
    """one score is subtracted from all images under a mask, so an image whose scores are
    far below becomes 0 / 0. Subtract each image's own largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max(axis=(1, 2), keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def cut_off(logits):
    """large scores are cut off before the exponential, and come out alike. Subtract each
    row's largest score instead: that changes nothing."""
    return _softmax(np.clip(logits, -50, 50)).mean(axis=0)


@averaged_answer.wrong
def nan_for_zero(logits):
    """the overflow is swept away: nan becomes 0. Subtract each row's largest score first
    and there is none."""
    with np.errstate(all="ignore"):
        p = np.exp(logits)
        return np.nan_to_num(p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def first_mask_missing(logits):
    """the first mask is left out. The mean runs over all k."""
    return _softmax(logits[1:]).mean(axis=0) if len(logits) > 1 else _softmax(logits[0])


@averaged_answer.wrong
def one_mask_less(logits):
    """you divide by k - 1. A mean divides by k."""
    return _softmax(logits).sum(axis=0) / max(len(logits) - 1, 1)


@averaged_answer.wrong
def median(logits):
    """this is the median over the masks. The mean is asked for; rows of medians need not
    add up to 1."""
    return np.median(_softmax(logits), axis=0)


@averaged_answer.wrong
def largest(logits):
    """this takes the largest over the masks. The mean is asked for."""
    p = _softmax(logits).max(axis=0)
    return p / p.sum(axis=1, keepdims=True)


@averaged_answer.wrong
def largest_unscaled(logits):
    """this takes the largest over the masks, and the rows add up to more than 1. The mean
    is asked for."""
    return _softmax(logits).max(axis=0)


@averaged_answer.wrong
def scores(logits):
    """these are mean scores. Turn the scores of each mask into probabilities first."""
    return logits.mean(axis=0)


@averaged_answer.wrong
def exponentials_together(logits):
    """the exponentials of all masks are added and scaled once, so a mask with large scores
    counts more. Scale each mask's to 1 first."""
    shifted = np.exp(logits - logits.max(axis=(0, 2), keepdims=True)).sum(axis=0)
    return shifted / shifted.sum(axis=1, keepdims=True)


@averaged_answer.wrong
def sigmoids(logits):
    """this takes a sigmoid of each score by itself. The classes share 1 between them: a
    softmax."""
    with np.errstate(all="ignore"):
        return (1 / (1 + np.exp(-logits))).mean(axis=0)


@averaged_answer.wrong
def geometric(logits):
    """this is the mean of the logarithms. The probabilities themselves are averaged."""
    top = logits.max(axis=2, keepdims=True)
    shifted = logits - top
    return (shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))).mean(axis=0)


@averaged_answer.wrong
def softmax_over_masks(logits):
    """the softmax runs over the masks, so what adds up to 1 is each class. It runs over the
    classes."""
    return _softmax(logits, axis=0).mean(axis=0)


@averaged_answer.wrong
def softmax_over_all(logits):
    """the softmax runs over all images and classes at once. Each image's probabilities
    under each mask add up to 1."""
    return _softmax(logits.reshape(len(logits), -1)).reshape(logits.shape).mean(axis=0)


@averaged_answer.wrong
def softmax_again(logits):
    """a second softmax is taken of the mean probabilities. They add up to 1 already."""
    return _softmax(_softmax(logits).mean(axis=0))


@averaged_answer.wrong
def rounded(logits):
    """the probabilities are rounded. Return them as they are."""
    return _softmax(logits).mean(axis=0).round(2)


@averaged_answer.wrong
def all_alike(logits):
    """all classes get the same probability here, whatever the scores."""
    return np.full_like(logits[0], 1 / logits.shape[2])


@averaged_answer.wrong
def without_exponential(logits):
    """the scores are scaled to a sum of 1 without an exponential. Scores may be negative: a
    softmax takes exp first."""
    with np.errstate(all="ignore"):
        return (logits / logits.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def masks_kept(logits):
    """these are the probabilities under each mask. The mean over the masks is still to
    take."""
    return _softmax(logits)


@averaged_answer.wrong
def shifted_by_mean(logits):
    """the mean of each row is subtracted, and its largest score may still lie far above
    that and overflow. Subtract the largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.mean(axis=2, keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def divided_by_largest(logits):
    """the scores are divided by the largest, which changes the probabilities. Subtract it:
    that does not."""
    with np.errstate(all="ignore"):
        return _softmax(logits / logits.max(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def base_two(logits):
    """powers of 2 in the place of e make all probabilities flatter: np.exp."""
    return _softmax(logits * float(np.log(2))).mean(axis=0)


@averaged_answer.wrong
def geometric_unscaled(logits):
    """this is the geometric mean of the probabilities. Add them up and divide by their
    number."""
    with np.errstate(all="ignore"):
        return np.exp(np.log(_softmax(logits)).mean(axis=0))


@averaged_answer.wrong
def shifted_over_masks(logits):
    """what is subtracted differs from class to class: each one's largest score under the
    masks. Only one number for a whole row leaves its probabilities as they are."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max(axis=0))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def averaged_before_the_division(logits):
    """the exponentials are averaged before they are divided by their sum, so that a mask
    which is sure counts for less. Divide under each mask first."""
    p = np.exp(logits - logits.max(axis=2, keepdims=True)).mean(axis=0)
    return p / p.sum(axis=1, keepdims=True)


@averaged_answer.wrong
def largest_size(logits):
    """the largest size is subtracted before the exponential. Scores far below 0 are moved
    twice as far by that, and become 0 / 0. Subtract the largest, with its sign."""
    p = np.exp(logits - np.abs(logits).max(axis=2, keepdims=True))
    with np.errstate(all="ignore"):
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.right
def mask_by_mask(logits):
    total = np.zeros_like(logits[0])
    for scores in logits:
        shifted = np.exp(scores - scores.max(axis=1)[:, None])
        total += shifted / shifted.sum(axis=1)[:, None]
    return total / len(logits)


@averaged_answer.right
def by_logarithms(logits):
    shifted = logits - logits.max(axis=2, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    return np.exp(log_p).mean(axis=0)
