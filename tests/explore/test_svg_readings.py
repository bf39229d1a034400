"""A figure's SVG says what its curves' places mean, alike in all frames, in few bytes."""

import json
import re
import subprocess
from html import unescape
from pathlib import Path

import numpy as np
import playwright
import pytest
from matplotlib.figure import Figure

import nncourse.explore
from nncourse.explore.svg import to_svg
from nncourse.explore.svg_readings import quantity

AXES = re.compile(r'data-axes="([^"]*)" data-labels="([^"]*)"')


def lines(y=(1e-3, 1e-5, 1e-7), layout=None, shape=None):
    figure = Figure(figsize=(4, 3), layout=layout)
    top, bottom = figure.subplots(2, 1, sharex=True)
    top.plot([1, 2, 3], y, "o-", label='sigmoid "<s>"')
    top.set(yscale="log", ylim=(1e-8, 1), title="gradient norm (log)", box_aspect=shape)
    bottom.plot([1, 2, 3], [0, 0.5, 1])
    bottom.axhline(0.5)
    bottom.axvline(2)
    bottom.set(xlabel="layer $l$", ylabel="loss|cost")
    return figure


def places(path):
    """The points of a path of lines, as numbers."""
    steps = np.array(re.findall(r"-?\d*\.?\d+", path), float).reshape(-1, 2)
    return steps.cumsum(axis=0)


@pytest.mark.parametrize(
    ("layout", "shape"), [(None, None), ("constrained", None), (None, 1)]
)
def test_the_points_of_a_curve_become_its_values_again(layout, shape):
    svg = to_svg(lines(layout=layout, shape=shape), "salt", "")
    numbers = AXES.findall(svg)[0][0].split()
    left, right, bottom, top, x0, x1, y0, y1 = map(float, numbers[:8])
    assert numbers[8:] == ["linear", "log"]
    xy = places(re.search(r'data-curve="sig[^>]*><path d="([^"]*)"', svg).group(1))
    x = x0 + (x1 - x0) * (xy[:, 0] - left) / (right - left)
    decades = np.log10(y0) + np.log10(y1 / y0) * (xy[:, 1] - bottom) / (top - bottom)
    assert np.allclose(x, [1, 2, 3], atol=0.002)
    assert np.allclose(decades, [-3, -5, -7], atol=0.01)


def test_labels_are_the_panels_own_or_those_a_reader_would_take():
    labels = [label for _, label in AXES.findall(to_svg(lines(), "salt", ""))]
    assert labels == ["layer l|gradient norm", "layer l|losscost"]
    curves = re.findall(r'data-curve="([^"]*)"', to_svg(lines(), "salt", ""))
    assert curves == ["sigmoid &quot;&lt;s&gt;&quot;", ""]  # no line across a panel


def test_panels_without_curves_or_of_other_scales_have_nothing_to_read():
    figure = Figure(figsize=(4, 3))
    left, right = figure.subplots(1, 2)
    left.imshow(np.eye(3))
    right.plot([1, 2], [3, 4])
    right.set_yscale("symlog")
    assert "data-" not in to_svg(figure, "salt", "")


def test_a_drawing_without_ticks_has_nothing_to_read():
    figure = lines()
    for axes in figure.axes:
        axes.set_yticks([])
    assert "data-" not in to_svg(figure, "salt", "")


NODE = Path(playwright.__file__).parent / "driver" / "node"
READ = """
globalThis.window = {};
for (const name of ["number_text.js", "curves.js"])
  new Function(require("fs").readFileSync(process.argv[1] + name, "utf8"))();
const node = (dataset, found) => ({
  dataset, querySelectorAll: (which) => found[which] ?? [], querySelector: () => null });
const { axes, marks } = JSON.parse(process.argv[2]);
const use = marks.map(([x, y]) => ({ getAttribute: (name) => ({ x, y })[name] }));
const curve = node({ curve: "mean" }, { use });
const svg = node({}, { "[data-axes]": [node(axes, { "[data-curve]": [curve] })] });
const words = { point: "{x_label} {x}, {y_label} {y}", curve: "{curve}: {point}" };
const [{ points, say }] = window.explore.curvesOf(svg, words);
console.log(points.map(say).join("\\n"));
"""


def test_where_words_stand_at_ticks_they_are_read():
    figure = Figure(figsize=(4, 3))
    panel = figure.subplots()
    panel.plot([0, 1, 1.5], [0, 1, 1], "D", label="mean")
    panel.set(yticks=[0, 1], yticklabels=["none", "early\nstopping"], xlabel="right (%)")
    panel.set(xticks=[0, 1, 2], xticklabels=[0, 0.2, 0.5], title="a title")
    svg = to_svg(figure, "salt", "")
    found = re.search(r'data-axes="(.*?)" data-labels="(.*?)" data-words="(.*?)"', svg)
    marks = re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', svg[svg.index("data-c") :])
    axes, labels, words = map(unescape, found.groups())
    named = {"axes": axes, "labels": labels, "words": words}
    scripts = f"{Path(nncourse.explore.__file__).parent}/"
    told = json.dumps({"axes": named, "marks": marks[:3]})
    read = subprocess.run(
        [NODE, "-e", READ, scripts, told], capture_output=True, text=True, check=True
    )
    assert read.stdout.splitlines() == [
        "mean: right (%) 0, none",
        "mean: right (%) 0.2, early stopping",
        "mean: right (%) 1.5, early stopping",
    ]


def test_frames_share_the_axes_and_differ_in_the_curve_alone():
    one, other = (to_svg(lines(y), "s", "") for y in ((1, 0.1, 0.01), (1, 0.2, 0.04)))
    assert AXES.findall(one) == AXES.findall(other)
    readings = re.findall(r' data-[a-z]+="[^"]*"', one)
    assert len(readings) == 6 and sum(map(len, readings)) < 400


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("learning rate (log)", "learning rate"),
        ("loss (dots: unseen digits)", "loss"),
        ("accuracy (%)", "accuracy (%)"),
        ("f(x)", "f(x)"),
        ("spread", "spread"),
    ],
)
def test_a_remark_in_brackets_is_not_part_of_the_quantity(label, said):
    assert quantity(label) == said
