import pytest

from nncourse.exercises import check


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    """A progress file of the test's own; it does not exist yet."""
    path = tmp_path / "home" / "progress.jsonl"
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(path))
    return path


@pytest.fixture
def checked(capsys):
    """Calls `check` and returns the points and what it printed."""

    def call(*answer):
        points = check(*answer)
        return points, capsys.readouterr().out

    return call
