"""A picture is the same bytes each time, keeps to itself, and takes the page's colours."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from nncourse.explore import ExploreError
from nncourse.explore.choices import study_of
from nncourse.explore.draw import draw
from nncourse.explore.paint import colour
from nncourse.explore.svg import path, svg_of
from nncourse.plots import COLOURS


def plain():
    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([0, 1, 2], [1e-3, 1e-2, 1], "o-")
    ax.set(yscale="log", title='Loss <b> & "gradient"', xlabel="$W_{ij}$")
    return figure


def coloured(colour):
    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([0, 1], color=colour)
    ax.annotate("a curve", (0, 0), color=colour)
    return figure


def study(function, **lists):
    return study_of(function, "step", None, {}, lists)


def test_the_same_figure_gives_the_same_bytes_in_another_process(figures):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import figures\n"
        "from nncourse.explore.svg import svg_of\n"
        "sys.stdout.reconfigure(encoding='utf-8'); print(svg_of(figures.heat(), 's', 'a'))"
    )
    folder = figures.__file__.rpartition("figures.py")[0]
    command = [sys.executable, "-c", code, folder]
    # Neither is this process, where other tests may have set a style.
    one, other = (
        subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
        for _ in range(2)
    )
    assert one.stdout.startswith("<svg"), one.stderr
    assert one.stdout == other.stdout


def test_it_is_well_formed_small_and_has_no_trace_of_when_or_what_made_it():
    svg = svg_of(plain(), "salt", 'a "title" <x>')
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'a "title" <x>'
    for trace in ("metadata", "Matplotlib", "<style", "DOCTYPE", "DejaVu", "xlink", "\n"):
        assert trace not in svg
    assert not re.search(r"[ =\"]-?\d*\.\d{3,}", svg), "a number of more than two decimals"
    assert "10⁻³" in svg
    assert 'Loss &lt;b&gt; &amp; "gradient"' in svg


def test_ids_of_two_figures_differ_and_none_is_left_unused():
    first, second = svg_of(plain(), "one", ""), svg_of(plain(), "two", "")
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert ids[0] == set(re.findall(r'(?:href="#|url\(#)([^")]*)', first))


@pytest.mark.parametrize(
    ("value", "page"),
    [
        ("#000000", "currentColor"),
        ("#ffffff", "var(--explore-paper,#fff)"),
        ("#808080", "color-mix(in srgb,currentColor 50%,var(--explore-paper,#fff))"),
        ("#0072b2", "#0072b2"),
        ("#fefcf0", "#fefcf0"),
        ("none", "none"),
        ("url(#h1)", "url(#h1)"),
    ],
)
def test_greys_become_the_pages_own(value, page):
    assert colour(value) == page


def test_letters_in_a_colour_lean_towards_the_pages_text():
    svg = svg_of(coloured("#0072B2"), "salt", "")
    assert "fill:color-mix(in srgb,#0072b2 70%,currentColor)" in svg
    assert "stroke:#0072b2" in svg


PAGES = {"light": ((50, 50, 50), (255, 255, 255)), "dark": ((206, 214, 221), (18, 18, 18))}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("meaning", COLOURS)
def test_letters_can_be_read_on_light_and_dark_paper(meaning, page):
    text, paper = PAGES[page]
    *_, first, share, second = re.findall(
        r"#\w{6}|currentColor|\d+(?=%)|--explore-paper",
        colour(COLOURS[meaning].lower(), True),
    )[:3]
    known = {"currentColor": text, "--explore-paper": paper}
    one, other = (
        known.get(name) or [int(name[i : i + 2], 16) for i in (1, 3, 5)]
        for name in (first, second)
    )
    pairs = zip(one, other, strict=True)
    mixed = [a * int(share) / 100 + b * (1 - int(share) / 100) for a, b in pairs]
    darker, lighter = sorted(map(luminance, (mixed, paper)))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(rgb):
    """The relative luminance that the accessibility guidelines (WCAG 2) define."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (value / 255 for value in rgb)
    ]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


def test_lines_keep_their_places_to_a_tenth_of_a_point():
    rng = np.random.default_rng(0)
    xy = rng.uniform(-500, 500, (200, 2)).cumsum(axis=0) / 20
    d = " \n".join(f"{'ML'[i > 0]} {x:.6f} {y:.6f}" for i, (x, y) in enumerate(xy)) + "\nz"
    short = path(d)
    assert short.endswith("z")
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", short)]
    back = np.cumsum(np.reshape(numbers, (-1, 2)), axis=0)
    assert np.abs(back - xy).max() < 0.051
    assert len(short) < 0.6 * len(d)


def test_two_strokes_of_one_path_stay_apart():
    assert path("M 1 1 \nL 2 2 \nM 10 10 \nL 9.5 10.04 ") == "M1 1l1 1m8 8l-.5 0"


def test_no_figure_stays_open_whatever_the_function_does():
    def leaves(fail=False):
        plt.figure()
        figure, _ = plt.subplots()
        if fail:
            raise ValueError("half way")
        return figure

    mine = plt.figure()
    draw(study(leaves, fail=[False, True]), (0,), "s")
    with pytest.raises(
        ExploreError, match=r"explore\(leaves\): with fail=True .* half way"
    ):
        draw(study(leaves, fail=[False, True]), (1,), "s")
    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


def test_an_answer_that_is_no_figure_is_named():
    def forgets(depth=2):
        Figure()

    with pytest.raises(ExploreError, match="with depth=2 the function returned NoneType"):
        draw(study(forgets, depth=[2]), (0,), "s")


def test_the_description_is_the_authors_or_the_titles_and_the_choices(figures):
    point = (0, 0, 0, 1)
    said = draw(study(figures.wave, **figures.WAVE), point, "s")
    words = "A &lt;wave&gt; &amp; more: frequency 1, shape sine, grid no, step 1"
    assert f'aria-label="{words}"' in said
    theirs = study_of(figures.heat, None, figures.tell, {}, figures.HEAT)
    assert "A &quot;4 by 4&quot; map in viridis" in draw(theirs, (0, 0, 0), "s")
