"""The built site holds every page of the contents, and its links lead somewhere."""

from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

ATTRIBUTES = {"a": "href", "img": "src", "script": "src", "link": "href", "iframe": "src"}


def toc_files(root):
    """Every file that _toc.yml names, the root first."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            found.extend(node[key] for key in ("root", "file") if key in node)
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8")))
    return found


def broken_links(pages):
    """`page: link` for each internal link of the pages {path: soup} that leads nowhere."""
    ids = {path: {tag["id"] for tag in soup(id=True)} for path, soup in pages.items()}
    for path, soup in pages.items():
        for tag in soup(list(ATTRIBUTES)):
            link = tag.get(ATTRIBUTES[tag.name]) or ""
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            place = unquote(parts.fragment) if tag.name == "a" else ""
            if parts.path.startswith("/"):
                yield f"{path}: {link} (breaks where the site is not at its host's root)"
            elif not target.exists():
                yield f"{path}: {link}"
            elif place and place not in ids.get(target, {place}):
                yield f"{path}: {link} (no such place on that page)"


@pytest.fixture(scope="module")
def soups(site, pages):
    paths = [(site / page).resolve() for page in pages]
    return {p: BeautifulSoup(p.read_text(encoding="utf-8"), "html.parser") for p in paths}


def test_every_file_of_the_contents_exists(root):
    for name in toc_files(root):
        assert any((root / f"{name}{end}").exists() for end in (".md", ".ipynb")), name


def test_every_notebook_and_page_of_the_book_is_in_the_contents(root):
    sources = [*(root / "book").rglob("*.ipynb"), *(root / "book").rglob("*.md")]
    stems = {s.relative_to(root).with_suffix("").as_posix() for s in sources}
    stems = {s for s in stems if "/_" not in s and ".ipynb_checkpoints" not in s}
    assert stems - set(toc_files(root)) == set()


def test_every_file_of_the_contents_has_its_page(root, site):
    for name in toc_files(root):
        assert (site / f"{name}.html").exists(), name


def test_the_sites_address_opens_the_first_page(site, root):
    assert toc_files(root)[0] in (site / "index.html").read_text(encoding="utf-8")


def test_the_first_page_leads_to_every_chapter(root, soups, site):
    first, *others = toc_files(root)
    page = (site / f"{first}.html").resolve()
    links = {a["href"].split("#")[0] for a in soups[page].article.find_all("a", href=True)}
    linked = {(page.parent / link).resolve() for link in links if link}
    for name in others:
        if "/chapters/" in name:
            assert (site / f"{name}.html").resolve() in linked, name


def test_no_internal_link_is_broken(soups):
    broken = list(broken_links(soups))
    assert not broken, "\n".join(broken)


def test_every_page_has_a_title_of_its_own(soups, site):
    titles = [s.title.get_text(strip=True) for p, s in soups.items() if p.parent != site]
    assert all(titles)
    assert len(titles) == len(set(titles))


def test_a_broken_link_or_anchor_is_found(tmp_path):
    page = tmp_path / "a.html"
    html = '<p id="here"></p><a href="#here"></a><a href="#there"></a><a href="b.html"></a>'
    page.write_text(html)
    found = list(broken_links({page: BeautifulSoup(html, "html.parser")}))
    assert [f.split(": ")[1].split(" ")[0] for f in found] == ["#there", "b.html"]


def test_pages_open_in_a_browser(page, address, root):
    for name in toc_files(root):
        page.goto(f"{address}/{name}.html")
        assert page.locator("article h1").first.is_visible(), name
