"""Reading needs no other host: not for formulas, fonts, scripts, icons or search."""

import pytest
from bs4 import BeautifulSoup

OWN = ("http://127.0.0.1:", "data:", "blob:")


@pytest.fixture
def reader(walled_browser, wall):
    """A page behind the wall; afterwards nobody else may have been asked for anything."""
    context = walled_browser.new_context()
    page = context.new_page()
    page.errors = []
    page.on("console", lambda m: m.type == "error" and page.errors.append(m.text))
    page.on(
        "response", lambda r: r.status < 400 or page.errors.append(f"{r.status} {r.url}")
    )
    page.on("request", lambda r: r.url.startswith(OWN) or page.errors.append(r.url))
    wall.asked.clear()
    yield page
    context.close()


def read(page, address):
    page.goto(address)
    page.wait_for_selector("main")  # index.html first sends the reader on
    page.wait_for_load_state("load")
    # Scroll to the end and open what is folded, so that what loads late loads now.
    page.evaluate("""() => {
        document.querySelectorAll("details").forEach((part) => (part.open = true));
        scrollTo(0, document.body.scrollHeight);
        return window.MathJax?.startup?.promise?.then(() => true);
    }""")
    page.wait_for_timeout(150)


def test_every_page_asks_its_own_host_alone(reader, below, pages, wall):
    for path in pages:
        read(reader, below + path.as_posix())
        assert wall.asked == [], path
        assert reader.errors == [], path


def test_formulas_are_drawn_with_the_sites_own_fonts(reader, below, wall):
    read(reader, below + "book/notation.html")
    assert reader.locator("mjx-container").count() > 0
    fonts = "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    assert any("MJX" in family for family in reader.evaluate(fonts))
    assert reader.locator("mjx-assistive-mml").count() > 0
    assert wall.asked == []


def test_no_page_names_a_script_or_sheet_of_another_host(site, pages):
    for path in pages:
        soup = BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")
        loaded = [tag.get("src", "") for tag in soup(["script", "img", "iframe"])]
        loaded += [
            tag["href"] for tag in soup("link", rel=["stylesheet", "preload", "icon"])
        ]
        assert not [link for link in loaded if "//" in link], path
        assert "thebe" not in str(soup.head).lower(), path


def test_search_finds_a_word_behind_the_wall(reader, below, wall):
    reader.goto(below + "search.html?q=gradient")
    found = reader.locator("#search-results li a").first
    found.wait_for(timeout=10_000)
    assert "gradient" in reader.locator("#search-results").inner_text().lower()
    assert wall.asked == []


def test_pages_and_search_work_from_a_folder(walled_browser, site, wall):
    wall.asked.clear()
    page = walled_browser.new_page()
    page.goto((site / "book" / "notation.html").as_uri())
    page.wait_for_selector("mjx-container")
    page.goto((site / "search.html").as_uri() + "?q=gradient")
    page.locator("#search-results li a").first.click(timeout=10_000)
    page.locator("article h1").wait_for()
    assert page.url.startswith("file:") and "search.html" not in page.url
    assert wall.asked == []
    page.close()


def test_the_wall_sees_what_would_leave(walled_browser, wall):
    page = walled_browser.new_page()
    page.set_content('<img src="https://elsewhere.example/a.png"><script '
                     'src="http://elsewhere.example/b.js"></script>')  # fmt: skip
    page.wait_for_timeout(300)
    page.close()
    assert any("CONNECT elsewhere.example" in line for line in wall.asked)
    assert any("http://elsewhere.example/b.js" in line for line in wall.asked)
