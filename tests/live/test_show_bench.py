"""What Python puts out for the bench: in a notebook, on a page, and without either."""

import json
import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import clean_notebooks
import nbformat
import numpy as np
import pytest

from nncourse.live import bench_picture, show_bench


@pytest.fixture
def published(monkeypatch):
    """What `bench()` publishes in a kernel, by MIME type."""
    bundles = []
    shell = SimpleNamespace(display_pub=SimpleNamespace(publish=bundles.append))
    ipython = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)

    def published():
        show_bench.bench()
        return bundles.pop()

    return published


def test_a_notebook_gets_all_that_it_needs_and_stores_none_of_it(published):
    bundle = published()
    for needed in ("<svg", "With JavaScript", "<style>", "<script>", "liveDigits = {"):
        assert needed in bundle["text/html"]
    ElementTree.fromstring(bundle["image/svg+xml"])
    output = nbformat.v4.new_output("display_data", bundle)
    assert clean_notebooks.clean_outputs([output]) == []


def test_a_page_gets_the_picture_and_the_sentence_alone(published, monkeypatch):
    monkeypatch.setenv(show_bench.PAGE, "1")
    bundle = published()
    assert list(bundle) == ["text/html"]
    html = bundle["text/html"]
    assert "<svg" in html and "With JavaScript" in html and "<script" not in html


def test_without_a_notebook_it_says_where_to_go(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    show_bench.bench()
    assert capsys.readouterr().out == show_bench.BENCH["without_page"] + "\n"


def test_every_sign_that_can_be_looked_at_has_its_words():
    script = show_bench.bench_script()
    for name, words in show_bench.BENCH["signs"].items():
        assert f'name: "{name}"' in script
        assert set(words) == {"title", "means", "none"}


def test_the_digits_come_apart_from_the_script():
    digits = json.loads(show_bench.DIGITS.read_text(encoding="utf-8"))
    assert digits["pixels"] in show_bench.digits_script()
    assert digits["pixels"] not in show_bench.bench_script()


def test_the_still_picture_shows_a_plane_that_is_divided_as_its_points_are():
    x, labels, given = bench_picture.learnt()
    cells = np.floor((x * (1, -1) + bench_picture.REACH) / (2 * bench_picture.REACH)
                     * bench_picture.SIDE).astype(int)  # fmt: skip
    assert (given[cells[:, 1], cells[:, 0]] == labels).mean() > 0.9
