"""The cleaner keeps what a cell printed and drops what differs from run to run."""

import clean_notebooks as cleaner
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output


def notebook(*cells):
    nb = new_notebook(cells=list(cells))
    nb.metadata = {"kernelspec": {"name": "my-env"}, "widgets": {"a": 1}, "vscode": {}}
    return nb


def run_cell(source, *outputs, **metadata):
    cell = new_code_cell(source, outputs=list(outputs), execution_count=7)
    cell.metadata.update(metadata)
    return cell


def stream(text, name="stdout"):
    return new_output("stream", text=text, name=name)


def figure():
    data = {"image/png": "aGk=", "text/plain": "<Figure size 640x480 with 1 Axes>"}
    return new_output("display_data", data=data)


def widget():
    data = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "VBox()"}
    return new_output("display_data", data=data)


def test_printed_text_stays_and_is_joined():
    cell = cleaner.clean(notebook(run_cell("f()", stream("1\n"), stream("2\n")))).cells[0]
    assert [o.text for o in cell.outputs] == ["1\n2\n"]
    assert cell.execution_count is None


def test_results_stay_without_their_count():
    result = new_output("execute_result", data={"text/plain": "0.42"}, execution_count=7)
    (kept,) = cleaner.clean(notebook(run_cell("x", result))).cells[0].outputs
    assert kept.data == {"text/plain": "0.42"} and kept.execution_count is None


def test_figures_and_widgets_go():
    cell = cleaner.clean(notebook(run_cell("f()", figure(), widget(), stream("3")))).cells[
        0
    ]
    assert [o.text for o in cell.outputs] == ["3"]


def test_progress_bars_go_and_warnings_stay():
    bar = "\r  0%|    | 0/3 [00:00<?, ?it/s]\r100%|####| 3/3 [00:00<00:00, 48.0it/s]"
    last = "100%|####| 3/3 [00:00<00:00, 48.0it/s]"  # what nbval leaves of a bar
    for text in (bar, last, "\r7it [01:02, 3.1it/s]"):
        nb = notebook(run_cell("f()", stream(text, "stderr"), stream("\n", "stderr")))
        assert cleaner.clean(nb).cells[0].outputs == []
        nb = notebook(run_cell("f()", stream(text + "\nRuntimeWarning: x", "stderr")))
        assert cleaner.clean(nb).cells[0].outputs[0].text == "RuntimeWarning: x"


def test_metadata_is_the_courses_own():
    cell = run_cell("f()", tags=["hide-input"], collapsed=True, ExecuteTime={})
    nb = cleaner.clean(notebook(cell))
    assert nb.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert nb.cells[0].metadata == {"tags": ["hide-input"]}


def test_good_ids_stay_and_missing_or_double_ones_are_made_the_same_each_time():
    nb = notebook(new_markdown_cell("# T", id="title"), new_markdown_cell("again"))
    nb.cells[1].id = "title"
    once, twice = cleaner.clean(nb), cleaner.clean(nb)
    assert once.cells[0].id == "title"
    assert once.cells[1].id not in ("title", "")
    assert [c.id for c in once.cells] == [c.id for c in twice.cells]


def test_cleaning_twice_is_cleaning_once(tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(notebook(run_cell("f()", figure(), stream("1"))), path)
    assert cleaner.main([str(path), "--check"]) == 1
    assert cleaner.main([str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert cleaner.main([str(path), "--check"]) == 0
    assert cleaner.main([str(path)]) == 0
    assert path.read_text(encoding="utf-8") == text
    nbformat.validate(nbformat.read(path, as_version=4))


def test_execution_stores_todays_output(tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(notebook(run_cell("print(6 * 7)", stream("41\n"))), path)
    assert cleaner.main([str(path), "--execute"]) == 0
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].text == "42\n"


def test_execution_is_that_of_a_reader_who_has_answered_nothing(tmp_path, monkeypatch):
    kept = tmp_path / "progress.jsonl"
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(kept))
    path = tmp_path / "a.ipynb"
    ask = "import os\nprint(os.path.exists(os.environ['NNCOURSE_PROGRESS']))"
    kept.write_text("", encoding="utf-8")
    nbformat.write(notebook(run_cell(ask, stream("?\n"))), path)
    assert cleaner.main([str(path), "--execute"]) == 0
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].text == "False\n"


def test_a_broken_notebook_is_named_and_the_others_are_still_cleaned(tmp_path, capsys):
    good, bad = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    nbformat.write(notebook(run_cell("f()", figure())), good)
    bad.write_text("{", encoding="utf-8")
    assert cleaner.main([str(tmp_path)]) == 1
    assert "b.ipynb" in capsys.readouterr().err
    assert nbformat.read(good, as_version=4).cells[0].outputs == []
