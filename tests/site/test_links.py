"""The contents name every page of the book, and the pages' links lead somewhere."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from make_pdf import contents

LINKS = {"a": "href", "img": "src", "script": "src", "link": "href", "iframe": "src"}


class Page(HTMLParser):
    """What a built page holds: its title, the ids in it and its links as (tag, address)."""

    def __init__(self, html):
        super().__init__()
        self.title, self.ids, self.links = "", set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.add(attrs["id"])
        names_itself = attrs.get("rel") == "canonical"
        if attrs.get(LINKS.get(tag)) and not names_itself:
            self.links.append((tag, attrs[LINKS[tag]]))

    def handle_data(self, data):
        if self.lasttag == "title" and not self.title:
            self.title = data.strip()


def broken_links(pages):
    """`path: link` for each internal link of the pages {path: Page} that leads nowhere."""
    for path, page in pages.items():
        for tag, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            sets_a_figure = "=" in parts.fragment  # see test_figures.py
            anchor = unquote(parts.fragment) if tag == "a" and not sets_a_figure else ""
            if parts.path.startswith("/"):
                yield f"{path}: {link} (breaks where the site is not at its host's root)"
            elif not target.exists():
                yield f"{path}: {link}"
            elif anchor and target in pages and anchor not in pages[target].ids:
                yield f"{path}: {link} (no such place on that page)"


def foreign_files(pages):
    """`path: address` for each script, sheet, picture or frame of another host."""
    for path, page in pages.items():
        for tag, link in page.links:
            if tag != "a" and urlsplit(link).netloc:
                yield f"{path}: {link}"


@pytest.fixture(scope="module")
def toc(root):
    return contents(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def pages(site):
    """{path: Page} of every page of the book that was built."""
    apart = ("_static", "_sources", "lite")
    paths = [p for p in site.rglob("*.html") if p.relative_to(site).parts[0] not in apart]
    return {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in paths}


def test_every_file_of_the_contents_exists(root, toc):
    for name in toc:
        assert any((root / f"{name}{end}").exists() for end in (".md", ".ipynb")), name


def test_every_notebook_and_page_of_the_book_is_in_the_contents(root, toc):
    sources = [*(root / "book").rglob("*.ipynb"), *(root / "book").rglob("*.md")]
    stems = {s.relative_to(root).with_suffix("").as_posix() for s in sources}
    stems = {s for s in stems if "/_" not in s and ".ipynb_checkpoints" not in s}
    assert stems - set(toc) == set()


def test_the_first_page_leads_to_every_chapter(toc, pages, site):
    first = (site / f"{toc[0]}.html").resolve()
    article = Page(first.read_text(encoding="utf-8").partition("<article")[2])
    targets = {(first.parent / link.split("#")[0]).resolve() for _, link in article.links}
    for name in toc:
        if "/chapters/" in name:
            assert (site / f"{name}.html").resolve() in targets, name


def test_no_internal_link_is_broken(pages):
    broken = list(broken_links(pages))
    assert not broken, "\n".join(broken)


def test_no_page_names_a_file_of_another_host(pages):
    foreign = list(foreign_files(pages))
    assert not foreign, "\n".join(foreign)


def test_every_page_has_a_title_of_its_own(pages, site):
    titles = [page.title for path, page in pages.items() if path.parent != site.resolve()]
    assert all(titles)
    assert len(titles) == len(set(titles))


def test_broken_and_foreign_links_are_found(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("")
    html = (
        '<title>A</title><p id="here"></p><a href="#here"></a><a href="#there"></a>'
        '<a href="b.html"></a><a href="https://x.org/"></a><script src="//x.org/a.js">'
    )
    pages = {path: Page(html)}
    assert pages[path].title == "A"
    links = [line.split(": ")[1].split(" ")[0] for line in broken_links(pages)]
    assert links == ["#there", "b.html"]
    assert list(foreign_files(pages)) == [f"{path}: //x.org/a.js"]
