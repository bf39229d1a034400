import pytest

from nncourse import exercises
from nncourse.exercises import check, degrees


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    """A progress file of the test's own; it does not exist yet."""
    path = tmp_path / "home" / "progress.jsonl"
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(path))
    return path


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch):
    """As when Python has just started."""
    monkeypatch.setattr(degrees, "LAST", {})


@pytest.fixture
def checked(capsys, monkeypatch):
    """Calls `check` and returns the points and all that can be told, at once."""
    monkeypatch.setattr(exercises, "show_verdict", print)

    def call(*answer):
        points = check(*answer)
        return points, capsys.readouterr().out

    return call
