"""A standing is told by colour, sign and word, so that one of them is enough."""

from bs4 import BeautifulSoup

from nncourse.claims.standing import FAILS, STANDINGS, badge


def test_white_letters_can_be_read_on_every_colour_and_no_two_look_alike():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04 else c / 12.92 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for one in STANDINGS:
        assert 1.05 / (luminance(one.colour) + 0.05) >= 4.5
    for part in ("word", "sign", "colour"):
        assert len({getattr(one, part) for one in STANDINGS}) == len(STANDINGS)


def test_a_badge_shows_sign_and_word_or_another_word():
    texts = badge(FAILS), badge(FAILS, "fails when")
    shown = [BeautifulSoup(text, "html.parser") for text in texts]
    assert [one.text for one in shown] == ["✕ fails", "✕ fails when"]
    assert FAILS.colour in shown[0].strong["style"]
