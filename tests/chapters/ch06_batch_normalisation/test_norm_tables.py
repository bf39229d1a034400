"""The drawing of the normalisations shades what each of them looks at."""

import re

import numpy as np
import pytest

from nncourse import BatchNorm, LayerNorm
from nncourse.chapters.ch06_batch_normalisation import norm_tables
from nncourse.chapters.ch06_batch_normalisation.other_norms import RMSNorm
from nncourse.plots import panels


@pytest.mark.parametrize("size", [2, 8])
@pytest.mark.parametrize(
    ("name", "kind"), [("batch", BatchNorm), ("layer", LayerNorm), ("RMS", RMSNorm)]
)
def test_the_shaded_values_are_those_on_which_the_dark_one_depends(name, kind, size):
    _, ax = panels()
    norm_tables.draw_norm_tables(ax, size)
    i = list(norm_tables.TABLES).index(name)
    shaded, dark = ax.patches[2 * i : 2 * i + 2]
    left, top = i % 2 * norm_tables.ACROSS, i // 2 * norm_tables.DOWN
    column, row = dark.get_x() - left, dark.get_y() - top
    x = np.random.default_rng(7).standard_normal((size, norm_tables.COLUMNS))

    def normalised(x):
        return kind(norm_tables.COLUMNS).forward(x, training=True)[int(row), int(column)]

    before, looked_at = normalised(x), np.zeros(x.shape, bool)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 0.5
        looked_at[place] = abs(normalised(moved) - before) > 1e-9
    drawn = np.zeros(x.shape, bool)
    start = int(shaded.get_y() - top), int(shaded.get_x() - left)
    high, wide = int(shaded.get_height()), int(shaded.get_width())
    drawn[start[0] : start[0] + high, start[1] : start[1] + wide] = True
    assert np.array_equal(drawn, looked_at)
    assert f"{name}: {looked_at.sum()} values" in [text.get_text() for text in ax.texts]


def test_every_table_fills_its_place_and_the_examples_a_batch_lacks_are_pale():
    for size in (1, 2, 8):
        _, ax = panels()
        norm_tables.draw_norm_tables(ax, size)
        pale, dark = (
            {
                segment[-1, 1]
                for lines in ax.collections
                if lines.get_alpha() == depth
                for segment in lines.get_segments()
            }
            for depth in (0.25, 1.0)
        )
        assert max(pale) == norm_tables.DOWN + norm_tables.ROWS
        assert max(dark) == norm_tables.DOWN + size


def test_its_sentence_counts_what_every_normalisation_looks_at():
    sentence = norm_tables.describe_norm_tables(2)
    found = dict(re.findall(r"(\w+) with (\d+)", sentence.split(": ")[1]))
    assert found == {"batch": "2", "layer": "6", "RMS": "6", "group": "3"}
