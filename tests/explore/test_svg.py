"""A figure gives the same bytes each time, and takes the page's typeface and colours."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.explore.log_labels import plain
from nncourse.explore.svg import short_path, to_svg
from nncourse.explore.svg_style import page_colour, page_style
from nncourse.plots import COLOURS


def loss_figure():
    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([0, 1, 2], [1e-3, 1e-2, 1], "o-")
    ax.set(yscale="log", title='Loss <b> & "gradient"', xlabel="$W_{ij}$")
    return figure


def test_the_same_figure_gives_the_same_bytes_in_another_process(figures):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import figures\n"
        "from nncourse.explore.svg import to_svg\n"
        "sys.stdout.reconfigure(encoding='utf-8'); print(to_svg(figures.heat(), 's', 'a'))"
    )
    command = [sys.executable, "-c", code, str(Path(figures.__file__).parent)]
    # Neither is this process, where other tests may have set a style.
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    one, other = (process.communicate(timeout=120)[0] for process in both)
    assert one.startswith(b"<svg")
    assert one == other


def test_it_is_well_formed_small_and_has_no_trace_of_when_or_what_made_it():
    svg = to_svg(loss_figure(), "salt", 'a "title" <x>')
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'a "title" <x>'
    for trace in ("metadata", "Matplotlib", "<style", "DOCTYPE", "DejaVu", "xlink", "\n"):
        assert trace not in svg
    drawn = re.sub(r' data-axes="[^"]*"', "", svg)
    assert not re.search(r"[ =\"]-?\d*\.\d{3,}", drawn), "more than two decimals"
    assert 'Loss &lt;b&gt; &amp; "gradient"' in svg


def test_a_long_log_axis_has_ticks_at_powers_of_ten_alone():
    def ticks(top):
        figure = Figure()
        figure.subplots().set(yscale="log", ylim=(1, top))
        to_svg(figure, "salt", "")
        return len(figure.axes[0].yaxis.get_minorticklocs())

    assert ticks(1e4) == 0 < ticks(50)


def test_powers_of_ten_are_plain_text_and_other_formulas_stay():
    svg = to_svg(loss_figure(), "salt", "")
    texts = re.findall(r"<text[^>]*>([^<]*)<", svg)
    assert {"10⁻³", "10⁻²", "10⁻¹", "10⁰"} <= set(texts)
    assert re.search(r"<tspan[^>]*>W</tspan>", svg)
    alpha = r"$\mathdefault{10^{\alpha}}$"
    assert [plain(r"$\mathdefault{2\times10^{-12}}$"), plain(alpha)] == ["2×10⁻¹²", alpha]


def test_the_digits_of_a_number_in_a_formula_stand_together():
    figure = Figure(figsize=(4, 3))
    figure.suptitle("$x_{128} = 3.75$")
    numbers = re.findall(r"<tspan[^>]*>([\d.]+)</tspan>", to_svg(figure, "salt", ""))
    assert numbers == ["128", "3.75"]


def test_ticks_without_a_length_do_not_end_their_panels_group_early():
    figure = Figure(figsize=(8, 3))
    for ax in figure.subplots(1, 2):
        ax.plot([0, 1])
        ax.tick_params(length=0)
    panels = ElementTree.fromstring(to_svg(figure, "s", "a")).findall("*[@class]")
    assert [len(panel.findall(".//text")) > 5 for panel in panels] == [True, True]


def test_ids_of_two_figures_differ_and_none_is_left_unused():
    first, second = to_svg(loss_figure(), "one", ""), to_svg(loss_figure(), "two", "")
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert ids[0] == set(re.findall(r'(?:href="#|url\(#)([^")]*)', first))


@pytest.mark.parametrize(
    ("inches", "pixels"),
    [
        ((4.7, 3.6), 602),  # letters a third larger
        ((6.4, 3.4), 690),  # as wide as the column
        ((4.7, 5.0), 517),  # 550 high
        ((4.7, 7.4), 451),  # tall enough as it is
        ((8.0, 3.4), 768),
    ],
)
def test_where_there_is_room_a_figure_grows_and_still_fits_a_window(inches, pixels):
    svg = to_svg(Figure(figsize=inches), "salt", "")
    assert f"--wide:{pixels}px" in svg


def test_text_has_a_least_size_and_the_pages_typeface_unless_it_is_code():
    style = page_style("font: italic 12.50px 'DejaVu Sans', sans-serif", False)
    assert style == "font-style:italic;font-size:max(12.5px,var(--explore-min-font,0px))"
    style = page_style("font: 12px 'DejaVu Sans Mono', monospace; fill: #000000", False)
    assert "font-family:monospace" in style
    assert page_style("font-size: 8.75px", True) == "font-size:8.75px"


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#000000", "currentColor"),
        ("#ffffff", "var(--explore-background,#fff)"),
        ("#808080", "color-mix(in srgb,currentColor 50%,var(--explore-background,#fff))"),
        ("#7b8585", "color-mix(in srgb,currentColor 49%,var(--explore-background,#fff))"),
        ("#0072b2", "#0072b2"),
        ("#fefcf0", "#fefcf0"),
        ("none", "none"),
        ("url(#h1)", "url(#h1)"),
    ],
)
def test_greys_become_the_pages_own(value, colour):
    assert page_colour(value) == colour


def test_coloured_text_leans_towards_the_pages_text_and_lines_do_not():
    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([0, 1], color="#0072B2")
    ax.annotate("a curve", (0, 0), color="#0072B2")
    svg = to_svg(figure, "salt", "")
    assert "fill:color-mix(in srgb,#0072b2 70%,currentColor)" in svg
    assert "stroke:#0072b2" in svg


@pytest.mark.parametrize("colour", ["#000010", "#fffff0"])
def test_text_on_a_picture_keeps_its_colour(colour):
    assert page_colour(colour, is_text=True) == colour


PAGES = {"light": ((50, 50, 50), (255, 255, 255)), "dark": ((206, 214, 221), (18, 18, 18))}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("meaning", COLOURS)
def test_text_can_be_read_on_light_and_dark_pages(meaning, page):
    text, background = PAGES[page]
    colour = page_colour(COLOURS[meaning].lower(), is_text=True)
    pattern = r"#\w{6}|currentColor|\d+(?=%)|--explore-background"
    first, share, second = re.findall(pattern, colour)[:3]
    known = {"currentColor": text, "--explore-background": background}
    one, other = (
        known.get(name) or [int(name[i : i + 2], 16) for i in (1, 3, 5)]
        for name in (first, second)
    )
    pairs = zip(one, other, strict=True)
    mixed = [a * int(share) / 100 + b * (1 - int(share) / 100) for a, b in pairs]
    darker, lighter = sorted(map(luminance, (mixed, background)))
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
    short = short_path(d)
    assert short.endswith("z")
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", short)]
    back = np.cumsum(np.reshape(numbers, (-1, 2)), axis=0)
    assert np.abs(back - xy).max() < 0.051
    assert len(short) < 0.6 * len(d)


def test_two_strokes_of_one_path_stay_apart():
    assert short_path("M 1 1 \nL 2 2 \nM 10 10 \nL 9.5 10.04 ") == "M1 1l1 1m8 8l-.5 0"


def test_after_a_closed_part_the_next_is_counted_from_where_that_began():
    closed = "M 1 1 \nL 2 2 \nL 2 1 \nz\nM 10 10 \nL 9 9 \n"
    assert short_path(closed) == "M1 1l1 1 0-1zm9 9l-1-1"
