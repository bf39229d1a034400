"""What a chapter stores is read as it was stored, a line for each thing measured."""

from nncourse.chapters.stored_runs import store, stored


def test_what_is_stored_is_read_again_and_takes_a_line_for_each_name(tmp_path):
    rows = {"rate 0.1": [[1.5, None], [2, 3]], 'a "quoted" name': {"deep": [0.25]}}
    store(tmp_path / "runs.json", rows)
    assert stored(tmp_path / "runs.json") == rows
    assert len((tmp_path / "runs.json").read_text().splitlines()) == len(rows)
