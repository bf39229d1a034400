"""A page's frames leave its text for a script, and come back out of it as they were."""

from nncourse.explore.frame_file import frame_file, frames_in, without_frames
from nncourse.explore.page_sizes import figures_in


def test_the_frames_are_taken_out_and_all_else_stays(html):
    still = '<figure class="explore" id="explore-still"></figure>'
    page = f"<p>before</p>{still}{html}<p>between</p>{html.replace('activity', 'other')}"
    taken, frames = without_frames(page)
    before, after = dict(figures_in(page)), dict(figures_in(taken))
    assert frames == {name: data["frames"] for name, data in before.items()}
    assert list(frames) == ["activity", "other"]
    assert [*after.values()] == [
        {key: value for key, value in data.items() if key != "frames"}
        for data in before.values()
    ]
    assert taken.startswith(f"<p>before</p>{still}") and "<p>between</p>" in taken
    assert len(taken) < len(page) - sum(map(len, frames.values()))
    assert frames_in(frame_file(frames)) == frames


def test_a_page_without_figures_is_left_alone():
    assert without_frames("<p>nothing</p>") == ("<p>nothing</p>", {})
