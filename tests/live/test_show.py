"""What Python puts out for a live piece: in a kernel, on a page, and without either."""

import sys
from types import SimpleNamespace
from xml.etree import ElementTree

import clean_notebooks
import nbformat
import pytest
from nbclient import NotebookClient

from nncourse.live import reader
from nncourse.live.show import PAGE
from nncourse.live.show_reader import PIECE, reader_data

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def published(monkeypatch):
    """What `reader()` publishes in a kernel without anywidget, by MIME type."""
    bundles = []
    publisher = SimpleNamespace(publish=bundles.append)
    shell = SimpleNamespace(display_pub=publisher)
    ipython = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "nncourse.live.widget", raising=False)

    def published():
        reader()
        return bundles.pop()

    return published


def test_a_kernel_is_given_a_widget_with_the_module_its_sheet_and_the_network():
    code = "from nncourse.live import reader\nreader()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute()
    [output] = notebook.cells[0].outputs
    model = client.widget_state[output["data"][WIDGET]["model_id"]]
    assert (model["_esm"], model["_css"]) == (PIECE.module(), PIECE.style())
    assert model["data"]["network"] == reader_data()["network"]
    ElementTree.fromstring(output["data"]["image/svg+xml"])  # where no widget can be shown
    assert output["data"]["text/plain"] == PIECE.messages["without_page"]
    assert clean_notebooks.clean_outputs([output]) == []


def test_without_anywidget_the_output_has_all_that_it_needs(published):
    bundle = published()
    for needed in ("<svg", "With JavaScript", "<style>", "<script>"):
        assert needed in bundle["text/html"]
    ElementTree.fromstring(bundle["image/svg+xml"])
    output = nbformat.v4.new_output("display_data", bundle)
    assert clean_notebooks.clean_outputs([output]) == []


def test_a_page_gets_the_picture_and_the_sentence_alone(published, monkeypatch):
    monkeypatch.setenv(PAGE, "1")
    bundle = published()
    assert list(bundle) == ["text/html"]
    html = bundle["text/html"]
    assert "<svg" in html and "With JavaScript" in html and "<script" not in html


def test_without_a_notebook_it_says_where_to_go(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    reader()
    assert capsys.readouterr().out == PIECE.messages["without_page"] + "\n"


def test_data_of_its_own_cannot_end_the_script_that_holds_it():
    html = PIECE.placeholder("", own={"words": "</script><b>"})
    assert html.count("</script>") == 1 and "<b>" not in html
