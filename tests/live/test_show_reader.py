"""What Python puts out for the reader: in a notebook, on a page, and without either."""

import json
import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import clean_notebooks
import nbformat
import numpy as np
import pytest

from nncourse import accuracy, digits, split
from nncourse.live import show_reader
from nncourse.live.reader_network import train_reader, vary


@pytest.fixture
def published(monkeypatch):
    """What `reader()` publishes in a kernel, by MIME type."""
    bundles = []
    publisher = SimpleNamespace(publish=bundles.append)
    shell = SimpleNamespace(display_pub=publisher)
    ipython = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)

    def published():
        show_reader.reader()
        return bundles.pop()

    return published


def test_a_notebook_gets_all_that_it_needs_and_stores_none_of_it(published):
    bundle = published()
    for needed in ("<svg", "<noscript>", "<style>", "<script>"):
        assert needed in bundle["text/html"]
    ElementTree.fromstring(bundle["image/svg+xml"])
    output = nbformat.v4.new_output("display_data", bundle)
    assert clean_notebooks.clean_outputs([output]) == []


def test_a_page_gets_the_picture_and_the_sentence_alone(published, monkeypatch):
    monkeypatch.setenv(show_reader.PAGE, "1")
    bundle = published()
    assert list(bundle) == ["text/html"]
    assert "<noscript>" in bundle["text/html"] and "<script" not in bundle["text/html"]


def test_without_a_notebook_it_says_where_to_go(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    show_reader.reader()
    assert capsys.readouterr().out == show_reader.READER["without_page"] + "\n"


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


def test_training_as_it_was_trained_reads_as_well():
    """Another machine rounds otherwise, so it is the accuracy that repeats."""
    _, (x, labels) = split(*digits(), 0.25, np.random.default_rng(0))
    again = accuracy(train_reader().forward(x), labels)
    assert again == pytest.approx(accuracy(show_reader.logits(x), labels), abs=0.015)


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
