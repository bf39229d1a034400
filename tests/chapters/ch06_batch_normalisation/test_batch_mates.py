"""Evaluation fails for stale statistics, which can be measured anew, or for batch-mates."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation.batch_mates_runs import (
    batches_of_a_class,
    measure_mates,
)


def test_stale_statistics_are_cured_by_measuring_them():
    read = measure_mates(momentum=0.001, n_steps=100, seed=7)
    assert read["running"] < 90 < 97 < min(read["training"], read["measured"])


def test_batches_of_a_class_teach_what_no_statistics_give_back():
    read = measure_mates(one_class=True, seed=7)
    assert max(read["running"], read["measured"]) < 40 < 65 < read["training"]


def test_layer_norm_reads_no_batch_mates():
    read = measure_mates("layer", one_class=True, seed=7)
    assert read["training"] > 90
    assert read["running"] == read["measured"] == pytest.approx(read["training"], abs=3)


def test_a_batch_has_one_class_and_another_batch_another():
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 3, 90)
    x = np.arange(90.0)[:, None]
    classes = set()
    for some, own in batches_of_a_class(x, labels, 10, 20, rng):
        assert len(set(own)) == 1 and len(np.unique(some)) == len(own) == 10
        assert np.array_equal(labels[some[:, 0].astype(int)], own)
        classes.add(own[0])
    assert classes == {0, 1, 2}
