"""What is handed out: the zip for a stick, and the book on paper."""

import zipfile

import make_pdf
import pack_offline
import pytest
from bs4 import BeautifulSoup


@pytest.fixture
def site(tmp_path):
    (tmp_path / "html" / "lite" / "python").mkdir(parents=True)
    (tmp_path / "html" / "index.html").write_text("hello")
    return tmp_path / "html"


def test_the_zip_holds_the_site_and_how_to_serve_it(site, tmp_path):
    (site / "lite" / "python" / "pyodide.asm.wasm").write_bytes(b"\0asm")
    size = pack_offline.pack(site, tmp_path / "out" / "course.zip")
    with zipfile.ZipFile(tmp_path / "out" / "course.zip") as archive:
        names = archive.namelist()
        told = archive.read(f"{pack_offline.NAME}/README.txt").decode()
    assert size > 0 and f"{pack_offline.NAME}/index.html" in names
    assert f"{pack_offline.NAME}/lite/python/pyodide.asm.wasm" in names
    assert "python -m http.server" in told


def test_a_site_without_python_is_not_handed_out(site, tmp_path):
    with pytest.raises(SystemExit, match="does not carry Python"):
        pack_offline.pack(site, tmp_path / "course.zip")


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
    assert make_pdf.target_of(link, "book/one", {"book/one", "book/two"}) == target


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
