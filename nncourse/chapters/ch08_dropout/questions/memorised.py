"""The question `memorised`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.exercises.promises import edge


def memorised_cases(rng):
    yield np.array([3, 1, 4, 7, 5]), np.array([3, 8, 4, 7, 5]), np.array([3, 1, 9, 1, 5])
    for n in 30, 50:
        truth = rng.integers(0, 10, n)
        given, predicted = truth.copy(), truth.copy()
        places = rng.permutation(n)
        wrong, repeated, other, honest = places[:12], places[:5], places[5:8], places[12:16]
        given[wrong] = (truth[wrong] + rng.integers(1, 5, 12)) % 10
        predicted[repeated] = given[repeated]
        predicted[other] = (truth[other] + 6) % 10
        predicted[honest] = (truth[honest] + 1) % 10
        yield predicted, given, truth
    truth = rng.integers(0, 10, 8)
    predicted = np.r_[truth[:4], (truth[4:] + 1) % 10]
    yield edge("no wrong label", predicted, truth.copy(), truth)
    yield np.array([1, 2, 3]), np.array([1, 5, 3]), np.array([4, 4, 4])
    yield np.array([0, 0, 5, 6]), np.array([0, 0, 5, 7]), np.array([4, 0, 2, 1])


@chapter.function(
    points=10,
    prompt="""
    What did it learn by heart? `given` are the labels that the network was trained on, some
    of them wrong; `truth` are the right ones; `predicted` is what it says. Return the share
    of the *wrong* labels that it repeats, as a number; 0 if none is wrong.
    """,
    cases=memorised_cases,
    implementing=False,
)
def memorised(predicted, given, truth):
    """The share of wrong labels repeated; three arrays of n whole numbers."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_all(predicted, given, truth):
    """you divide by the number of all examples. The question asks for a share of the wrong
    labels alone."""
    return ((predicted == given) & (given != truth)).mean()


@memorised.wrong
def all_repeated(predicted, given, truth):
    """this is the share of all given labels that are repeated, the right ones included: the
    training accuracy."""
    return (predicted == given).mean()


@memorised.wrong
def escaped(predicted, given, truth):
    """this is the share of wrong labels where the network says the truth. It may also say a
    third thing; count what it repeats."""
    wrong = given != truth
    return (predicted[wrong] == truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def not_the_truth(predicted, given, truth):
    """this counts every mistake on those examples. Learning by heart is to repeat the given
    label."""
    wrong = given != truth
    return (predicted[wrong] != truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def of_none(predicted, given, truth):
    """where no label is wrong your mean runs over nothing, and is nan. The question asks
    for 0 there."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_mistakes(predicted, given, truth):
    """you divide by the number of the network's mistakes. Divide by the number of wrong
    labels."""
    mistakes = predicted != truth
    repeated = (predicted == given) & (given != truth)
    return repeated.sum() / mistakes.sum() if mistakes.any() else 0.0


@memorised.wrong
def misread(predicted, given, truth):
    """this is the share of wrong predictions. Look only where the given label is wrong, and
    ask whether that label is repeated."""
    return (predicted != truth).mean()


@memorised.wrong
def accuracy(predicted, given, truth):
    """this is the accuracy against the truth. The question is what becomes of the wrong
    labels."""
    return (predicted == truth).mean()


@memorised.wrong
def not_repeated(predicted, given, truth):
    """this is the share of wrong labels that it does *not* repeat. Turn it round."""
    wrong = given != truth
    return (predicted[wrong] != given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def of_repeated(predicted, given, truth):
    """you divide by the number of labels that it repeats. Divide by the number of wrong
    labels."""
    repeated = predicted == given
    return (given != truth)[repeated].mean() if repeated.any() else 0.0


@memorised.wrong
def of_right_labels(predicted, given, truth):
    """this looks at the right labels. What is learnt by heart shows at the wrong ones."""
    right = given == truth
    return (predicted[right] == given[right]).mean() if right.any() else 0.0


@memorised.wrong
def wrong_labels(predicted, given, truth):
    """this is the share of labels that are wrong. How many of those does it repeat?"""
    return (given != truth).mean()


@memorised.wrong
def one_if_none(predicted, given, truth):
    """where no label is wrong this gives 1. The question asks for 0 there."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).mean() if wrong.any() else 1.0


@memorised.wrong
def all_if_none(predicted, given, truth):
    """where no label is wrong this gives the share of repeated labels. The question asks
    for 0 there."""
    wrong = given != truth
    chosen = wrong if wrong.any() else ~wrong
    return (predicted[chosen] == given[chosen]).mean()


@memorised.wrong
def count(predicted, given, truth):
    """this is how many are repeated. Divide by the number of wrong labels."""
    return ((predicted == given) & (given != truth)).sum()


@memorised.wrong
def in_percent(predicted, given, truth):
    """this is in per cent. Return a share from 0 to 1."""
    return 100 * memorised(predicted, given, truth)


@memorised.wrong
def one_more(predicted, given, truth):
    """the number of wrong labels is one too large, perhaps against a division by 0. Treat
    that case by itself."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).sum() / (wrong.sum() + 1)


@memorised.wrong
def beyond_chance(predicted, given, truth):
    """a share expected by chance is subtracted. The question asks for the plain share."""
    wrong = given != truth
    return memorised(predicted, given, truth) - (1 / 9 if wrong.any() else 0)


@memorised.wrong
def among_all_labels(predicted, given, truth):
    """this asks whether the prediction occurs anywhere among the given labels. Compare each
    example with its own label."""
    wrong = given != truth
    return np.isin(predicted[wrong], given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def mean_over_classes(predicted, given, truth):
    """this averages over the classes. Each wrong label counts once, whatever its class."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    classes = np.unique(truth[wrong])
    of = [(predicted[wrong] == given[wrong])[truth[wrong] == c].mean() for c in classes]
    return np.mean(of)


@memorised.wrong
def label_zero_skipped(predicted, given, truth):
    """the label 0 is skipped, as if it were no label. It is a digit like the others."""
    wrong = (given != truth) & (given != 0)
    return (predicted[wrong] == given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def rounded(predicted, given, truth):
    """the share is rounded. Return it as it is."""
    return round(float(memorised(predicted, given, truth)), 2)


@memorised.wrong
def never(predicted, given, truth):
    """this is 0 in every case, though wrong labels are repeated in some. `is` for == or a
    whole division does that."""
    return 0.0


@memorised.wrong
def any_right_label(predicted, given, truth):
    """it is 0 as soon as any label is right: `all` stands where `any` belongs."""
    if not (given != truth).all():
        return 0.0
    return memorised(predicted, given, truth)


@memorised.wrong
def truth_and_given_exchanged(predicted, given, truth):
    """given and truth are swapped where they are compared with what it says, and all
    examples are counted: two things."""
    return ((predicted == truth) & (given != truth)).mean()


@memorised.wrong
def any_repeated(predicted, given, truth):
    """this says whether any wrong label is repeated. How many are, as a share?"""
    wrong = given != truth
    return float((predicted[wrong] == given[wrong]).any())


@memorised.wrong
def difference_of_accuracies(predicted, given, truth):
    """this is a difference of two accuracies. Look at the wrong labels alone, and count how
    many are repeated."""
    return (predicted == given).mean() - (predicted == truth).mean()


@memorised.wrong
def distance(predicted, given, truth):
    """this measures how far the digits are apart as numbers. A label is repeated or not."""
    wrong = given != truth
    return np.abs(predicted[wrong] - given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def first_wrong_label(predicted, given, truth):
    """only the first wrong label is looked at. Is the `return` inside the loop?"""
    wrong = given != truth
    return float((predicted == given)[wrong][0]) if wrong.any() else 0.0


@memorised.wrong
def no_brackets(predicted, given, truth):
    """`&` binds before `==`: each comparison needs brackets of its own."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    return (wrong & predicted == given).sum() / wrong.sum()


@memorised.right
def by_counting(predicted, given, truth):
    pairs = [(p, g) for p, g, t in zip(predicted, given, truth, strict=True) if g != t]
    return sum(p == g for p, g in pairs) / len(pairs) if pairs else 0.0


@memorised.right
def by_sums(predicted, given, truth):
    wrong = (given != truth).sum()
    return float(((predicted == given) * (given != truth)).sum() / max(wrong, 1))
