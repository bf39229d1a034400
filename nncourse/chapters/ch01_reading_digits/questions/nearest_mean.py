"""The question `nearest_mean`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import digits
from nncourse.chapters.ch01_reading_digits.questions.heading import chapter


@chapter.prediction(
    points=10,
    prompt="""
    **Guess, then compute.** The mean of all images of a 3 is a blurred 3. How well does one
    read with ten such means alone, and no network? Take the means of the ten digits over
    the first 1200 images of `digits()`, and call each of the other 597 by the digit whose
    mean is nearest, by the smallest sum of squared differences. What share of them is
    called rightly? First write down your `guess`, a share from 0 to 1; a wrong one costs no
    points, but there has to be one. Then compute the share to three digits.
    """,
    tolerance=0.001,
    guesses=(0, 1),
)
def nearest_mean():
    """The share of the last 597 images that lie nearest to the mean of their own digit."""
    x, labels = digits()
    seen, known = x[:1200], labels[:1200]
    means = np.stack([seen[known == digit].mean(axis=0) for digit in range(10)])
    distances = ((x[1200:, None] - means) ** 2).sum(axis=2)
    return (distances.argmin(axis=1) == labels[1200:]).mean()


def _share(trained=slice(0, 1200), tested=slice(1200, None), far=lambda d: (d**2).sum(2)):
    """The share that is called rightly of some images, with the means of others."""
    x, labels = digits()
    of = [x[trained][labels[trained] == digit].mean(axis=0) for digit in range(10)]
    called = far(x[tested][:, None] - np.stack(of)).argmin(axis=1)
    return (called == labels[tested]).mean()


@nearest_mean.wrong
def on_what_was_seen():
    """these are the 1200 images that the means were made of. How well one reads is measured
    on images that had no part in it."""
    return _share(tested=slice(0, 1200))


@nearest_mean.wrong
def on_all_images():
    """all images were called, those that the means were made of among them. Take the last
    597 alone."""
    return _share(tested=slice(None))


@nearest_mean.wrong
def means_of_all():
    """the means were taken over all images, the 597 among them: each of those has pulled
    the mean of its digit a little towards itself. Take the first 1200 alone."""
    return _share(trained=slice(None))


@nearest_mean.wrong
def sizes_of_differences():
    """the sizes of the differences were added up. Square them: then few large differences
    count for more than many small ones."""
    return _share(far=lambda d: np.abs(d).sum(2))


@nearest_mean.wrong
def largest_difference():
    """only the largest difference of each image was compared. Add up the squares of all
    64."""
    return _share(far=lambda d: np.abs(d).max(2))


@nearest_mean.wrong_where(lambda value: abs(value - 55 / 597) < 5e-4)
def not_squared():
    """the differences were added up with their signs, so that the mean with the most ink is
    the nearest of all. Square each one first."""
    return 55 / 597


@nearest_mean.wrong
def summed_before_squaring():
    """the differences were added up before they were squared, so that only the amount of
    ink was compared. Square first."""
    return _share(far=lambda d: d.sum(2) ** 2)


@nearest_mean.wrong
def product_with_the_mean():
    """the image's product with each mean was compared. A mean with more ink has larger
    products; the distance takes that into account."""
    x, labels = digits()
    of = [x[:1200][labels[:1200] == digit].mean(axis=0) for digit in range(10)]
    return ((x[1200:] @ np.transpose(of)).argmax(axis=1) == labels[1200:]).mean()


@nearest_mean.wrong
def nearest_image():
    """that is the nearest of the 1200 images itself, which needs all of them. Here each
    digit has one mean."""
    x, labels = digits()
    seen, asked = x[:1200], x[1200:]
    far = (seen**2).sum(axis=1) - 2 * asked @ seen.T
    return (labels[:1200][far.argmin(axis=1)] == labels[1200:]).mean()


@nearest_mean.wrong_where(lambda value: 523 <= value <= 529)
def count():
    """that is about how many there are. Divide by the 597."""
    return 526


@nearest_mean.wrong
def divided_by_those_seen():
    """that is the number of those called rightly, divided by 1200. It was 597 that were
    read."""
    return 526 / 1200


@nearest_mean.wrong_where(lambda value: 0.117 < value < 0.1215)
def errors():
    """that is about the share that is called wrongly. Count those called rightly."""
    return 71 / 597


@nearest_mean.wrong_where(lambda value: 0.09 <= value <= 0.11)
def chance():
    """that is chance, one in ten. The ten means differ a good deal."""
    return 0.1


@nearest_mean.wrong_where(lambda value: value == 1)
def all_of_them():
    """that is every image. Some lie nearer to the mean of another digit than to that of
    their own: compute how many do not."""
    return 1.0


@nearest_mean.wrong
def of_all_1797():
    """those called rightly are divided by all 1797 images. 597 were called."""
    return _share() * 597 / 1797


@nearest_mean.wrong
def parts_exchanged():
    """the means come from the last 597 images and the first 1200 were called. It is the
    other way round."""
    return _share(trained=slice(1200, None), tested=slice(0, 1200))


@nearest_mean.wrong
def medians_on_all_images():
    """two things: medians in the place of means, and all images were called, those that
    they were made of among them."""
    x, labels = digits()
    seen = labels[:1200]
    of = [np.median(x[:1200][seen == digit], axis=0) for digit in range(10)]
    called = ((x[:, None] - np.stack(of)) ** 2).sum(axis=2).argmin(axis=1)
    return (called == labels).mean()


nearest_mean.right(526 / 597, 0.881)
