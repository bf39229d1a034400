"""The editor in the repository is the one that its README names."""

from hashlib import sha256

from sphinx_course.python_on_page.files import CODEMIRROR


def test_the_module_has_the_sum_that_its_readme_says():
    readme = CODEMIRROR.with_name("README.md").read_text(encoding="utf-8")
    assert sha256(CODEMIRROR.read_bytes()).hexdigest() in readme.split()
