"""A site built again after its contents changed is the site built anew."""

import subprocess
import sys

import pytest

CONF = """
import sys

sys.path.insert(0, {ext!r})
extensions = ["sphinx_external_toc", "coursesite.anew"]
html_theme = "basic"
external_toc_exclude_missing = True
source_suffix = {{".rst": "restructuredtext"}}
"""


@pytest.fixture
def build(root, tmp_path):
    """Build a book of these pages in this order; the folder of its site."""
    (tmp_path / "conf.py").write_text(CONF.format(ext=str(root / "book" / "_ext")))

    def build(first, *others):
        for name in {first, *others}:
            page = tmp_path / f"{name}.rst"
            if not page.exists():
                page.write_text(f"{name}\n======\n")
        entries = "".join(f"  - file: {name}\n" for name in others)
        toc = f"format: jb-book\nroot: {first}\nchapters:\n{entries}"
        (tmp_path / "_toc.yml").write_text(toc)
        command = [sys.executable, "-m", "sphinx", "-q", "-W", tmp_path, tmp_path / "html"]
        subprocess.run(command, check=True, timeout=120)
        return tmp_path / "html"

    return build


def test_pages_that_did_not_change_get_the_new_contents(build):
    assert "second.html" not in (build("first", "third") / "third.html").read_text()
    assert "second.html" in (build("first", "second", "third") / "third.html").read_text()


def test_a_page_taken_out_of_the_contents_leaves_the_site(build):
    assert (build("first", "second", "third") / "second.html").exists()
    site = build("first", "third")
    assert not (site / "second.html").exists()
    assert (site / "third.html").exists()
    assert (site / "search.html").exists()
