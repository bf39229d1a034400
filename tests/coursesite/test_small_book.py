"""A book of two pages, built with what this course adds, to see what a setting changes."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from coursesite import pyodide
from PIL import Image

SITE = "https://school.example/course/"


@pytest.fixture(scope="module")
def build(tmp_path_factory, root):
    """Builds the small book with some settings; gives the folder of its site."""
    tool = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))

    def built(**config):
        folder = tmp_path_factory.mktemp("book")
        (folder / "intro.md").write_text("# Welcome\n\nShort.\n\n" + "A word or two. " * 30)
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
        notebook.cells = [nbformat.v4.new_markdown_cell("# A notebook\n\nWith $x$ in it.")]
        nbformat.write(notebook, folder / "note.ipynb")
        toc = {"format": "jb-book", "root": "intro", "chapters": [{"file": "note"}]}
        (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
        for name in ("pyproject.toml", "nncourse"):  # JupyterLite packs the package
            (folder / name).symlink_to(root / name)
        base = config.pop("baseurl", "")
        settings = {
            "title": "A Course",
            "only_build_toc_files": True,
            "execute": {"execute_notebooks": "off"},
            "html": {"baseurl": base},
            "sphinx": {
                "local_extensions": {"coursesite": str(root / "book" / "_ext")},
                "config": {"course_lite": False, **config},
            },
        }
        (folder / "_config.yml").write_text(yaml.safe_dump(settings))
        command = [tool, "build", "-W", "--keep-going", "."]
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=300
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
        return folder / "_build" / "html"

    return built


def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(page, name):
    tag = page.find("meta", attrs={"name": name}) or page.find("meta", property=name)
    return tag and tag["content"]


@pytest.fixture(scope="module")
def unknown(build):
    return build()


@pytest.fixture(scope="module")
def known(build):
    return build(course_repository="https://github.com/a/b", baseurl=SITE.rstrip("/"))


def ways(page):
    bar = page.find("nav", class_="run-bar")
    return [link.get_text() for link in bar("a")] if bar else None


def test_buttons_that_need_an_unknown_address_are_absent(unknown, known):
    assert ways(soup(unknown / "note.html")) == ["Run in the browser", "Download"]
    both = ["Run in the browser", "Binder", "Colab", "Download"]
    assert ways(soup(known / "note.html")) == both
    assert ways(soup(known / "intro.html")) is None


def test_every_page_is_described(unknown):
    page = soup(unknown / "intro.html")
    about = content(page, "description")
    assert about.startswith("A word or two.") and len(about) <= 160
    assert content(page, "og:description") == about
    assert content(page, "og:title") == "Welcome"


def test_every_page_has_a_picture(unknown, known):
    address = content(soup(known / "note.html"), "og:image")
    assert address.startswith(SITE)
    for site in (unknown, known):
        with Image.open(site / "_static" / "cards" / "note.png") as card:
            assert card.size == (1200, 630)


def test_with_an_address_there_are_canonical_links_and_a_sitemap(known):
    assert (
        soup(known / "note.html").find("link", rel="canonical")["href"]
        == SITE + "note.html"
    )
    urls = ElementTree.parse(known / "sitemap.xml").getroot()
    assert [url.find("{*}loc").text for url in urls] == [
        SITE + "intro.html",
        SITE + "note.html",
    ]


def test_without_an_address_there_are_neither(unknown):
    assert soup(unknown / "note.html").find("link", rel="canonical") is None
    assert not (unknown / "sitemap.xml").exists()


def test_the_lost_page_finds_its_sheets_from_any_depth(known):
    page = soup(known / "404.html")
    links = [tag["href"] for tag in page("link", rel="stylesheet")]
    assert links and all(link.startswith("/course/_static/") for link in links)
    assert page.find("a", string="the first page")["href"] == "/course/intro.html"


def test_no_page_loads_from_elsewhere(unknown):
    for path in unknown.glob("*.html"):
        tags = soup(path)(["script", "link", "img"])
        loaded = [tag.get("src") or tag.get("href") or "" for tag in tags]
        assert not [address for address in loaded if "//" in address], path


def test_with_no_pyodide_given_python_comes_from_the_pinned_cdn_alone(build, monkeypatch):
    """The settings, without a network: the course's wheels here, Pyodide's files there."""
    monkeypatch.delenv("PYODIDE", raising=False)
    site = build(course_lite=True)
    python = site / "lite" / "python"
    assert f'const home = "{pyodide.CDN}";' in (python / "start.js").read_text("utf8")
    assert not (python / "pyodide.asm.wasm").exists()
    for entry in json.loads((python / "course-lock.json").read_text("utf8")).values():
        wheel = (python / entry["file_name"]).read_bytes()
        assert sha256(wheel).hexdigest() == entry["sha256"]
    assert pyodide.CDN_HOST in soup(site / "note.html").find(class_="run-note").get_text()
