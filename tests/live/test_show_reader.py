"""The reader's data: its digits, its numbers, and how its network was trained."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import accuracy, digits, mlp, split
from nncourse.live import show_reader
from nncourse.live.reader_network import train_reader, vary
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO

SVG = "{http://www.w3.org/2000/svg}"


def test_the_digits_that_it_gets_wrong_are_test_digits_that_it_gets_wrong():
    data = show_reader.reader_data()["digits"]
    for name, right in (("test", True), ("wrong", False), ("average", True)):
        x = np.array([[(ord(letter) - 97) / 16 for letter in row] for _, row in data[name]])
        answers = show_reader.logits(x).argmax(axis=1)
        assert len({label for label, _ in data[name]}) > 5
        for answer, (label, _) in zip(answers, data[name], strict=True):
            assert (answer == label) == right


def test_the_page_says_how_many_test_digits_it_reads():
    _, (x, labels) = split(*digits(), 0.25, np.random.default_rng(0))
    said = json.loads(show_reader.MEASURED.read_text(encoding="utf-8"))["test"]
    assert said == round(100 * accuracy(show_reader.logits(x), labels), 1)


def test_the_still_picture_shows_the_whole_network():
    """Circles are as full as what their unit says; lines lead to lit ones alone."""
    picture = ElementTree.fromstring(show_reader.still_picture())
    label, letters = show_reader.reader_data()["digits"]["test"][0]
    net = show_reader.network()
    net.forward(np.array([[(ord(letter) - 97) / 16 for letter in letters]]))
    h = net.activations[2][0]
    circles = list(picture.iter(f"{SVG}circle"))
    full = [float(circle.get("fill-opacity")) for circle in circles]
    assert [share > 0 for share in full[:16]] == (h > 0).tolist()
    assert len(full) == 26 and np.argmax(full[16:]) == label
    lit = {circles[k].get("cy") for k in [*np.flatnonzero(h), 16 + label]}
    ends = [path.get("d").split()[-1] for path in picture.iter(f"{SVG}path")]
    assert len(ends) > 40 and set(ends) == lit
    colours = {group.get("stroke") for group in picture.iter(f"{SVG}g")}
    assert colours == {ABOVE_ZERO, BELOW_ZERO, "currentColor"}


def test_training_as_it_was_trained_reads_as_well():
    """Another machine rounds otherwise, so it is the accuracy that repeats."""
    _, (x, labels) = split(*digits(), 0.25, np.random.default_rng(0))
    again = accuracy(train_reader().forward(x), labels)
    assert again == pytest.approx(accuracy(show_reader.logits(x), labels), abs=0.015)


def test_before_training_it_is_chapter_1s_network_before_training():
    first = mlp([64, 16, 10], np.random.default_rng(0))
    assert np.array_equal(train_reader(epochs=0).params["0.W"], first.params["0.W"])
    shown = show_reader.reader_data()["untrained"]["layers"]
    for k, place in ((0, "0.W"), (2, "2.W")):
        assert np.abs(shown[k]["W"] - first.params[place]).max() < 0.0051


def test_digits_are_varied_sideways_only_and_each_time_anew():
    x, _ = digits()
    rng = np.random.default_rng(0)
    varied = vary(x, rng)
    assert varied.shape == x.shape and varied.min() >= 0 and varied.max() <= 1
    rows, varied_rows = (v.reshape(-1, 8, 8).sum(axis=2) for v in (x, varied))
    assert (varied_rows[rows == 0] == 0).all()
    assert not np.array_equal(varied, vary(x, rng))
    ink = varied.mean() / x.mean()
    assert 0.9 < ink < 1.15  # as much of it, on the whole
