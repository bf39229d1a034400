"""A site built again after its contents changed is the site that a clean build gives."""

import subprocess
import sys

import pytest

CONF = """
import sys

sys.path.insert(0, {ext!r})
extensions = ["sphinx_external_toc", "sphinx_course.stale_pages"]
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


def test_pages_follow_the_contents(build):
    assert "second.html" not in (build("first", "third") / "third.html").read_text()
    site = build("first", "second", "third")
    assert (site / "second.html").exists()
    assert "second.html" in (site / "third.html").read_text()
    site = build("first", "third")
    assert not (site / "second.html").exists()
    assert (site / "third.html").exists()
    assert (site / "search.html").exists()
