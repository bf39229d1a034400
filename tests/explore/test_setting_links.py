"""A link that sets a figure names a figure of its page, its choices and values."""

import pytest

from nncourse.explore.setting_links import wrong_settings

LINK = '<p><a class="x" href="#{}">a phrase</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        "activity.depth=5",
        "activity.depth=5&amp;activity.batch_norm=no",
        "activity.step=2&activity.palette=gray",
        "a-heading",
        "",
    ],
)
def test_what_is_on_the_page_may_be_set(html, address):
    assert list(wrong_settings(html + LINK.format(address))) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("other.depth=5", "there is no figure 'other', only ['activity']"),
        ("activity.width=5", "activity has no choice 'width', only ['depth', "),
        ("activity.depth=7", "activity.depth is never '7', only ['5', '10']"),
        ("activity.depth=5&amp;activity.step=", "activity.step is never '', only ['0', "),
    ],
)
def test_what_is_not_on_the_page_is_named(html, address, words):
    (found,) = wrong_settings(html + LINK.format(address))
    assert words in found


def test_a_prediction_is_held_to_the_same(html):
    asks = '<div data-figure="explore-{}" data-setting="{}"></div>'
    assert list(wrong_settings(html + asks.format("activity", "activity.depth=5"))) == []
    (value,) = wrong_settings(html + asks.format("activity", "activity.depth=7"))
    assert "is never '7'" in value
    (figure,) = wrong_settings(asks.format("later", ""))
    assert figure == "a prediction asks figure 'later', which is not on the page"
