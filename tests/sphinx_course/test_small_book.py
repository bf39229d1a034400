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
from PIL import Image
from sphinx_course.jupyterlite import pyodide

SITE = "https://school.example/course/"


@pytest.fixture(scope="module")
def build(tmp_path_factory, root):
    """Builds the small book with the course's settings but for some; its site's folder."""
    tool = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    config["title"] = "A Course"
    config["sphinx"]["local_extensions"] = {"sphinx_course": str(root / "book" / "_ext")}

    def build(baseurl="", **settings):
        folder = tmp_path_factory.mktemp("book")
        (folder / "intro.md").write_text("# Welcome\n\nShort.\n\n" + "A word or two. " * 30)
        kernel = {"name": "python3", "display_name": "Python 3"}
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
        notebook.cells = [nbformat.v4.new_markdown_cell("# A notebook\n\nWith $x$ in it.")]
        nbformat.write(notebook, folder / "note.ipynb")
        toc = {"format": "jb-book", "root": "intro", "chapters": [{"file": "note"}]}
        (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
        (folder / "book").mkdir()
        (folder / "book" / "references.bib").touch()
        for name in ("pyproject.toml", "nncourse"):  # JupyterLite packs the package
            (folder / name).symlink_to(root / name)
        sphinx = config["sphinx"]["config"] | {"course_lite": False} | settings
        own = {
            "html": {"baseurl": baseurl},
            "sphinx": config["sphinx"] | {"config": sphinx},
        }
        (folder / "_config.yml").write_text(yaml.safe_dump(config | own))
        command = [tool, "build", "-W", "--keep-going", "."]
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=300
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
        return folder / "_build" / "html"

    return build


def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(page, name):
    tag = page.find("meta", attrs={"name": name}) or page.find("meta", property=name)
    return tag and tag["content"]


@pytest.fixture(scope="module")
def unnamed(build):
    """The site of a book whose repository and address are unknown, Pyodide on its CDN."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYODIDE", raising=False)
        return build(course_lite=True)


@pytest.fixture(scope="module")
def named(build):
    """The site of a book whose repository and address are known."""
    return build(course_repository="https://github.com/a/b", baseurl=SITE.rstrip("/"))


def links_in_bar(page):
    bar = page.find("nav", class_="run-bar")
    return [link.get_text() for link in bar("a")] if bar else None


def test_buttons_that_need_an_unknown_address_are_absent(unnamed, named):
    assert links_in_bar(soup(unnamed / "note.html")) == ["Open in JupyterLab", "Download"]
    both = ["Open in JupyterLab", "Binder", "Colab", "Download"]
    assert links_in_bar(soup(named / "note.html")) == both
    assert links_in_bar(soup(named / "intro.html")) is None


def test_every_page_is_described(unnamed):
    page = soup(unnamed / "intro.html")
    text = content(page, "description")
    assert text.startswith("A word or two.") and len(text) <= 160
    assert content(page, "og:description") == text
    assert content(page, "og:title") == "Welcome"


def test_with_an_address_every_page_has_a_picture(named):
    """Messengers take no relative address, so without one there is none."""
    page = soup(named / "note.html")
    picture = "_static/cards/note.png"
    assert content(page, "og:image") == SITE + picture
    with Image.open(named / picture) as card:
        assert card.size == (1200, 630)


def test_with_an_address_there_are_canonical_links_and_a_sitemap(named):
    link = soup(named / "note.html").find("link", rel="canonical")
    assert link["href"] == SITE + "note.html"
    urls = ElementTree.parse(named / "sitemap.xml").getroot()
    pages = [url.find("{*}loc").text for url in urls]
    assert pages == [SITE + "intro.html", SITE + "note.html"]


def test_without_an_address_there_is_no_picture_either(unnamed):
    page = soup(unnamed / "note.html")
    assert page.find("link", rel="canonical") is None
    assert content(page, "og:image") is None
    assert not (unnamed / "sitemap.xml").exists()


def test_the_error_page_finds_its_sheets_from_any_depth(named):
    page = soup(named / "404.html")
    links = [tag["href"] for tag in page("link", rel="stylesheet")]
    assert links and all(link.startswith("/course/_static/") for link in links)
    assert page.find("a", string="the first page")["href"] == "/course/intro.html"


def test_without_an_address_the_error_page_looks_for_the_root_itself(unnamed, named):
    assert "base.href" in (unnamed / "404.html").read_text(encoding="utf-8")
    assert "base.href" not in (named / "404.html").read_text(encoding="utf-8")


def test_no_page_loads_from_another_host(unnamed):
    for path in unnamed.glob("*.html"):
        tags = soup(path)(["script", "link", "img"])
        addresses = [tag.get("src") or tag.get("href") or "" for tag in tags]
        assert not [address for address in addresses if "//" in address], path
        assert "thebe" not in path.read_text(encoding="utf-8").lower(), path


def test_with_no_pyodide_named_python_comes_from_the_pinned_cdn_alone(unnamed):
    """The settings, without a network: the course's wheels here, Pyodide's files there."""
    python = unnamed / "lite" / "python"
    loader = (python / "load_pyodide.js").read_text("utf8")
    assert f'const cdn = "{pyodide.CDN}";' in loader
    assert not (python / "pyodide.asm.wasm").exists()
    for entry in json.loads((python / "course-lock.json").read_text("utf8")).values():
        wheel = (python / entry["file_name"]).read_bytes()
        assert sha256(wheel).hexdigest() == entry["sha256"]
    note = soup(unnamed / "note.html").find(class_="run-note")
    assert pyodide.CDN_HOST in note.get_text()
