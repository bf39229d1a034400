"""Questions of chapter 9: readings of a run, and three patients of the learner's own."""

from functools import partial

import numpy as np

from nncourse.chapters.ch09_training_clinic.exam import (
    PLACES,
    SEEDS,
    measure_answer,
)
from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, PRESCRIPTIONS
from nncourse.clinic import EXAMINATIONS, FAULTS
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge

NAMES = [HEALTHY, *FAULTS]

chapter = Chapter(
    "09-training-clinic",
    title="Why will it not train?",
    intro="""
    Three readings of a training run, then three patients that are yours alone. Choose a
    `seed` from 1 to 9999 for them, or take the one that your teacher gives you: it draws
    your patients, so that no two learners have the same. What may ail each is the same for
    every seed, and no seed is easier than another. Seed 0 is the example whose answers the
    solutions print.
    """,
    imports="from nncourse.chapters.ch09_training_clinic.consulting import examine, look",
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A network sorts into seven classes. Before its first step its loss is 9.73.
    How many times the loss of guessing is that?
    """,
    tolerance=5e-3,
)
def times_guessing():
    """The loss over ln 7."""
    return 9.73 / np.log(7)


@times_guessing.wrong
def base_ten():
    """this takes the logarithm to base 10. The loss is made of natural logarithms."""
    return 9.73 / np.log10(7)


@times_guessing.wrong
def base_two():
    """this takes the logarithm to base 2. The loss is made of natural logarithms."""
    return 9.73 / np.log2(7)


@times_guessing.wrong
def over_classes():
    """this divides by the number of classes. Guessing gives each class 1/7, and its loss is
    the logarithm of that, with its sign turned."""
    return 9.73 / 7


@times_guessing.wrong
def difference():
    """this is how much higher the loss is. The question is how many times as high."""
    return 9.73 - np.log(7)


@times_guessing.wrong
def upside_down():
    """this is the loss of guessing over this one. The question is the other way round."""
    return np.log(7) / 9.73


@times_guessing.wrong
def ten_classes():
    """ln 10 is the loss of guessing among ten digits. Here there are seven classes."""
    return 9.73 / np.log(10)


@times_guessing.wrong
def of_guessing():
    """this is the loss of guessing itself, ln 7. How often does it go into 9.73?"""
    return np.log(7)


@times_guessing.wrong_where(lambda value: value > 5)
def too_high():
    """too large. Guessing gives each of seven classes the probability 1/7."""
    return 60.0


@times_guessing.wrong_where(lambda value: value < 5)
def too_low():
    """too small. Guessing gives each of seven classes the probability 1/7."""
    return 0.7


times_guessing.right(5, 5.0)


def growth_per_layer_cases(rng):
    yield (np.array([0.5, 1.0, 2.0, 4.0]),)
    for layers, factor in ((5, 3.0), (6, 0.4), (4, 1.0)):
        noise = np.exp(0.4 * rng.standard_normal(layers))
        yield (factor ** np.arange(layers) * noise,)
    yield edge("two layers", np.exp(rng.standard_normal(2)))


@chapter.function(
    points=15,
    prompt=r"""
    **Growth.** `spread` holds the spread of each layer's activations at the first step, two
    layers or more, the first one first. Return the factor by which it changes per
    layer: the one number $g$ with which the last is the first times $g$ for every layer
    between them.
    """,
    cases=growth_per_layer_cases,
)
def growth_per_layer(spread):
    """The factor per layer, a number."""
    steps = len(spread) - 1
    return (spread[-1] / spread[0]) ** (1 / steps)


@growth_per_layer.wrong
def one_root_too_many(spread):
    """from the first layer to the last there is one step less than there are layers."""
    return (spread[-1] / spread[0]) ** (1 / len(spread))


@growth_per_layer.wrong
def all_layers_together(spread):
    """this is the factor from the first layer to the last. Asked for is the one per layer,
    which is a root of it."""
    return spread[-1] / spread[0]


@growth_per_layer.wrong
def shrinking(spread):
    """first over last: where the spread grows this says that it shrinks."""
    return (spread[0] / spread[-1]) ** (1 / (len(spread) - 1))


@growth_per_layer.wrong
def mean_of_ratios(spread):
    """the plain mean of the ratios. Factors multiply, so a layer that halves and one that
    doubles make 1, and their mean is 1.25."""
    return np.mean(spread[1:] / spread[:-1])


@growth_per_layer.wrong
def divided(spread):
    """the whole factor divided by the layers between. Factors multiply: it takes a root."""
    return spread[-1] / spread[0] / (len(spread) - 1)


@growth_per_layer.wrong
def logarithm(spread):
    """this is the logarithm of the factor per layer."""
    return np.log(spread[-1] / spread[0]) / (len(spread) - 1)


@growth_per_layer.wrong
def first_two(spread):
    """this looks at the first two layers alone. The factor is to hold from the first to the
    last."""
    return spread[1] / spread[0]


@growth_per_layer.right
def by_logarithms(spread):
    return np.exp(np.mean(np.diff(np.log(spread))))


@growth_per_layer.right
def by_ratios(spread):
    ratios = np.asarray(spread)[1:] / np.asarray(spread)[:-1]
    return np.prod(ratios) ** (1 / len(ratios))


def starved_layers_cases(rng):
    def noisy(means, rows):
        return means * np.exp(0.1 * rng.standard_normal((rows, len(means))))

    yield (noisy(np.array([0.0003, 0.5, 1.0]), 2),)
    fading = noisy(np.array([1e-4, 1e-3, 0.1, 0.3, 1.0]), 12)
    fading[0, 2] *= 1e-4  # one noisy batch
    fading[1, :2] *= 1e6  # and another
    fading[5:, :2] *= 1e4  # and a network that recovers later
    yield (fading,)
    bulging = noisy(np.array([0.05, 300.0, 0.05, 1.0]), 14)
    bulging[5:, 0] *= 1e-3
    yield (bulging,)
    starved = noisy(np.array([0.03, 1.0, 0.002, 2.0]), 9)
    starved[5:, 0] *= 1e-3
    yield (starved,)
    yield edge("fewer than five rows", noisy(np.array([0.001, 0.3, 1.0, 0.8]), 3))


@chapter.function(
    points=20,
    prompt="""
    **Which layers starve?** `gradient` holds the norm of each layer's gradient, a row for
    each recorded step, a column for each layer, the last column the output's. One batch is
    noisy, so take each layer's median over the first five rows (over all of them where
    there are fewer). Return an array of the numbers of those layers whose median is less
    than a hundredth of the last layer's, counted from 1 at the input.
    """,
    cases=starved_layers_cases,
)
def starved_layers(gradient):
    """The numbers of the layers, an array."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def mean_(gradient):
    """the mean of the rows. One noisy batch decides it, and it leaves the median where it
    is."""
    early = np.mean(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def all_rows(gradient):
    """the median of all rows: it tells how the run went on. What a network is built like
    shows in the first ones."""
    early = np.median(gradient, axis=0)
    return np.flatnonzero(early < early[-1] / 100) + 1


@starved_layers.wrong
def last_rows(gradient):
    """the last five rows, where the first five are asked for."""
    late = np.median(gradient[-5:], axis=0)
    return np.flatnonzero(late < late[-1] / 100) + 1


@starved_layers.wrong
def first_row(gradient):
    """the first row alone is one batch. Take the median of five."""
    return np.flatnonzero(gradient[0] < gradient[0][-1] / 100) + 1


@starved_layers.wrong
def against_the_largest(gradient):
    """compared with the largest layer. One layer with a huge gradient makes the others look
    starved; compare with the last layer."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early.max() / 100) + 1


@starved_layers.wrong
def against_the_first(gradient):
    """compared with the first layer, which is the one that starves first. Compare with the
    last."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[0] / 100) + 1


@starved_layers.wrong
def fed(gradient):
    """the other way round: these are the layers that get enough."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early >= early[-1] / 100) + 1


@starved_layers.wrong
def a_tenth(gradient):
    """a tenth is not yet starving: the limit is a hundredth of the last layer's."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 10) + 1


@starved_layers.wrong
def from_zero(gradient):
    """counted from 0. The first layer is number 1, as in the chapter's figures."""
    early = np.median(gradient[:5], axis=0)
    return np.flatnonzero(early < early[-1] / 100)


@starved_layers.right
def by_ratio(gradient):
    early = np.median(np.asarray(gradient)[:5], axis=0)
    return 1 + np.nonzero(100 * early / early[-1] < 1)[0]


@starved_layers.right
def layer_by_layer(gradient):
    medians = [np.median(layer[:5]) for layer in np.transpose(gradient)]
    small = [median / medians[-1] < 0.01 for median in medians]
    return np.array([i + 1 for i, starved in enumerate(small) if starved], int)


REPORT = """
the patient of seed {seed:.0f}: {sick:.0%} of unseen examples are right as it came, and
{treated:.0%} after "{treatment}"
"""


@chapter.setting(
    points=15,
    prompt="""
    **Your first patient.** `look(1, seed)` shows its loss, its accuracies and its layers at
    the first step. Something ails it. Give your seed, the `name` of what ails it and the
    `treatment`: at the end it must read as well as its healthy twin, to two points.
    """,
    knobs={"seed": SEEDS, "name": NAMES, "treatment": list(PRESCRIPTIONS)},
    measure=partial(measure_answer, 1),
    passes=lambda measured: measured["named"] and measured["cured"],
    goal="the name must be right, and the treatment must cure.",
    report=REPORT,
)
def first_patient():
    """Flat at first, then far above the loss of guessing: each step is as long as W."""
    return dict(seed=0, name="rate too high", treatment="lower the rate")


@first_patient.wrong_where(lambda config, measured: config["name"] == "healthy")
def taken_for_well():
    """it is not well: compare what it reads in the end with what such networks reach."""
    return dict(seed=0, name="healthy", treatment="let it be")


@first_patient.wrong_where(lambda config, measured: measured["named"])
def named_and_not_cured():
    """you have found what ails it. The treatment does not remove that cause."""
    return dict(seed=0, name="rate too high", treatment="gather more examples")


@first_patient.wrong_where(lambda config, measured: measured["cured"])
def cured_by_luck():
    """it got well, but what you name is not what ailed it. Which panel speaks for your
    name, and which against it?"""
    return dict(seed=0, name="weights too large", treatment="lower the rate")


@first_patient.wrong_where(lambda config, measured: True)
def neither():
    """neither the name nor the treatment. Read in the chapter's order: first loss, layers,
    length of the first step, end."""
    return dict(seed=0, name="dead units", treatment="add dropout")


first_patient.right(
    dict(seed=6, name="sigmoid too deep", treatment="use rectifiers"),
    dict(seed=1, name="dead units", treatment="draw the dead units anew"),
)


@chapter.setting(
    points=20,
    prompt="""
    **Your second patient.** As before, with `look(2, seed)`. This one may be well: then its
    name is `healthy`, and the treatment is to let it be.
    """,
    knobs={"seed": SEEDS, "name": NAMES, "treatment": list(PRESCRIPTIONS)},
    measure=partial(measure_answer, 2),
    passes=lambda measured: measured["named"] and measured["cured"],
    goal="the name must be right, and the treatment must cure.",
    report=REPORT,
)
def second_patient():
    """The first layer's spread is large and no other layer adds to it."""
    return dict(seed=0, name="unscaled input", treatment="standardise the input")


@second_patient.wrong_where(
    lambda config, measured: measured["well"] and not measured["named"]
)
def healthy_treated():
    """nothing ails it. A ragged loss or a few units that are off are no illness; ask what
    they cost."""
    return dict(seed=1, name="dead units", treatment="draw the dead units anew")


@second_patient.wrong_where(lambda config, measured: measured["well"])
def treated_all_the_same():
    """you say that it is well, and treat it. Let it be."""
    return dict(seed=1, name="healthy", treatment="lower the rate")


@second_patient.wrong_where(lambda config, measured: config["name"] == "healthy")
def overlooked():
    """it is not well. Look at the first loss, and at what is seen beside what is unseen."""
    return dict(seed=0, name="healthy", treatment="let it be")


@second_patient.wrong_where(lambda config, measured: measured["named"])
def named_not_cured():
    """you have found what ails it. The treatment does not remove that cause."""
    return dict(seed=0, name="unscaled input", treatment="gather more examples")


@second_patient.wrong_where(
    lambda config, measured: config["name"] in ("weights too large", "unscaled input")
)
def large_for_another_reason():
    """weights too large multiply the spread at every layer. An input too large makes the
    first layer's spread large, and the layers after it add nothing. If neither is so, look
    on."""
    return dict(seed=0, name="weights too large", treatment="draw the usual first weights")


@second_patient.wrong_where(lambda config, measured: True)
def not_found():
    """neither the name nor the treatment. Read in the chapter's order: first loss, layers,
    length of the first step, end."""
    return dict(seed=0, name="dead units", treatment="add dropout")


second_patient.right(
    dict(seed=1, name="healthy", treatment="let it be"),
    dict(seed=2, name="weights too large", treatment="draw the usual first weights"),
)


@chapter.setting(
    points=20,
    prompt="""
    **Your third patient.** Its readings alone do not tell. `look(3, seed)` shows them;
    `examine(3, seed, "gradient check")` makes a test, and any other in the same way. Give
    the `test` that settles it, the name and the treatment.
    """,
    knobs={
        "seed": SEEDS,
        "test": list(EXAMINATIONS),
        "name": NAMES,
        "treatment": list(PRESCRIPTIONS),
    },
    measure=partial(measure_answer, 3),
    passes=lambda m: m["named"] and m["cured"] and m["tested"],
    goal="the test must be the one that shows it, the name right, the treatment a cure.",
    report=REPORT,
)
def third_patient():
    """Twice the same examples, and two answers."""
    return dict(
        seed=0,
        test="evaluate twice",
        name="dropout on in evaluation",
        treatment="evaluate without dropout",
    )


@third_patient.wrong_where(lambda config, measured: config["name"] not in PLACES[3].faults)
def shown_by_readings():
    """that would show in the readings. Here a test is needed: make them one after the other
    and see which one speaks."""
    return dict(
        seed=0,
        test="drop nothing",
        name="dropout too strong",
        treatment="drop out less",
    )


@third_patient.wrong_where(
    lambda config, measured: measured["named"] and not measured["tested"]
)
def other_test():
    """the name is right, and the test that you give does not show it."""
    return dict(
        seed=0,
        test="fit one batch",
        name="dropout on in evaluation",
        treatment="evaluate without dropout",
    )


@third_patient.wrong_where(lambda config, measured: measured["named"])
def tested_not_cured():
    """test and name are right. The treatment does not remove that cause."""
    return dict(
        seed=0,
        test="evaluate twice",
        name="dropout on in evaluation",
        treatment="lower the rate",
    )


@third_patient.wrong_where(lambda config, measured: measured["tested"])
def test_misread():
    """the test is the right one; read its result again. What does it find wrong?"""
    return dict(
        seed=0,
        test="evaluate twice",
        name="wrong gradient",
        treatment="mend the backward pass",
    )


@third_patient.wrong_where(lambda config, measured: True)
def nothing_found():
    """the test that you give finds nothing wrong with this patient. Make another."""
    return dict(
        seed=0,
        test="gradient check",
        name="wrong gradient",
        treatment="mend the backward pass",
    )


third_patient.right(
    dict(
        seed=2,
        test="gradient check",
        name="wrong gradient",
        treatment="mend the backward pass",
    ),
    dict(
        seed=1,
        test="look at the weights",
        name="constant weights",
        treatment="draw the usual first weights",
    ),
)
