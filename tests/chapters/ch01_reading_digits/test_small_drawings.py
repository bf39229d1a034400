"""The drawings among chapter 1's words show the runs that the words are about."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.image import imread

from nncourse.chapters.ch01_reading_digits import small_drawings
from nncourse.chapters.ch01_reading_digits.runs import measure_learning
from nncourse.chapters.ch01_reading_digits.whole_step_runs import (
    RATES,
    measure_whole_step,
)
from nncourse.chapters.ch02_backpropagation.runs import measure_steps
from nncourse.data import digits

POINTS = re.compile(r'<polyline points="([^"]*)"')


def lines_of(svg):
    return [
        np.array([pair.split(",") for pair in points.split()], float).T
        for points in POINTS.findall(svg)
    ]


def test_the_first_digits_are_pictures_of_the_data():
    html = small_drawings.first_digits().html
    pictures = re.findall(r'base64,([^"]*)" alt="">(\d)', html)
    x, labels = digits()
    assert [int(label) for _, label in pictures] == labels[:10].tolist()
    for (picture, _), image in zip(pictures, x, strict=False):
        drawn = imread(io.BytesIO(base64.b64decode(picture)))
        assert drawn.shape[:2] == (8, 8)
        assert np.allclose(1 - drawn[..., 0].ravel(), image, atol=0.01)


def test_a_curve_is_the_runs_accuracy_and_its_link_the_runs_setting():
    html = small_drawings.shapes().html
    rows = html.split("<tr>")[2:]
    assert len(rows) == len(small_drawings.SHAPES) == 6
    for row, (name, (width, rate, examples), *_) in zip(
        rows, small_drawings.SHAPES, strict=True
    ):
        run = measure_learning(width, rate, examples=examples)
        for (x, y), share in zip(lines_of(row), (run["train"], run["test"]), strict=True):
            assert len(x) == 21
            assert np.allclose((53 - y) / 48, share, atol=0.0011)
        setting = f"width={width}&learning.rate={rate:g}&learning.examples={examples}"
        assert f'<a href="#learning.{setting}">{name}</a>' in row
        assert row.count("stroke-dasharray") == 2  # the unseen, and the line at 100 %


def test_the_words_about_a_shape_are_true_of_its_run():
    runs = {
        name: measure_learning(width, rate, examples=examples)["test"]
        for name, (width, rate, examples), *_ in small_drawings.SHAPES
    }
    assert runs["too slow"][-1] > runs["too slow"][-4] + 0.03
    assert np.ptp(runs["fine"][10:]) < 0.07 < 0.9 < runs["fine"][-1]
    assert runs["over-fitting"][-1] < 0.7
    assert (np.diff(runs["too fast"]) < -0.05).sum() >= 4
    assert runs["too narrow"].max() < 1 / 3
    assert np.abs(runs["dead units"] - 0.1).max() < 0.03


@pytest.mark.parametrize("rate", small_drawings.RATES)
def test_the_valley_is_gone_down_by_the_update_rule(rate):
    shown = small_drawings.valley()
    w = measure_steps(1.0, rate)
    loss = w**2 / 2
    part = shown.html.split("<div>")[1:][list(small_drawings.RATES).index(rate)]
    assert f"<b>{rate:g}</b>" in part
    ground, (x, y) = lines_of(part)
    assert np.allclose((x - 61) / 57 * 2.6, w, atol=0.003)
    assert np.allclose((83 - y) / 80 * 3.375, loss, atol=0.01)
    assert ground[1].max() == pytest.approx(83)
    assert f"loss {loss[-1]:.3g}" in shown.text


def test_one_step_of_all_weights_is_drawn_as_it_was_measured():
    shown, run = small_drawings.whole_step(), measure_whole_step()
    drawn = lines_of(shown.html)
    assert len(drawn) == 5 + 1 + 1  # at random, the promise, against the slopes
    for (x, y), loss in zip(drawn, [*run["random"], None, run["loss"]], strict=True):
        if loss is not None:
            assert np.allclose((x - 48) / 225 * 1.5, RATES, atol=0.001)
            assert np.allclose(2.42 - (y - 28) / 300, loss, atol=0.001)
    fell = run["loss"][0] - run["loss"][20]
    assert RATES[20] == 1 and f"measured is {fell:.2g}" in shown.text


def test_what_is_said_of_the_four_rates_holds():
    ends = {rate: small_drawings.loss_on_the_way(rate) for rate in small_drawings.RATES}
    assert ends[0.08][-1] > ends[0.08][0] / 4
    assert ends[0.4][-1] < 0.01
    assert (np.diff(ends[1.8]) < 0).all() and (np.diff(ends[2.2]) > 0).all()
    assert (np.diff(np.sign(measure_steps(1.0, 1.8))) != 0).all()
