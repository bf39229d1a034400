"""Phrases of the figures' sentences."""

from nncourse.chapters.sentences import enumeration, quantity


def test_a_quantity_is_plural_unless_it_is_one():
    assert [quantity(n, "step") for n in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]


def test_an_enumeration_has_one_and():
    assert enumeration([0.1, 0.15, 3]) == "0.1, 0.15 and 3"
    assert enumeration([0.1, 1]) == "0.1 and 1"
    assert enumeration([0.1]) == "0.1"
