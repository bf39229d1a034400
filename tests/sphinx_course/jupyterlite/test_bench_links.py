"""JupyterLite's notebooks lead to the bench, if its address is known."""

import json
import re
from html import unescape

from sphinx_course.jupyterlite.bench_links import lead_to_bench
from sphinx_course.jupyterlite.notebooks import stage_notebooks

DOCS = ["book/bench", "book/chapters/03-vanishing-gradients"]
LINK = re.compile(r'<a class="bench-link"([^>]*)>')


def phrases(root, folder, site):
    """What stands in the tags of the phrases that set the bench."""
    stage_notebooks(root, DOCS, folder)
    lead_to_bench(folder, DOCS, site)
    (staged,) = folder.glob("chapters/*.ipynb")
    cells = json.loads(staged.read_text(encoding="utf-8"))["cells"]
    return LINK.findall(unescape("".join("".join(cell["source"]) for cell in cells)))


def test_a_phrase_leads_to_the_published_bench_or_is_no_link(root, tmp_path):
    (known,) = phrases(root, tmp_path / "known", "https://school.example/course/")
    assert known.startswith(' href="https://school.example/course/book/bench.html#pixels=')
    (unknown,) = phrases(root, tmp_path / "unknown", "")
    assert "href" not in unknown and unknown.endswith(known.partition("#")[2])
