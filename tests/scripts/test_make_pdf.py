"""The book on paper: one document whose links and figures still lead somewhere."""

import make_pdf
import pytest
from bs4 import BeautifulSoup


def test_the_contents_are_read_in_order():
    toc = {"root": "a", "parts": [{"chapters": [{"file": "b"}, {"file": "c/d"}]}]}
    assert make_pdf.contents(toc) == ["a", "b", "c/d"]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#here", "#book-one--here"),
        ("two.html", "#book-two"),
        ("two.html#there", "#book-two--there"),
        ("../_static/a.png", "_static/a.png"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_links_between_pages_become_links_inside_the_book(link, target):
    assert make_pdf.link_target(link, "book/one", {"book/one", "book/two"}) == target


def test_a_printed_figure_says_where_the_live_one_is(tmp_path, monkeypatch):
    page = (
        '<h1>One#</h1><article><h1>One</h1><a class="headerlink">#</a>'
        '<figure class="explore" id="flow"><form>turn</form></figure></article>'
    )
    (tmp_path / "one.html").write_text(page)
    monkeypatch.setattr(make_pdf, "SITE", tmp_path)
    body, title = make_pdf.article("one", {"one"}, "https://school.example/")
    soup = BeautifulSoup(body, "html.parser")
    assert title == "One" and not soup.select("form, .headerlink")
    link = soup.select_one("figure .live-at a")
    assert link["href"] == "https://school.example/one.html#flow"
    apart, _ = make_pdf.article("one", {"one"}, "")
    assert (
        "one.html#flow" in BeautifulSoup(apart, "html.parser").select_one(".live-at").text
    )
