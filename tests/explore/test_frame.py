"""A frame leaves no figure open, names what is no figure, and says what it shows."""

import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from nncourse.explore import ExploreError
from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure


def test_no_figure_stays_open_whatever_the_function_does():
    def careless(fail=False):
        plt.figure()
        figure, _ = plt.subplots()
        if fail:
            raise ValueError("half way")
        return figure

    mine = plt.figure()
    figure = interactive_figure(careless, {"fail": [False, True]})
    draw_frame(figure, (0,), "s")
    with pytest.raises(
        ExploreError, match=r"explore\(careless\): with fail=True .* half way"
    ):
        draw_frame(figure, (1,), "s")
    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


def test_a_result_that_is_no_figure_is_named():
    def forgetful(depth=2):
        Figure()

    with pytest.raises(ExploreError, match="with depth=2 the function returned NoneType"):
        draw_frame(interactive_figure(forgetful, {"depth": [2]}), (0,), "s")


@pytest.mark.filterwarnings("ignore")
def test_a_setting_that_leaves_a_panel_no_height_is_named():
    def squeezed(height=1.0):
        figure = Figure(figsize=(4, height), layout="constrained")
        for ax in figure.subplots(3):
            ax.set(title="title", xlabel="x")
        return figure

    figure = interactive_figure(squeezed, {"height": [1.0, 5.0]})
    draw_frame(figure, (1,), "s")
    with pytest.raises(ExploreError, match=r"height=1\.0 .* sizes collapsed to zero"):
        draw_frame(figure, (0,), "s")


def test_the_description_is_the_titles_and_the_choices_or_the_authors(figures):
    wave = interactive_figure(figures.wave, figures.WAVE)
    words = "A &lt;wave&gt; &amp; more: frequency 1, shape sine, grid no, step 1"
    assert f'aria-label="{words}"' in draw_frame(wave, (0, 0, 0, 1), "s")

    def dead_units(depth=2):
        return Figure()

    untitled = interactive_figure(dead_units, {"depth": [2]})
    assert 'aria-label="dead units: depth 2"' in draw_frame(untitled, (0,), "s")
    heat = interactive_figure(figures.heat, figures.HEAT, describe=figures.in_words)
    words = "A &quot;4 by 4&quot; map in viridis, falling by 0.5 a layer"
    assert f'aria-label="{words}"' in draw_frame(heat, (0, 0, 0), "s")


def test_a_frame_says_its_description_so(figures):
    figure = interactive_figure(
        figures.wave, figures.WAVE, describe=lambda **setting: "Down to 4e-07."
    )
    svg = draw_frame(figure, figure.start, "salt")
    assert 'aria-label="Down to 4 times 10 to the minus 7."' in svg
