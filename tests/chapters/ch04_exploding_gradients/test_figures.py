"""Chapter 4's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients import figures
from nncourse.chapters.ch04_exploding_gradients.runs import (
    ONE,
    cliff,
    measure_cliff,
    measure_products,
    measure_start,
    measure_training,
)

CURES = "none", "batch norm", "lower rate", "clipping"


@pytest.mark.parametrize("g", [0.8, 1.5])
@pytest.mark.parametrize("kind", ["gaussian", "orthogonal"])
def test_products_say_the_shortest_and_the_longest_vector(g, kind, assert_numbers):
    run = measure_products(g, kind)
    ends = sorted(run["length"][:, 30])
    fan = run["stretch"][3]
    sentence = figures.describe_products(g, kind, 3)
    assert sentence.startswith(f"Thirty {kind} matrices")
    assert_numbers(sentence, g, 1, ends[0], ends[-1], g**30, 3, fan[0] / fan[25], 1)
    left, right = figures.products(g, kind, 3).axes
    low, high = left.get_ylim()
    assert low < ends[0] < ends[-1] < high
    title = left.get_title("left").removeprefix("1 becomes ").replace(",", "")
    said = list(map(float, title.split(" to ")))
    assert said == pytest.approx([ends[0], ends[-1]][: len(said)], rel=0.05)
    assert np.array_equal(left.lines[19].get_ydata(), run["length"][19])
    ends = [line.get_ydata()[-1] for line in right.lines]
    assert np.allclose(ends, [*fan[::2], fan[0], fan[25]]) and len(ends) == 27
    names = [text.get_text() for text in right.texts]
    assert names == (["all 50"] if kind == "orthogonal" else ["largest", "middle"])
    alike = right.get_title("left") == "all directions alike"
    assert alike == (kind == "orthogonal")


def test_one_matrix_is_drawn_beside_the_powers_of_both_its_values(assert_numbers):
    run = measure_products(1.5, ONE)
    values = run["stretch"][1, 0], run["eigenvalue"]
    left, _ = figures.products(1.5, ONE).axes
    for line, value in zip(left.lines[20:22], values, strict=True):
        assert np.allclose(line.get_ydata(), value ** np.arange(31))
    labels = [text.get_text() for text in left.get_legend().get_texts()]
    named = zip(("singular value", "eigenvalue"), values, strict=True)
    assert labels == [f"largest {name}: {value:.2f}" for name, value in named]
    said, largest = figures.describe_products(1.5, ONE, 30).rsplit(". ", 1)
    assert said.startswith("One gaussian matrix thirty times")
    assert_numbers(largest, *values)


def test_a_pinned_setting_of_products_has_the_axes_of_any_other():
    settings = (0.9, "gaussian"), (1.5, "orthogonal"), (1.1, ONE)
    drawn = [figures.products(*setting).axes for setting in settings]
    for place in (0, 1):
        assert len({axes[place].get_ylim() for axes in drawn}) == 1


@pytest.mark.parametrize("batch_norm", [False, True])
def test_large_weights_say_loss_and_first_gradient(batch_norm, assert_numbers):
    start = measure_start(3.0, 5, batch_norm)
    gradient = start["gradient"]
    sentence = figures.describe_large_weights(3.0, 5, batch_norm)
    assert_numbers(sentence, 5, 3, start["loss"], gradient[0], gradient[0] / gradient[4])
    assert ("with batch norm" in sentence) == batch_norm
    axes = figures.large_weights(3.0, 5, batch_norm).axes
    own = measure_start(1.0, 5)
    for ax, sign in zip(axes, ("spread", "gradient"), strict=True):
        assert np.array_equal(ax.lines[0].get_ydata(), start[sign])
        assert np.array_equal(ax.lines[1].get_ydata(), own[sign])
        assert ax.get_ylim()[0] < start[sign].min() < start[sign].max() < ax.get_ylim()[1]
    ratio = float(axes[1].get_title("left").removeprefix("gradient (log), first / last "))
    assert ratio == pytest.approx(gradient[0] / gradient[4], rel=0.05)


def test_the_axes_stay_when_batch_norm_is_added():
    without, with_it = (figures.large_weights(3.0, 9, norm).axes for norm in (False, True))
    assert without[1].get_ylim() == with_it[1].get_ylim()


def test_hes_own_weights_are_drawn_once():
    for ax in figures.large_weights(1.0, 5).axes:
        assert [line.get_label() for line in ax.lines] == ["He's own"]
    assert len(figures.large_weights(1.0, 5, True).axes[0].lines) == 2


@pytest.mark.parametrize("m", [1.5, 2.0])
def test_rescues_say_what_each_cure_reaches(m, assert_numbers):
    sentence = figures.describe_rescues(m)
    said, collapse = sentence.split(". Without a rescue ")
    cures, own = said.split(": ")[1].split(";")
    reached = [measure_training(m, cure)["accuracy"] for cure in CURES]
    for part, cure, accuracy in zip(cures.split(", "), CURES, reached, strict=True):
        assert part.startswith(f"{cure} ")
        assert_numbers(part, accuracy)
    assert_numbers(own, measure_training(1.0)["accuracy"])
    run = measure_training(m)
    assert_numbers(collapse, *run["loss"][[0, run["taken"] - 1]])
    legend = figures.rescues(m).axes[1].get_legend().get_texts()
    for text, cure, accuracy in zip(legend, CURES[1:], reached[1:], strict=True):
        assert text.get_text() == f"{cure}: {accuracy:.0%}"
    title = figures.rescues(m).axes[1].get_legend().get_title().get_text()
    assert title.startswith("digits read, seed 0")


@pytest.mark.parametrize("m", [1.5, 2.0])
def test_the_collapse_is_drawn_to_its_last_finite_loss(m):
    run = measure_training(m)
    left = figures.rescues(m).axes[0]
    *layers, loss = left.lines
    taken = run["taken"]
    assert np.array_equal(loss.get_ydata(), run["loss"][:taken])
    for layer, line in enumerate(layers):
        lengths = [run["start"][layer], *run["weights"][:taken, layer]]
        assert np.array_equal(line.get_ydata(), lengths)
    assert left.get_title("left").endswith(f"nan after {taken} steps")


@pytest.mark.parametrize("limit", ["5", "no limit"])
def test_clipped_steps_say_their_length_and_where_they_end(limit, assert_numbers):
    run = measure_cliff(np.inf if limit == "no limit" else 5.0)
    length = np.hypot(*(run["path"][1] - run["path"][0]))
    losses = cliff(*run["path"][0]), cliff(*run["path"][5])
    cut = [] if limit == "no limit" else [5]
    sentence = figures.describe_clipped_steps(limit, 5)
    assert_numbers(sentence, run["norm"][0], *cut, length, *losses, 5)
    (ax,) = figures.clipped_steps(limit, 5).axes
    assert f"{length:.2g} long" in ax.get_title("left")
    levels = [text.get_text() for text in ax.texts if text.get_text().startswith("loss")]
    assert levels == ["loss 1", "loss 100", "loss 10⁴"]


def test_an_arrow_that_leaves_the_map_says_where_it_goes():
    run = measure_cliff(np.inf)
    (ax,) = figures.clipped_steps("no limit", 1).axes
    u, v = run["path"][1]
    assert f"on to\n({u:.3g}, {v:.3g})" in [text.get_text() for text in ax.texts]
    heads = [text.arrow_patch for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert len(heads) == 1
    (ax,) = figures.clipped_steps("no limit", 2).axes
    assert any(text.get_text().endswith("then nan") for text in ax.texts)
    (ax,) = figures.clipped_steps("5", 1).axes
    assert not any("on to" in text.get_text() for text in ax.texts)
