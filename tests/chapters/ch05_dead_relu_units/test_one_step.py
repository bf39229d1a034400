"""One long step costs a unit all its images; a short one, or centred pixels, does not."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.one_step import describe_one_step, one_step

ON = "#00875F"


@pytest.mark.parametrize(
    ("lr", "pixels", "dies"),
    [(0.3, "raw", True), (0.03, "raw", False), (0.3, "centred", False)],
)
@pytest.mark.parametrize("seed", [0, 3])
def test_it_says_for_how_many_images_a_unit_is_on(lr, pixels, dies, seed, assert_numbers):
    run = measure_cloud(lr, pixels, seed)
    on = (np.einsum("nd,sdu->snu", run["x"], run["W"]) + run["b"][:, None] > 0).sum(axis=1)
    axes = one_step(lr, pixels, seed).axes
    titles = [ax.get_title("left") for ax in axes]
    before, after = int(titles[0].split()[3]), int(titles[1].split()[-1])
    assert [before, after] in on[:2].T.tolist() and (after == 0) == dies
    assert before > 1348 / 3
    n = len(run["x"])
    assert_numbers(describe_one_step(lr, pixels, seed), lr, before, n, after)
    said = [text.get_text() for text in axes[1].texts]
    assert any("no gradient" in text for text in said) == dies


@pytest.mark.parametrize("pixels", ["raw", "centred"])
def test_the_sides_are_named_where_they_are(pixels):
    run = measure_cloud(0.3, pixels)
    for row, ax in enumerate(one_step(0.3, pixels).axes):
        w, b = run["W"][row][:, 0], run["b"][row][0]
        for text in ax.texts:
            z = np.array(text.get_position()) @ w + b
            assert "is on" not in text.get_text() or z > 0
            assert "is off" not in text.get_text() or z < 0
        off, on = (line.get_xydata() for line in ax.lines[:2])
        assert (on @ w + b > 0).all() and (off @ w + b <= 0).all()
        assert ax.lines[1].get_color() == ON
        line = ax.lines[2].get_xydata()
        assert np.allclose(line @ w + b, 0)
