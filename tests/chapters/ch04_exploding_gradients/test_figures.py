"""Chapter 4's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients import figures
from nncourse.chapters.ch04_exploding_gradients.clip_limit_measured import clip_limits
from nncourse.chapters.ch04_exploding_gradients.runs import (
    ONE,
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


@pytest.mark.parametrize("limit", [1.0, 3.0])
def test_rescues_say_what_each_cure_and_each_of_five_runs_reaches(limit, assert_numbers):
    said, stored = figures.describe_rescues(limit).split(". ")
    cures, own = said.split(": ")[1].split(";")
    runs = {cure: {} for cure in CURES} | {"clipping": {"limit": limit}}
    reached = [measure_training(2.0, cure, **cut)["accuracy"] for cure, cut in runs.items()]
    for part, cure, accuracy in zip(cures.split(", "), CURES, reached, strict=True):
        assert part.startswith(f"{cure} ")
        assert_numbers(part, accuracy)
    assert_numbers(own, measure_training(1.0)["accuracy"])
    read = [clip_limits()[rate, limit] for rate in (0.03, 0.01)]
    shares = [[share / 100 for share in row] for row in read]
    assert_numbers(stored, limit, 0.03, *shares[0], 0.01, *shares[1])
    legend = figures.rescues(limit).axes[1].get_legend().get_texts()
    for text, cure, accuracy in zip(legend, CURES[1:], reached[1:], strict=True):
        assert text.get_text() == f"{cure}: {accuracy:.0%}"


def test_every_stored_run_is_a_dot_at_rate_times_limit_and_the_chosen_ones_are_bold():
    left = figures.rescues(3.0).axes[0]
    for line, ((rate, limit), read) in zip(left.lines, clip_limits().items(), strict=True):
        assert np.allclose(line.get_xdata(), rate * limit)
        assert list(line.get_ydata()) == read and len(read) == 5
        assert (line.get_alpha() == 1) == (limit == 3.0)
    names = [text.get_text() for text in left.get_legend().get_texts()]
    assert names == ["rate 0.03, limits above", "rate 0.01, limits below"]
    places = {text.get_position()[0]: text.get_text() for text in left.texts}
    assert places == {rate * limit: f"{limit:g}" for rate, limit in clip_limits()}


def test_a_limit_that_is_not_stored_is_trained_and_drawn_without_dots():
    left, right = figures.rescues(2.0, seed=11).axes
    assert all(line.get_alpha() < 1 for line in left.lines)
    read = measure_training(2.0, "clipping", seed=11, limit=2.0)["accuracy"]
    assert right.get_legend().get_texts()[-1].get_text() == f"clipping: {read:.0%}"
    assert "Five runs" not in figures.describe_rescues(2.0, seed=11)
