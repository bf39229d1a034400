"""The drawing of the normalisations shades what each of them looks at."""

import numpy as np
import pytest

from nncourse import BatchNorm, LayerNorm
from nncourse.chapters.ch06_batch_normalisation import norm_tables
from nncourse.chapters.ch06_batch_normalisation.other_norms import RMSNorm


@pytest.mark.parametrize("example", [1, 3])
@pytest.mark.parametrize(
    ("name", "kind"), [("batch", BatchNorm), ("layer", LayerNorm), ("RMS", RMSNorm)]
)
def test_the_shaded_values_are_those_on_which_the_dark_one_depends(name, kind, example):
    (ax,) = norm_tables.norm_tables(example).axes
    i = list(norm_tables.TABLES).index(name)
    shaded, dark = ax.patches[2 * i : 2 * i + 2]
    left, top = i % 2 * norm_tables.ACROSS, i // 2 * norm_tables.DOWN
    column, row = dark.get_x() - left, dark.get_y() - top
    assert row == example - 1
    x = np.random.default_rng(7).standard_normal((norm_tables.ROWS, norm_tables.COLUMNS))

    def normalised(x):
        return kind(norm_tables.COLUMNS).forward(x, training=True)[int(row), int(column)]

    before, looked_at = normalised(x), np.zeros(x.shape, bool)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 1
        looked_at[place] = abs(normalised(moved) - before) > 1e-9
    drawn = np.zeros(x.shape, bool)
    start = int(shaded.get_y() - top), int(shaded.get_x() - left)
    high, wide = int(shaded.get_height()), int(shaded.get_width())
    drawn[start[0] : start[0] + high, start[1] : start[1] + wide] = True
    assert np.array_equal(drawn, looked_at)


def test_its_sentence_names_every_table():
    sentence = norm_tables.describe_norm_tables(3)
    assert all(name in sentence for name in norm_tables.TABLES)
