"""The zip for a stick holds the site with Python in it, or is not made."""

import zipfile

import pack_offline
import pytest


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
        readme = archive.read(f"{pack_offline.NAME}/README.txt").decode()
    assert size > 0 and f"{pack_offline.NAME}/index.html" in names
    assert f"{pack_offline.NAME}/lite/python/pyodide.asm.wasm" in names
    assert "python -m http.server" in readme


def test_a_site_without_python_is_not_handed_out(site, tmp_path):
    with pytest.raises(SystemExit, match="does not carry Python"):
        pack_offline.pack(site, tmp_path / "course.zip")
