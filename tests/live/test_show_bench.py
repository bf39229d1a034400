"""What Python puts out for the bench: in a notebook, on a page, and without either."""

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from nncourse.live import bench_picture, show_bench


@pytest.fixture
def published(monkeypatch):
    """What `bench()` publishes in a kernel without anywidget, by MIME type."""
    bundles = []
    shell = SimpleNamespace(display_pub=SimpleNamespace(publish=bundles.append))
    ipython = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "nncourse.live.widget", raising=False)

    def published():
        show_bench.bench()
        return bundles.pop()

    return published


def test_a_kernel_gets_the_digits_at_once_and_a_page_as_a_file_beside_it(published):
    digits = json.loads(show_bench.DIGITS.read_text(encoding="utf-8"))
    assert digits["pixels"] in published()["text/html"]
    assert digits["pixels"] not in show_bench.PIECE.script()
    assert digits["pixels"] in show_bench.digits_script()


def test_every_sign_that_can_be_looked_at_has_its_words():
    script = show_bench.PIECE.script()
    for name, words in show_bench.BENCH["signs"].items():
        assert f'name: "{name}"' in script
        assert set(words) == {"title", "means", "none"}


def test_the_still_picture_shows_a_plane_that_is_divided_as_its_points_are():
    x, labels, given = bench_picture.learnt()
    cells = np.floor((x * (1, -1) + bench_picture.REACH) / (2 * bench_picture.REACH)
                     * bench_picture.SIDE).astype(int)  # fmt: skip
    assert (given[cells[:, 1], cells[:, 0]] == labels).mean() > 0.9
