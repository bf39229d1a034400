"""The report weighs every page that has figures and names what is too heavy."""

import pytest

from nncourse.explore import page_sizes as module
from nncourse.explore.frame_file import frame_file, without_frames
from nncourse.explore.page_sizes import over_budget, page_sizes, report_lines


@pytest.fixture
def pages(html, tmp_path):
    text, frames = without_frames(html + html.replace("activity", "other"))
    player = '<script data-frames="frames/a.js?v=1" src="_static/player.js"></script>'
    (tmp_path / "a.html").write_text(player + text, encoding="utf-8")
    (tmp_path / "_static/frames").mkdir(parents=True)
    (tmp_path / "_static/frames/a.js").write_text(frame_file(frames), encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>nothing</p>", encoding="utf-8")
    return page_sizes(tmp_path)


def test_a_line_gives_the_sizes_of_a_page_and_its_figures(pages):
    assert list(pages) == ["a.html"]
    sizes = pages["a.html"]
    assert list(sizes["figures"]) == ["activity", "other"]
    assert 1000 < sizes["figures"]["activity"] < sizes["frames"] < sizes["page"]
    line, script = report_lines(pages)
    activity, other = (round(size / 1000) for size in sizes["figures"].values())
    assert f"a.html: frames {round(sizes['frames'] / 1000)} kB of 600" in line
    assert f"(activity {activity}, other {other})" in line
    assert script.startswith("player.js: ")


def test_a_page_or_a_script_over_its_budget_is_named(pages, monkeypatch):
    assert over_budget(pages) == []
    pages["a.html"]["frames"] = 600_001
    assert over_budget(pages) == ["a.html"]
    monkeypatch.setattr(module, "SCRIPT_BUDGET", 100)
    assert over_budget(pages) == ["a.html", "player.js"]
